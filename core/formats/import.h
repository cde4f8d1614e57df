// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/capture/capturetypes.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::formats {

/// What a capture can be made from.
enum class ImportFormat : std::uint8_t { Har, Pcap, Pcapng, Mitmproxy, JsonLines };

struct ImportFormatInfo
{
    ImportFormat format;
    const char *name; ///< on the command line: "har"
    const char *title; ///< for people, English, marked for translation in context "import"
    const char *suffixes; ///< as of a file dialog: "*.har *.zhar"
};
/// Every format once, in the order of the enumeration.
std::span<const ImportFormatInfo> importFormats() noexcept;
const ImportFormatInfo &info(ImportFormat format) noexcept;
/// What a file begins like; nothing where no format does. The name says nothing. At least
/// kSniffBytes of it, or all.
std::optional<ImportFormat> sniffFormat(std::string_view start) noexcept;
inline constexpr std::size_t kSniffBytes = 64 * 1024;

struct ImportOptions
{
    std::optional<ImportFormat> format; ///< nothing: what the file begins like
    /// Streams that begin after their handshake are read as WebSocket (pcap).
    bool isTreatedAsWebSocket = false;
    std::string keyLogFile; ///< SSLKEYLOGFILE for TLS streams (pcap); empty: none
    bool overwrites = false; ///< a capture of that name is replaced; else it is a fault of the capture
    /// What was read when the import is cancelled becomes a capture; else there is none (Cancelled).
    bool keepsPartial = true;
};

struct ImportProgress
{
    std::uint64_t bytesRead = 0; ///< of the file
    std::uint64_t fileBytes = 0;
    /// First all is read, then what was read is recorded in the order of time.
    std::uint64_t inputs = 0; ///< read so far
    std::uint64_t recorded = 0; ///< of them
    std::uint64_t events = 0; ///< made so far

    /// 0 to 1, over both.
    double fraction() const noexcept;
};
/// False: the import is to end. Asked about every 256 KiB, or 4,096 inputs. Once it was cancelled it is asked
/// on, while what was read is recorded, and its answer does not count.
using ImportWatch = std::function<bool(const ImportProgress &)>;

/// What is worth knowing of how a file became a capture. One sentence for people.
struct ImportRemark
{
    std::string sentence;
    bool isLoss = false; ///< something of the file is not in the capture
    std::optional<std::uint64_t> offset; ///< in the file, bytes
    bool operator==(const ImportRemark &) const = default;
};
/// Where reading ended before the end of the file.
struct ImportBreak
{
    std::uint64_t offset = 0; ///< bytes; of a compressed file: of what it holds
    std::string expected; ///< one sentence: what was expected there, and what was found
    bool operator==(const ImportBreak &) const = default;
};

struct ImportReport
{
    ImportFormat format = ImportFormat::Har;
    std::uint64_t connections = 0;
    std::uint64_t events = 0;
    std::vector<ImportRemark> remarks; ///< at most kMaxImportRemarks; the last says how many more
    std::optional<ImportBreak> broken; ///< what could be read is in the capture
    bool isCancelled = false; ///< what was read until then is in the capture
    /// Streams that are there only from after their handshake: isTreatedAsWebSocket would read them.
    std::uint64_t streamsWithoutHandshake = 0;
    /// TLS streams that a key log of theirs would open: ImportOptions::keyLogFile.
    std::uint64_t streamsWithoutKeys = 0;
};
inline constexpr std::size_t kMaxImportRemarks = 100;

enum class ImportFault : std::uint8_t {
    CannotRead, ///< the file; `detail`: the system's words
    NotRecognised, ///< no format begins like this
    Empty,
    NothingThere, ///< whole and well-formed, and holds no connection that could be shown
    Capture, ///< the capture cannot be written
    KeyLog, ///< the key log file cannot be read, or is none
    Cancelled, ///< and nothing of it is kept
};
struct ImportError
{
    ImportFault fault = ImportFault::CannotRead;
    std::string path;
    std::string detail;
    std::optional<capture::CaptureError> capture; ///< with Capture
    // With NothingThere, as ImportReport has them.
    std::uint64_t streamsWithoutHandshake = 0;
    std::uint64_t streamsWithoutKeys = 0;
};
/// One sentence: what is wrong and what to do. English.
std::string describe(const ImportError &error);

/// Reads `path` and records what it holds into a new capture at `capturePath`: every byte goes through
/// hop::HopDecoder. Streaming: memory follows neither the size of the file nor of a message. Where there is
/// a report there is a capture, also after a break or a cancel; whoever asked keeps it or removes it. Where
/// there is an error there is none.
base::Result<ImportReport, ImportError> importFile(const std::string &path, const std::string &capturePath,
                                                   const ImportOptions &options, const ImportWatch &watch);

} // namespace hop101::formats
