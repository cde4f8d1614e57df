// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bannernotes.h"

#include "core/capture/openrecordings.h"
#include "ui/banner.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace hop101::ui {

namespace {

/// Of notes about what was pasted, and of the characters that a note quotes.
constexpr int kMaxNotes = 6;
constexpr int kMaxDetail = 60;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hop101::ui::BannerNotes)
};

} // namespace

void presentLost(Banner &banner, const std::function<bool(const QString &path)> &open)
{
    const std::vector<capture::LostRecording> lost = capture::lostRecordings();
    if (lost.empty())
        return;
    const capture::LostRecording first = lost.front();
    const auto since =
        std::chrono::duration_cast<std::chrono::milliseconds>(first.started.time_since_epoch());
    const QString when =
        QLocale().toString(QDateTime::fromMSecsSinceEpoch(since.count()), QLocale::ShortFormat);
    banner.present(Token::Accent,
                   Words::tr("A recording of %1 was not finished. All that it committed is there.").arg(when),
                   shown(first.path),
                   {{Words::tr("Open"), Words::tr("Show the recording"),
                     [open, first] {
                         if (open(fromUtf8(first.path)))
                             capture::forgetLostRecording(first.path);
                     }},
                    {Words::tr("Discard the offer"), Words::tr("Do not offer it again; the file stays"),
                     [&banner, open, first] {
                         capture::forgetLostRecording(first.path);
                         presentLost(banner, open);
                     }}});
}

void presentCaptureError(Banner &banner, const capture::CaptureError &error,
                         const std::function<void()> &elsewhere)
{
    banner.present(Token::Broken, shown(capture::describe(error)),
                   Words::tr("The connection stays. What was recorded so far is kept and can be read."),
                   {{Words::tr("Continue in another file…"),
                     Words::tr("Record on in a new file, with all that was recorded so far"), elsewhere}});
}

void presentDoubt(Banner &banner, const session::CertificateDoubt &doubt, const std::function<void()> &accept)
{
    const QString facts = Words::tr("Subject %1 · issuer %2 · valid %3 to %4\nSHA-256 %5")
                              .arg(shown(doubt.subject), shown(doubt.issuer), shown(doubt.validFrom),
                                   shown(doubt.validTo), shown(doubt.fingerprint));
    banner.present(
        Token::Warning, Words::tr("The server's certificate is not trusted: %1").arg(shown(doubt.reason)),
        facts,
        {{Words::tr("Accept for this session and connect"),
          Words::tr("This very certificate is accepted until the window closes; the timeline says so."),
          accept}});
}

void presentImported(Banner &banner, const plan::Imported &imported, const std::function<void()> &undo,
                     const std::function<void()> &fill)
{
    QStringList notes;
    for (const plan::ImportNote &note : imported.notes) {
        const QString sentence = text("import", plan::describe(note.remark));
        notes += note.detail.empty() ? sentence : sentence.arg(elided(shown(note.detail), kMaxDetail));
    }
    if (notes.size() > kMaxNotes) {
        const auto more = int(notes.size()) - kMaxNotes;
        notes = notes.first(kMaxNotes);
        notes += Words::tr("… and %n more", nullptr, more);
    }
    std::vector<Banner::Choice> choices;
    if (!plan::missingUpgradeHeaders(imported.plan).empty()) {
        choices.push_back({Words::tr("Add what is missing"),
                           Words::tr("Add the headers that an upgrade to WebSocket needs"), fill});
    }
    choices.push_back({Words::tr("Undo"), Words::tr("Go back to the request as it was"), undo});
    banner.present(
        Token::Accent,
        Words::tr("The request is filled from %1.").arg(text("import", plan::describe(imported.kind))),
        notes.join(QLatin1Char('\n')), choices);
}

void presentImportError(Banner &banner, const plan::ImportError &error, const QString &pasted)
{
    QString sentence = text("import", plan::describe(error.fault));
    if (!error.detail.empty())
        sentence = sentence.arg(elided(shown(error.detail), kMaxDetail));
    const std::string before = toUtf8(pasted).substr(0, error.at);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const QString column = fromUtf8(std::string_view(before).substr(before.rfind('\n') + 1));
    banner.present(Token::Broken, sentence,
                   Words::tr("Line %1, character %2 of what was pasted. The request stays as it was.")
                       .arg(line)
                       .arg(column.size() + 1),
                   {});
}

} // namespace hop101::ui
