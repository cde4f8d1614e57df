// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/reader.h"
#include "core/capture/verify.h"
#include "core/formats/import.h"
#include "core/formats/mitmproxy/flow.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/targets.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <sys/mman.h>

namespace hop101::fuzz {
namespace {

using namespace hop101::formats;

void requireInside(const TnetValue &value, const TnetValue &in)
{
    HOP101_REQUIRE(value.isNull() || (value.at >= in.at && value.size < in.size && value.end() <= in.end()));
}

void checkFlow(base::ByteSpan input)
{
    ScratchFile file(memfd_create("flow", 0));
    file.append(base::asText(input));
    TnetReader reader(file);
    const auto value = reader.valueAt(0, input.size());
    if (!value)
        return;
    HOP101_REQUIRE(value->end() <= input.size());
    const auto flow = readFlow(reader, *value);
    if (!flow)
        return;
    for (const TnetValue &part : {flow->requestBody, flow->responseBody, flow->messages, flow->handshake})
        requireInside(part, *value);
    (void)reader.elements(flow->messages, [&](const TnetValue &element) {
        FlowMessage message;
        if (readMessage(reader, element, message))
            requireInside(message.content, element);
        return true;
    });
    HOP101_REQUIRE(file.isGood());
}

/// A folder in memory, for this process.
const std::string &folder()
{
    static const std::string made = [] {
        const bool hasMemory = std::filesystem::is_directory("/dev/shm");
        std::string name = std::string(hasMemory ? "/dev/shm" : "/tmp") + "/hop101-fuzz-XXXXXX";
        HOP101_REQUIRE(mkdtemp(name.data()) != nullptr);
        return name;
    }();
    return made;
}

void checkImport(base::ByteSpan input)
{
    const std::string path = folder() + "/flows", made = folder() + "/made.hop101";
    std::ofstream(path, std::ios::binary | std::ios::trunc) << base::asText(input);
    std::filesystem::remove(made);
    ImportOptions options;
    options.format = ImportFormat::Mitmproxy;
    if (!importFile(path, made, options, {}))
        return;
    const auto reader = capture::Reader::open(made);
    HOP101_REQUIRE(reader && capture::verify(*reader.value()).isSame());
}

} // namespace

void mitmproxyFlow(base::ByteSpan input)
{
    checkFlow(input);
    // The whole way is a thousand times slower.
    if (!input.empty() && std::to_integer<unsigned>(input.back()) % 64 == '}' % 64)
        checkImport(input);
}

} // namespace hop101::fuzz
