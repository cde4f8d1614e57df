// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/event.h"
#include "core/hop/verdict.h"

namespace hop101::capture {

/// Takes what a decoder makes of the inputs, in order: events numbered densely, their changes, findings and
/// exchanges.
class IndexSink
{
public:
    virtual ~IndexSink() = default;
    /// The number of `event` is the next one.
    virtual void add(const hop::Event &event) = 0;
    virtual void change(const hop::Event &event) = 0;
    virtual void addFinding(const hop::Finding &finding) = 0;
    virtual void setExchange(const hop::Exchange &exchange) = 0;
};

} // namespace hop101::capture
