// SPDX-License-Identifier: GPL-3.0-or-later
//
// rules_page FILE: writes docs/rules.md.
#include "core/rules/rulespage.h"

#include <fstream>
#include <iostream>

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::cerr << "rules_page: give the file to write.\n";
        return 2;
    }
    std::ofstream file(argv[1], std::ios::binary);
    file << hop101::rules::rulesPage();
    file.close();
    if (!file) {
        std::cerr << "rules_page: " << argv[1] << " cannot be written: check the path and its rights.\n";
        return 4;
    }
    return 0;
}
