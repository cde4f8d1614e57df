// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/deflater.h"
#include "core/websocket/inflater.h"
#include "core/websocket/permessagedeflate.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/script.h"
#include "tests/fuzz/targets.h"

#include <algorithm>

namespace hop101::fuzz {
namespace {

using base::ByteSpan;
using namespace hop101::websocket;

// --- negotiation

std::optional<Extension> onlyExtension(const std::string &text)
{
    const auto list = readExtensions(text);
    HOP101_REQUIRE(list && list->size() == 1);
    return list->front();
}

/// What was read is written, and read again the same.
void checkList(const std::vector<Extension> &list)
{
    HOP101_REQUIRE(!list.empty());
    std::string text;
    for (const Extension &one : list)
        text += (text.empty() ? "" : ", ") + extensionText(one);
    HOP101_REQUIRE(readExtensions(text) == list);
}

bool isInRange(const std::optional<std::uint8_t> &bits)
{
    return !bits || (*bits >= kMinWindowBits && *bits <= kMaxWindowBits);
}

void checkAgreed(const DeflateParameters &agreed)
{
    HOP101_REQUIRE(isInRange(agreed.client.windowBits) && isInRange(agreed.server.windowBits));
}

void checkTerms(const Extension &extension)
{
    const auto offer = readDeflateOffer(extension);
    const auto answer = readDeflateAnswer(extension);
    HOP101_REQUIRE(offer || offer.error().parameter < extension.parameters.size());
    HOP101_REQUIRE(answer || answer.error().parameter < extension.parameters.size());
    HOP101_REQUIRE(!answer || offer); // all that an answer may say, an offer may
    const DeflateTerms readable = readableAnswer(extension);
    HOP101_REQUIRE(isInRange(readable.clientMaxWindowBits) && isInRange(readable.serverMaxWindowBits));
    checkAgreed(agreedBy(readable));
    if (offer) {
        const auto again = readDeflateOffer(*onlyExtension(deflateText(offer.value())));
        HOP101_REQUIRE(again && again.value() == offer.value());
    }
    if (answer) {
        HOP101_REQUIRE(readable == answer.value());
        const auto again = readDeflateAnswer(*onlyExtension(deflateText(answer.value())));
        HOP101_REQUIRE(again && again.value() == answer.value());
    }
}

/// An answer that is one keeps what was asked for.
void checkAnswer(const DeflateTerms &offer, const DeflateTerms &answer)
{
    if (!isAnswerTo(offer, answer))
        return;
    const DeflateParameters agreed = agreedBy(answer);
    checkAgreed(agreed);
    HOP101_REQUIRE(!offer.serverNoContextTakeover || agreed.server.noContextTakeover);
    HOP101_REQUIRE(!offer.serverMaxWindowBits || agreed.server.windowBits <= *offer.serverMaxWindowBits);
    HOP101_REQUIRE(offer.clientMaxWindowBits || agreed.client.windowBits == kMaxWindowBits);
}

std::vector<DeflateTerms> legalOffers(const std::vector<Extension> &list)
{
    std::vector<DeflateTerms> offers;
    for (const Extension &one : list) {
        if (one.name != kDeflateName)
            continue;
        if (const auto offer = readDeflateOffer(one))
            offers.push_back(offer.value());
    }
    return offers;
}

void checkServer(const std::vector<Extension> &list, const DeflateServerOptions &options)
{
    const auto offers = legalOffers(list);
    const auto answer = answerTo(list, options);
    HOP101_REQUIRE(!answer || !offers.empty());
    if (!answer)
        return;
    const auto again = readDeflateAnswer(*onlyExtension(deflateText(*answer)));
    HOP101_REQUIRE(again && again.value() == *answer);
    HOP101_REQUIRE(std::any_of(offers.begin(), offers.end(),
                               [&answer](const DeflateTerms &offer) { return isAnswerTo(offer, *answer); }));
    HOP101_REQUIRE(agreedBy(*answer).server.windowBits <= options.serverMaxWindowBits);
}

DeflateServerOptions optionsFrom(Dice &dice)
{
    const auto bits = [&dice] { return static_cast<std::uint8_t>(kMinWindowBits + dice.below(8)); };
    return {dice.oneIn(2), dice.oneIn(2), bits(), bits()};
}

// --- inflation

/// Beyond this a message is not inflated further, as the limits of a plan have it.
constexpr std::size_t kMostBytes = 256 * 1024;

struct Message
{
    base::Bytes data;
    bool isBad = false;
    bool isWhole = false;
    bool isTooLong = false;
    bool operator==(const Message &) const = default;
};

void inflatePiece(Inflater &inflater, ByteSpan piece, std::span<std::byte> room, Message &message)
{
    for (;;) {
        const std::size_t before = piece.size();
        const Inflated step = inflater.take(piece, room);
        HOP101_REQUIRE(step.size <= room.size() && piece.size() <= before);
        base::append(message.data, room.first(step.size));
        message.isBad = step.state == InflateState::BadData;
        message.isTooLong = message.data.size() > kMostBytes;
        if (message.isBad || message.isTooLong)
            return;
        if (step.state == InflateState::Hungry) {
            HOP101_REQUIRE(piece.empty());
            return;
        }
        HOP101_REQUIRE(step.size > 0 || piece.size() < before); // or it would never end
    }
}

std::vector<Message> inflate(std::span<const ByteSpan> messages, DeflateSide agreed, Chunking chunking,
                             std::size_t roomSize)
{
    std::vector<Message> list;
    base::Bytes room(roomSize);
    Inflater inflater(agreed);
    for (const ByteSpan wire : messages) {
        Message message;
        for (const ByteSpan piece : piecesOf(wire, chunking)) {
            inflatePiece(inflater, piece, room, message);
            if (message.isBad || message.isTooLong)
                break;
        }
        message.data.resize(std::min(message.data.size(), kMostBytes));
        if (!message.isBad && !message.isTooLong)
            message.isWhole = inflater.endMessage();
        if (!message.isWhole)
            inflater.reset();
        if (message.isTooLong)
            message.isBad = false; // where the data ends early depends on the room
        list.push_back(std::move(message));
    }
    return list;
}

/// What our compressor makes of any messages, our inflater gives back, at every window.
void checkRound(std::span<const ByteSpan> messages, DeflateSide agreed)
{
    Deflater deflater(agreed);
    std::vector<base::Bytes> wires;
    for (const ByteSpan message : messages) {
        base::Bytes &wire = wires.emplace_back();
        for (const ByteSpan piece : piecesOf(message, Chunking::Mixed))
            deflater.add(piece, wire);
        deflater.finish(wire);
        HOP101_REQUIRE(!wire.empty() && wire.size() <= message.size() + 64);
    }
    const std::vector<ByteSpan> spans(wires.begin(), wires.end());
    const auto again = inflate(spans, agreed, Chunking::Mixed, 100);
    for (std::size_t i = 0; i < messages.size(); ++i) {
        HOP101_REQUIRE(again[i].isWhole);
        HOP101_REQUIRE(
            std::equal(again[i].data.begin(), again[i].data.end(), messages[i].begin(), messages[i].end()));
    }
}

} // namespace

/// Two lines: what a client offers, what a server answers.
void deflateNegotiation(ByteSpan input)
{
    const std::string_view text = base::asText(input);
    const std::size_t lineEnd = std::min(text.find('\n'), text.size());
    const auto offered = readExtensions(text.substr(0, lineEnd));
    const auto answered = readExtensions(text.substr(std::min(lineEnd + 1, text.size())));
    for (const auto *list : {&offered, &answered}) {
        if (!*list)
            continue;
        checkList(**list);
        for (const Extension &one : **list)
            checkTerms(one);
    }
    if (!offered)
        return;
    Dice dice(input.size() + static_cast<std::uint64_t>(input.back()) * 256);
    for (int i = 0; i < 4; ++i)
        checkServer(*offered, optionsFrom(dice));
    for (const DeflateTerms &offer : legalOffers(*offered)) {
        for (const Extension &one : answered.value_or(std::vector<Extension>{}))
            checkAnswer(offer, readableAnswer(one));
    }
}

/// A byte of options, then messages with a length byte each: as DEFLATE data, and as what to compress.
void inflation(ByteSpan input)
{
    Script script(input);
    const unsigned options = script.byte();
    const DeflateSide agreed{static_cast<std::uint8_t>(kMinWindowBits + (options & 7U)), (options & 8U) != 0};
    std::vector<ByteSpan> messages;
    while (!script.isAtEnd())
        messages.push_back(script.bytes(script.byte()));
    const auto whole = inflate(messages, agreed, Chunking::Whole, 4096);
    for (const Chunking chunking : kChunkings) {
        for (const std::size_t room : {1U, 300U, 16384U})
            HOP101_REQUIRE(whole == inflate(messages, agreed, chunking, room));
    }
    checkRound(messages, agreed);
}

} // namespace hop101::fuzz
