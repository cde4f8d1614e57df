// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/judgement.h"

namespace hop101::hop {

/// What only a 101 must keep (RFC 6455 sections 4.1 and 4.2.2, RFC 9110 section 7.8). `request` may be null.
void judge101(const http::RequestHead *request, const http::ResponseHead &head, Judgement &results);

} // namespace hop101::hop
