// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exitstatus.h"
#include "core/base/bytes.h"
#include "core/diagram/terminal.h"

#include <string>
#include <string_view>

namespace hop101::cli {

/// Standard output and standard error. What is printed is for people unless said otherwise: where the locale
/// is not UTF-8, typographic marks become ASCII ones. A failing write is noted, never thrown, and ends no
/// program by a signal.
class Output
{
public:
    Output(); ///< asks the environment about locale, terminal, width and NO_COLOR

    void print(std::string_view text);
    /// As it is: JSON and payloads.
    bool write(base::ByteSpan bytes);
    /// False since a write failed: there is no use in more.
    bool isGood() const noexcept { return m_writeError == 0; }
    bool writeText(std::string_view text) { return write(base::asBytes(text)); }
    /// False once a write has failed: nobody reads any more.
    bool isTaking() const noexcept { return m_writeError == 0; }
    /// One line on standard error; the program's name is put before it.
    void complain(std::string_view sentence);
    /// Replaces the line that progress() wrote before; nothing where standard error is no terminal.
    void progress(std::string_view text);
    void endProgress();
    /// Flushes; complains and gives File where standard output did not take everything, else `status`.
    ExitStatus finish(ExitStatus status);

    const diagram::TerminalOptions &terminal() const noexcept { return m_terminal; }
    /// The text in bold, or as it is where there are no colours.
    std::string strong(const std::string &text) const;
    /// A mark for what holds, warns or is broken, in colour where there are colours.
    std::string mark(rules::Severity severity) const;

private:
    std::string inCharset(std::string_view text) const;

    diagram::TerminalOptions m_terminal;
    bool m_isErrorTerminal = false;
    bool m_hasProgress = false;
    int m_writeError = 0; ///< errno of the first write that failed
};

} // namespace hop101::cli
