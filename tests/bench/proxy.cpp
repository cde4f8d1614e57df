// SPDX-License-Identifier: GPL-3.0-or-later
//
// The group "proxy": a connection that was upgraded, direct, through `hop101-cli relay` (recording and not),
// nginx and HAProxy: round trips of one small frame, and how fast large frames get through.
#include "core/websocket/frameencoder.h"
#include "tests/bench/childprocess.h"
#include "tests/bench/comparison.h"
#include "tests/bench/endpoint.h"
#include "tests/bench/sockets.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include <sys/socket.h>
#include <unistd.h>

namespace hop101::bench {
namespace {

constexpr int kRoundTrips = 1000;
constexpr std::size_t kFrameBytes = 125;
constexpr std::size_t kPieceBytes = 128 * 1024; ///< a frame and its header, of 14 bytes
constexpr std::size_t kFloodBytes = std::size_t{128} * 1024 * 1024;

/// A whole binary frame of `size` bytes and its header.
base::Bytes frameOf(std::size_t size, bool masked)
{
    base::Bytes frame;
    websocket::encodeFrame({.opcode = websocket::Opcode::Binary, .masked = masked},
                           base::Bytes(size, std::byte{'x'}), frame);
    return frame;
}

/// Keys must differ from frame to frame; binary payload may be anything.
void freshKey(base::Bytes &frame, std::size_t keyAt)
{
    static std::uint32_t last = 0;
    last = last * 1664525 + 1013904223;
    for (std::size_t i = 0; i < 4; ++i)
        frame[keyAt + i] = static_cast<std::byte>(last >> (8 * i));
}

bool receiveAll(int descriptor, std::size_t size)
{
    static thread_local base::Bytes room(256 * 1024);
    while (size > 0) {
        const ssize_t got = ::recv(descriptor, room.data(), std::min(size, room.size()), 0);
        if (got <= 0)
            return false;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

/// Upgrades each client, then returns what is small at once, and of what is large only a byte at its end.
class Backend
{
public:
    Backend()
        : m_thread([this] {
              for (int end = -1; (end = ::accept(m_listener, nullptr, nullptr)) >= 0;)
                  m_clients.emplace_back([end] { talk(end); });
          })
    { }
    ~Backend()
    {
        ::shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        for (std::thread &client : m_clients)
            client.join();
        ::close(m_listener);
    }
    std::uint16_t port() const { return portOf(m_listener); }

private:
    static void talk(int end)
    {
        const base::Bytes request = readHead(end);
        sendAll(end, base::asBytes(upgradeAnswer(request)));
        const base::Bytes answer = frameOf(kFrameBytes, false);
        std::array<std::byte, 2> front{};
        while (::recv(end, front.data(), 2, MSG_PEEK | MSG_WAITALL) == 2) {
            const bool isFlood = (front[1] & std::byte{127}) == std::byte{127}; // a length of nine bytes
            const std::size_t size = isFlood ? kFloodBytes : frameOf(kFrameBytes, true).size();
            if (!receiveAll(end, size) || !sendAll(end, answer))
                break;
        }
        ::close(end);
    }

    int m_listener = listenOnLoopback();
    std::vector<std::thread> m_clients;
    std::thread m_thread;
};

int upgradedTo(std::uint16_t port)
{
    const int descriptor = connectTo(port);
    sendAll(descriptor, base::asBytes(upgradeRequest()));
    if (readHead(descriptor).empty())
        throw std::runtime_error("no answer to the upgrade");
    return descriptor;
}

void roundTrips(benchmark::State &state, std::uint16_t port)
{
    base::Bytes frame = frameOf(kFrameBytes, true);
    const std::size_t answer = frameOf(kFrameBytes, false).size();
    const int descriptor = upgradedTo(port);
    for ([[maybe_unused]] const auto turn : state)
        for (int i = 0; i < kRoundTrips; ++i) {
            freshKey(frame, 2);
            if (!sendAll(descriptor, frame) || !receiveAll(descriptor, answer))
                return state.SkipWithError("no answer");
        }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * kRoundTrips);
    ::close(descriptor);
}

void flood(benchmark::State &state, std::uint16_t port)
{
    base::Bytes piece = frameOf(kPieceBytes - 14, true);
    piece.resize(kPieceBytes);
    const int descriptor = upgradedTo(port);
    for ([[maybe_unused]] const auto turn : state) {
        for (std::size_t sent = 0; sent < kFloodBytes; sent += piece.size()) {
            freshKey(piece, 10);
            if (!sendAll(descriptor, piece))
                return state.SkipWithError("it does not take all");
        }
        if (!receiveAll(descriptor, frameOf(kFrameBytes, false).size()))
            return state.SkipWithError("no answer");
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations())
                            * static_cast<std::int64_t>(kFloodBytes));
    ::close(descriptor);
}

/// What stands between: it listens on `port`.
struct Between
{
    std::uint16_t port = 0;
    std::shared_ptr<void> process;
};

std::uint16_t portIn(const std::string &line)
{
    const std::size_t colon = line.rfind(':');
    if (colon == std::string::npos)
        throw std::runtime_error("the relay does not say where it listens: " + line);
    return static_cast<std::uint16_t>(std::stoi(line.substr(colon + 1)));
}

Between relay(std::uint16_t backend, std::vector<std::string> more = {})
{
    std::vector<std::string> arguments{"relay",    "--quiet",
                                       "--listen", "127.0.0.1:0",
                                       "--to",     "ws://127.0.0.1:" + std::to_string(backend) + "/"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    auto process = std::make_shared<CliProcess>(std::move(arguments));
    const std::string line = process->firstLine();
    return {portIn(line), process};
}

std::uint16_t freePort()
{
    const int listener = listenOnLoopback();
    const std::uint16_t port = portOf(listener);
    ::close(listener);
    return port;
}

struct ServerWithFolder
{
    ScratchFolder folder;
    std::unique_ptr<ChildProcess> process;
};

Between startedOn(std::uint16_t port, std::shared_ptr<ServerWithFolder> server)
{
    for (int tries = 0; tries < 500; ++tries) {
        try {
            ::close(connectTo(port));
            return {port, server};
        } catch (const std::system_error &) {
            ::usleep(10'000); // a refused connection is all that says "not yet"
        }
    }
    throw std::runtime_error("a proxy does not start");
}

Between nginx(std::uint16_t backend)
{
    const std::uint16_t port = freePort();
    auto server = std::make_shared<ServerWithFolder>();
    const std::string folder = server->folder.path("");
    std::ofstream(server->folder.path("nginx.conf"))
        << "daemon off; master_process off; worker_processes 1; pid " << folder << "pid; error_log " << folder
        << "log;\nevents {}\nhttp { access_log off; client_body_temp_path " << folder
        << "body; proxy_temp_path " << folder << "proxy; fastcgi_temp_path " << folder
        << "f; uwsgi_temp_path " << folder << "u; scgi_temp_path " << folder
        << "s;\nserver { listen 127.0.0.1:" << port
        << "; location / { proxy_pass http://127.0.0.1:" << backend
        << "; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "
           "upgrade; } } }\n";
    server->process = std::make_unique<ChildProcess>(
        "/usr/sbin/nginx",
        std::vector<std::string>{"-e", server->folder.path("log"), "-c", server->folder.path("nginx.conf"),
                                 "-p", folder});
    return startedOn(port, server);
}

Between haproxy(std::uint16_t backend)
{
    const std::uint16_t port = freePort();
    auto server = std::make_shared<ServerWithFolder>();
    std::ofstream(server->folder.path("haproxy.cfg"))
        << "global\n    nbthread 1\ndefaults\n    mode http\n    timeout connect 5s\n    timeout client 1h\n"
           "    timeout server 1h\n    timeout tunnel 1h\nfrontend f\n    bind 127.0.0.1:"
        << port << "\n    default_backend b\nbackend b\n    server s 127.0.0.1:" << backend << "\n";
    server->process = std::make_unique<ChildProcess>(
        "/usr/sbin/haproxy", std::vector<std::string>{"-db", "-f", server->folder.path("haproxy.cfg")});
    return startedOn(port, server);
}

using Start = std::function<Between(std::uint16_t)>;
using Measure = void (*)(benchmark::State &, std::uint16_t);

Work through(Measure measure, Start start)
{
    return [measure, start](benchmark::State &state) {
        const Backend backend;
        const Between between = start(backend.port());
        measure(state, between.port);
    };
}

Between recordingRelay(std::uint16_t backend)
{
    static const ScratchFolder folder;
    static int number = 0;
    return relay(backend, {"--capture", folder.path(std::to_string(++number) + ".hop101")});
}

void compareAll(const std::string &what, Measure measure)
{
    const Start plain = [](std::uint16_t backend) { return relay(backend); };
    const Start direct = [](std::uint16_t backend) { return Between{backend, {}}; };
    compareWallClock("relay-" + what + "-vs-direct", through(measure, plain), through(measure, direct));
    compareWallClock("relay-" + what + "-vs-nginx", through(measure, plain), through(measure, nginx));
    compareWallClock("relay-" + what + "-vs-haproxy", through(measure, plain), through(measure, haproxy));
    compareWallClock("relay-recording-" + what + "-vs-nginx", through(measure, recordingRelay),
                     through(measure, nginx));
}

} // namespace
} // namespace hop101::bench

int main(int argc, char **argv)
{
    using namespace hop101::bench;
    compareAll("round-trips", roundTrips);
    compareAll("throughput", flood);
    return runComparisons(argc, argv);
}
