// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/redact.h"
#include "core/formats/eventchoice.h"
#include "ui/export/exporttarget.h"
#include "ui/export/picturewriter.h"

#include <memory>
#include <optional>
#include <variant>

namespace hop101::ui {

enum class PictureFormat : std::uint8_t { Png, Pdf };
enum class FolderFormat : std::uint8_t { Payloads }; ///< a folder of files
using ExportAs = std::variant<formats::ExportFormat, PictureFormat, FolderFormat>;

/// For people, the names of files, and whether a clipboard can hold it.
struct ExportAsInfo
{
    ExportAs as;
    QString title;
    QString suffix; ///< empty: a folder
    bool isText = false;
    QString loses; ///< one sentence: what the format does not hold
};
/// All that there are, in the order of a menu.
std::vector<ExportAsInfo> exportKinds();
ExportAsInfo info(const ExportAs &as);

/// All that an export needs, as values: it runs on any thread with a reader of its own.
struct ExportRequest
{
    QString capture; ///< its file
    ExportAs as = formats::ExportFormat::Har;
    formats::EventChoice choice;
    formats::ExportOptions options;
    PictureLook look;
    std::optional<capture::RedactionRules> redaction; ///< first a redacted copy, then the export of that
};

struct ExportResult
{
    enum class End : std::uint8_t { Whole, Cancelled, Failed };
    End end = End::Failed;
    QString failure; ///< one sentence
    QStringList remarks;
    formats::ExportProgress progress;
    std::uint64_t redacted = 0; ///< secrets that were replaced
};
using ExportWatch = std::function<bool(const formats::ExportProgress &, std::uint64_t allEvents)>;

/// Writes to `target`, which is left for whoever asked to finish or remove. Any thread.
ExportResult exportTo(const ExportRequest &request, ExportTarget &target, const ExportWatch &watch);
/// As text of at most `limit` bytes; Failed, with a sentence, where it would be more.
ExportResult exportText(const ExportRequest &request, std::size_t limit, std::string &into,
                        const ExportWatch &watch);

} // namespace hop101::ui
