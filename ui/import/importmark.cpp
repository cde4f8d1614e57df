// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/importmark.h"

#include "core/capture/reader.h"
#include "core/formats/importstage.h"
#include "ui/text/text.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

namespace hop101::ui {

namespace {

constexpr std::size_t kMostHops = 200; ///< that are asked; the others say the same
constexpr qsizetype kMostWords = 300;
constexpr int kIcon = 16;

/// Words of importers, for lupdate.
[[maybe_unused]] constexpr const char *kMadeUp[] = {
    QT_TRANSLATE_NOOP("import", "masks"),
    QT_TRANSLATE_NOOP("import", "frame boundaries"),
    QT_TRANSLATE_NOOP("import", "compression"),
    QT_TRANSLATE_NOOP("import", "frame boundaries and compression"),
    QT_TRANSLATE_NOOP("import", "pings and pongs, which are left out"),
    QT_TRANSLATE_NOOP("import", "spelling of the heads"),
    QT_TRANSLATE_NOOP("import", "spaces and line ends of the heads"),
    QT_TRANSLATE_NOOP("import", "a handshake of HTTP/1.1 in place of that of HTTP/2"),
    QT_TRANSLATE_NOOP("import", "fields of the request"),
    QT_TRANSLATE_NOOP("import", "fields of the response"),
    QT_TRANSLATE_NOOP("import", "the response"),
    QT_TRANSLATE_NOOP("import", "Content-Length of the response"),
    QT_TRANSLATE_NOOP("import", "which side closed first"),
    QT_TRANSLATE_NOOP("import", "chunks of the body"),
    QT_TRANSLATE_NOOP("import", "the answer to the Close"),
    QT_TRANSLATE_NOOP("import", "the handshake"),
    QT_TRANSLATE_NOOP("import", "that permessage-deflate was agreed"),
};

/// Of the first file, with all that was made up for any of its connections.
std::optional<formats::ImportMark> markOf(const capture::Reader &reader)
{
    std::optional<formats::ImportMark> whole;
    std::size_t asked = 0;
    for (const capture::Hop &hop : reader.hops()) {
        if (++asked > kMostHops)
            break;
        const auto mark = formats::importMark(hop);
        if (!mark)
            continue;
        if (!whole)
            whole = formats::ImportMark{mark->format, mark->file, {}};
        for (const std::string &what : mark->madeUp) {
            if (std::find(whole->madeUp.begin(), whole->madeUp.end(), what) == whole->madeUp.end())
                whole->madeUp.push_back(what);
        }
    }
    return whole;
}

QString titleOf(const std::string &format)
{
    for (const formats::ImportFormatInfo &known : formats::importFormats()) {
        if (known.name == format)
            return text("import", known.title);
    }
    return shown(format);
}

} // namespace

ImportOrigin importOrigin(const capture::Reader &reader)
{
    const auto mark = markOf(reader);
    if (!mark)
        return {};
    QStringList words;
    for (const std::string &what : mark->madeUp)
        words += shown(toUtf8(text("import", what.c_str())));
    const QString madeUp = elided(words.join(QStringLiteral(", ")), kMostWords);
    const bool hasMessagesOnly =
        std::find(mark->madeUp.begin(), mark->madeUp.end(), "masks") != mark->madeUp.end();
    const QString sentence = hasMessagesOnly
        ? ImportMark::tr("Imported from %1, %2: no masks, fragments or control frames.")
        : madeUp.isEmpty() ? ImportMark::tr("Imported from %1, %2: every byte is as it was on the wire.")
                           : ImportMark::tr("Imported from %1, %2: what it does not have is made up.");
    return {sentence.arg(elided(shown(mark->file), kMostWords), titleOf(mark->format)),
            madeUp.isEmpty() ? QString() : ImportMark::tr("Made up: %1.").arg(madeUp)};
}

ImportMark::ImportMark(QWidget *parent)
    : QWidget(parent), m_icon(newLabel()), m_sentence(newSentence("quiet"))
{
    setProperty("ground", QStringLiteral("alternate"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Where the capture comes from"));
    m_sentence->setFont(uiFont(-1));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(kGrid * 3 / 2, kGrid / 2, kGrid * 3 / 2, kGrid / 2);
    row->setSpacing(kGrid);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_sentence, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(newHairline());
    hide();
}

void ImportMark::setCapture(const capture::Reader *reader)
{
    const ImportOrigin origin = reader ? importOrigin(*reader) : ImportOrigin{};
    m_icon->setPixmap(icon("file-down", Token::Quiet).pixmap(kIcon, kIcon));
    m_sentence->setText(origin.sentence);
    m_sentence->setToolTip(origin.madeUp);
    setAccessibleDescription(origin.madeUp);
    setVisible(!origin.sentence.isEmpty());
}

QString ImportMark::text() const
{
    return isHidden() ? QString() : m_sentence->text();
}

} // namespace hop101::ui
