// SPDX-License-Identifier: GPL-3.0-or-later
//
// The German translation is complete: lupdate over the tree as it is finds no text that the file lacks, and
// each text has the places and the shortcut letter that its source has. English has a form for one of each
// plural.

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace {

struct Message
{
    QString context;
    QString source;
    QStringList translations; ///< one, or one for each number
    bool isUnfinished = false;
};

QStringList readTranslation(QXmlStreamReader &xml)
{
    QStringList forms;
    QString text;
    while (!xml.atEnd()) {
        const auto token = xml.readNext();
        if (token == QXmlStreamReader::StartElement && xml.name() == QLatin1String("numerusform"))
            forms += xml.readElementText();
        else if (token == QXmlStreamReader::Characters)
            text += xml.text();
        else if (token == QXmlStreamReader::EndElement && xml.name() == QLatin1String("translation"))
            break;
    }
    return forms.isEmpty() ? QStringList{text} : forms;
}

QList<Message> readMessages(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("name")) {
            context = xml.readElementText();
        } else if (xml.name() == QLatin1String("source")) {
            messages += Message{context, xml.readElementText(), {}, false};
        } else if (xml.name() == QLatin1String("translation") && !messages.isEmpty()) {
            messages.last().isUnfinished = xml.attributes().hasAttribute("type");
            messages.last().translations = readTranslation(xml);
        }
    }
    return messages;
}

/// "%1 %2 %n", sorted.
QStringList placesIn(const QString &text)
{
    static const QRegularExpression place("%(\\d|n)");
    QStringList places;
    for (auto it = place.globalMatch(text); it.hasNext();)
        places += it.next().captured();
    places.sort();
    places.removeDuplicates();
    return places;
}

/// "&File" has one, "&&" is an ampersand.
int shortcutsIn(QString text)
{
    static const QRegularExpression shortcut("&\\w", QRegularExpression::UseUnicodePropertiesOption);
    return int(text.remove("&&").count(shortcut));
}

} // namespace

class TestGerman : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        const QString top(HOP101_SOURCE_DIR);
        m_updated = m_folder.filePath("hop101_de.ts");
        QVERIFY(QFile::copy(top + "/translations/hop101_de.ts", m_updated));
        QProcess lupdate;
        lupdate.setWorkingDirectory(top);
        lupdate.start(HOP101_LUPDATE,
                      {"-silent", "-I", top, "-tr-function-alias", "QT_TRANSLATE_NOOP+=HOP101_TEXT",
                       "-no-obsolete", "-locations", "none", "-extensions", "cpp,h", "core", "ui", "app",
                       "core/rules/rules.def", "-ts", m_updated});
        QVERIFY(lupdate.waitForFinished(120'000));
        QCOMPARE(lupdate.exitCode(), 0);
        m_messages = readMessages(m_updated);
        QVERIFY2(m_messages.size() > 500, "lupdate found no texts");
    }
    void theRuleTableIsThere()
    {
        const auto isTitle = [](const Message &message) {
            return message.context == "rule" && message.source == "Status is 101";
        };
        QVERIFY(std::any_of(m_messages.begin(), m_messages.end(), isTitle));
    }
    void nothingIsUnfinished()
    {
        QStringList unfinished;
        for (const Message &message : std::as_const(m_messages)) {
            if (message.isUnfinished || message.translations.contains(QString()))
                unfinished += message.context + ": " + message.source;
        }
        QCOMPARE(unfinished.join(" | "), QString());
    }
    void placesAndShortcutsAreKept()
    {
        QStringList wrong;
        for (const Message &message : std::as_const(m_messages)) {
            for (const QString &text : message.translations) {
                const bool isSame = placesIn(text) == placesIn(message.source)
                    && shortcutsIn(text) == shortcutsIn(message.source);
                if (!isSame)
                    wrong += message.source + " → " + text;
            }
        }
        QCOMPARE(wrong.join(" | "), QString());
    }

    void everyPluralIsThereInEnglish()
    {
        const QList<Message> english =
            readMessages(QString(HOP101_SOURCE_DIR) + "/translations/hop101_en.ts");
        QStringList missing;
        for (const Message &message : std::as_const(m_messages)) {
            const bool isThere =
                std::any_of(english.begin(), english.end(), [&message](const Message &known) {
                    return known.context == message.context && known.source == message.source
                        && known.translations.size() == 2 && known.translations.last() == message.source;
                });
            if (message.translations.size() == 2 && !isThere)
                missing += message.context + ": " + message.source;
        }
        QCOMPARE(missing.join(" | "), QString());
    }

private:
    QTemporaryDir m_folder;
    QString m_updated;
    QList<Message> m_messages;
};

QTEST_GUILESS_MAIN(TestGerman)
#include "tst_german.moc"
