// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/appendpoint.h"
#include "core/capture/contentlog.h"
#include "core/capture/eventindex.h"
#include "core/capture/inputlog.h"
#include "core/capture/logmover.h"
#include "core/capture/logwriteback.h"
#include "core/capture/writebatch.h"

#include <memory>
#include <optional>
#include <string>

#include <sys/types.h>

namespace hop101::capture {

/// The file of a recording, open for writing: applies batches and commits them. After the first failure
/// nothing more is written, error() says why, and what was committed stays. One thread at a time.
class CaptureStore final : private BatchTarget
{
public:
    /// Makes a new capture. `overwrite`: in place of a file of that name which nobody has open. `created`:
    /// the wall clock of time 0.
    [[nodiscard]] static base::Result<std::unique_ptr<CaptureStore>, CaptureError>
    create(const std::string &path, bool overwrite, const std::string &title,
           std::chrono::system_clock::time_point created = std::chrono::system_clock::now());
    /// Opens a capture to record another session into it, from `point` (of appendPointOf()) on.
    [[nodiscard]] static base::Result<std::unique_ptr<CaptureStore>, CaptureError>
    append(const std::string &path, const AppendPoint &point, const std::string &title);
    /// Makes an empty file that only its owner can read, for continueIn().
    [[nodiscard]] static base::Result<std::string, CaptureError> reserve(const std::string &path,
                                                                         bool overwrite);
    /// What is committed here, in the file `path` (of reserve()), ready to go on. This one stays as it is.
    [[nodiscard]] base::Result<std::unique_ptr<CaptureStore>, CaptureError>
    continueIn(const std::string &path) const;

    void apply(const WriteBatch &batch);
    /// The same for batches that follow what is committed, of which some lack the inflated bytes.
    void applyRemaking(const std::vector<std::unique_ptr<WriteBatch>> &batches);
    /// False where that failed, or had failed before. Nothing to commit is no failure.
    bool commit();
    /// Ends open events as they are, commits, marks the capture complete, makes it one plain file.
    void finish();

    const std::string &path() const noexcept { return m_path; }
    const std::optional<CaptureError> &error() const noexcept { return m_error; }
    std::uint64_t commitCount() const noexcept { return m_commits; }
    std::uint64_t committedEvents() const noexcept { return m_committed.index.events; }
    /// Of the events committed before the last commit, the lowest that changed since this was last asked.
    base::EventId takeLowestChanged() noexcept { return std::exchange(m_lowestChanged, {}); }
    /// As of the last commit, with its log. In bytes.
    std::uint64_t fileBytes() const noexcept { return m_fileBytes; }

private:
    /// What a new store needs to go on behind a commit of this one.
    struct Committed
    {
        EventIndex::State index;
        InputLog::Ends ends;
        ContentBudget budget{kContentFloorBytes};
    };
    struct FileId
    {
        dev_t device = 0;
        ino_t inode = 0;
        bool operator==(const FileId &) const = default;
    };

    CaptureStore(std::string path, Database database, Committed committed, SessionId session);
    static std::optional<FileId> fileIdOf(const std::string &path);

    void addInput(const hop::Input &input) override;
    void addParty(const Party &party) override;
    void setPartyAddress(base::PartyId party, const std::string &address) override;
    void addHop(const Hop &hop) override;
    void add(const hop::Event &event) override { m_index->add(event); }
    void change(const hop::Event &event) override { m_index->change(event); }
    void addFinding(const hop::Finding &finding) override { m_index->addFinding(finding); }
    void setExchange(const hop::Exchange &exchange) override { m_index->setExchange(exchange); }
    void take(const hop::Event &frame, std::uint64_t offset, base::ByteSpan inflated) override
    {
        m_content->take(frame, offset, inflated);
    }

    bool begin();
    bool beginSession(Session session, const std::string &title);
    void noteCommitted();
    bool check(bool isDone);
    void fail(CaptureError error);
    void leaveMovedFile();

    std::string m_path;
    const SessionId m_session;
    Database m_database;
    Committed m_committed;
    std::optional<InputLog> m_log;
    std::optional<EventIndex> m_index;
    std::optional<ContentLog> m_content;
    Statement m_pageCount;
    std::optional<FileId> m_file;
    LogWriteback m_writeback;
    std::optional<LogMover> m_mover;
    std::optional<CaptureError> m_error;
    base::EventId m_lowestChanged;
    std::uint64_t m_fileBytes = 0;
    std::uint64_t m_commits = 0;
    bool m_isInTransaction = false;
};

} // namespace hop101::capture
