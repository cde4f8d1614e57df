// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::formats {

/// A file without a name on the disk, written at its end and read anywhere; neither is kept in memory.
class ScratchFile
{
public:
    /// Takes the descriptor; a negative one fails at every call.
    explicit ScratchFile(int descriptor) : m_file(descriptor), m_isGood(descriptor >= 0) { }
    ~ScratchFile();
    ScratchFile(const ScratchFile &) = delete;
    ScratchFile &operator=(const ScratchFile &) = delete;

    void clear();
    void append(std::string_view bytes);
    std::uint64_t size() const noexcept { return m_size; }
    /// False where there are fewer.
    bool read(std::uint64_t at, std::span<char> into);
    bool isGood() const noexcept { return m_isGood; } ///< no call has failed

private:
    void flush();

    int m_file;
    bool m_isGood;
    std::uint64_t m_size = 0; ///< with what waits
    std::string m_waiting; ///< the end of the file, not yet written
    std::vector<char> m_seen; ///< what was read last
    std::uint64_t m_seenAt = 0;
};

/// One row of _webSocketMessages as it was read. Its data lies in a ScratchFile.
struct HarRow
{
    enum class Type : std::uint8_t { Send, Receive, Error };

    std::int64_t timeNs = 0; ///< since 1970
    std::uint64_t dataAt = 0, dataSize = 0;
    std::uint64_t fragmentsAt = 0; ///< their sizes, a std::uint64_t each
    std::uint32_t fragments = 0; ///< 0: not known
    std::int32_t opcode = 1;
    Type type = Type::Receive;
    bool isBase64 = false; ///< the data is made of characters that base64 has, and of as many
    bool isExact = false; ///< the data is base64 whatever the opcode: an extra of ours
};

} // namespace hop101::formats
