// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/importsource.h"
#include "core/formats/importstage.h"

#include <span>
#include <string>

namespace hop101::formats {

/// One import while it runs: what a reader of a format reads from, where it puts what it reads, and whom it
/// tells. Each format is one function: `std::optional<ImportError> importX(ImportRun &)`, which reads until
/// the end, a break, or until isGoing() is false; what it gives back leaves no capture.
class ImportRun
{
public:
    ImportRun(ImportSource &source, ImportStage &stage, const ImportOptions &options,
              const ImportWatch &watch, ImportReport &report)
        : m_source(source), m_stage(stage), m_options(options), m_watch(watch), m_report(report)
    { }

    const ImportOptions &options() const noexcept { return m_options; }
    ImportSource &source() noexcept { return m_source; }
    ImportStage &stage() noexcept { return m_stage; }
    ImportReport &report() noexcept { return m_report; }

    /// As ImportSource::read(); 0 also once the import is to end. Asks the watch.
    std::size_t read(std::span<char> into);
    /// As ImportStage::add(); false once nothing more is taken. Asks the watch. After a cancel what was read
    /// before is still taken where it is to be kept.
    bool add(std::size_t hop, WallTime time, hop::Direction direction, const hop::InputData &data);
    bool isGoing() const noexcept { return !m_report.isCancelled && !m_hasFailed; }

    /// The same sentence counts once, at its first place; more than kMaxImportRemarks are counted.
    void remark(std::string sentence, bool isLoss = false, std::optional<std::uint64_t> offset = {});
    /// Reading ends here. The first one counts. What was expected becomes a sentence with a capital.
    void breakAt(std::uint64_t offset, std::string expected);
    /// Adds how many more remarks there were. Called once, at the end.
    void endRemarks();

private:
    void ask();
    bool isTaking() const noexcept
    {
        return !m_hasFailed && (!m_report.isCancelled || m_options.keepsPartial);
    }

    ImportSource &m_source;
    ImportStage &m_stage;
    const ImportOptions &m_options;
    const ImportWatch &m_watch;
    ImportReport &m_report;
    std::uint64_t m_nextBytes = 0;
    std::uint64_t m_nextInputs = 0;
    std::uint64_t m_moreRemarks = 0;
    bool m_hasFailed = false;
};

/// What importFile() does once source and stage are there.
base::Result<ImportReport, ImportError> importInto(ImportStage &stage, ImportSource &source,
                                                   ImportFormat format, const ImportOptions &options,
                                                   const ImportWatch &watch);

} // namespace hop101::formats
