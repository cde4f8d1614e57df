// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/pathworker.h"

#include <string>

namespace hop101::net {

/// The script of a path check: one question after the other, each with a bound on its time. Runs on the
/// worker's thread.
class PathChecks
{
public:
    PathChecks(PathWorker &worker, const session::PathPlan &plan, const std::string &listening);
    void run();

private:
    /// The two ends of one connection through the proxy; `right` is null where nothing arrived.
    struct Pair
    {
        PathEnd *left = nullptr;
        PathEnd *right = nullptr;
        bool isUpgraded() const
        {
            return right && left->actor->isUpgraded() && right->actor->isUpgraded() && left->isOpen()
                && right->isOpen();
        }
    };
    using Result = hop::PathCheckResult;

    plan::Plan planWith(const std::string &name, const std::string &value) const;
    Pair open(plan::Plan plan);
    PathEnd *arrivalOf(const std::string &probe, const std::string &key) const;
    PathEnd *anyArrival() const;
    bool isSettled(const PathEnd &left) const;
    void finish(const Pair &pair);

    void handshake();
    void judgeHandshake(const Pair &pair);
    void addCredentials(const Pair &pair);
    void nameProxy(const Pair &pair);
    void messages();
    void closes();
    void moreConnections();
    void direct();

    Result arrives(const Pair &pair) const;
    Result upgrade(const Pair &pair) const;
    Result header(hop::PathCheck check, const Pair &pair, const char *requestName,
                  const char *responseName) const;
    Result target(const Pair &pair) const;
    Result frames(hop::PathCheck check, PathEnd &from, PathEnd &to);
    Result fragments(PathEnd &from, PathEnd &to);
    Result ping(PathEnd &left, PathEnd &right);
    Result close(hop::PathCheck check, PathEnd &from, PathEnd &to);
    Result targetInFull();
    Result largeHeader();
    Result halfClose();
    Result idle();
    void directConnections(const PathEnd &first);

    bool wants(hop::PathCheck check) const;
    void add(Result result);
    void skip(hop::PathCheck check);

    PathWorker &m_worker;
    const session::PathPlan &m_plan;
    hop::PathReport m_report;
    Pair m_main;
    unsigned m_connections = 0;
};

} // namespace hop101::net
