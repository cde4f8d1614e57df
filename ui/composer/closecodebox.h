// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

class QComboBox;

namespace hop101::ui {

/// An editable box with the close codes of RFC 6455 section 7.4 and their names; any other number may be
/// typed.
QComboBox *newCloseCodeBox();
/// 0 where no number stands there.
std::uint16_t closeCodeOf(const QComboBox *box);

} // namespace hop101::ui
