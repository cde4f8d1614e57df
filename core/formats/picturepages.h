// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/page.h"
#include "core/formats/export.h"

#include <cstdint>
#include <functional>

namespace hop101::formats {

/// One page of the diagram of a capture, before it is laid out for its medium.
struct PicturePage
{
    diagram::SequenceLayout layout; ///< may begin above firstRow
    std::uint64_t firstRow = 0;
    std::uint64_t rowCount = 0; ///< on this page
    std::uint64_t number = 1;
    std::uint64_t pageCount = 1;
    diagram::Heading heading;
};

/// Cuts what is exported into pages. Memory follows the rows of a page.
class PicturePages
{
public:
    /// `captureName`: the file's, for the heading; may be empty. Counts the events where `source` is no whole
    /// capture.
    PicturePages(const ExportSource &source, std::string captureName, diagram::Translate translate);

    std::uint64_t rowCount() const noexcept { return m_rowCount; }
    std::uint64_t pageCount(std::uint64_t rowsPerPage) const noexcept;
    std::size_t laneCount() const;
    /// Of a page without rows: what it says decides how high it is.
    diagram::Heading heading() const { return m_heading; }

    /// Until `draw` or `run` says no; at least one page. Each event is told to `run` once.
    bool forEach(std::uint64_t rowsPerPage, ExportRun &run,
                 const std::function<bool(const PicturePage &)> &draw) const;

private:
    class Cutter;
    std::string factsOf(std::uint64_t firstRow, std::uint64_t rows) const;
    std::string words(const char *text) const;
    void readVerdict();

    const ExportSource &m_source;
    std::string m_captureName;
    diagram::Translate m_translate;
    std::uint64_t m_rowCount = 0;
    diagram::Heading m_heading;
};

} // namespace hop101::formats
