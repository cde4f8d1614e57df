// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/pcap/tlshello.h"
#include "core/formats/pcap/tlsopener.h"
#include "core/hop/input.h"

#include <string>
#include <vector>

namespace hop101::formats::pcap {

/// Reads a TLS connection from beside it: bytes of both sides in, what was inside out, where the key log has
/// the secrets. TLS 1.2 and 1.3. It never guesses: a record counts only where its tag or MAC is right.
/// Memory: one record a direction (16 KiB), and the two hellos.
class TlsDecrypter
{
public:
    /// `keys` must outlive it.
    explicit TlsDecrypter(const TlsKeys &keys) : m_keys(keys) { }

    enum class State : std::uint8_t {
        Hello, ///< not yet known
        Reading, ///< there are keys
        NoKeys, ///< the log has none of this connection
        NotRead, ///< a version or cipher suite that is not read
        Broken, ///< no TLS where it was expected, or records of which one is missing or was not opened
    };
    State state() const noexcept { return m_state; }
    const std::string &serverName() const noexcept { return m_serverName; }
    /// What was agreed on; empty before the ServerHello. A suite that is not read stands as its number.
    const std::string &version() const noexcept { return m_version; }
    const std::string &suite() const noexcept { return m_suiteName; }

    class Listener
    {
    public:
        virtual ~Listener() = default;
        /// Once, before the first inside().
        virtual void secured() = 0;
        virtual void inside(hop::Direction from, base::ByteSpan bytes) = 0;
        /// This side said that it sends no more (close_notify, RFC 8446 section 6.1).
        virtual void closed(hop::Direction from) = 0;
    };
    void take(hop::Direction from, base::ByteSpan bytes, Listener &listener);
    /// Bytes of this side are missing: nothing more of it can be opened.
    void lose(hop::Direction from) noexcept;

private:
    struct Side
    {
        base::Bytes record; ///< what of it has come
        base::Bytes handshake; ///< a hello that is not whole
        std::vector<TlsOpener> openers; ///< those of which the first one is in use
        base::Bytes secret; ///< of the last opener, in TLS 1.3
        bool isSealed = false;
        bool hasOpened = false;
        bool isOver = false;
    };

    Side &side(hop::Direction from) noexcept { return m_sides[static_cast<std::size_t>(from)]; }
    void takeRecord(hop::Direction from, base::ByteSpan record, Listener &listener);
    void takeHandshake(hop::Direction from, base::ByteSpan bytes);
    void takeHello(hop::Direction from, std::uint8_t type, base::ByteSpan body);
    void takeSealed(hop::Direction from, base::ByteSpan record, Listener &listener);
    std::optional<TlsOpener::Opened> open(Side &from, base::ByteSpan record);
    std::optional<TlsOpener::Opened> openWithNext(Side &from, base::ByteSpan record);
    void agree(const ServerHello &hello);
    bool prepare12(const TlsSuite &suite, const ServerHello &hello);
    bool prepare13(const TlsSuite &suite);
    bool addOpener(Side &to, const TlsSuite &suite, TlsSecret secret);
    void fail() noexcept;

    const TlsKeys &m_keys;
    State m_state = State::Hello;
    std::array<Side, 2> m_sides;
    std::optional<TlsRandom> m_client;
    std::string m_serverName, m_version, m_suiteName;
    const TlsSuite *m_suite = nullptr;
    bool m_isSecuredTold = false;
};

} // namespace hop101::formats::pcap
