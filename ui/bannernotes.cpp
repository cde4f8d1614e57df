// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bannernotes.h"

#include "core/capture/openrecordings.h"
#include "ui/banner.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace hop101::ui {

namespace {

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

} // namespace hop101::ui
