// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/recorder.h"
#include "core/capture/redactionedits.h"
#include "core/capture/redactiontexts.h"

#include <map>

namespace hop101::capture {

/// The last look: gives a capture's inputs, as the edits have them, to a recorder. What is made anew in
/// another size comes in as many steps as the original did. Memory: an input.
class RedactionCopy
{
public:
    /// All must outlive it. The recorder has the hops already.
    RedactionCopy(RedactionEdits &edits, RedactionTexts &texts, Recorder &recorder)
        : m_edits(edits), m_texts(texts), m_recorder(recorder)
    { }

    void take(const hop::Input &input);

private:
    struct Stream
    {
        std::uint64_t offset = 0; ///< in the original
        std::uint64_t nextFill = 0; ///< none before it
        bool isFrameKnown = false;
        std::optional<RedactionEdits::Frame> frame; ///< the next one that is made anew, or that is under way
    };

    void takeBytes(const hop::Input &input, base::ByteSpan bytes);
    std::uint64_t takeFrame(const hop::Input &input, Stream &stream, std::uint64_t end);
    void takeAsIs(const hop::Input &input, Stream &stream, base::ByteSpan bytes);

    RedactionEdits &m_edits;
    RedactionTexts &m_texts;
    Recorder &m_recorder;
    std::map<std::pair<std::uint32_t, hop::Direction>, Stream> m_streams;
    base::Bytes m_out;
};

} // namespace hop101::capture
