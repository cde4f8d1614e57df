// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/nginxlocation.h"

#include "core/base/ascii.h"
#include "core/doctor/config/backend.h"

#include <algorithm>

namespace hop101::doctor::config {
namespace {

const Directive *childNamed(const Directive &block, std::string_view name)
{
    for (const Directive &one : block.children) {
        if (one.name.text == name)
            return &one;
    }
    return nullptr;
}

/// A rewrite whose pattern fits every path.
bool fitsAll(const std::string &pattern)
{
    for (const char *all :
         {"^", "^/", "^(.*)$", "^(.*)", "(.*)", ".*", "^.*$", "^/(.*)$", "^/(.*)", "/", "^.*", "^/.*$"}) {
        if (pattern == all)
            return true;
    }
    return false;
}

} // namespace

NginxLocation::NginxLocation(Report &report, const NginxScope &scope, Chain chain, const Directive &pass)
    : m_report(report), m_tree(report.tree), m_scope(scope), m_chain(std::move(chain)), m_pass(pass)
{ }

const Directive &NginxLocation::location() const
{
    for (auto block = m_chain.rbegin(); block != m_chain.rend(); ++block) {
        if ((*block)->name.text == "location")
            return **block;
    }
    return *m_chain.back();
}

ProxyPlace NginxLocation::judge()
{
    const Directive &block = location();
    m_place.title = block.name.text;
    for (const Word &word : block.args)
        m_place.title += ' ' + word.text;
    m_place.backend = m_pass.arg(0);
    m_place.at = m_tree.place(m_pass.name.at.file, m_pass.name.at.offset, m_pass.end - m_pass.name.at.offset);
    m_place.block = m_tree.place(block.name.at.file, block.name.at.offset, block.end - block.name.at.offset);
    if (m_pass.name.text != "proxy_pass") {
        judgeProtocol();
        return std::move(m_place);
    }
    judgeBefore();
    judgeVersion();
    judgeHeaders();
    judgeBackend();
    judgeRewrite();
    judgeFront();
    judgeIdle();
    unfold();
    return std::move(m_place);
}

/// A block of one line that gets more lines becomes one of several.
void NginxLocation::unfold()
{
    const Directive &block = *m_chain.back();
    const std::uint32_t file = block.name.at.file;
    const std::string &text = m_tree.files[file].text;
    if (file != m_pass.name.at.file || block.children.empty() || block.bodyEnd > text.size()
        || m_tree.lineFirst(file, block.bodyFirst) != m_tree.lineFirst(file, block.bodyEnd))
        return;
    const std::string outer = m_tree.indent(file, block.name.at.offset);
    std::vector<Edit> edits;
    std::size_t before = block.bodyFirst;
    for (const Directive &one : block.children) {
        if (one.name.at.file != file || one.name.at.offset < before)
            return;
        edits.push_back({file, before, one.name.at.offset - before, '\n' + outer + "    "});
        before = one.end;
    }
    if (before > block.bodyEnd)
        return;
    edits.push_back({file, before, block.bodyEnd - before, '\n' + outer});
    for (Cause &cause : m_place.causes) {
        const bool inserts = std::any_of(cause.edits.begin(), cause.edits.end(), [&](const Edit &edit) {
            return edit.file == file && edit.size == 0 && edit.first == m_pass.end;
        });
        if (inserts)
            cause.edits.insert(cause.edits.end(), edits.begin(), edits.end());
    }
}

Cause &NginxLocation::lose(std::string id, const Place &at, std::string sentence, std::vector<Edit> edits)
{
    m_place.causes.push_back({std::move(id), Weight::Loses, at, std::move(sentence), std::move(edits)});
    return m_place.causes.back();
}

Cause &NginxLocation::say(Weight weight, std::string id, const Place &at, std::string sentence)
{
    m_place.causes.push_back({std::move(id), weight, at, std::move(sentence), {}});
    return m_place.causes.back();
}

void NginxLocation::judgeProtocol()
{
    m_place.isMeantForHttp = false;
    lose("not-http", m_place.at,
         m_pass.name.text
             + " speaks another protocol than HTTP/1.1 to the backend, and none that carries an upgrade: "
               "WebSocket wants a location with proxy_pass.");
}

/// What answers, or forbids, before proxy_pass is reached.
void NginxLocation::judgeBefore()
{
    for (const Directive *block : m_chain) {
        if (block->name.text != "server" && block->name.text != "location" && block->name.text != "if")
            continue;
        if (const Directive *one = childNamed(*block, "return"))
            lose("answered-before", one->name.at,
                 quoted("return " + one->arg(0)) + " answers every request here before proxy_pass is reached"
                     + (one->arg(0).starts_with("30") ? "; clients of WebSocket do not follow a redirect."
                                                      : "."));
        for (const Directive &one : block->children) {
            const bool redirects =
                one.arg(2) == "permanent" || one.arg(2) == "redirect" || one.arg(1).starts_with("http");
            if (one.name.text == "rewrite" && redirects && fitsAll(one.arg(0)))
                lose("answered-before", one.name.at,
                     "This rewrite redirects every request; clients of WebSocket do not follow a redirect.");
            else if (one.name.text == "rewrite" && block->name.text == "location" && !redirects)
                say(Weight::Notes, "path-rewritten", one.name.at,
                    "This rewrite changes the path that the backend sees; it must know the new one.");
        }
    }
    const Directive &block = location();
    if (const Directive *one = childNamed(block, "internal"))
        lose("internal", one->name.at, "An internal location answers clients with 404.",
             {{one->name.at.file, one->name.at.offset, one->end - one->name.at.offset, ""}});
    for (const Directive *one : NginxScope::inherited(m_chain, "deny")) {
        if (one->arg(0) == "all" && NginxScope::inherited(m_chain, "allow").empty())
            lose("forbidden-by-proxy", one->name.at,
                 "\"deny all\" without an allow answers every client with 403.");
    }
    for (const Directive &one : block.children) {
        if (one.name.text != "limit_except")
            continue;
        const bool allowsGet =
            std::any_of(one.args.begin(), one.args.end(), [](const Word &w) { return w.text == "GET"; });
        if (!allowsGet && childNamed(one, "deny"))
            lose("method-denied", one.name.at,
                 "An upgrade is a GET, which limit_except forbids here: add GET to its methods.",
                 {{one.name.at.file, one.name.at.end(), 0, " GET"}});
    }
    for (const char *name : {"auth_request", "auth_basic"}) {
        const Directive *one = nearestOf(name);
        if (one && one->arg(0) != "off")
            say(Weight::Notes, "login-at-proxy", one->name.at,
                std::string(name)
                    + " asks for a login first: a client of WebSocket in a browser cannot send an "
                      "Authorization "
                      "header of its own, only cookies.");
    }
}

void NginxLocation::judgeVersion()
{
    const Directive *one = nearestOf("proxy_http_version");
    const bool isNewDefault = m_report.version >= Version{1, 29, 7};
    if (!one && !isNewDefault)
        lose("http-1-0", m_place.at,
             "nginx speaks HTTP/1.0 to the backend, which has no upgrade: proxy_http_version 1.1 is missing.",
             {insertLine("proxy_http_version 1.1;")});
    else if (one && one->arg(0) != "1.1") {
        const std::string why =
            one->arg(0) == "2" ? "In HTTP/2 nginx drops Upgrade and Connection" : "HTTP/1.0 has no upgrade";
        lose("http-1-0", one->name.at, why + ": proxy_http_version must be 1.1 here.",
             {setValue(*one, "1.1")});
    }
}

Edit NginxLocation::setValue(const Directive &header, const std::string &value) const
{
    // The last argument, or what must be added behind the only one.
    const Word &last = header.args.empty() ? header.name : header.args.back();
    const bool isShort = header.args.size() < 2 && header.name.text == "proxy_set_header";
    if (isShort || header.args.empty())
        return {last.at.file, last.at.end(), 0, ' ' + value};
    const Word &first = header.args[header.name.text == "proxy_set_header" ? 1 : 0];
    return {first.at.file, first.at.offset, last.at.end() - first.at.offset, value};
}

Edit NginxLocation::insertLine(const std::string &line) const
{
    const Directive &block = *m_chain.back();
    const std::uint32_t file = m_pass.name.at.file;
    const bool isOneLine = block.name.at.file == file && block.hasBlock
        && m_tree.lineFirst(file, block.bodyFirst) == m_tree.lineFirst(file, m_pass.name.at.offset);
    std::string indent = m_tree.indent(file, m_pass.name.at.offset);
    if (isOneLine)
        indent += "    ";
    return {file, m_pass.end, 0, '\n' + indent + line};
}

std::vector<Edit> NginxLocation::insertHeader(const std::string &line)
{
    std::vector<Edit> edits;
    // In an if block no proxy_set_header may stand: it goes into the location around it.
    const bool isInIf = m_chain.back()->name.text != "location";
    const Directive &block = isInIf ? location() : *m_chain.back();
    if (!childNamed(block, "proxy_set_header")) {
        for (const Directive *one : NginxScope::inherited(m_chain, "proxy_set_header")) {
            if (base::equalsIgnoringCase(one->arg(0), "Upgrade")
                || base::equalsIgnoringCase(one->arg(0), "Connection"))
                continue;
            const Place all =
                m_tree.place(one->name.at.file, one->name.at.offset, one->end - one->name.at.offset);
            edits.push_back(insertLine(std::string(m_tree.text(all))));
        }
    }
    edits.push_back(insertLine(line));
    if (isInIf) {
        const std::string indent = m_tree.indent(block.name.at.file, block.name.at.offset) + "    ";
        for (Edit &edit : edits) {
            edit.file = block.name.at.file;
            edit.first = block.bodyFirst;
            edit.text = '\n' + indent
                + edit.text.substr(std::min(edit.text.find_first_not_of(" \t\n"), edit.text.size()));
        }
    }
    return edits;
}

void NginxLocation::judgeIdle()
{
    const Directive *one = nearestOf("proxy_read_timeout");
    const long long idle = one ? millisecondsFrom(one->arg(0), 1000) : 60'000;
    constexpr long long kEnough = 300'000;
    if (idle >= 0 && idle < kEnough)
        say(Weight::Notes, "nginx-read-timeout", one ? one->name.at : m_place.at,
            "A connection without a byte from the backend for " + durationText(idle)
                + " is cut, without a Close frame: send a ping more often than that, or set "
                  "proxy_read_timeout to 3600s.");
}

} // namespace hop101::doctor::config
