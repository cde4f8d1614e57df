// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/import.h"

#include "core/formats/importsource.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <zlib.h>

using namespace hop101::formats;
using namespace std::string_view_literals;

namespace {

/// `bits`: 15 zlib, 31 gzip.
std::string compressed(std::string_view text, int bits)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY);
    std::string out(text.size() + 1000, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(out.size() - stream.avail_out);
    deflateEnd(&stream);
    return out;
}

std::string readAll(ImportSource &source, std::size_t step)
{
    std::string all, piece(step, '\0');
    while (const std::size_t got = source.read(piece))
        all.append(piece, 0, got);
    return all;
}

std::string unlike(std::size_t size)
{
    std::string text(size, '\0');
    unsigned state = 1;
    for (char &c : text) {
        state = state * 1'664'525U + 1'013'904'223U;
        c = static_cast<char>(state >> 24U);
    }
    return text;
}

} // namespace

class TestImport : public QObject
{
    Q_OBJECT
private slots:
    void theContentTellsTheFormat_data()
    {
        QTest::addColumn<std::string>("start");
        QTest::addColumn<QString>("format");
        const std::string har = R"({"log":{"version":"1.2","entries":[]}})";
        QTest::newRow("HAR") << har << "har";
        QTest::newRow("HAR behind white space") << " \r\n\t" + har << "har";
        QTest::newRow("HAR with a byte order mark") << "\xef\xbb\xbf" + har << "har";
        QTest::newRow("HAR with something before its log") << R"({"x":[1,2],"log":{}})" + har << "har";
        QTest::newRow("zhar: zlib") << compressed(har, 15) << "har";
        QTest::newRow("zhar: gzip") << compressed(har, 31) << "har";
        QTest::newRow("zhar that is cut") << compressed(har + unlike(90'000), 15).substr(0, 70'000) << "har";
        QTest::newRow("pcap, big endian, microseconds") << std::string("\xa1\xb2\xc3\xd4\0\2"sv) << "pcap";
        QTest::newRow("pcap, little endian, microseconds") << std::string("\xd4\xc3\xb2\xa1"sv) << "pcap";
        QTest::newRow("pcap, big endian, nanoseconds") << std::string("\xa1\xb2\x3c\x4d"sv) << "pcap";
        QTest::newRow("pcap, little endian, nanoseconds") << std::string("\x4d\x3c\xb2\xa1"sv) << "pcap";
        QTest::newRow("pcap in gzip") << compressed("\xd4\xc3\xb2\xa1\2\0\4\0"sv, 31) << "pcap";
        QTest::newRow("pcapng") << std::string("\x0a\x0d\x0d\x0a\x1c\0\0\0"sv) << "pcapng";
        QTest::newRow("mitmproxy") << std::string("30:7:version;2:21#}") << "mitmproxy";
        QTest::newRow("our JSON Lines") << std::string("{\"hop101\":1}\n{\"event\":1}\n") << "jsonl";
        QTest::newRow("other JSON") << std::string(R"({"name":"x"})") << "";
        QTest::newRow("a capture") << std::string("SQLite format 3\0"sv) << "";
        QTest::newRow("text") << std::string("12: hello") << "";
        QTest::newRow("nothing") << std::string() << "";
        QTest::newRow("looks like zlib") << std::string("x\x9c not at all") << "";
    }
    void theContentTellsTheFormat()
    {
        QFETCH(std::string, start);
        QFETCH(QString, format);
        const auto found = sniffFormat(start);
        QCOMPARE(found ? QString(info(*found).name) : QString(), format);
    }

    void everyFormatStandsAtItsPlace()
    {
        std::size_t place = 0;
        for (const ImportFormatInfo &known : importFormats()) {
            QCOMPARE(static_cast<std::size_t>(known.format), place++);
            QVERIFY(QString(known.suffixes).startsWith("*."));
        }
    }

    void whatCannotBeImportedIsSaid_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("word");
        QTest::newRow("empty") << QByteArray() << "is empty";
        QTest::newRow("a capture") << QByteArray("SQLite format 3\0", 16) << "is opened, not imported";
        QTest::newRow("xz") << QByteArray("\xfd"
                                          "7zXZ\0",
                                          6)
                            << "compressed";
        QTest::newRow("zstd") << QByteArray("\x28\xb5\x2f\xfd") << "compressed";
        QTest::newRow("packets of snoop") << QByteArray("snoop\0\0\0", 8) << "editcap";
        QTest::newRow("packets of 5View") << QByteArray("\xaa\xaa\xaa\xaa ") << "editcap";
        QTest::newRow("UTF-16 without a mark") << QByteArray("{\0\"\0l\0", 6) << "UTF-8";
        QTest::newRow("zeros") << QByteArray(4096, '\0') << "zeros";
        QTest::newRow("a ZIP") << QByteArray("PK\x03\x04zip") << "unpack it";
        QTest::newRow("a web page") << QByteArray("<!doctype html>") << "HTML";
        QTest::newRow("JSON") << QByteArray("{\"a\":1}") << "\"log\"";
        QTest::newRow("UTF-16") << QByteArray("\xff\xfe{\0", 4) << "UTF-8";
        QTest::newRow("anything") << QByteArray("anything") << "give a HAR";
    }
    void whatCannotBeImportedIsSaid()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, word);
        QTemporaryDir folder;
        QFile file(folder.filePath("it"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const std::string made = folder.filePath("made.hop101").toStdString();
        const auto report = importFile(file.fileName().toStdString(), made, {}, {});
        QVERIFY(!report);
        const QString sentence = QString::fromStdString(describe(report.error()));
        QVERIFY2(sentence.contains(word), qPrintable(sentence));
        QVERIFY2(sentence.startsWith(file.fileName()) && sentence.endsWith('.'), qPrintable(sentence));
        QVERIFY(!QFile::exists(QString::fromStdString(made)));
    }

    void aFileThatIsNotThereIsSaid()
    {
        const auto report = importFile("/nowhere/at.har", "/tmp/never.hop101", {}, {});
        QVERIFY(!report && report.error().fault == ImportFault::CannotRead);
        QVERIFY(describe(report.error()).find("No such file") != std::string::npos);
        const auto folder = importFile("/tmp", "/tmp/never.hop101", {}, {});
        QVERIFY(!folder && folder.error().fault == ImportFault::CannotRead);
    }

    void aSourceGivesAllBytesAtAnyStep_data()
    {
        QTest::addColumn<int>("bits");
        QTest::addColumn<int>("step");
        for (const int bits : {0, 15, 31})
            for (const int step : {1'000, 65'536, 1'000'000})
                QTest::addRow("%d bits by %d", bits, step) << bits << step;
    }
    void aSourceGivesAllBytesAtAnyStep()
    {
        QFETCH(int, bits);
        QFETCH(int, step);
        const std::string text = unlike(300'000) + std::string(3'000'000, 'a');
        const std::string file = bits ? compressed(text, bits) : text;
        const auto source = ImportSource::over(file);
        QCOMPARE(source->start(), std::string_view(text).substr(0, kSniffBytes));
        QVERIFY(readAll(*source, static_cast<std::size_t>(step)) == text);
        QCOMPARE(source->offset(), std::uint64_t{text.size()});
        QCOMPARE(source->fileBytesRead(), std::uint64_t{file.size()});
        QVERIFY(!source->fault());
    }

    void severalGzipMembersAreOneFile()
    {
        const std::string file = compressed("one, ", 31) + compressed("two", 31);
        QCOMPARE(readAll(*ImportSource::over(file), 100), std::string("one, two"));
    }

    void aCompressedFileThatIsCutGivesItsFront()
    {
        const std::string text = unlike(500'000);
        const std::string file = compressed(text, 31).substr(0, 300'000);
        const auto source = ImportSource::over(file);
        const std::string front = readAll(*source, 10'000);
        QVERIFY(front.size() > 200'000 && text.starts_with(front));
        QVERIFY(source->fault());
        QCOMPARE(source->fault()->offset, std::uint64_t{front.size()});
    }

    void damagedCompressedDataIsTold()
    {
        std::string file = compressed(unlike(500'000), 31);
        file.replace(200'000, 500, std::string(500, '\xff'));
        const auto source = ImportSource::over(file);
        readAll(*source, 10'000);
        QVERIFY(source->fault());
    }
};

QTEST_APPLESS_MAIN(TestImport)
#include "tst_formats_import.moc"
