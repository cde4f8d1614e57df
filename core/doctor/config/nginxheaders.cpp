// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/nginxlocation.h"

#include "core/base/ascii.h"

#include <algorithm>

// What a location's backend gets of the request's headers, and the client of the answer's.

namespace hop101::doctor::config {
namespace {

const Directive *headerNamed(const std::vector<const Directive *> &headers, std::string_view name)
{
    const auto found = std::find_if(headers.rbegin(), headers.rend(), [name](const Directive *one) {
        return base::equalsIgnoringCase(one->arg(0), name);
    });
    return found == headers.rend() ? nullptr : *found;
}

} // namespace

void NginxLocation::judgeHeaders()
{
    if (const Directive *one = nearestOf("proxy_pass_request_headers"); one && one->arg(0) == "off")
        lose("request-headers-dropped", one->name.at,
             "proxy_pass_request_headers off drops Sec-WebSocket-Key and Sec-WebSocket-Version, too.",
             {setValue(*one, "on")});
    if (const Directive *one = nearestOf("proxy_method");
        one && !base::equalsIgnoringCase(one->arg(0), "GET"))
        lose("method-changed", one->name.at,
             "The backend gets " + quoted(one->arg(0)) + ", and an upgrade must be a GET.",
             {setValue(*one, "GET")});
    const auto headers = NginxScope::inherited(m_chain, "proxy_set_header");
    for (const Directive *one : headers) {
        if (one->args.size() != 2)
            lose("wrong-arguments", one->name.at,
                 "proxy_set_header takes a name and a value; nginx does not start with this line."
                     + std::string(one->args.size() > 2 ? " A value with spaces wants quotes." : ""));
        else if (one->arg(0).ends_with(':'))
            lose("header-name-colon", one->args[0].at,
                 "The name of a header is written without its colon here: nginx sends "
                     + quoted(one->arg(0) + ':') + '.',
                 {{one->args[0].at.file, one->args[0].at.end() - 1, 1, ""}});
    }
    judgeUpgradeHeader(headers);
    judgeConnectionHeader(headers);
    judgeOtherHeaders(headers);
}

/// The last with a value: nginx leaves out what is empty, and sends each of the others.
const Directive *NginxLocation::sentHeader(const std::vector<const Directive *> &headers,
                                           std::string_view name) const
{
    const Directive *found = nullptr;
    const auto isEmpty = [this](const Directive &one) { return m_scope.value(one.arg(1)).text.empty(); };
    for (const Directive *one : headers) {
        if (base::equalsIgnoringCase(one->arg(0), name) && (!found || isEmpty(*found) || !isEmpty(*one)))
            found = one;
    }
    return found;
}

void NginxLocation::judgeTwice(const std::vector<const Directive *> &headers, const Directive &sent)
{
    for (const Directive *one : headers) {
        if (one == &sent || !base::equalsIgnoringCase(one->arg(0), sent.arg(0))
            || m_scope.value(one->arg(1)).text.empty())
            continue;
        say(Weight::Warns, "header-twice", one->name.at,
            "nginx sends " + sent.arg(0) + " twice, with this value and with that of line "
                + std::to_string(sent.name.at.line) + ": remove one of them.");
        return;
    }
}

void NginxLocation::judgeUpgradeHeader(const std::vector<const Directive *> &headers)
{
    const Directive *one = sentHeader(headers, "Upgrade");
    if (!one && headerNamed(headers, "Upgrade:"))
        return;
    if (!one) {
        Chain outer(m_chain.begin(), m_chain.end() - 1);
        const Directive *lost = headers.empty()
            ? nullptr
            : headerNamed(NginxScope::inherited(outer, "proxy_set_header"), "Upgrade");
        if (lost && headers.front()->name.at != lost->name.at)
            lose("headers-not-inherited", headers.front()->name.at,
                 "A proxy_set_header here drops all that stand further out, among them Upgrade of line "
                     + std::to_string(lost->name.at.line) + ": repeat them here.",
                 insertHeader("proxy_set_header Upgrade $http_upgrade;"));
        else
            lose("upgrade-dropped", m_place.at,
                 "Upgrade belongs to one connection and nginx does not pass it on: proxy_set_header Upgrade "
                 "$http_upgrade is "
                 "missing.",
                 insertHeader("proxy_set_header Upgrade $http_upgrade;"));
        return;
    }
    if (one->args.size() != 2)
        return;
    judgeTwice(headers, *one);
    const NginxValue value = m_scope.value(one->arg(1));
    if (!value.undefined.empty())
        lose("variable-undefined", one->args[1].at,
             "nginx knows no variable $" + value.undefined
                 + " and does not start: Upgrade wants $http_upgrade.",
             {setValue(*one, "$http_upgrade")});
    else if (value.text.empty())
        lose("upgrade-dropped", one->args[1].at, "An empty value takes Upgrade away: it wants $http_upgrade.",
             {setValue(*one, "$http_upgrade")});
    else if (!base::equalsIgnoringCase(value.text, "websocket"))
        lose("upgrade-wrong-value", one->args[1].at,
             "The backend gets " + quoted("Upgrade: " + (value.text == "?" ? one->arg(1) : value.text))
                 + (one->arg(1) == "$http_upgrade" || value.text == "?"
                        ? ""
                        : " for a request that asks for websocket")
                 + ": Upgrade wants $http_upgrade.",
             {setValue(*one, "$http_upgrade")});
}

std::vector<Edit> NginxLocation::connectionHeader()
{
    std::vector<Edit> edits;
    const std::string value = m_scope.connectionValue(edits);
    const auto lines = insertHeader("proxy_set_header Connection " + value + ';');
    edits.insert(edits.end(), lines.begin(), lines.end());
    return edits;
}

void NginxLocation::judgeConnectionHeader(const std::vector<const Directive *> &headers)
{
    const Directive *one = sentHeader(headers, "Connection");
    if (!one && headerNamed(headers, "Connection:"))
        return;
    if (!one) {
        lose("connection-close", m_place.at,
             "nginx sends \"Connection: close\" to the backend unless it is told: proxy_set_header "
             "Connection is missing.",
             connectionHeader());
        return;
    }
    if (one->args.size() != 2)
        return;
    judgeTwice(headers, *one);
    const NginxValue value = m_scope.value(one->arg(1));
    std::vector<Edit> edits;
    if (!value.undefined.empty()) {
        const auto map = m_scope.mapEdit(value.undefined);
        lose("variable-undefined", one->args[1].at,
             "nothing defines $" + value.undefined
                 + ", and nginx does not start: it wants a map of $http_upgrade in the http block.",
             map ? std::vector<Edit>{*map} : std::vector<Edit>{setValue(*one, "\"upgrade\"")});
        m_place.causes.back().sentence[0] = 'N';
        return;
    }
    if (base::listHasToken(value.text, "upgrade")) {
        if (m_scope.value(one->arg(1), "").text == value.text && location().arg(0) == "/")
            say(Weight::Notes, "connection-always-upgrade", one->args[1].at,
                "Ordinary requests through this location say \"Connection: upgrade\", too; a map of "
                "$http_upgrade would "
                "send it with upgrades only.");
        return;
    }
    const std::string &written = one->arg(1);
    if (written.starts_with('$') && m_scope.map(written.substr(1))) {
        judgeMap(*one, value);
        return;
    }
    const std::string fixed = m_scope.connectionValue(edits);
    edits.push_back(setValue(*one, fixed));
    const std::string got = value.text == "?" ? written : value.text;
    lose("connection-close", one->args[1].at,
         (got.empty() ? "An empty value takes Connection away"
                      : "The backend gets " + quoted("Connection: " + got))
             + ": an upgrade wants \"upgrade\" there.",
         edits);
}

void NginxLocation::judgeMap(const Directive &header, const NginxValue &value)
{
    const Directive &map = *m_scope.map(std::string_view(header.arg(1)).substr(1));
    const bool isOfUpgrade = map.args.size() == 2 && map.arg(0) == "$http_upgrade";
    std::vector<Edit> edits;
    Place at = map.name.at;
    if (map.args.size() == 2 && !isOfUpgrade) {
        at = map.args[0].at;
        edits.push_back({at.file, at.offset, at.size, "$http_upgrade"});
    }
    const Directive *otherwise = nullptr;
    const Directive *empty = nullptr;
    for (const Directive &entry : map.children) {
        if (entry.name.text == "default" && !entry.name.isQuoted)
            otherwise = &entry;
        if (entry.name.text.empty())
            empty = &entry;
    }
    if (map.name.text == "map" && !(otherwise && base::listHasToken(otherwise->arg(0), "upgrade"))) {
        const std::string indent = m_tree.indent(at.file, map.name.at.offset) + "    ";
        if (otherwise && !otherwise->args.empty()) {
            const Place &word = otherwise->args[0].at;
            at = isOfUpgrade ? otherwise->name.at : at;
            edits.push_back({word.file, word.offset, word.size, "upgrade"});
        } else
            edits.push_back({at.file, map.bodyFirst, 0, '\n' + indent + "default upgrade;"});
        if (!empty)
            edits.push_back({at.file, map.bodyFirst, 0, '\n' + indent + "'' close;"});
        for (const Directive &entry : map.children) {
            if (&entry != otherwise && base::equalsIgnoringCase(entry.name.text, "websocket")
                && !entry.args.empty())
                edits.push_back({at.file, entry.args[0].at.offset, entry.args[0].at.size, "upgrade"});
        }
    }
    lose("map-wrong", at,
         "For a request with \"Upgrade: websocket\" this map makes " + header.arg(1) + " "
             + quoted(value.text) + (isOfUpgrade ? "" : ", because it is no map of $http_upgrade")
             + ": it must be \"upgrade\".",
         edits);
}

void NginxLocation::judgeOtherHeaders(const std::vector<const Directive *> &headers)
{
    for (const Directive *one : headers) {
        if (one->args.size() != 2)
            continue;
        const std::string name = base::toLower(one->arg(0));
        const bool isEmpty = m_scope.value(one->arg(1)).text.empty();
        const Edit removal{one->name.at.file, one->name.at.offset, one->end - one->name.at.offset, ""};
        if (name == "sec-websocket-key" || name == "sec-websocket-version") {
            const bool isOwn = base::toLower(one->arg(1)).find("$http_sec_websocket") != std::string::npos;
            if (!isOwn && (isEmpty || name == "sec-websocket-key"))
                lose("key-changed", one->name.at,
                     one->arg(0) + " must reach the backend as the client sent it: remove this line.",
                     {removal});
        } else if (name == "sec-websocket-extensions" && isEmpty)
            say(Weight::Notes, "compression-stripped", one->name.at,
                "Compression is never agreed: the offer is taken away here.");
        else if (name == "sec-websocket-protocol" && isEmpty)
            say(Weight::Warns, "subprotocol-stripped", one->name.at,
                "The subprotocols that the client offers are taken away: a client that wants one fails.");
        else if (name == "origin" && isEmpty)
            say(Weight::Notes, "origin-stripped", one->name.at,
                "The backend cannot check Origin any more: any site may open its WebSocket.");
    }
    for (const Directive *one : NginxScope::inherited(m_chain, "proxy_hide_header")) {
        if (base::equalsIgnoringCase(one->arg(0), "Sec-WebSocket-Accept"))
            lose("accept-changed", one->name.at,
                 "Without Sec-WebSocket-Accept the client refuses the 101: remove this line.",
                 {{one->name.at.file, one->name.at.offset, one->end - one->name.at.offset, ""}});
        else if (base::equalsIgnoringCase(one->arg(0), "Sec-WebSocket-Protocol"))
            say(Weight::Warns, "subprotocol-stripped", one->name.at,
                "The subprotocol that the backend chose is hidden here: a client that asked for one fails.");
    }
    const Directive *host = headerNamed(headers, "Host");
    if (!host)
        say(Weight::Notes, "host-rewritten", m_place.at,
            "The backend gets the Host of proxy_pass, not the client's: one that compares it with Origin, or "
            "has several "
            "sites, wants proxy_set_header Host $http_host.");
}

} // namespace hop101::doctor::config
