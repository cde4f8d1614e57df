// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace hop101::bench {

/// A program that runs beside this one, so that its memory is its own. Ended with this object if it has not
/// ended by itself.
class ChildProcess
{
public:
    /// Throws std::system_error where it does not start. Its output comes here, its errors go where ours go.
    ChildProcess(const std::string &program, std::vector<std::string> arguments);
    ~ChildProcess();
    ChildProcess(const ChildProcess &) = delete;
    ChildProcess &operator=(const ChildProcess &) = delete;

    pid_t pid() const noexcept { return m_pid; }
    /// The next line of its output, without its end; empty at the end of all.
    std::string nextLine();
    /// Reads its output to the end and waits; its exit status, or -1 where a signal ended it.
    int wait();
    /// Once it has ended: the most memory that it had resident, in bytes, and at least what this process had
    /// when it started it.
    std::int64_t peakBytes() const noexcept { return m_peak; }

private:
    pid_t m_pid = -1;
    std::int64_t m_peak = 0;
    std::FILE *m_output = nullptr;
};

/// The running program, for a ChildProcess that does another part of the same benchmark.
std::string ownProgram();

/// What a child says of itself: lines "name value", numbers all.
using Figures = std::map<std::string, std::int64_t>;
void say(const std::string &name, std::int64_t value);
/// Runs `program` to its end. Throws std::runtime_error where it fails.
Figures figuresOf(const std::string &program, const std::vector<std::string> &arguments);

/// Nanoseconds of the monotonic clock, which is one for all processes.
std::int64_t nowNs();
/// The processor time that all threads of this process took so far, in nanoseconds.
std::int64_t ownCpuNs();
/// The most memory that this process had resident so far, in bytes (VmHWM).
std::int64_t ownPeakBytes();

/// A folder for big files, under TMPDIR, gone with this object.
class ScratchFolder
{
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder &) = delete;
    ScratchFolder &operator=(const ScratchFolder &) = delete;

    std::string path(const std::string &name) const { return m_path + '/' + name; }

private:
    std::string m_path;
};

} // namespace hop101::bench
