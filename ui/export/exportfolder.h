// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/exporttarget.h"

namespace hop101::ui {

/// A new folder of files, put in its place when it is whole. What write() is given is its table of contents.
class ExportFolder final : public ExportTarget
{
public:
    /// `path` must not be there, or be an empty folder.
    explicit ExportFolder(const QString &path) : ExportTarget(path) { }
    ~ExportFolder() override;

    bool open() override;
    bool finish() override;
    void remove() override;
    QString folder() const override { return m_part; }

    /// A name in `parent` that is free: "chat-payloads", "chat-payloads-2".
    static QString freeName(const QString &parent, const QString &name);

private:
    QString m_part; ///< beside the place, until it is whole
};

} // namespace hop101::ui
