// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hop101::cli {

/// What hop101-cli ends with, whatever the subcommand.
enum class ExitStatus : int {
    Ok = 0, ///< upgraded and no rule of severity error broken; echo and record: closed cleanly; verify and
            ///< diff: the same
    Broken = 1, ///< refused, or a rule broken; verify and diff: a difference
    Usage = 2,
    Network = 3, ///< only while no final response head arrived
    File = 4, ///< could not be read or written, or only in part
};

} // namespace hop101::cli
