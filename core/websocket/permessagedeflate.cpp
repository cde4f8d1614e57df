// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/permessagedeflate.h"

#include <algorithm>

namespace hop101::websocket {
namespace {

constexpr std::string_view kServerNoContextTakeover = "server_no_context_takeover";
constexpr std::string_view kClientNoContextTakeover = "client_no_context_takeover";
constexpr std::string_view kServerMaxWindowBits = "server_max_window_bits";
constexpr std::string_view kClientMaxWindowBits = "client_max_window_bits";

enum class Kind : std::uint8_t { Offer, Answer };

/// "a decimal integer value without leading zeroes between 8 to 15, inclusive"
std::optional<std::uint8_t> windowBits(std::string_view value)
{
    if (value == "8" || value == "9")
        return static_cast<std::uint8_t>(value[0] - '0');
    if (value.size() == 2 && value[0] == '1' && value[1] >= '0' && value[1] <= '5')
        return static_cast<std::uint8_t>(10 + (value[1] - '0'));
    return std::nullopt;
}

std::optional<DeflateFault> readFlag(const ExtensionParameter &parameter, bool &flag)
{
    if (parameter.value)
        return DeflateFault::ValueNotAllowed;
    flag = true;
    return std::nullopt;
}

std::optional<DeflateFault> readBits(const ExtensionParameter &parameter,
                                     std::optional<std::uint8_t> withoutValue,
                                     std::optional<std::uint8_t> &bits)
{
    if (!parameter.value && !withoutValue)
        return DeflateFault::ValueMissing;
    const auto read = parameter.value ? windowBits(*parameter.value) : withoutValue;
    if (!read)
        return DeflateFault::BadWindowBits;
    bits = read;
    return std::nullopt;
}

/// Reads one parameter into `terms`; the reason where it is illegal by itself.
std::optional<DeflateFault> readParameter(const ExtensionParameter &parameter, Kind kind, DeflateTerms &terms)
{
    if (parameter.name == kServerNoContextTakeover)
        return readFlag(parameter, terms.serverNoContextTakeover);
    if (parameter.name == kClientNoContextTakeover)
        return readFlag(parameter, terms.clientNoContextTakeover);
    if (parameter.name == kServerMaxWindowBits)
        return readBits(parameter, std::nullopt, terms.serverMaxWindowBits);
    // Section 7.1.2.2: in an offer it may stand alone and then says no more than that it is understood.
    if (parameter.name == kClientMaxWindowBits)
        return readBits(parameter,
                        kind == Kind::Offer ? std::optional<std::uint8_t>(kMaxWindowBits) : std::nullopt,
                        terms.clientMaxWindowBits);
    return DeflateFault::UnknownParameter;
}

bool stoodBefore(const Extension &extension, std::size_t at)
{
    const auto &parameters = extension.parameters;
    const auto here = parameters.begin() + static_cast<std::ptrdiff_t>(at);
    return std::any_of(parameters.begin(), here,
                       [here](const ExtensionParameter &earlier) { return earlier.name == here->name; });
}

base::Result<DeflateTerms, DeflateError> read(const Extension &extension, Kind kind)
{
    DeflateTerms terms;
    for (std::size_t at = 0; at < extension.parameters.size(); ++at) {
        if (stoodBefore(extension, at))
            return DeflateError{DeflateFault::Twice, at};
        if (const auto fault = readParameter(extension.parameters[at], kind, terms))
            return DeflateError{*fault, at};
    }
    return terms;
}

/// The limit in force: what was asked for and what is our own; nothing where neither is one.
std::optional<std::uint8_t> tighter(std::optional<std::uint8_t> asked, std::uint8_t own)
{
    if (!asked)
        return own < kMaxWindowBits ? std::optional(own) : std::nullopt;
    return std::min(*asked, own);
}

DeflateTerms answerTo(const DeflateTerms &offer, const DeflateServerOptions &options)
{
    DeflateTerms answer;
    answer.serverNoContextTakeover = offer.serverNoContextTakeover || options.serverNoContextTakeover;
    answer.clientNoContextTakeover = offer.clientNoContextTakeover || options.clientNoContextTakeover;
    answer.serverMaxWindowBits = tighter(offer.serverMaxWindowBits, options.serverMaxWindowBits);
    if (offer.clientMaxWindowBits)
        answer.clientMaxWindowBits = std::min(*offer.clientMaxWindowBits, options.clientMaxWindowBits);
    return answer;
}

} // namespace

base::Result<DeflateTerms, DeflateError> readDeflateOffer(const Extension &extension)
{
    return read(extension, Kind::Offer);
}

base::Result<DeflateTerms, DeflateError> readDeflateAnswer(const Extension &extension)
{
    return read(extension, Kind::Answer);
}

DeflateTerms readableAnswer(const Extension &extension)
{
    DeflateTerms terms;
    for (const auto &parameter : extension.parameters) {
        DeflateTerms one = terms;
        if (!readParameter(parameter, Kind::Answer, one))
            terms = one;
    }
    return terms;
}

bool isAnswerTo(const DeflateTerms &offer, const DeflateTerms &answer) noexcept
{
    if (offer.serverNoContextTakeover && !answer.serverNoContextTakeover)
        return false;
    if (offer.serverMaxWindowBits
        && (!answer.serverMaxWindowBits || *answer.serverMaxWindowBits > *offer.serverMaxWindowBits))
        return false;
    return !answer.clientMaxWindowBits
        || (offer.clientMaxWindowBits && *answer.clientMaxWindowBits <= *offer.clientMaxWindowBits);
}

DeflateParameters agreedBy(const DeflateTerms &answer) noexcept
{
    return {{answer.clientMaxWindowBits.value_or(kMaxWindowBits), answer.clientNoContextTakeover},
            {answer.serverMaxWindowBits.value_or(kMaxWindowBits), answer.serverNoContextTakeover}};
}

std::optional<DeflateTerms> answerTo(std::span<const Extension> offers, const DeflateServerOptions &options)
{
    for (const Extension &extension : offers) {
        if (extension.name != kDeflateName)
            continue;
        if (const auto offer = readDeflateOffer(extension))
            return answerTo(offer.value(), options);
    }
    return std::nullopt;
}

std::string deflateText(const DeflateTerms &terms)
{
    Extension extension{std::string(kDeflateName), {}};
    auto &parameters = extension.parameters;
    if (terms.serverNoContextTakeover)
        parameters.push_back({std::string(kServerNoContextTakeover), std::nullopt});
    if (terms.clientNoContextTakeover)
        parameters.push_back({std::string(kClientNoContextTakeover), std::nullopt});
    if (terms.serverMaxWindowBits)
        parameters.push_back({std::string(kServerMaxWindowBits), std::to_string(*terms.serverMaxWindowBits)});
    if (terms.clientMaxWindowBits)
        parameters.push_back({std::string(kClientMaxWindowBits), std::to_string(*terms.clientMaxWindowBits)});
    return extensionText(extension);
}

} // namespace hop101::websocket
