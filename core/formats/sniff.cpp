// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/sniff.h"

#include "core/formats/import.h"
#include "core/formats/importsource.h"

#include <algorithm>
#include <array>

namespace hop101::formats {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::size_t kMostTnetstringDigits = 12;

std::string_view withoutMark(std::string_view text)
{
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    return text;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

bool isCompressed(std::string_view start)
{
    return start.starts_with("\x1f\x8b") || (!start.empty() && (start[0] & 0x0f) == 8 && start[0] >= 0x08);
}

bool isPcap(std::string_view start)
{
    using namespace std::string_view_literals;
    return start.starts_with("\xa1\xb2\xc3\xd4"sv) || start.starts_with("\xd4\xc3\xb2\xa1"sv)
        || start.starts_with("\xa1\xb2\x3c\x4d"sv) || start.starts_with("\x4d\x3c\xb2\xa1"sv)
        || start.starts_with("\xa1\xb2\xcd\x34"sv) || start.starts_with("\x34\xcd\xb2\xa1"sv);
}

/// "1234:" and what a dictionary begins with: the length of its first key.
bool isTnetstringDictionary(std::string_view start)
{
    for (int level = 0; level < 2; ++level) {
        const std::size_t digits = start.find_first_not_of("0123456789");
        if (digits == 0 || digits == std::string_view::npos || digits > kMostTnetstringDigits
            || start[digits] != ':')
            return false;
        start.remove_prefix(digits + 1);
    }
    return true;
}

/// A whole object on the first line that says it is ours.
bool isJsonLines(std::string_view text)
{
    const std::string_view line = text.substr(0, text.find('\n'));
    return text.starts_with('{') && line.find("\"hop101") != std::string_view::npos
        && line.find("\"log\"") == std::string_view::npos;
}

std::optional<ImportFormat> formatOfPlain(std::string_view start)
{
    if (isPcap(start))
        return ImportFormat::Pcap;
    if (start.starts_with("\x0a\x0d\x0d\x0a"))
        return ImportFormat::Pcapng;
    if (isTnetstringDictionary(start))
        return ImportFormat::Mitmproxy;
    const std::string_view text = trimmed(withoutMark(start));
    if (isJsonLines(text))
        return ImportFormat::JsonLines;
    if (text.starts_with('{') && text.find("\"log\"") != std::string_view::npos)
        return ImportFormat::Har;
    return std::nullopt;
}

struct Known
{
    std::string_view start;
    const char *what;
};

/// Files that people may take for one that is read, by what they begin with.
constexpr const char *kCompressed =
    "it is compressed in a way that is not read: unpack it, and import what comes out";
constexpr const char *kUtf16 = "it is text in UTF-16: save it as UTF-8";
constexpr const char *kOtherPackets =
    "it holds packets in the format of another program: convert it with editcap -F pcapng IN OUT";
constexpr std::array<Known, 20> kKnown{{
    {{"SQLite format 3", 15}, "it is an SQLite file: a capture of Hop101 is opened, not imported"},
    {{"PK\x03\x04", 4}, "it is a ZIP archive: unpack it and import what is in it, or save a HAR in Fiddler"},
    {{"BZh", 3}, kCompressed},
    {{"\xfd\x37zXZ", 5}, kCompressed},
    {{"\x28\xb5\x2f\xfd", 4}, kCompressed}, // zstd
    {{"\x04\x22\x4d\x18", 4}, kCompressed}, // lz4
    {{"7z\xbc\xaf", 4}, kCompressed},
    {{"snoop\0", 6}, kOtherPackets},
    {{"GMBU", 4}, kOtherPackets}, // Network Monitor
    {{"RTSS", 4}, kOtherPackets},
    {{"TRSNIFF data", 12}, kOtherPackets},
    {{"XCP\0", 4}, kOtherPackets},
    {{"btsnoop\0", 8}, kOtherPackets},
    {{"ObserverPktBuffe", 16}, kOtherPackets},
    {{"\x05VNF", 4}, kOtherPackets}, // Visual Networks
    {{"\xaa\xaa\xaa\xaa", 4}, kOtherPackets}, // 5View
    {{"\x01\x10\x4c\0", 4}, kOtherPackets}, // LANalyzer
    {{"iptrace ", 8}, kOtherPackets},
    {{"\xfe\xff", 2}, kUtf16},
    {{"\xff\xfe", 2}, kUtf16},
}};

/// Of characters that are all ASCII, every other byte is 0.
bool isUtf16WithoutMark(std::string_view start)
{
    using namespace std::string_view_literals;
    constexpr std::array<std::string_view, 4> kStarts{"{\0"sv, "\0{"sv, "[\0"sv, "\0["sv};
    return std::ranges::any_of(kStarts, [start](std::string_view one) { return start.starts_with(one); });
}

} // namespace

std::optional<ImportFormat> sniffFormat(std::string_view start) noexcept
{
    try {
        if (const auto format = formatOfPlain(start))
            return format;
        if (!isCompressed(start))
            return std::nullopt;
        return formatOfPlain(ImportSource::over(start)->start());
    } catch (...) { // no memory for the buffers
        return std::nullopt;
    }
}

std::string whatItLooksLike(std::string_view start)
{
    for (const Known &known : kKnown)
        if (start.starts_with(known.start))
            return known.what;
    if (isUtf16WithoutMark(start))
        return kUtf16;
    if (!start.empty() && start.find_first_not_of('\0') == std::string_view::npos)
        return "it begins with zeros alone: the disk or the copy may have lost it";
    const std::string_view text = trimmed(withoutMark(start));
    if (text.starts_with('{') || text.starts_with('['))
        return "it is JSON without the \"log\" that a HAR begins with";
    if (text.starts_with('<'))
        return "it is HTML or XML";
    return {};
}

} // namespace hop101::formats
