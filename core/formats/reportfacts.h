// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/diagnosis.h"
#include "core/formats/export.h"

#include <optional>
#include <string>
#include <vector>

namespace hop101::formats {

/// The words of a report in the reader's language: context "export" for its own, "doctor" and "rule" for
/// those of others. Values fill %1 to %9 and are taken as they are.
class ReportWords
{
public:
    explicit ReportWords(diagram::Translate translate);
    std::string operator()(const char *text, std::initializer_list<std::string> values = {}) const;
    std::string rule(const char *text) const;
    const doctor::Translate &doctor() const noexcept { return m_doctor; }
    diagram::Translate translate() const noexcept { return m_translate; }

private:
    diagram::Translate m_translate;
    doctor::Translate m_own, m_doctor;
};

/// An exchange that a report tells of.
struct ReportedExchange
{
    hop::Exchange exchange;
    std::string url; ///< as it stands in the capture; may be empty
    hop::Verdict verdict;
    doctor::Diagnosis diagnosis;
    std::optional<http::RequestHead> request;
    std::optional<http::ResponseHead> response;
};

/// What a report says before it comes to events. Texts from the capture are as they stand there.
struct ReportFacts
{
    std::string title; ///< of the session, else the first URL; may be empty
    std::string creator;
    std::string created; ///< "2026-11-22 10:42:07 UTC"
    std::vector<std::string> parties; ///< "Client (Hop101)", in the order of the lanes
    std::uint64_t allEvents = 0;
    std::string damage; ///< what of the capture could not be read; empty: nothing
    std::vector<ReportedExchange> exchanges; ///< at most as many as asked for
    std::uint64_t moreExchanges = 0;
    std::optional<doctor::Diagnosis> failure; ///< where there is no exchange, because the connection failed
};
/// `hops`: those whose exchanges count; empty: all.
ReportFacts reportFacts(const ExportSource &source, const std::vector<base::HopId> &hops,
                        std::size_t maxExchanges, const ReportWords &words);

/// The hops of the events of a source, each once, at most `limit`; empty where the source is whole.
std::vector<base::HopId> hopsOf(const ExportSource &source, std::size_t limit);

} // namespace hop101::formats
