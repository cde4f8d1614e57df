// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/svgexport.h"

#include "core/diagram/svg.h"
#include "core/diagram/tablemeasure.h"
#include "core/formats/picturepages.h"

namespace hop101::formats {

bool exportSvg(const ExportSource &source, const ExportOptions &options, ExportRun &run)
{
    const PicturePages pages(source, options.captureName, options.translate);
    const diagram::TableMeasure measure;
    const std::uint64_t rowsPerFile = options.rowsPerFile > 0 ? options.rowsPerFile : kSvgRows;
    bool isCut = false;
    const auto draw = [&](const PicturePage &each) {
        isCut = each.number > 1 && !run.nextFile();
        if (isCut)
            return false;
        const diagram::PageSize size{diagram::pictureWidth(each.layout.lanes.size()), 0};
        diagram::Page page =
            diagram::Page::build(each.layout, each.firstRow, each.heading, size, measure, options.translate);
        page.isDark = options.isDark;
        return run.write(diagram::svgOf(page, each.heading.title));
    };
    const bool isWhole = pages.forEach(rowsPerFile, run, draw);
    if (isCut && run.isGoing()) {
        run.remark("The picture ends after " + std::to_string(rowsPerFile) + " of "
                   + std::to_string(pages.rowCount()) + " events: the rest needs files of its own.");
        return true;
    }
    return isWhole;
}

} // namespace hop101::formats
