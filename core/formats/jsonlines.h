// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/export.h"
#include "core/formats/importrun.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace hop101::formats {

// JSON Lines (docs/jsonl.md): an object a line, its first member is "type". Lines of type input are what a
// capture is made of, those of type event what it shows; an import reads the first, other programs mostly the
// second.

/// Of the lines; a file of a greater one is not read.
inline constexpr int kJsonLinesVersion = 1;

/// The whole capture, to be imported again without loss; of a part of it, bytes of its events,
/// and of the heads before them.
bool writeJsonLines(const ExportSource &source, const ExportOptions &options, ExportRun &run);

/// Whom reading such lines tells, and what it reads from: an import, or a test.
class JsonLinesTarget
{
public:
    virtual ~JsonLinesTarget() = default;
    virtual std::size_t read(std::span<char> into) = 0; ///< 0 at the end
    virtual std::size_t addHop(const ImportedHop &hop) = 0;
    virtual void add(std::size_t hop, WallTime time, hop::Direction direction,
                     const hop::InputData &data) = 0;
    /// At the end of what is read, once: how the capture was made up. Places of parties are those of hops.
    virtual void setLayout(const ImportLayout & /*layout*/) { }
    virtual void addNote(const capture::Note & /*note*/, bool /*goesOn*/) { }
    virtual void remark(const std::string &sentence, bool isLoss) = 0;
    /// Nothing is told after it.
    virtual void breakAt(std::uint64_t offset, const std::string &expected) = 0;
    virtual bool isGoing() const = 0;
};
void readJsonLines(JsonLinesTarget &target);

/// Reads such a file. A line that is none ends it.
std::optional<ImportError> importJsonLines(ImportRun &run);

} // namespace hop101::formats
