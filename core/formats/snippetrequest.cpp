// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/snippetrequest.h"

#include "core/base/ascii.h"
#include "core/http/headparser.h"
#include "core/http/headwriter.h"
#include "core/websocket/frameencoder.h"

#include <algorithm>
#include <array>

namespace hop101::formats {
namespace {

using websocket::FrameHeader;
using websocket::Opcode;

/// Values with their outer white space: the parser trims it.
std::string writtenValue(const http::HeaderField &field, std::string_view head)
{
    const auto from = static_cast<std::size_t>(field.nameAt.end()) + 2;
    const auto end = static_cast<std::size_t>(field.line.end()) - 2;
    return from <= end && end <= head.size() ? std::string(head.substr(from, end - from)) : std::string();
}

base::Bytes rebuilt(const SnippetRequest &request)
{
    std::vector<http::FieldToWrite> fields;
    for (const auto &[name, value] : request.fields)
        fields.push_back({name, value});
    return http::writeRequestHead(request.method, request.target, request.version, fields);
}

void readPieces(SnippetRequest &request)
{
    const http::RequestHead head = http::parseRequestHead(request.head);
    request.method = head.method;
    request.target = head.target;
    request.version = head.version;
    for (const http::HeaderField &field : head.fields.lines)
        request.fields.emplace_back(field.name, writtenValue(field, base::asText(request.head)));
}

void takePieces(SnippetRequest &request, const plan::Plan &plan, const plan::Url &url, const std::string &key)
{
    request.method = plan.method;
    request.target = plan.target.empty() ? url.target : plan.target;
    request.version = plan.version;
    for (const plan::HeaderRow &row : plan.headers) {
        if (!row.enabled)
            continue;
        const bool isKey = row.source == plan::ValueSource::Key;
        request.fields.emplace_back(row.name,
                                    row.source == plan::ValueSource::Host ? url.hostHeader()
                                        : isKey                           ? key
                                                                          : row.value);
    }
}

FrameHeader headerOf(const plan::FramePlan &frame, bool autoMask, std::uint64_t size)
{
    FrameHeader header;
    header.fin = frame.fin;
    header.rsv1 = frame.rsv1;
    header.rsv2 = frame.rsv2;
    header.rsv3 = frame.rsv3;
    header.opcode = frame.opcode;
    header.masked =
        frame.masking == plan::Masking::On || (frame.masking == plan::Masking::ByRole && autoMask);
    header.payloadLength = frame.statedLength.value_or(size);
    header.lengthBytes =
        frame.lengthBytes != 0 ? frame.lengthBytes : websocket::minimalLengthBytes(header.payloadLength);
    return header;
}

WireFrame wireFrame(const FrameHeader &header, const plan::FramePlan &frame, base::ByteSpan payload)
{
    WireFrame wire;
    base::Bytes bytes;
    websocket::encodeHeader(header, bytes);
    bytes.resize(bytes.size() - (header.masked ? header.maskKey.size() : 0));
    wire.header = std::move(bytes);
    wire.isMasked = header.masked;
    wire.maskKey = header.masked ? frame.maskKey : std::nullopt;
    wire.payload.assign(payload.begin(), payload.end());
    return wire;
}

/// As hop::FrameWriter splits them.
void addFragments(const plan::FramePlan &frame, bool autoMask, std::vector<WireFrame> &to)
{
    const std::size_t most = frame.fragmentBytes == 0
        ? frame.payload.size()
        : static_cast<std::size_t>(std::min<std::uint64_t>(frame.fragmentBytes, frame.payload.size()));
    base::ByteSpan left = frame.payload;
    for (bool isFirst = true; isFirst || !left.empty(); isFirst = false) {
        const auto part = left.first(std::min(most, left.size()));
        left = left.subspan(part.size());
        FrameHeader header = headerOf(frame, autoMask, part.size());
        header.fin = header.fin && left.empty();
        if (!isFirst) {
            header.opcode = Opcode::Continuation;
            header.rsv1 = header.rsv2 = header.rsv3 = false;
        }
        to.push_back(wireFrame(header, frame, part));
    }
}

/// Cuts count from the first byte of the first fragment: they are handed to the fragments that they are in.
void handOutCuts(const std::vector<plan::WriteCut> &cuts, std::vector<WireFrame> &frames, std::size_t first)
{
    std::uint64_t begin = 0;
    std::size_t next = 0;
    for (std::size_t i = first; i < frames.size(); ++i) {
        const std::uint64_t size =
            frames[i].header.size() + (frames[i].isMasked ? 4U : 0U) + frames[i].payload.size();
        const bool isLast = i + 1 == frames.size();
        for (; next < cuts.size() && (isLast || cuts[next].at < begin + size); ++next)
            frames[i].cuts.push_back({cuts[next].at - begin, cuts[next].wait});
        begin += size;
    }
}

} // namespace

std::optional<std::string> SnippetRequest::valueOf(std::string_view name) const
{
    for (const auto &[field, value] : fields) {
        if (base::equalsIgnoringCase(field, name))
            return value;
    }
    return {};
}

std::size_t SnippetRequest::count(std::string_view name) const
{
    return static_cast<std::size_t>(std::count_if(fields.begin(), fields.end(), [name](const auto &field) {
        return base::equalsIgnoringCase(field.first, name);
    }));
}

SnippetRequest snippetRequest(const plan::Plan &plan, const plan::Url &url, const std::string &key)
{
    SnippetRequest request;
    request.head = plan::requestHead(plan, url, key);
    if (plan.rawRequest)
        readPieces(request);
    else
        takePieces(request, plan, url, plan.key.empty() ? key : plan.key);
    request.isTargetOfUrl = request.target == url.target;
    request.isRaw = rebuilt(request) != request.head;
    return request;
}

std::vector<WireFrame> wireFrames(const plan::Plan &plan)
{
    std::vector<WireFrame> frames;
    for (const plan::FramePlan &frame : plan.frames) {
        const std::size_t first = frames.size();
        if (frame.isRaw)
            frames.push_back({{}, false, {}, frame.payload, {}});
        else
            addFragments(frame, plan.autoMask, frames);
        handOutCuts(frame.cuts, frames, first);
    }
    return frames;
}

bool isOrdinary(const plan::FramePlan &frame, const plan::Plan &plan) noexcept
{
    const bool isMasked =
        frame.masking == plan::Masking::On || (frame.masking == plan::Masking::ByRole && plan.autoMask);
    const bool isPlain = !frame.isRaw && frame.fin && !frame.rsv1 && !frame.rsv2 && !frame.rsv3 && isMasked
        && !frame.maskKey && frame.lengthBytes == 0 && !frame.statedLength && frame.cuts.empty();
    const bool isData = frame.opcode == Opcode::Text || frame.opcode == Opcode::Binary;
    const bool isSmallControl = websocket::isControl(frame.opcode) && !websocket::isReserved(frame.opcode)
        && frame.payload.size() <= websocket::kMaxControlPayloadBytes && frame.fragmentBytes == 0;
    return isPlain && (isData || isSmallControl);
}

std::string frameName(const plan::Plan &plan, std::size_t index)
{
    static constexpr std::array<const char *, 16> kNames{
        "continuation", "text", "binary", "opcode 3",  "opcode 4",  "opcode 5",  "opcode 6",  "opcode 7",
        "close",        "ping", "pong",   "opcode 11", "opcode 12", "opcode 13", "opcode 14", "opcode 15"};
    const plan::FramePlan &frame = plan.frames[index];
    const char *kind = frame.isRaw ? "raw bytes" : kNames[static_cast<std::size_t>(frame.opcode) & 15U];
    return "frame " + std::to_string(index + 1) + " (" + kind + ')';
}

} // namespace hop101::formats
