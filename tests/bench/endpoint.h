// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <sys/types.h>
#include <vector>

namespace hop101::bench {

/// hop101-cli as a process of its own, which ends with this object.
class CliProcess
{
public:
    /// Throws std::system_error where it does not start.
    explicit CliProcess(std::vector<std::string> arguments);
    ~CliProcess();
    CliProcess(const CliProcess &) = delete;
    CliProcess &operator=(const CliProcess &) = delete;

    /// Of its output; empty at its end.
    std::string firstLine() const;

private:
    pid_t m_pid = -1;
    std::FILE *m_output = nullptr;
};

/// Our server, which echoes.
class ServeProcess
{
public:
    ServeProcess();
    std::uint16_t port() const noexcept { return m_port; }

private:
    CliProcess m_process;
    std::uint16_t m_port = 0;
};

/// Our client, which connects to this port and echoes.
class EchoProcess
{
public:
    explicit EchoProcess(std::uint16_t port);

private:
    CliProcess m_process;
};

} // namespace hop101::bench
