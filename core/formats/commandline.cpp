// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/commandline.h"

#include <algorithm>

namespace hop101::formats {
namespace {

/// Of a line of curl's configuration.
std::string longName(const std::string &name)
{
    return name == "-H" ? "header"
        : name == "-X"  ? "request"
        : name == "-i"  ? "include"
        : name == "-N"  ? "no-buffer"
        : name == "-k"  ? "insecure"
        : name == "-g"  ? "globoff"
        : name.empty()  ? "url"
                        : name.substr(2);
}

bool fitsConfig(const std::string &value)
{
    return isUtf8Text(value) && std::all_of(value.begin(), value.end(), [](char c) {
               return c < 0 || (c >= ' ' && c != '\x7f') || (c >= '\t' && c <= '\r' && c != '\f');
           });
}

} // namespace

CommandLine::CommandLine(std::string program, Shell shell, bool hasConfig)
    // In Windows PowerShell "curl" is an alias of Invoke-WebRequest.
    : m_program(std::move(program) + (shell == Shell::PowerShell ? ".exe" : "")), m_shell(shell),
      m_hasConfig(hasConfig && shell == Shell::PowerShell)
{ }

void CommandLine::add(std::string name, std::string value)
{
    if (name.ends_with('=')) // quoted as a whole: PowerShell takes quotes behind a dash otherwise
        m_options.push_back({"", name + value, ""});
    else
        m_options.push_back({name, std::move(value), name.empty() ? "" : " "});
}

bool CommandLine::canHold(const std::string &value) const
{
    return m_hasConfig ? fitsConfig(value) : fitsArgument(value);
}

std::string CommandLine::text() const
{
    return m_hasConfig && !fitsArguments() ? configText() : argumentsText();
}

/// Windows PowerShell 5.1 hands double quotes on unescaped, and 7.3 escapes them itself: neither form is
/// right in both.
bool CommandLine::fitsArgument(const std::string &value) const
{
    if (!fitsWord(m_shell, value))
        return false;
    return m_shell != Shell::PowerShell
        || (value.find('"') == std::string::npos && !value.ends_with('\\') && !value.empty());
}

bool CommandLine::fitsArguments() const
{
    return std::all_of(m_options.begin(), m_options.end(),
                       [this](const Option &option) { return !option.value || fitsArgument(*option.value); });
}

std::string CommandLine::argumentsText() const
{
    const std::string mark = m_shell == Shell::Bash ? " \\\n  " : m_shell == Shell::Cmd ? " ^\n  " : " `\n  ";
    std::string text = m_program;
    bool isShort = true; // flags stand on the first line
    for (const Option &option : m_options) {
        isShort = isShort && !option.value;
        text += (isShort ? " " : mark) + option.name;
        if (option.value)
            text += option.separator + shellWord(m_shell, *option.value);
    }
    return text + '\n';
}

/// Each option on a line of curl's own configuration, on standard input.
std::string CommandLine::configText() const
{
    std::string text = "$OutputEncoding = [System.Text.UTF8Encoding]::new($false)\n@'\n";
    for (const Option &option : m_options)
        text += longName(option.name) + (option.value ? " = " + curlConfigValue(*option.value) : "") + '\n';
    return text + "'@ | " + m_program + " -K -\n";
}

std::string commentMark(Shell shell)
{
    return shell == Shell::Cmd ? ":: " : "# ";
}

} // namespace hop101::formats
