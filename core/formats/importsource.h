// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/import.h"

#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::formats {

/// The bytes of a file to import, one after another. What zlib or gzip compressed (".zhar", ".pcap.gz", also
/// several members) is inflated on the way; offsets count what comes out.
class ImportSource
{
public:
    /// CannotRead where it cannot be opened.
    static base::Result<std::unique_ptr<ImportSource>, ImportError> open(const std::string &path);
    /// Over bytes that live as long as the source, for tests and text that was pasted.
    static std::unique_ptr<ImportSource> over(std::string_view bytes);
    ~ImportSource();
    ImportSource(const ImportSource &) = delete;
    ImportSource &operator=(const ImportSource &) = delete;

    /// The first kSniffBytes, or all: what read() gives first.
    std::string_view start() const;
    /// Fewer than asked for only at the end; 0 at the end, also where that is a fault.
    std::size_t read(std::span<char> into);
    /// Of the next byte that read() gives.
    std::uint64_t offset() const;
    /// The file ends within what is compressed, is not what zlib wrote, or could not be read on.
    const std::optional<ImportBreak> &fault() const;

    std::uint64_t fileBytes() const; ///< on the disk
    std::uint64_t fileBytesRead() const;
    const std::string &path() const; ///< empty of over()

private:
    class Private;
    explicit ImportSource(std::unique_ptr<Private> impl);
    std::unique_ptr<Private> d;
};

} // namespace hop101::formats
