// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/message.h"
#include "core/capture/reader.h"
#include "core/formats/import.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>

namespace hop101::formats {

/// A file that was imported into a capture of its own.
class Imported
{
public:
    /// `beside`: further files in its folder, by their names.
    explicit Imported(const std::string &content, ImportOptions options = {}, const QString &name = "it.har",
                      const std::map<QString, std::string> &beside = {})
        : m_path(m_folder.filePath(name)), m_capture(m_folder.filePath("made.hop101").toStdString())
    {
        write(m_path, content);
        for (const auto &[other, text] : beside)
            write(m_folder.filePath(other), text);
        auto made = importFile(m_path.toStdString(), m_capture, options, {});
        if (made)
            report = std::move(made).value();
        else
            error = made.error();
        auto opened = capture::Reader::open(m_capture);
        if (opened)
            reader = std::move(opened).value();
    }

    /// Every data message, in order: "> hello", "< 00ff" (hex where it is binary).
    QStringList messages() const
    {
        QStringList list;
        for (std::uint64_t i = 1; i <= reader->eventCount(); ++i) {
            const hop::Event event = reader->event({i});
            if (event.kind != hop::EventKind::Frame || event.message != event.id)
                continue;
            base::Bytes all;
            capture::readMessage(*reader, event.id, [&all](base::ByteSpan piece) {
                base::append(all, piece);
                return true;
            });
            const bool isText = event.opcode() == websocket::Opcode::Text;
            list += QString(event.direction == hop::Direction::FromLeft ? "> " : "< ")
                + QString::fromStdString(isText ? base::toText(all) : base::toHex(all));
        }
        return list;
    }
    QString text(std::uint64_t id) const
    {
        return QString::fromStdString(base::toText(reader->payload(reader->event({id}), 0, 1'000'000)));
    }
    /// The rules that are broken, or worth knowing.
    QStringList findings() const
    {
        QStringList list;
        for (const hop::Finding &finding : reader->findings({1}, {reader->eventCount()}, 1000))
            list += rules::info(finding.rule).title;
        return list;
    }
    /// The kinds of events, by their numbers.
    std::vector<int> kinds() const
    {
        std::vector<int> list;
        for (std::uint64_t i = 1; i <= reader->eventCount(); ++i)
            list.push_back(static_cast<int>(reader->event({i}).kind));
        return list;
    }
    QString remarks() const
    {
        QStringList list;
        for (const ImportRemark &remark : report->remarks)
            list += QString::fromStdString(remark.sentence);
        return list.join('\n');
    }

    std::optional<ImportReport> report;
    std::optional<ImportError> error;
    std::unique_ptr<capture::Reader> reader;

private:
    static void write(const QString &path, const std::string &content)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)
            || file.write(content.data(), qint64(content.size())) != qint64(content.size()))
            qFatal("no file");
    }

    QTemporaryDir m_folder;
    QString m_path;
    std::string m_capture;
};

} // namespace hop101::formats
