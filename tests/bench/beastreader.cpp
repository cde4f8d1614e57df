// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/beastreader.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <iterator>

namespace hop101::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;

tcp::socket socketOf(asio::io_context &context, int descriptor)
{
    tcp::socket socket(context);
    socket.assign(tcp::v4(), descriptor);
    return socket;
}

template<bool isRequest>
std::size_t fieldsOf(base::ByteSpan head)
{
    beast::http::parser<isRequest, beast::http::empty_body> parser;
    beast::error_code error;
    parser.put(asio::buffer(head.data(), head.size()), error);
    if (error || !parser.is_header_done())
        return 0;
    const auto &fields = parser.get().base();
    return static_cast<std::size_t>(std::distance(fields.begin(), fields.end()));
}

} // namespace

class BeastReader::Private
{
public:
    explicit Private(int descriptor) : stream(socketOf(context, descriptor)) { }

    asio::io_context context;
    beast::websocket::stream<tcp::socket> stream;
    beast::flat_buffer buffer;
};

BeastReader::BeastReader(int descriptor, Role role) : d(std::make_unique<Private>(descriptor))
{
    if (role == Role::Client)
        d->stream.handshake("localhost", "/");
    else
        d->stream.accept();
}

BeastReader::~BeastReader() = default;

std::size_t BeastReader::read()
{
    d->buffer.clear();
    return d->stream.read(d->buffer);
}

std::size_t beastRequestFields(base::ByteSpan head)
{
    return fieldsOf<true>(head);
}

std::size_t beastResponseFields(base::ByteSpan head)
{
    return fieldsOf<false>(head);
}

} // namespace hop101::bench
