// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/childprocess.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <spawn.h>
#include <sstream>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace hop101::bench {

ChildProcess::ChildProcess(const std::string &program, std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), program);
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
    const int error = posix_spawn(&m_pid, program.c_str(), &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    m_output = ::fdopen(ends[0], "r");
    if (error != 0) {
        m_pid = -1;
        std::fclose(m_output);
        throw std::system_error(error, std::generic_category(), program);
    }
}

ChildProcess::~ChildProcess()
{
    if (m_pid > 0) {
        ::kill(m_pid, SIGTERM);
        ::waitpid(m_pid, nullptr, 0);
    }
    std::fclose(m_output);
}

std::string ChildProcess::nextLine()
{
    std::array<char, 4096> line{};
    std::string text = std::fgets(line.data(), line.size(), m_output) ? line.data() : "";
    if (!text.empty() && text.back() == '\n')
        text.pop_back();
    return text;
}

int ChildProcess::wait()
{
    std::array<char, 65536> rest{};
    while (std::fread(rest.data(), 1, rest.size(), m_output) > 0) { }
    int status = 0;
    rusage usage{};
    ::wait4(std::exchange(m_pid, -1), &status, 0, &usage);
    m_peak = std::int64_t{usage.ru_maxrss} * 1024;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string ownProgram()
{
    return std::filesystem::read_symlink("/proc/self/exe").string();
}

void say(const std::string &name, std::int64_t value)
{
    std::printf("%s %lld\n", name.c_str(), static_cast<long long>(value));
    std::fflush(stdout);
}

Figures figuresOf(const std::string &program, const std::vector<std::string> &arguments)
{
    ChildProcess child(program, arguments);
    Figures figures;
    for (std::string line = child.nextLine(); !line.empty(); line = child.nextLine()) {
        std::istringstream words(line);
        std::string name;
        words >> name >> figures[name];
    }
    if (const int status = child.wait(); status != 0)
        throw std::runtime_error(arguments.front() + " ended with status " + std::to_string(status));
    return figures;
}

std::int64_t nowNs()
{
    return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::int64_t ownCpuNs()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto ns = [](const timeval &time) {
        return std::int64_t{time.tv_sec} * 1'000'000'000 + std::int64_t{time.tv_usec} * 1'000;
    };
    return ns(usage.ru_utime) + ns(usage.ru_stime);
}

std::int64_t ownPeakBytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::atoll(line.c_str() + 6) * 1024;
    return 0;
}

ScratchFolder::ScratchFolder()
{
    m_path = (std::filesystem::temp_directory_path() / "hop101-bench-XXXXXX").string();
    if (!::mkdtemp(m_path.data()))
        throw std::system_error(errno, std::generic_category(), m_path);
}

ScratchFolder::~ScratchFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

} // namespace hop101::bench
