// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/hop/event.h"

#include <QString>

#include <vector>

namespace hop101::ui {

/// What a stretch of an event's bytes is, for colours.
enum class FieldKind : std::uint8_t { Bits, Length, Key, Payload, StartLine, Header, LineEnd, Raw };

/// A named part of an event's bytes, with one sentence on what it means.
struct Field
{
    QString name;
    QString value;
    QString meaning;
    QString section; ///< "RFC 6455 5.2"
    FieldKind kind = FieldKind::Raw;
    base::ByteRange bytes; ///< counted from the event's first wire byte
    int firstBit = -1; ///< fields of the first two bytes of a frame: 0 is FIN; else -1
    int bitCount = 0;
    bool operator==(const Field &) const = default;
};

/// The fields of a frame: FIN, RSV1 to RSV3, opcode, MASK, length, masking key, close code, payload (RFC 6455
/// section 5.2). `wire` holds at least the frame's header and two payload bytes, where the frame has them; a
/// cut header gives what there is.
std::vector<Field> frameFields(const hop::Event &frame, base::ByteSpan wire);
/// Start line, header lines and the empty line of a head.
std::vector<Field> headFields(const hop::Event &head, base::ByteSpan wire);
/// By the kind of the event; none where it has no bytes.
std::vector<Field> fieldsOf(const hop::Event &event, base::ByteSpan wire);

/// The field that holds this byte; of several (the bits of a byte), the first. -1 where there is none.
int fieldAt(const std::vector<Field> &fields, std::uint64_t byte);

/// One sentence on what a header of the upgrade means, and where that stands; empty for other headers.
struct HeaderMeaning
{
    QString sentence;
    QString section;
};
HeaderMeaning headerMeaning(std::string_view name);

} // namespace hop101::ui
