// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/messagedeflater.h"

namespace hop101::hop {
namespace {

/// More than that is not kept for the next message.
constexpr std::size_t kMostKeptBytes = std::size_t{256} * 1024;

} // namespace

base::ByteSpan MessageDeflater::deflated(base::ByteSpan message)
{
    if (m_bytes.capacity() > kMostKeptBytes)
        m_bytes = {};
    m_bytes.clear();
    m_deflater.add(message, m_bytes);
    m_deflater.finish(m_bytes);
    return m_bytes;
}

MessageBytes MessageDeflater::deflated(MessageBytes message)
{
    MessageBytes result;
    base::Bytes part;
    while (!message.isEmpty()) {
        m_deflater.add(message.takeFront(), part);
        result.append(part);
        part.clear();
    }
    m_deflater.finish(part);
    result.append(part);
    return result;
}

} // namespace hop101::hop
