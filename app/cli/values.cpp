// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/values.h"

#include "core/doctor/words.h"

#include <charconv>
#include <cmath>
#include <fstream>
#include <iostream>

namespace hop101::cli {
namespace {

constexpr std::size_t kMaxQuoted = 60;
constexpr double kMaxSeconds = 24 * 60 * 60;
constexpr std::size_t kPieceBytes = 64 * 1024;

} // namespace

std::string inQuotes(std::string_view text)
{
    return "“" + doctor::shown(text, kMaxQuoted) + "”";
}

std::optional<std::uint64_t> numberFrom(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

base::Result<std::uint64_t, UsageError> countFrom(const std::string &option, const std::string &text,
                                                  std::uint64_t least)
{
    const auto count = numberFrom(text);
    if (!count || *count < least)
        return UsageError{option + " " + inQuotes(text) + " is no number that can be used here: give "
                          + std::to_string(least) + " or more."};
    return *count;
}

base::Result<std::uint64_t, UsageError> sizeFrom(const std::string &option, const std::string &text,
                                                 std::uint64_t least)
{
    constexpr std::string_view kSuffixes = "KMGT";
    const std::size_t suffix = text.empty() ? std::string_view::npos : kSuffixes.find(text.back());
    const bool hasSuffix = suffix != std::string_view::npos;
    const unsigned shift = hasSuffix ? static_cast<unsigned>(10 * (suffix + 1)) : 0;
    const auto number = numberFrom(std::string_view(text).substr(0, text.size() - (hasSuffix ? 1 : 0)));
    const bool isPossible = number && *number <= (std::numeric_limits<std::uint64_t>::max() >> shift);
    if (!isPossible || (*number << shift) < least)
        return UsageError{option + " " + inQuotes(text) + " is no size that can be used here: give "
                          + std::to_string(least) + " bytes or more, such as 500M or 2G."};
    return *number << shift;
}

base::Result<std::chrono::milliseconds, UsageError> secondsFrom(const std::string &option,
                                                                const std::string &text)
{
    double seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    const bool isNumber = error == std::errc() && end == text.data() + text.size() && std::isfinite(seconds);
    if (!isNumber || seconds < 0.001 || seconds > kMaxSeconds)
        return UsageError{option + " " + inQuotes(text)
                          + " is no time: give seconds, more than 0 and at most 86400, such as 2.5."};
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(seconds * 1000)));
}

base::Result<base::Bytes, UsageError> fileFrom(const std::string &option, const std::string &path,
                                               std::size_t most)
{
    std::ifstream file;
    if (path != "-")
        file.open(path, std::ios::binary);
    std::istream &from = path == "-" ? std::cin : file;
    base::Bytes bytes;
    std::string piece(kPieceBytes, '\0');
    while (from && bytes.size() <= most) {
        from.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        base::append(bytes, base::asBytes(piece).first(static_cast<std::size_t>(from.gcount())));
    }
    if (!from.eof() && bytes.size() <= most)
        return UsageError{option + " " + inQuotes(path)
                              + " cannot be read: give a file that exists, or - for standard input.",
                          ExitStatus::File};
    if (bytes.size() > most)
        return UsageError{option + " " + inQuotes(path) + " is larger than "
                              + std::to_string(most / 1024 / 1024) + " MiB, the most that is taken here.",
                          ExitStatus::File};
    return bytes;
}

} // namespace hop101::cli
