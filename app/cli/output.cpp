// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace hop101::cli {
namespace {

constexpr int kMinWidth = 60;
constexpr int kMaxWidth = 160;
constexpr int kPlainWidth = 100;

int terminalWidth()
{
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return kPlainWidth;
    return std::clamp(static_cast<int>(size.ws_col), kMinWidth, kMaxWidth);
}

struct Substitute
{
    std::string_view mark;
    std::string_view ascii;
};
constexpr Substitute kSubstitutes[] = {
    {"“", "\""}, {"”", "\""}, {"„", "\""}, {"‘", "'"},      {"’", "'"},      {"…", "..."},
    {"–", "-"},  {"—", "-"},  {"−", "-"},  {"×", "x"},      {"→", "->"},     {"←", "<-"},
    {"✓", "+"},  {"✗", "x"},  {"·", "-"},  {"\u202f", " "}, {"\u2009", " "},
};

} // namespace

Output::Output()
{
    std::setlocale(LC_CTYPE, "");
    const bool isTerminal = isatty(STDOUT_FILENO) == 1;
    const char *noColour = std::getenv("NO_COLOR");
    const char *kind = std::getenv("TERM");
    m_terminal.ascii = std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
    m_terminal.width = isTerminal ? terminalWidth() : kPlainWidth;
    m_terminal.colour = isTerminal && !(noColour && *noColour) && kind && std::strcmp(kind, "dumb") != 0;
    m_isErrorTerminal = isatty(STDERR_FILENO) == 1;
}

std::string Output::inCharset(std::string_view text) const
{
    std::string out;
    while (!text.empty()) {
        const auto found = std::find_if(std::begin(kSubstitutes), std::end(kSubstitutes),
                                        [text](const Substitute &s) { return text.starts_with(s.mark); });
        const bool isSubstituted = m_terminal.ascii && found != std::end(kSubstitutes);
        out += isSubstituted ? found->ascii : text.substr(0, 1);
        text.remove_prefix(isSubstituted ? found->mark.size() : 1);
    }
    return out;
}

void Output::print(std::string_view text)
{
    writeText(m_terminal.ascii ? inCharset(text) : std::string(text));
}

bool Output::write(base::ByteSpan bytes)
{
    if (m_writeError == 0 && !bytes.empty()
        && std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size())
        m_writeError = errno;
    return m_writeError == 0;
}

void Output::complain(std::string_view sentence)
{
    endProgress();
    const std::string line = "hop101-cli: " + inCharset(sentence) + '\n';
    std::fwrite(line.data(), 1, line.size(), stderr);
}

void Output::progress(std::string_view text)
{
    if (!m_isErrorTerminal)
        return;
    m_hasProgress = true;
    const std::string line = "\r\x1b[K" + inCharset(text);
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fflush(stderr);
}

void Output::endProgress()
{
    if (!m_hasProgress)
        return;
    m_hasProgress = false;
    std::fputs("\r\x1b[K", stderr);
}

ExitStatus Output::finish(ExitStatus status)
{
    endProgress();
    if (m_writeError == 0 && std::fflush(stdout) != 0)
        m_writeError = errno;
    // Who reads from a pipe may have seen enough: `show … | head` is no failure.
    if (m_writeError == 0 || m_writeError == EPIPE)
        return status;
    complain("Standard output cannot be written (" + std::string(std::strerror(m_writeError))
             + "): make room or write elsewhere.");
    return ExitStatus::File;
}

std::string Output::strong(const std::string &text) const
{
    return m_terminal.colour ? "\x1b[1m" + text + "\x1b[0m" : text;
}

std::string Output::mark(rules::Severity severity) const
{
    const bool isGood = severity == rules::Severity::None;
    const std::string sign = isGood            ? "✓"
        : severity == rules::Severity::Error   ? "✗"
        : severity == rules::Severity::Warning ? "!"
                                               : "i";
    if (!m_terminal.colour)
        return sign;
    const char *colour = isGood                ? "32"
        : severity == rules::Severity::Error   ? "31"
        : severity == rules::Severity::Warning ? "33"
                                               : "2";
    return std::string("\x1b[") + colour + 'm' + sign + "\x1b[0m";
}

} // namespace hop101::cli
