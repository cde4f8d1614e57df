// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/export.h"
#include "core/formats/importstage.h"

namespace hop101::formats {

/// Writes the rows of _webSocketMessages, one a line, as Chrome has them: type, time, opcode, data. Where a
/// message was more than one plain frame, or is no UTF-8, _hop101 says so.
class HarMessages
{
public:
    /// `zero`: the wall clock of the capture's time 0.
    HarMessages(const capture::Reader &reader, WallTime zero, const ExportOptions &options, ExportRun &run)
        : m_reader(reader), m_zero(zero), m_options(options), m_run(run)
    { }

    /// A frame of the exchange: it may be or end a row. False once the export is to end.
    bool frame(const hop::Event &frame);
    /// A control frame, whatever the options.
    bool controlRow(const hop::Event &frame);
    std::uint64_t rows() const noexcept { return m_rows; }

private:
    bool messageRow(const hop::Event &last);
    bool beginRow(const hop::Event &frame, std::uint16_t opcode);
    std::string extrasOf(const hop::Event &last, std::uint16_t opcode);
    void remarkPart(const hop::Event &last);

    const capture::Reader &m_reader;
    const WallTime m_zero;
    const ExportOptions &m_options;
    ExportRun &m_run;
    std::uint64_t m_rows = 0;
};

} // namespace hop101::formats
