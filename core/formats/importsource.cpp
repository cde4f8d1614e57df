// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/importsource.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <sys/stat.h>

namespace hop101::formats {
namespace {

constexpr std::size_t kBuffer = 256 * 1024;
/// zlib or gzip, whatever the head says.
constexpr int kAnyWrapper = 15 + 32;

struct Closer
{
    void operator()(std::FILE *file) const { std::fclose(file); }
};

struct EndInflate
{
    void operator()(z_stream *stream) const
    {
        inflateEnd(stream);
        delete stream;
    }
};
using Inflate = std::unique_ptr<z_stream, EndInflate>;

Inflate newInflate()
{
    auto stream = std::make_unique<z_stream>();
    if (inflateInit2(stream.get(), kAnyWrapper) != Z_OK)
        return nullptr;
    return Inflate(stream.release());
}

bool beginsCompressed(std::string_view bytes)
{
    if (bytes.size() < 2)
        return false;
    const auto first = static_cast<unsigned char>(bytes[0]);
    const auto second = static_cast<unsigned char>(bytes[1]);
    const bool isGzip = first == 0x1f && second == 0x8b;
    // RFC 1950 section 2.2: method 8, a window of at most 32 KiB, and a check over both bytes.
    const bool isZlib = (first & 0x0fU) == 8 && first >> 4U <= 7 && (first * 256U + second) % 31 == 0;
    return isGzip || isZlib;
}

} // namespace

class ImportSource::Private
{
public:
    std::size_t readFile(std::span<char> into);
    std::size_t readPlain(std::span<char> into);
    std::size_t readInflated(std::span<char> into);
    std::size_t readOn(std::span<char> into);
    void begin();
    void failAt(std::string expected);

    std::string path;
    std::unique_ptr<std::FILE, Closer> file;
    std::string_view memory;
    std::uint64_t fileBytes = 0, fileBytesRead = 0;
    std::uint64_t made = 0; ///< bytes that came out so far, with those of `start`
    std::uint64_t given = 0;
    std::string start;
    std::vector<char> buffer;
    std::size_t bufferFirst = 0, bufferEnd = 0;
    Inflate inflate;
    bool isInMember = false;
    bool isAtEnd = false;
    std::optional<ImportBreak> fault;
};

void ImportSource::Private::failAt(std::string expected)
{
    isAtEnd = true;
    if (!fault)
        fault = ImportBreak{0, std::move(expected)};
}

std::size_t ImportSource::Private::readFile(std::span<char> into)
{
    std::size_t got = 0;
    if (file) {
        got = std::fread(into.data(), 1, into.size(), file.get());
        if (got < into.size() && std::ferror(file.get()))
            failAt(std::string("More of the file was expected, and the system says: ")
                   + std::strerror(errno));
    } else {
        got = memory.copy(into.data(), into.size());
        memory.remove_prefix(got);
    }
    fileBytesRead += got;
    return got;
}

/// Bytes as they are, those in the buffer first.
std::size_t ImportSource::Private::readPlain(std::span<char> into)
{
    const std::size_t held = std::min(into.size(), bufferEnd - bufferFirst);
    std::copy_n(buffer.data() + bufferFirst, held, into.data());
    bufferFirst += held;
    return held + (held < into.size() ? readFile(into.subspan(held)) : 0);
}

std::size_t ImportSource::Private::readInflated(std::span<char> into)
{
    z_stream &stream = *inflate;
    stream.next_out = reinterpret_cast<Bytef *>(into.data());
    stream.avail_out = static_cast<uInt>(into.size());
    while (stream.avail_out > 0 && !isAtEnd) {
        if (bufferFirst == bufferEnd) {
            bufferFirst = 0;
            bufferEnd = readFile(buffer);
        }
        if (bufferFirst == bufferEnd) {
            isAtEnd = true;
            if (isInMember)
                failAt("The file ends within its compressed data: it was expected to go on.");
            break;
        }
        if (!isInMember) {
            // Behind a whole member only another one counts: padding and such is left out.
            if (made > 0 && !beginsCompressed({buffer.data() + bufferFirst, bufferEnd - bufferFirst})) {
                isAtEnd = true;
                break;
            }
            inflateReset2(&stream, kAnyWrapper);
            isInMember = true;
        }
        stream.next_in = reinterpret_cast<Bytef *>(buffer.data() + bufferFirst);
        stream.avail_in = static_cast<uInt>(bufferEnd - bufferFirst);
        const int code = ::inflate(&stream, Z_NO_FLUSH);
        bufferFirst = bufferEnd - stream.avail_in;
        if (code == Z_STREAM_END)
            isInMember = false;
        else if (code != Z_OK && code != Z_BUF_ERROR)
            failAt(std::string("Compressed data was expected to go on, and it does not fit: ")
                   + (stream.msg ? stream.msg : "it is damaged"));
    }
    return into.size() - stream.avail_out;
}

std::size_t ImportSource::Private::readOn(std::span<char> into)
{
    if (into.empty() || (isAtEnd && inflate))
        return 0;
    const bool wasGood = !fault;
    const std::size_t got = inflate ? readInflated(into) : readPlain(into);
    made += got;
    if (wasGood && fault)
        fault->offset = made;
    return got;
}

void ImportSource::Private::begin()
{
    buffer.resize(kBuffer);
    bufferEnd = readFile(buffer);
    if (beginsCompressed({buffer.data(), bufferEnd}))
        inflate = newInflate();
    start.resize(kSniffBytes);
    start.resize(readOn(start));
}

ImportSource::ImportSource(std::unique_ptr<Private> impl) : d(std::move(impl)) { }

ImportSource::~ImportSource() = default;

base::Result<std::unique_ptr<ImportSource>, ImportError> ImportSource::open(const std::string &path)
{
    auto impl = std::make_unique<Private>();
    impl->path = path;
    impl->file.reset(std::fopen(path.c_str(), "rbe"));
    struct stat status
    { };
    if (!impl->file || fstat(fileno(impl->file.get()), &status) != 0)
        return ImportError{ImportFault::CannotRead, path, std::strerror(errno), {}};
    if (S_ISDIR(status.st_mode))
        return ImportError{ImportFault::CannotRead, path, std::strerror(EISDIR), {}};
    impl->fileBytes = static_cast<std::uint64_t>(std::max<off_t>(status.st_size, 0));
    impl->begin();
    if (impl->fault && impl->start.empty() && !impl->inflate)
        return ImportError{ImportFault::CannotRead, path, impl->fault->expected, {}};
    return std::unique_ptr<ImportSource>(new ImportSource(std::move(impl)));
}

std::unique_ptr<ImportSource> ImportSource::over(std::string_view bytes)
{
    auto impl = std::make_unique<Private>();
    impl->memory = bytes;
    impl->fileBytes = bytes.size();
    impl->begin();
    return std::unique_ptr<ImportSource>(new ImportSource(std::move(impl)));
}

std::string_view ImportSource::start() const
{
    return d->start;
}

std::size_t ImportSource::read(std::span<char> into)
{
    std::size_t got = 0;
    if (d->given < d->start.size()) {
        got = d->start.copy(into.data(), into.size(), static_cast<std::size_t>(d->given));
    }
    if (got < into.size())
        got += d->readOn(into.subspan(got));
    d->given += got;
    return got;
}

std::uint64_t ImportSource::offset() const
{
    return d->given;
}

const std::optional<ImportBreak> &ImportSource::fault() const
{
    return d->fault;
}

std::uint64_t ImportSource::fileBytes() const
{
    return d->fileBytes;
}

std::uint64_t ImportSource::fileBytesRead() const
{
    return d->fileBytesRead;
}

const std::string &ImportSource::path() const
{
    return d->path;
}

} // namespace hop101::formats
