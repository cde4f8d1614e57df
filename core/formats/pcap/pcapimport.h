// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/importrun.h"

namespace hop101::formats::pcap {

/// Reads a pcap or pcapng file: each TCP connection with HTTP/1 on it becomes a hop. Others are counted, in
/// one remark of each kind. Memory is bounded, whatever the file holds.
std::optional<ImportError> importPackets(ImportRun &run);

} // namespace hop101::formats::pcap
