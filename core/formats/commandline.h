// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/quoting.h"

#include <optional>
#include <string>
#include <vector>

namespace hop101::formats {

/// A command for a person to paste: options in their order, a line each behind the flags.
class CommandLine
{
public:
    /// `hasConfig`: the program is curl, which can read what PowerShell cannot hand on from standard input.
    CommandLine(std::string program, Shell shell, bool hasConfig);

    void add(std::string name) { m_options.push_back({std::move(name), {}, " "}); }
    /// The value is quoted. A name that ends in "=" is one word with it; an empty name is the value alone.
    void add(std::string name, std::string value);
    /// False where no form of the command line can hold it.
    bool canHold(const std::string &value) const;
    /// Ends with a line end.
    std::string text() const;

private:
    struct Option
    {
        std::string name;
        std::optional<std::string> value;
        std::string separator;
    };
    bool fitsArgument(const std::string &value) const;
    bool fitsArguments() const;
    std::string argumentsText() const;
    std::string configText() const;

    std::string m_program;
    Shell m_shell;
    bool m_hasConfig;
    std::vector<Option> m_options;
};

/// What begins a comment.
std::string commentMark(Shell shell);

} // namespace hop101::formats
