// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hop101::bench {

// The comparisons of the group "codec".
void addMaskComparisons(); ///< unmasking against memcpy
void addUtf8Comparisons(); ///< against simdjson's validator
void addInflateComparisons(); ///< against bare zlib with the same flags and room
void addFrameComparisons(); ///< decoder against the barest parse, encoder against memcpy
void addHeadComparisons(); ///< against Boost.Beast's parser
void addHopComparisons(); ///< a whole HopDecoder over loopback against Boost.Beast's synchronous read

} // namespace hop101::bench
