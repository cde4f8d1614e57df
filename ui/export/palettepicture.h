// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

namespace hop101::ui {

/// The same picture (Format_RGB32, without transparency) in at most 256 colours: a PNG of it is a third as
/// large and written several times as fast. A diagram has few flat colours and many shades at the edges of
/// letters; the flat ones stay exact, shades that differ by an eye's less than nothing become one. Any
/// thread.
QImage palettePicture(const QImage &picture);

} // namespace hop101::ui
