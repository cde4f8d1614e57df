// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/arguments.h"

#include <CLI/CLI.hpp>

#include <sstream>

namespace hop101::gui {

namespace {

constexpr int kUsage = 2;

std::string checkSize(const std::string &text)
{
    int width = 0;
    int height = 0;
    char end = 0;
    const bool isSize = std::sscanf(text.c_str(), "%5dx%5d%c", &width, &height, &end) == 2;
    return isSize && width > 0 && height > 0 ? std::string() : "a size is written as 1280x800";
}

QSize toSize(const std::string &text)
{
    const QString size = QString::fromStdString(text);
    return {size.section(QLatin1Char('x'), 0, 0).toInt(), size.section(QLatin1Char('x'), 1).toInt()};
}

} // namespace

std::variant<Arguments, Said> readArguments(int argc, char *argv[], bool allowExtras)
{
    std::string file, url, demo, appearance, size;
    CLI::App app{"Hop101 shows every hop of an HTTP upgrade.", "hop101"};
    app.allow_extras(allowExtras);
    app.set_version_flag("--version", "hop101 " HOP101_VERSION);
    app.add_option("FILE", file, "A capture to open");
    app.add_option("--url", url, "The URL to start with");
    app.add_option("--demo", demo,
                   "Run a session against the embedded endpoint and write demo.hop101 and demo.png there")
        ->type_name("DIR");
    app.add_option("--appearance", appearance, "Colours of this start")
        ->check(CLI::IsMember({"system", "light", "dark"}));
    app.add_option("--size", size, "Size of the window")
        ->type_name("WxH")
        ->check(CLI::Validator(checkSize, ""));
    std::string to, target, events, filter;
    PictureArguments picture;
    auto *kind = app.add_option("--to", to, "Write the diagram of FILE, without a window")
                     ->check(CLI::IsMember({"png", "pdf"}));
    auto *output =
        app.add_option("-o,--output", target, "The new file of --to")->type_name("OUT")->needs(kind);
    kind->needs(output);
    app.add_option("--events", events, "--to: these events, such as 3,7,10-20")
        ->type_name("LIST")
        ->needs(kind);
    app.add_option("--filter", filter, "--to: only events such as \"text and size > 1 KiB\"")
        ->type_name("EXPR")
        ->needs(kind);
    app.add_flag("--dark", picture.isDark, "--to: the colours of the dark window")->needs(kind);
    app.add_flag("--letter", picture.isLetter, "--to pdf: US Letter, else A4")->needs(kind);
    app.add_flag("--upright", picture.isUpright, "--to pdf: upright pages")->needs(kind);
    app.add_flag("--overwrite", picture.overwrites, "--to: replace OUT where it is there")->needs(kind);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        std::ostringstream out, complaint;
        const int status = app.exit(error, out, complaint);
        return Said{QString::fromStdString(out.str() + complaint.str()), status == 0 ? 0 : kUsage};
    }
    Arguments arguments{
        QString::fromStdString(file), QString::fromStdString(url), QString::fromStdString(demo), {}, {}};
    if (!appearance.empty())
        arguments.appearance = appearance == "dark" ? ui::Appearance::Dark
            : appearance == "light"                 ? ui::Appearance::Light
                                                    : ui::Appearance::System;
    if (!size.empty())
        arguments.size = toSize(size);
    if (!to.empty()) {
        if (file.empty())
            return Said{QStringLiteral("--to needs the capture: hop101 FILE --to pdf -o OUT.\n"), kUsage};
        picture.isPdf = to == "pdf";
        picture.target = QString::fromStdString(target);
        picture.events = QString::fromStdString(events);
        picture.filter = QString::fromStdString(filter);
        arguments.picture = picture;
    }
    return arguments;
}

} // namespace hop101::gui
