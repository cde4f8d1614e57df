// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hop101::cli {

/// What `snippet --as` may say: "curl, curl-ws, …".
std::string snippetWords();
bool isSnippetWord(std::string_view word);

} // namespace hop101::cli
