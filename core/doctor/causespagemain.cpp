// SPDX-License-Identifier: GPL-3.0-or-later
//
// causes_page FILE: writes docs/causes.md.
#include "core/doctor/causespage.h"

#include <fstream>
#include <iostream>

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "causes_page: give the file to write.\n";
        return 2;
    }
    std::ofstream file(argv[1], std::ios::binary);
    file << hop101::doctor::causesPage();
    file.close();
    if (!file) {
        std::cerr << "causes_page: " << argv[1] << " cannot be written: check the path and its rights.\n";
        return 4;
    }
    return 0;
}
