// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/codec.h"

#include "tests/bench/comparison.h"

int main(int argc, char **argv)
{
    using namespace hop101::bench;
    addMaskComparisons();
    addUtf8Comparisons();
    addInflateComparisons();
    addFrameComparisons();
    addHeadComparisons();
    addHopComparisons();
    return runComparisons(argc, argv);
}
