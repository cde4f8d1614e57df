// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/judgement.h"

namespace hop101::hop {

/// What a final response other than a 101 must keep, by its status (RFC 9110 section 15). `request` may be
/// null.
void judgeRefusal(const http::RequestHead *request, const http::ResponseHead &head, Judgement &results);

} // namespace hop101::hop
