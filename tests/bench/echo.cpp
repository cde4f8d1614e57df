// SPDX-License-Identifier: GPL-3.0-or-later
//
// The group "echo": round trips of one 16-byte message, compressed, to `hop101-cli serve` and from
// `hop101-cli echo`, against the same bytes back and forth between two threads with a blocking socket each.
#include "core/websocket/deflater.h"
#include "core/websocket/frameencoder.h"
#include "tests/bench/comparison.h"
#include "tests/bench/endpoint.h"
#include "tests/bench/sockets.h"

#include <array>
#include <stdexcept>
#include <thread>

#include <sys/socket.h>
#include <unistd.h>

namespace hop101::bench {
namespace {

constexpr std::string_view kMessage = "sixteen bytes...";
constexpr const char *kExtension = "Sec-WebSocket-Extensions: permessage-deflate; "
                                   "server_no_context_takeover; client_no_context_takeover\r\n";
/// What is measured at a time: the figure that people ask for is the time of a thousand.
constexpr int kRoundTrips = 1000;

base::Bytes compressedFrame(bool masked)
{
    websocket::Deflater deflater({.noContextTakeover = true});
    base::Bytes payload, frame;
    deflater.add(base::asBytes(kMessage), payload);
    deflater.finish(payload);
    websocket::encodeFrame({.rsv1 = true, .masked = masked, .maskKey = {std::byte{1}, std::byte{2}}}, payload,
                           frame);
    return frame;
}

/// Reads as many bytes as a frame that answers has; false where the other end is gone.
bool receiveFrame(int descriptor)
{
    std::array<std::byte, 256> buffer;
    std::size_t size = 0;
    websocket::FrameHeader header;
    while (!websocket::readFrameHeader(base::ByteSpan(buffer).first(size), header)
           || size < header.size() + header.payloadLength) {
        const ssize_t got = ::recv(descriptor, buffer.data() + size, buffer.size() - size, 0);
        if (got <= 0)
            return false;
        size += static_cast<std::size_t>(got);
    }
    return header.rsv1; // else the answer is not compressed
}

void roundTrips(benchmark::State &state, int descriptor, const base::Bytes &frame)
{
    for ([[maybe_unused]] const auto turn : state)
        for (int i = 0; i < kRoundTrips; ++i)
            if (!sendAll(descriptor, frame) || !receiveFrame(descriptor)) {
                state.SkipWithError("no compressed answer");
                return;
            }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * kRoundTrips);
}

void serve(benchmark::State &state)
{
    const ServeProcess server;
    const int descriptor = connectTo(server.port());
    sendAll(descriptor, base::asBytes(upgradeRequest(kExtension)));
    readHead(descriptor);
    roundTrips(state, descriptor, compressedFrame(true));
    ::close(descriptor);
}

void echo(benchmark::State &state)
{
    const int listener = listenOnLoopback();
    const EchoProcess client(portOf(listener));
    const int descriptor = ::accept(listener, nullptr, nullptr);
    const base::Bytes request = readHead(descriptor);
    sendAll(descriptor, base::asBytes(upgradeAnswer(request, kExtension)));
    roundTrips(state, descriptor, compressedFrame(false));
    ::close(descriptor);
    ::close(listener);
}

void bare(benchmark::State &state)
{
    const auto [left, right] = loopbackPair();
    std::thread other([end = right] {
        std::array<std::byte, 256> buffer;
        ssize_t got = 0;
        while ((got = ::recv(end, buffer.data(), buffer.size(), 0)) > 0
               && sendAll(end, base::ByteSpan(buffer).first(static_cast<std::size_t>(got)))) { }
    });
    roundTrips(state, left, compressedFrame(true));
    ::shutdown(left, SHUT_RDWR);
    other.join();
    ::close(left);
    ::close(right);
}

} // namespace
} // namespace hop101::bench

int main(int argc, char **argv)
{
    using namespace hop101::bench;
    compareWallClock("echo-1000-vs-bare-socket", serve, bare);
    compareWallClock("echo-client-1000-vs-bare-socket", echo, bare);
    return runComparisons(argc, argv);
}
