// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/endpoint.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace hop101::bench {

CliProcess::CliProcess(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), HOP101_CLI);
    std::vector<char *> argv;
    for (std::string &argument : arguments)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw std::system_error(errno, std::generic_category(), "pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    const int error = posix_spawn(&m_pid, HOP101_CLI, &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    m_output = ::fdopen(ends[0], "r");
    if (error != 0)
        throw std::system_error(error, std::generic_category(), HOP101_CLI);
}

CliProcess::~CliProcess()
{
    ::kill(m_pid, SIGTERM);
    ::waitpid(m_pid, nullptr, 0);
    std::fclose(m_output);
}

std::string CliProcess::firstLine() const
{
    std::array<char, 256> line{};
    return std::fgets(line.data(), line.size(), m_output) ? line.data() : "";
}

ServeProcess::ServeProcess() : m_process({"serve", "--listen", "127.0.0.1:0"})
{
    const std::string line = m_process.firstLine(); // "listening ws://127.0.0.1:PORT/"
    const std::size_t colon = line.rfind(':');
    if (colon == std::string::npos)
        throw std::runtime_error("hop101-cli serve did not say where it listens");
    m_port = static_cast<std::uint16_t>(std::atoi(line.c_str() + colon + 1));
}

EchoProcess::EchoProcess(std::uint16_t port)
    : m_process({"echo", "ws://127.0.0.1:" + std::to_string(port) + "/"})
{ }

} // namespace hop101::bench
