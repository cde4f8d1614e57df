// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

#ifndef Q_MOC_RUN // moc reads no include inside an enum, as <signal.h> has one
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace hop101::capture::fixture {

/// Runs `work` in a child process, which reports numbers over a pipe and goes on until it is killed.
class ChildProcess
{
public:
    using Report = std::function<void(std::uint64_t)>;

    explicit ChildProcess(const std::function<void(const Report &)> &work)
    {
        int ends[2];
        if (pipe(ends) != 0)
            return;
        m_pid = fork();
        if (m_pid == 0) {
            close(ends[0]);
            work([to = ends[1]](std::uint64_t number) {
                if (write(to, &number, sizeof number) != sizeof number)
                    _exit(1);
            });
            _exit(0);
        }
        close(ends[1]);
        m_from = ends[0];
    }
    ~ChildProcess()
    {
        killAndWait();
        if (m_from >= 0)
            close(m_from);
    }
    ChildProcess(const ChildProcess &) = delete;
    ChildProcess &operator=(const ChildProcess &) = delete;

    /// The next number; 0 where the child is gone.
    std::uint64_t next() const
    {
        std::uint64_t number = 0;
        return m_from >= 0 && read(m_from, &number, sizeof number) == sizeof number ? number : 0;
    }
    void killAndWait()
    {
        if (m_pid <= 0)
            return;
        kill(m_pid, SIGKILL);
        waitpid(m_pid, nullptr, 0);
        m_pid = -1;
    }
    /// Exit status of a child that ends by itself; −1 where it did not.
    int wait()
    {
        int status = 0;
        const bool isDone = m_pid > 0 && waitpid(m_pid, &status, 0) == m_pid;
        m_pid = -1;
        return isDone && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t m_pid = -1;
    int m_from = -1;
};

} // namespace hop101::capture::fixture
