// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Marks a text that people read. It expands to the text; lupdate finds it through the alias
/// QT_TRANSLATE_NOOP+=HOP101_TEXT, and ui/text translates it at the moment it is shown.
#define HOP101_TEXT(context, text) text
