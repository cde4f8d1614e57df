// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/stopsignal.h"

#include <csignal>

namespace hop101::cli {
namespace {

volatile std::sig_atomic_t g_isRaised = 0;

void onSignal(int)
{
    g_isRaised = 1;
}

void handle(void (*handler)(int), int flags)
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

} // namespace

StopSignal::StopSignal()
{
    g_isRaised = 0;
    handle(onSignal, SA_RESTART | static_cast<int>(SA_RESETHAND));
}

StopSignal::~StopSignal()
{
    handle(SIG_DFL, 0);
}

bool StopSignal::isRaised() const noexcept
{
    return g_isRaised != 0;
}

} // namespace hop101::cli
