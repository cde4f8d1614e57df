// SPDX-License-Identifier: GPL-3.0-or-later
//
// beast echo [deflate]          every message comes back as it was
// beast teach [deflate]         a server for one client that echoes: see teach()
// beast client PORT [deflate]   the same against a server that echoes
// A server prints "listening PORT" once it can be reached; teach and client print what became of it.

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include <cstdlib>
#include <functional>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using Tcp = asio::ip::tcp;
using Stream = websocket::stream<Tcp::socket>;

namespace {

void configure(Stream &stream, bool deflate)
{
    websocket::permessage_deflate compression;
    compression.server_enable = deflate;
    compression.client_enable = deflate;
    stream.set_option(compression);
    stream.next_layer().set_option(Tcp::no_delay(true));
}

/// Sends `message` in frames of `piece` bytes (0: in one), wants it back as it was, and as the same kind.
bool returned(Stream &stream, const std::string &message, bool binary, std::size_t piece)
{
    stream.binary(binary);
    stream.auto_fragment(piece != 0);
    if (piece != 0)
        stream.write_buffer_bytes(piece);
    stream.write(asio::buffer(message));
    boost::beast::flat_buffer buffer;
    stream.read(buffer);
    const auto back = buffer.data();
    return stream.got_binary() == binary
        && std::string_view(static_cast<const char *>(back.data()), back.size()) == message;
}

std::string messageOf(std::size_t size, bool binary)
{
    std::string message(size, 'x');
    std::minstd_rand dice(static_cast<unsigned>(size));
    for (char &byte : message)
        byte = binary ? static_cast<char>(dice()) : static_cast<char>('a' + dice() % 4);
    return message;
}

/// Messages of every size, whole and in fragments, text and binary; a ping whose pong is waited for; close
/// 4001.
int teach(Stream &stream)
{
    int count = 0;
    for (const std::size_t size : {0, 1, 125, 126, 127, 65535, 65536, 65537, 1 << 20}) {
        for (const bool binary : {false, true}) {
            for (const std::size_t piece : {0, 4096}) {
                if (!returned(stream, messageOf(size, binary), binary, piece)) {
                    std::cout << "different at " << size << " bytes" << std::endl;
                    return EXIT_FAILURE;
                }
                ++count;
            }
        }
    }
    int pongs = 0;
    stream.control_callback([&](websocket::frame_type kind, boost::beast::string_view payload) {
        pongs += kind == websocket::frame_type::pong && payload == "there?";
    });
    stream.ping("there?");
    count += returned(stream, "after the ping", false, 0);
    stream.close({static_cast<websocket::close_code>(4001), "all there"});
    std::cout << "returned " << count << ", pongs " << pongs << ", closed " << stream.reason().code
              << std::endl;
    return EXIT_SUCCESS;
}

void echo(Stream &stream)
{
    boost::system::error_code error;
    for (boost::beast::flat_buffer buffer; !error; buffer.clear()) {
        stream.read(buffer, error);
        if (error)
            return;
        stream.binary(stream.got_binary());
        stream.write(buffer.data(), error);
    }
}

int serve(bool deflate, bool once, const std::function<int(Stream &)> &talk)
{
    asio::io_context context;
    Tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
    std::cout << "listening " << acceptor.local_endpoint().port() << std::endl;
    for (;;) {
        auto talkTo = [deflate, &talk](Tcp::socket socket) {
            Stream stream(std::move(socket));
            configure(stream, deflate);
            boost::system::error_code refused; // Beast has sent the answer that says so
            stream.accept(refused);
            return refused ? EXIT_FAILURE : talk(stream);
        };
        if (once)
            return talkTo(acceptor.accept());
        std::thread(talkTo, acceptor.accept()).detach();
    }
}

int connect(unsigned short port, bool deflate)
{
    asio::io_context context;
    Stream stream(context);
    const Tcp::endpoint server{asio::ip::address_v4::loopback(), port};
    stream.next_layer().connect(server);
    configure(stream, deflate);
    stream.handshake("127.0.0.1:" + std::to_string(port), "/");
    return teach(stream);
}

} // namespace

int main(int count, char **arguments)
try {
    const std::string_view mode = count > 1 ? arguments[1] : "";
    const bool deflate = arguments[count - 1] == std::string_view("deflate");
    if (mode == "client")
        return connect(static_cast<unsigned short>(std::atoi(arguments[2])), deflate);
    if (mode == "teach")
        return serve(deflate, true, teach);
    return serve(deflate, false, [](Stream &stream) {
        echo(stream);
        return EXIT_SUCCESS;
    });
} catch (const std::exception &error) {
    std::cout << error.what() << std::endl;
    return EXIT_FAILURE;
}
