// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/shellwords.h"

#include <map>
#include <string>
#include <vector>

namespace hop101::plan {

using ImportResult = base::Result<Imported, ImportError>;

/// Puts an import together: the URL, header rows as people write them, notes without repetition.
class PlanBuilder
{
public:
    explicit PlanBuilder(ImportKind kind) { m_imported.kind = kind; }

    void note(Remark remark, std::string detail = {});
    void note(const std::vector<ImportNote> &notes);
    /// The first error stays.
    void fail(ImportFault fault, std::size_t at, std::string detail = {});
    bool hasFailed() const { return m_error.has_value(); }

    void setUrl(std::string_view text, std::size_t at);
    bool hasUrl() const { return m_hasUrl; }
    const Url &url() const { return m_url; }
    /// Connects to that host and port instead; Host and TLS keep the names of before.
    void connectTo(const std::string &host, std::uint16_t port);

    void addHeader(std::string name, std::string value, std::size_t at);
    /// In front of what is there, behind `index` others.
    void insertHeader(std::size_t index, std::string name, std::string value);
    bool hasHeader(std::string_view name) const;
    Plan &plan() { return m_imported.plan; }

    /// Host rows of the URL and the key become what they are; notes what is missing. `lacks`: the command
    /// adds nothing for an upgrade by itself.
    ImportResult finish(bool lacks = true);

private:
    void nameSources();

    Imported m_imported;
    Url m_url;
    bool m_hasUrl = false;
    std::optional<ImportError> m_error;
};

/// "%1" of a note: visible, short, without control characters.
std::string noteDetail(std::string_view text);
std::optional<std::chrono::milliseconds> secondsOf(std::string_view text);

ImportResult importCurl(ImportKind kind, Words words, std::string_view config, std::size_t at);
ImportResult importWebRequest(std::string_view text);
ImportResult importFetch(std::string_view text, std::size_t call);
ImportResult importWebSocketCall(std::string_view text, std::size_t call);
ImportResult importRawRequest(std::string_view text);
ImportResult importHarEntry(std::string_view text);

} // namespace hop101::plan
