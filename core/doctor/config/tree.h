// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::doctor::config {

/// Where something stands. Lines and columns count from 1, columns in characters; `offset` and `size` are
/// bytes.
struct Place
{
    std::uint32_t file = 0; ///< index into Tree::files
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    std::size_t offset = 0;
    std::size_t size = 0;

    std::size_t end() const noexcept { return offset + size; }
    bool operator==(const Place &) const = default;
};

struct Word
{
    std::string text; ///< without its quotes and escapes
    Place at; ///< with its quotes
    bool isQuoted = false;
    bool operator==(const Word &) const = default;
};

/// A directive of any of the four languages, with what stands in its block. What a file includes stands in
/// the place of the directive that includes it.
struct Directive
{
    Word name; ///< nginx "location", Apache "VirtualHost" (without its brackets), HAProxy "timeout"
    std::vector<Word> args;
    std::vector<Directive> children;
    bool hasBlock = false;
    std::size_t bodyFirst = 0; ///< behind the brace, or the line, that opens the block
    std::size_t bodyEnd = 0; ///< before what closes it
    std::size_t end = 0; ///< behind its semicolon, closing brace or last word

    /// The argument, or an empty text.
    const std::string &arg(std::size_t index) const;
    bool operator==(const Directive &) const = default;
};

/// A change of one file.
struct Edit
{
    std::uint32_t file = 0;
    std::size_t first = 0; ///< byte
    std::size_t size = 0; ///< bytes that go away
    std::string text; ///< what comes in their place
    bool operator==(const Edit &) const = default;
};

/// What makes a file one that its program would not take, or not as it was meant.
struct Defect
{
    std::string id; ///< "missing-brace"
    Place at;
    std::string sentence;
    std::vector<Edit> edits; ///< what repairs it; empty where nobody but its author can know
    bool operator==(const Defect &) const = default;
};

struct File
{
    std::string path;
    std::string text;
    std::vector<std::size_t> lines; ///< offset of the first byte of each line

    File(std::string path, std::string text);
};

struct Tree
{
    std::vector<File> files; ///< the first is the one that was asked for
    std::vector<Directive> top;
    std::vector<Defect> defects;
    std::vector<Defect> unread; ///< what is included and could not be read
    std::size_t directives = 0;

    Place place(std::uint32_t file, std::size_t offset, std::size_t size) const;
    std::string_view text(const Place &at) const;
    /// The word stands in its file as it is read, but for quotes: no variable was filled in.
    bool isVerbatim(const Word &word) const;
    /// Of the line `offset` is on, without its end.
    std::string_view line(std::uint32_t file, std::size_t offset) const;
    std::size_t lineFirst(std::uint32_t file, std::size_t offset) const;
    /// The blanks that the line begins with.
    std::string indent(std::uint32_t file, std::size_t offset) const;
    /// Counts a directive; false, with one defect, where there are too many to judge in reasonable time.
    bool takes(const Place &at);
    void defect(std::string id, Place at, std::string sentence, std::vector<Edit> edits = {});
};

/// The deepest nesting of blocks and of includes, the most files, and the most bytes of one and of all.
inline constexpr std::size_t kMaxDepth = 64;
inline constexpr std::size_t kMaxIncludeDepth = 16;
inline constexpr std::size_t kMaxFiles = 512;
inline constexpr std::size_t kMaxFileBytes = 4 * 1024 * 1024;
inline constexpr std::size_t kMaxTotalBytes = 16 * 1024 * 1024;
inline constexpr std::size_t kMaxDefects = 200;
inline constexpr std::size_t kMaxDirectives = 50'000;

/// `text` with typing errors in mind: the one of `names` that differs in at most two letters, or nothing.
std::string nearest(std::string_view text, const std::vector<std::string> &names);
/// "a", in quotes, with what a terminal obeys made visible.
std::string quoted(std::string_view text);

} // namespace hop101::doctor::config
