// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/hop/input.h"

#include <string>

namespace hop101::net {

/// Hears a Carrier, on its thread. Spans live as long as the call. A call may close the carrier, never delete
/// it.
class CarrierListener
{
public:
    virtual ~CarrierListener() = default;
    virtual void received(base::ByteSpan bytes) = 0;
    /// These are with the kernel now. No call of the carrier from here.
    virtual void taken(base::ByteSpan bytes) = 0;
    /// The peer sends no more: Fin or Reset.
    virtual void inputEnded(hop::EndCause cause) = 0;
    /// We send no more: ByUs after finish(), Reset where the peer does not take it any more.
    virtual void outputEnded(hop::EndCause cause) = 0;
    /// Reading or writing failed for another reason, given in the words of who refused. Nothing more comes.
    virtual void broke(const std::string &reason) = 0;
};

/// Carries the bytes of one connection both ways: a socket, or TLS over another carrier.
class Carrier
{
public:
    virtual ~Carrier() = default;
    /// Starts to read. Nothing is told before this; `listener` must outlive the carrier. Once.
    virtual void start(CarrierListener &listener) = 0;
    /// Puts bytes behind those that wait; flush() passes them on. Two writes are never joined: with
    /// TCP_NODELAY they are segments of their own while the kernel has room.
    virtual void write(base::Bytes bytes) = 0;
    /// Passes on what is taken now; the rest goes by itself. Tells taken().
    virtual void flush() = 0;
    /// Ends our direction when all is sent; outputEnded(ByUs) tells when.
    virtual void finish() = 0;
    /// Closes at once and drops what waits; nothing is told any more. `reset`: the peer gets an RST.
    virtual void close(bool reset) = 0;
    virtual void setReading(bool on) = 0;
    /// Given to write() and not yet with the kernel.
    virtual std::uint64_t unsentBytes() const = 0;
};

} // namespace hop101::net
