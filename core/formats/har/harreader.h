// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/har/harentry.h"
#include "core/formats/har/harspool.h"
#include "core/formats/jsonstream.h"

#include <functional>

namespace hop101::formats {

/// The most that is kept of one value of an entry, and of all fields of a head.
inline constexpr std::size_t kMaxHarValueBytes = std::size_t{1024} * 1024;
inline constexpr std::size_t kMaxHarFieldsBytes = std::size_t{4} * 1024 * 1024;

/// Reads the entries of a HAR one after another, whatever the order of their members. Messages and bodies go
/// to scratch files, which are good until the next entry is read.
class HarReader
{
public:
    /// One entry; `rows` has as many HarRow as entry.messages. False: reading ends.
    using Visit = std::function<bool(HarEntry &entry)>;
    /// A sentence about what is odd, and where.
    using Remark = std::function<void(std::string sentence, bool isLoss, std::uint64_t offset)>;

    HarReader(JsonStream &json, ScratchFile &data, ScratchFile &rows, Remark remark)
        : m_json(json), m_data(data), m_rows(rows), m_remark(std::move(remark))
    { }

    /// Whole files: { "log": { "entries": [ … ] } }.
    void readLog(const Visit &visit);
    /// One entry alone, whose first token was read: it is `first`.
    bool readEntry(JsonStream::Token first, HarEntry &entry);
    /// The messages of an entry from a file of their own, behind those that there are: one array, or a row a
    /// line.
    void readMessageFile(HarEntry &entry);

    std::uint64_t entries() const noexcept { return m_entries; } ///< read so far
    std::string creator() const { return m_creator; } ///< "WebInspector 537.36"

private:
    using Token = JsonStream::Token;
    using Member = std::function<bool(const std::string &name, Token value)>;

    bool object(Token first, const Member &member);
    bool array(Token first, const std::function<bool(Token)> &element);
    std::string string(Token value, std::size_t limit = kMaxHarValueBytes);
    std::string scalar(Token value);
    bool readLogObject(Token first, const Visit &visit);
    bool readEntries(Token first, const Visit &visit);
    bool entryMember(const std::string &name, Token value, HarEntry &entry);
    bool extra(const std::string &name, Token value, HarEntry &entry);
    bool request(Token first, HarEntry &entry);
    bool response(Token first, HarEntry &entry);
    bool fields(Token first, HarFields &to);
    bool field(Token first, HarFields &to, std::size_t &bytes);
    bool readMessages(Token first, HarEntry &entry);
    bool content(Token first, HarEntry &entry);
    bool timings(Token first, HarEntry &entry);
    bool close(Token first, HarEntry &entry);
    bool message(Token first, HarEntry &entry);
    bool messageExtras(Token first, HarRow &row);
    void endMessage(const HarRow &row, const std::string &time, const std::string &type, bool hasData,
                    std::uint64_t offset, HarEntry &entry);
    void spool(HarRow &row);
    bool extras(Token first, HarEntry &entry);
    std::optional<base::Bytes> bytes(Token first);

    JsonStream &m_json;
    ScratchFile &m_data;
    ScratchFile &m_rows;
    Remark m_remark;
    std::uint64_t m_entries = 0;
    std::string m_creator;
    bool m_goesOn = true;
};

} // namespace hop101::formats
