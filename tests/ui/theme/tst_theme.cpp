// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/stylesheet.h"
#include "ui/theme/systemappearance.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QDirIterator>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

using namespace hop101::ui;

namespace {

struct Use
{
    const char *name;
    Token text;
    Token ground;
};

/// Which text stands on which ground as it is in the table. On other grounds it goes through colorOn().
const QList<Use> kUses = {
    {"text on the window", Token::Text, Token::Window},
    {"text on a pane", Token::Text, Token::Pane},
    {"text on the side bar", Token::Text, Token::Alternate},
    {"text in a selected row", Token::Text, Token::Selection},
    {"text on code ground", Token::Text, Token::CodeGround},
    {"text on the seam", Token::Text, Token::SeamGround},
    {"quiet on the window", Token::Quiet, Token::Window},
    {"quiet on a pane", Token::Quiet, Token::Pane},
    {"quiet on the side bar", Token::Quiet, Token::Alternate},
    {"accent on a pane", Token::Accent, Token::Pane},
    {"primary button", Token::OnAccent, Token::Accent},
    {"from left on a pane", Token::FromLeft, Token::Pane},
    {"from right on a pane", Token::FromRight, Token::Pane},
    {"binary on a pane", Token::Binary, Token::Pane},
    {"holds on a pane", Token::Holds, Token::Pane},
    {"warning on a pane", Token::Warning, Token::Pane},
    {"broken on a pane", Token::Broken, Token::Pane},
    {"broken in a selected row", Token::Broken, Token::Selection},
    {"holds on the status line", Token::Holds, Token::Alternate},
    {"warning on the status line", Token::Warning, Token::Alternate},
    {"broken on the status line", Token::Broken, Token::Alternate},
};

const QList<Token> kTexts = {Token::Text,   Token::Quiet, Token::Accent,  Token::FromLeft, Token::FromRight,
                             Token::Binary, Token::Holds, Token::Warning, Token::Broken};
const QList<Token> kGrounds = {Token::Window,    Token::Pane,       Token::Alternate,
                               Token::Selection, Token::CodeGround, Token::SeamGround};

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT
private slots:
    void textIsReadableOnItsGround_data()
    {
        QTest::addColumn<int>("use");
        QTest::addColumn<bool>("dark");
        for (int i = 0; i < kUses.size(); ++i) {
            QTest::newRow(qPrintable(QString("%1, light").arg(kUses[i].name))) << i << false;
            QTest::newRow(qPrintable(QString("%1, dark").arg(kUses[i].name))) << i << true;
        }
    }
    void textIsReadableOnItsGround()
    {
        QFETCH(int, use);
        QFETCH(bool, dark);
        const double ratio = contrast(tokenColor(kUses[use].text, dark), tokenColor(kUses[use].ground, dark));
        QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
    }
    void everyTextCanBeMadeReadableOnEveryGround()
    {
        for (const bool dark : {false, true}) {
            for (const Token text : kTexts) {
                for (const Token ground : kGrounds) {
                    const QColor readable = tokenColorOn(text, ground, dark);
                    QVERIFY(contrast(readable, tokenColor(ground, dark)) >= 4.5);
                    if (contrast(tokenColor(text, dark), tokenColor(ground, dark)) >= 4.5)
                        QCOMPARE(readable, tokenColor(text, dark));
                }
            }
        }
    }
    void contrastIsThatOfWcag()
    {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
        QVERIFY(qAbs(contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48)
                < 0.01); // the well-known near miss
    }
    void theStyleSheetKnowsAllItsColours()
    {
        for (const bool dark : {false, true}) {
            QVERIFY(!styleSheet(dark).contains('@'));
            QCOMPARE(styleSheet(dark).count('{'), styleSheet(dark).count('}'));
        }
        QVERIFY(styleSheet(false) != styleSheet(true));
    }
    void appearanceChangesAtAnyTime()
    {
        applyAppearance(*qApp, Appearance::Dark);
        QVERIFY(isDark());
        QCOMPARE(qApp->palette().color(QPalette::Base), tokenColor(Token::Pane, true));
        applyAppearance(*qApp, Appearance::Light);
        QVERIFY(!isDark());
        QCOMPARE(appearance(), Appearance::Light);
        QCOMPARE(color(Token::Pane), QColor(0xff, 0xff, 0xff));
    }
    void thePrimaryButtonHasTheAccentColour()
    {
        applyAppearance(*qApp, Appearance::Light);
        QPushButton button;
        button.resize(80, 32);
        QVERIFY(button.grab().toImage().pixelColor(40, 8) != color(Token::Accent));
        setStyleProperty(&button, "primary", true);
        QCOMPARE(button.grab().toImage().pixelColor(40, 8), color(Token::Accent));
    }
    void thePortalsAnswerIsRead_data()
    {
        QTest::addColumn<QVariant>("value");
        QTest::addColumn<QString>("wanted");
        const auto wrapped = [](QVariant inner) { return QVariant::fromValue(QDBusVariant(inner)); };
        QTest::newRow("dark") << QVariant(1U) << "dark";
        QTest::newRow("light") << QVariant(2U) << "light";
        QTest::newRow("no preference") << QVariant(0U) << "";
        QTest::newRow("a number of the future") << QVariant(9U) << "";
        QTest::newRow("in a variant, as Read answers") << wrapped(wrapped(1U)) << "dark";
        QTest::newRow("nonsense") << QVariant(QString("blue")) << "";
        QTest::newRow("nothing") << QVariant() << "";
    }
    void thePortalsAnswerIsRead()
    {
        QFETCH(QVariant, value);
        const std::optional<bool> dark = darkFromColorScheme(value);
        QTEST(QString(!dark ? "" : *dark ? "dark" : "light"), "wanted");
    }
    void everyIconDrawsInTheTextColour()
    {
        applyAppearance(*qApp, Appearance::Dark);
        int count = 0;
        for (QDirIterator it(":/icons", {"*.svg"}); it.hasNext(); ++count) {
            const QImage image = icon(qPrintable(QFileInfo(it.next()).baseName())).pixmap(20, 20).toImage();
            int inked = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    inked += image.pixelColor(x, y).alpha() > 200 && image.pixelColor(x, y).lightness() > 180;
            }
            QVERIFY2(inked > 2, qPrintable(it.fileName()));
        }
        QVERIFY(count > 40);
    }
    void picturesOfTheStyleSheetHaveTheTablesColours()
    {
        const auto inkOf = [](const char *name, bool dark) {
            QFile file(QString(":/icons/sheet/%1-%2.svg").arg(name, dark ? "dark" : "light"));
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
        };
        for (const bool dark : {false, true}) {
            QVERIFY(inkOf("chevron-down", dark).contains(tokenColor(Token::Quiet, dark).name()));
            QVERIFY(inkOf("chevron-up", dark).contains(tokenColor(Token::Quiet, dark).name()));
            QVERIFY(inkOf("check", dark).contains(tokenColor(Token::OnAccent, dark).name()));
        }
    }
    void aMissingIconIsSaid()
    {
        QTest::ignoreMessage(QtWarningMsg, "no icon nowhere in resources/icons");
        QVERIFY(icon("nowhere").isNull());
    }
    void fixedFacesJoinNothing()
    {
        const QFont font = monoFont();
        QVERIFY(QFontInfo(font).fixedPitch());
        // A ligature would draw "==" as one sign: not the picture of "=" twice.
        const auto drawn = [&font](const QString &text) {
            QImage image(200, 40, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            painter.setFont(font);
            painter.drawText(10, 25, text);
            return image;
        };
        QImage apart(200, 40, QImage::Format_RGB32);
        apart.fill(Qt::white);
        QPainter painter(&apart);
        painter.setFont(font);
        const int advance = QFontMetrics(font).horizontalAdvance('=');
        painter.drawText(10, 25, "=");
        painter.drawText(10 + advance, 25, "=");
        painter.end();
        QCOMPARE(drawn("=="), apart);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
