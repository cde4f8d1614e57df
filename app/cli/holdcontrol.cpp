// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/holdcontrol.h"

#include "app/cli/values.h"
#include "core/doctor/words.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>

#include <unistd.h>

namespace hop101::cli {
namespace {

constexpr std::size_t kMaxLine = std::size_t{1024} * 1024; // bytes
constexpr std::size_t kShown = 200;

std::string_view takeWord(std::string_view &text)
{
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

std::string unescaped(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view known = "nrt\\";
        const std::size_t at =
            text[i] == '\\' && i + 1 < text.size() ? known.find(text[i + 1]) : std::string_view::npos;
        out += at == std::string_view::npos ? text[i] : "\n\r\t\\"[at];
        i += at == std::string_view::npos ? 0 : 1;
    }
    return out;
}

std::string kindOf(const plan::HeldMessage &held)
{
    if (held.part != plan::RelayPart::Message)
        return held.part == plan::RelayPart::Request ? "request" : "response";
    switch (held.opcode) {
    case websocket::Opcode::Text:
        return "text";
    case websocket::Opcode::Binary:
        return "binary";
    case websocket::Opcode::Close:
        return "close";
    case websocket::Opcode::Ping:
        return "ping";
    case websocket::Opcode::Pong:
        return "pong";
    default:
        return "opcode " + std::to_string(static_cast<int>(held.opcode));
    }
}

} // namespace

base::Result<HoldOrder, UsageError> holdOrderFrom(std::string_view line)
{
    const UsageError error{inQuotes(std::string(line.substr(0, kShown)))
                           + " is no order: write release N, drop N or edit N TEXT, or all in place of N."};
    std::string_view rest = line;
    const std::string_view what = takeWord(rest);
    const std::string_view which = takeWord(rest);
    HoldOrder order;
    if (what == "drop")
        order.what = HoldOrder::What::Drop;
    else if (what == "edit")
        order.what = HoldOrder::What::Edit;
    else if (what != "release")
        return error;
    const bool isAll = which == "all" && order.what != HoldOrder::What::Edit;
    const char *end = which.data() + which.size();
    const auto [last, fault] = std::from_chars(which.data(), end, order.id);
    if (!isAll && (fault != std::errc() || last != end || order.id == 0))
        return error;
    if (order.what == HoldOrder::What::Edit)
        order.text = unescaped(rest);
    else if (!rest.empty())
        return error;
    return order;
}

std::string heldLine(const plan::HeldMessage &held)
{
    const char *from =
        held.direction == plan::RelayDirection::FromServer ? "from the server, " : "from the client, ";
    return "held " + std::to_string(held.id) + " #" + std::to_string(held.connection) + ' ' + from
        + kindOf(held) + ", " + std::to_string(held.bytes.size())
        + " bytes: " + doctor::shown(held.bytes, kShown);
}

HoldControl::HoldControl(session::Listening &relay, Output &output, int input)
    : m_relay(relay), m_output(output), m_input(input), m_notifier(input, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &HoldControl::read);
}

void HoldControl::setHeld(std::vector<plan::HeldMessage> held)
{
    m_held = std::move(held);
    for (const plan::HeldMessage &one : m_held) {
        if (one.id <= m_lastTold)
            continue;
        m_lastTold = one.id;
        if (m_hasEnded)
            m_relay.release(one.id, {});
        else
            m_output.print(heldLine(one) + '\n');
    }
    m_output.finish(ExitStatus::Ok);
}

void HoldControl::read()
{
    std::array<char, 4096> bytes{};
    const ssize_t size = ::read(m_input, bytes.data(), bytes.size());
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (size <= 0)
        return end();
    for (const char c : std::string_view(bytes.data(), static_cast<std::size_t>(size))) {
        if (c != '\n') {
            if (m_begun.size() < kMaxLine)
                m_begun += c;
            continue;
        }
        takeLine(std::exchange(m_begun, {}));
    }
}

void HoldControl::takeLine(const std::string &line)
{
    if (line.empty())
        return;
    const auto order = holdOrderFrom(line);
    if (!order) {
        m_output.complain(order.error().sentence);
        return;
    }
    bool isThere = false;
    for (const plan::HeldMessage &held : m_held)
        if (order.value().id == 0 || order.value().id == held.id) {
            perform(order.value(), held.id);
            isThere = true;
        }
    if (!isThere && order.value().id != 0)
        m_output.complain("Nothing waits as number " + std::to_string(order.value().id) + " any more.");
}

void HoldControl::perform(const HoldOrder &order, std::uint64_t id)
{
    if (order.what == HoldOrder::What::Drop)
        m_relay.drop(id);
    else if (order.what == HoldOrder::What::Edit)
        m_relay.release(id, order.text);
    else
        m_relay.release(id, {});
}

void HoldControl::end()
{
    m_notifier.setEnabled(false);
    m_hasEnded = true;
    for (const plan::HeldMessage &held : m_held)
        m_relay.release(held.id, {});
}

} // namespace hop101::cli
