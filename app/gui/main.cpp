// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/arguments.h"
#include "app/gui/demo.h"
#include "app/gui/exportpicture.h"
#include "app/gui/language.h"
#include "core/net/sessionfactory.h"
#include "ui/mainwindow.h"
#include "ui/settings/settings.h"

#include <QApplication>

#include <csignal>
#include <cstdio>
#include <cstdlib>

using namespace hop101;

namespace {

constexpr int kUsage = 2;

bool hasDisplay()
{
    const auto isGiven = [](const char *name) { return !qEnvironmentVariableIsEmpty(name); };
    return isGiven("DISPLAY") || isGiven("WAYLAND_DISPLAY") || isGiven("QT_QPA_PLATFORM");
}

/// The demo's picture is the same everywhere, with and without a display.
void drawOffscreen()
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qunsetenv("QT_SCALE_FACTOR");
}

/// Nothing here needs a runtime folder; that there is none, as for root, is no news for who exports a
/// picture.
void tellQtMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (message.startsWith(QLatin1String("QStandardPaths: XDG_RUNTIME_DIR not set")))
        return;
    std::fprintf(stderr, "%s\n", qFormatLogMessage(type, context, message).toLocal8Bit().constData());
    if (type == QtFatalMsg)
        std::abort();
}

int say(const gui::Said &said)
{
    std::fputs(said.text.toUtf8().constData(), said.status == 0 ? stdout : stderr);
    return said.status;
}

void setNames()
{
    QCoreApplication::setApplicationName(QStringLiteral("hop101"));
    QCoreApplication::setOrganizationName(QStringLiteral("hop101"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HOP101_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Hop101"));
    QGuiApplication::setDesktopFileName(QStringLiteral("hop101"));
}

int showWindow(QApplication &application, const gui::Arguments &arguments)
{
    applyAppearance(application, arguments.appearance.value_or(ui::Settings().appearance()));
    gui::installLanguage(application);
    net::SessionFactory factory;
    ui::MainWindow window(factory);
    if (!arguments.url.isEmpty())
        window.setUrl(arguments.url);
    if (arguments.size.isValid())
        window.resize(arguments.size);
    window.show();
    if (!arguments.file.isEmpty())
        window.openFile(arguments.file);
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    std::signal(SIGPIPE, SIG_IGN);
    const auto first = gui::readArguments(argc, argv, true);
    if (const auto *said = std::get_if<gui::Said>(&first))
        return say(*said);
    const bool isDemo = !std::get<gui::Arguments>(first).demoFolder.isEmpty();
    const bool isPicture = std::get<gui::Arguments>(first).picture.has_value();
    if (!hasDisplay() && !isDemo && !isPicture)
        return say(
            {QStringLiteral("There is no display. Try: hop101 --demo DIR, or hop101-cli --help.\n"), kUsage});
    if (isPicture)
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (isDemo || isPicture)
        drawOffscreen();

    qInstallMessageHandler(tellQtMessage);
    QApplication application(argc, argv); // takes Qt's own options out
    setNames();
    const auto read = gui::readArguments(argc, argv, false);
    if (const auto *said = std::get_if<gui::Said>(&read))
        return say(*said);
    const auto &arguments = std::get<gui::Arguments>(read);
    if (arguments.picture) {
        applyAppearance(application, ui::Appearance::Light);
        return gui::runExport(arguments);
    }
    return isDemo ? gui::runDemo(application, arguments) : showWindow(application, arguments);
}
