// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/exportpicture.h"

#include "ui/export/exportrun.h"
#include "ui/text/text.h"

#include <QFileInfo>

#include <cstdio>

namespace hop101::gui {

namespace {

constexpr int kUsage = 2;
constexpr int kFile = 4;

void complain(const QString &sentence)
{
    std::fprintf(stderr, "hop101: %s\n", sentence.toUtf8().constData());
}

/// "3,7,10-20".
std::vector<formats::EventRange> rangesFrom(const QString &list, bool &isGood)
{
    std::vector<formats::EventRange> ranges;
    for (const QString &part : list.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        bool isFirst = false;
        bool isLast = false;
        const QString first = part.section(QLatin1Char('-'), 0, 0);
        const QString last = part.contains(QLatin1Char('-')) ? part.section(QLatin1Char('-'), 1) : first;
        const formats::EventRange range{first.toULongLong(&isFirst), last.toULongLong(&isLast)};
        isGood = isGood && isFirst && isLast && range.first >= 1 && range.first <= range.last;
        ranges.push_back(range);
    }
    return formats::merged(std::move(ranges));
}

} // namespace

int runExport(const Arguments &arguments)
{
    const PictureArguments &wanted = *arguments.picture;
    ui::ExportRequest request;
    request.capture = arguments.file;
    request.as = wanted.isPdf ? ui::PictureFormat::Pdf : ui::PictureFormat::Png;
    request.options.isDark = wanted.isDark;
    request.options.captureName = ui::toUtf8(QFileInfo(arguments.file).fileName());
    request.look = ui::presentLook();
    request.look.isPortrait = wanted.isUpright;
    request.look.paper = wanted.isLetter ? ui::Paper::Letter : ui::Paper::A4;
    bool isGood = true;
    request.choice.ranges = rangesFrom(wanted.events, isGood);
    if (!isGood) {
        complain(QStringLiteral("--events takes numbers and ranges such as 3,7,10-20."));
        return kUsage;
    }
    auto filter = capture::parseFilter(ui::toUtf8(wanted.filter));
    if (!filter) {
        complain(ui::fromUtf8(capture::describe(filter.error())));
        return kUsage;
    }
    request.choice.filter = std::move(filter).value();
    request.choice.filterText = ui::toUtf8(wanted.filter);
    if (QFileInfo::exists(wanted.target) && !wanted.overwrites) {
        complain(wanted.target
                 + QStringLiteral(" is there already: choose another name, or give --overwrite."));
        return kFile;
    }
    ui::ExportTarget target(wanted.target);
    const ui::ExportResult result = ui::exportTo(request, target, {});
    const bool isWhole = result.end == ui::ExportResult::End::Whole && target.finish();
    if (!isWhole)
        complain(result.failure.isEmpty() ? target.complaint() : result.failure);
    for (const QString &remark : isWhole ? result.remarks : QStringList())
        complain(remark);
    if (isWhole && target.files().size() > 1)
        complain(
            QStringLiteral("It needed %1 files: their names end in -2 to -%1.").arg(target.files().size()));
    if (!isWhole)
        target.remove();
    return isWhole ? 0 : kFile;
}

} // namespace hop101::gui
