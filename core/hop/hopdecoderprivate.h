// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/coursejudge.h"
#include "core/hop/endjudge.h"
#include "core/hop/exchangebook.h"
#include "core/hop/hopdecoder.h"
#include "core/hop/side.h"
#include "core/http/headparser.h"

#include <optional>

namespace hop101::hop {

/// The parts of a HopDecoder, for its own files: hopdecoder.cpp (heads, bodies, raw runs), hopswitch.cpp
/// (what a 101 changes), hopend.cpp (ends, failures, gaps).
class HopDecoder::Private
{
public:
    Private(base::HopId hop, Numbers &numbers, HopListener &listener, plan::Limits l)
        : limits(l), emitter(hop, numbers, listener), book(emitter), course(emitter), endJudge(emitter),
          left(Direction::FromLeft, emitter, leftPings, rightPings, limits, isFinalBlockTold),
          right(Direction::FromRight, emitter, rightPings, leftPings, limits, isFinalBlockTold)
    { }

    void take(const Input &input);
    Verdict verdict() const;
    bool readsFrames(Direction direction) const noexcept
    {
        return (direction == Direction::FromLeft ? left : right).phase == Phase::Frames;
    }

private:
    Side &side(Direction direction) { return direction == Direction::FromLeft ? left : right; }

    void takeBytes(Side &side, base::ByteSpan input);
    void takeRequestHead(base::ByteSpan &input);
    void takeResponseHead(base::ByteSpan &input);
    void takeBody(Side &side, base::ByteSpan &input);
    void takeEarly(base::ByteSpan &input);
    void takeEarlyTail(base::ByteSpan &input);
    void takeFrames(Side &side, base::ByteSpan &input);
    void takeRaw(Side &side, base::ByteSpan &input);

    void endRequestHead(const http::RequestHead &head);
    void endInterimHead(const http::ResponseHead &head);
    void endFinalHead(const http::ResponseHead &head);
    void beginBody(Side &side, const http::BodyFraming &framing);
    void endBody(Side &side, bool isComplete);
    void afterBody(Side &side);
    void afterRefusal();
    void failHead(Side &side, rules::Rule reason);
    void switchProtocols(const http::RequestHead *request, const http::ResponseHead &response,
                         ExchangeState state);
    void enterSwitched(Side &side);
    void switchClient();
    void endEarly();

    void open(Side &side, EventKind kind, std::uint64_t streamOffset);
    void endOpen(Side &side, bool isCut);

    void takeEnded(Side &side, EndCause cause);
    bool endUnfinished(Side &side, EndCause cause);
    void takeFailed(Side &side, FailStage stage);
    void takeLost(Side &side, const Lost &lost);

    const plan::Limits limits;
    bool isFinalBlockTold = false;
    Emitter emitter;
    ExchangeBook book;
    CourseJudge course;
    EndJudge endJudge;
    PingLedger leftPings;
    PingLedger rightPings;
    Side left;
    Side right;
    http::RequestHeadParser requestParser;
    http::ResponseHeadParser responseParser;
    websocket::FrameDecoder early; ///< follows frame boundaries in what the client sends too early
    Nanoseconds now{};
    base::Bytes notHttp; ///< the first bytes of an answer that is no HTTP
    bool isNotHttp = false;
    bool mayClientSwitch = false; ///< the latest request asks for another protocol
    std::optional<Phase> switchedTo; ///< Frames or Raw, once the answer switched
    std::optional<websocket::DeflateParameters> deflate;
};

} // namespace hop101::hop
