// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/judgeextensions.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <set>

namespace hop101::hop {
namespace {

using http::HeaderFields;
using rules::Rule;
using websocket::DeflateError;
using websocket::DeflateFault;
using websocket::DeflateTerms;
using websocket::Extension;

using Extensions = std::vector<Extension>;
using Reader = base::Result<DeflateTerms, DeflateError> (*)(const Extension &);

constexpr std::string_view kName = "Sec-WebSocket-Extensions";
constexpr auto kParameters = "server_no_context_takeover, client_no_context_takeover, "
                             "server_max_window_bits=8\xe2\x80\xa6"
                             "15, client_max_window_bits=8\xe2\x80\xa6"
                             "15";

std::optional<Extensions> extensionsOf(const HeaderFields &fields)
{
    return websocket::readExtensions(fields.combined(kName));
}

bool isDeflate(const Extension &extension)
{
    return extension.name == websocket::kDeflateName;
}

bool hasDeflate(const Extensions &extensions)
{
    return std::any_of(extensions.begin(), extensions.end(), isDeflate);
}

/// The parameter that is wrong.
std::string foundOf(const Extension &extension, const DeflateError &error)
{
    const auto &parameter = extension.parameters[error.parameter];
    return parameter.value ? parameter.name + "=" + *parameter.value : parameter.name;
}

std::string expectedOf(const Extension &extension, const DeflateError &error)
{
    const auto &name = extension.parameters[error.parameter].name;
    switch (error.fault) {
    case DeflateFault::UnknownParameter:
        return kParameters;
    case DeflateFault::Twice:
        return "1 \xc3\x97 " + name;
    case DeflateFault::ValueNotAllowed:
        return name;
    case DeflateFault::ValueMissing:
    case DeflateFault::BadWindowBits:
        return name
            + "=8\xe2\x80\xa6"
              "15";
    }
    return {};
}

/// Each permessage-deflate among them is legal; the first that is not is told.
Judged deflateLegal(const HeaderFields &fields, const Extensions &extensions, Reader read)
{
    for (const auto &extension : extensions) {
        if (!isDeflate(extension))
            continue;
        const auto terms = read(extension);
        if (!terms)
            return {false, foundOf(extension, terms.error()), expectedOf(extension, terms.error()),
                    fields.find(kName)->valueAt};
    }
    return valueOf(fields, kName, "", true);
}

bool answersAnyOf(const Extensions &offered, const DeflateTerms &answer)
{
    return std::any_of(offered.begin(), offered.end(), [&answer](const Extension &extension) {
        if (!isDeflate(extension))
            return false;
        const auto offer = websocket::readDeflateOffer(extension);
        return offer && websocket::isAnswerTo(offer.value(), answer);
    });
}

bool areDistinct(const Extensions &extensions)
{
    std::set<std::string_view> names;
    return std::all_of(extensions.begin(), extensions.end(),
                       [&names](const Extension &one) { return names.insert(one.name).second; });
}

bool areOffered(const Extensions &chosen, const Extensions &offered)
{
    return std::all_of(chosen.begin(), chosen.end(), [&offered](const Extension &one) {
        return std::any_of(offered.begin(), offered.end(),
                           [&one](const Extension &offer) { return offer.name == one.name; });
    });
}

} // namespace

void judgeOffers(const HeaderFields &request, Judgement &results)
{
    if (!request.find(kName))
        return;
    const auto offered = extensionsOf(request);
    results.add(Rule::OffersWellFormed,
                valueOf(request, kName, "name; parameter=value, \xe2\x80\xa6", offered.has_value()));
    if (offered && hasDeflate(*offered))
        results.add(Rule::DeflateOfferLegal, deflateLegal(request, *offered, websocket::readDeflateOffer));
}

void judgeAnswers(const http::RequestHead *request, const HeaderFields &response, Judgement &results)
{
    if (!request || response.combined(kName).empty())
        return;
    const std::string offer = request->fields.combined(kName);
    const auto chosen = extensionsOf(response);
    const auto offered = extensionsOf(request->fields).value_or(Extensions{});
    results.add(Rule::ExtensionWasOffered,
                valueOf(response, kName, offer.empty() ? HOP101_TEXT("expected", "no such header") : offer,
                        chosen && areOffered(*chosen, offered)));
    if (!chosen)
        return;
    results.add(
        Rule::ExtensionAtMostOnce,
        valueOf(response, kName, HOP101_TEXT("expected", "each extension once"), areDistinct(*chosen)));
    const auto deflate = std::find_if(chosen->begin(), chosen->end(), isDeflate);
    if (deflate == chosen->end())
        return;
    results.add(Rule::DeflateAnswerLegal, deflateLegal(response, *chosen, websocket::readDeflateAnswer));
    const auto answer = websocket::readDeflateAnswer(*deflate);
    if (answer && hasDeflate(offered)) // otherwise another rule says it all
        results.add(Rule::DeflateWithinOffer,
                    valueOf(response, kName, offer, answersAnyOf(offered, answer.value())));
}

std::optional<websocket::DeflateParameters> agreedDeflate(const http::RequestHead *request,
                                                          const HeaderFields &response)
{
    if (request && !hasDeflate(extensionsOf(request->fields).value_or(Extensions{})))
        return std::nullopt;
    const auto chosen = extensionsOf(response).value_or(Extensions{});
    const auto deflate = std::find_if(chosen.begin(), chosen.end(), isDeflate);
    if (deflate == chosen.end())
        return std::nullopt;
    return websocket::agreedBy(websocket::readableAnswer(*deflate));
}

} // namespace hop101::hop
