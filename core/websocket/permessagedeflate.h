// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/websocket/extensionlist.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace hop101::websocket {

inline constexpr std::string_view kDeflateName = "permessage-deflate";
inline constexpr std::uint8_t kMinWindowBits = 8;
inline constexpr std::uint8_t kMaxWindowBits = 15;

/// The parameters of one permessage-deflate offer or answer (RFC 7692 section 7.1).
struct DeflateTerms
{
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    std::optional<std::uint8_t> serverMaxWindowBits; ///< 8 to 15; nothing: not mentioned
    std::optional<std::uint8_t> clientMaxWindowBits; ///< 15 for an offer that has it without a value
    bool operator==(const DeflateTerms &) const = default;
};

/// What one direction's compressor keeps to.
struct DeflateSide
{
    std::uint8_t windowBits = kMaxWindowBits;
    bool noContextTakeover = false; ///< each message begins with an empty window
    bool operator==(const DeflateSide &) const = default;
};

/// What both sides agreed on.
struct DeflateParameters
{
    DeflateSide client;
    DeflateSide server;
    bool operator==(const DeflateParameters &) const = default;
};

/// Why an offer or an answer is illegal.
enum class DeflateFault : std::uint8_t {
    UnknownParameter,
    Twice,
    ValueNotAllowed, ///< a …_no_context_takeover with a value
    ValueMissing, ///< server_max_window_bits; in an answer also client_max_window_bits
    BadWindowBits, ///< not a number from 8 to 15, or one with a leading zero
};
struct DeflateError
{
    DeflateFault fault = DeflateFault::UnknownParameter;
    std::size_t parameter = 0; ///< index of the first one that is wrong
    bool operator==(const DeflateError &) const = default;
};

/// `extension` is one named permessage-deflate.
base::Result<DeflateTerms, DeflateError> readDeflateOffer(const Extension &extension);
base::Result<DeflateTerms, DeflateError> readDeflateAnswer(const Extension &extension);
/// Of an answer, legal or not: what can be read of it, illegal parameters left out.
DeflateTerms readableAnswer(const Extension &extension);

/// True where a server that got `offer` may answer so (RFC 7692 sections 7.1.1 and 7.1.2): a limit that was
/// asked for is kept, client_max_window_bits stands only where it was offered.
bool isAnswerTo(const DeflateTerms &offer, const DeflateTerms &answer) noexcept;
/// What holds once the server has answered so.
DeflateParameters agreedBy(const DeflateTerms &answer) noexcept;

/// What a server asks for beyond what clients offer.
struct DeflateServerOptions
{
    bool serverNoContextTakeover = false;
    bool clientNoContextTakeover = false;
    std::uint8_t serverMaxWindowBits = kMaxWindowBits;
    std::uint8_t clientMaxWindowBits = kMaxWindowBits; ///< asked for only where the client offers it
    bool operator==(const DeflateServerOptions &) const = default;
};
/// The server's answer to the first legal permessage-deflate of a client's extensions; nothing where there is
/// none: "A server MUST decline an extension negotiation offer" that is not legal.
std::optional<DeflateTerms> answerTo(std::span<const Extension> offers,
                                     const DeflateServerOptions &options = {});

/// "permessage-deflate; server_max_window_bits=10", as it stands in a header.
std::string deflateText(const DeflateTerms &terms);

} // namespace hop101::websocket
