// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/importrun.h"

#include <algorithm>

namespace hop101::formats {
namespace {

constexpr std::uint64_t kBytesBetween = std::uint64_t{256} * 1024;
constexpr std::uint64_t kInputsBetween = 4096;

} // namespace

double ImportProgress::fraction() const noexcept
{
    const double read = fileBytes > 0 ? static_cast<double>(bytesRead) / static_cast<double>(fileBytes) : 1.0;
    const double made = inputs > 0 ? static_cast<double>(recorded) / static_cast<double>(inputs) : 0.0;
    return std::clamp((read + made) / 2, 0.0, 1.0);
}

std::size_t ImportRun::read(std::span<char> into)
{
    if (!isGoing())
        return 0;
    const std::size_t got = m_source.read(into);
    ask();
    return isGoing() ? got : 0;
}

bool ImportRun::add(std::size_t hop, WallTime time, hop::Direction direction, const hop::InputData &data)
{
    if (!isTaking())
        return false;
    m_hasFailed = !m_stage.add(hop, time, direction, data);
    ask();
    return isTaking();
}

void ImportRun::ask()
{
    const std::uint64_t bytes = m_source.offset();
    const std::uint64_t inputs = m_stage.inputCount();
    if (!m_watch || !isGoing() || (bytes < m_nextBytes && inputs < m_nextInputs))
        return;
    m_nextBytes = bytes + kBytesBetween;
    m_nextInputs = inputs + kInputsBetween;
    m_report.isCancelled = !m_watch({m_source.fileBytesRead(), m_source.fileBytes(), inputs, 0, 0});
}

void ImportRun::remark(std::string sentence, bool isLoss, std::optional<std::uint64_t> offset)
{
    std::vector<ImportRemark> &remarks = m_report.remarks;
    if (std::ranges::find(remarks, sentence, &ImportRemark::sentence) != remarks.end())
        return;
    if (remarks.size() + 1 < kMaxImportRemarks)
        remarks.push_back({std::move(sentence), isLoss, offset});
    else
        ++m_moreRemarks;
}

void ImportRun::breakAt(std::uint64_t offset, std::string expected)
{
    if (m_report.broken)
        return;
    if (!expected.empty() && expected[0] >= 'a' && expected[0] <= 'z')
        expected[0] = static_cast<char>(expected[0] - 'a' + 'A');
    m_report.broken = ImportBreak{offset, std::move(expected)};
}

void ImportRun::endRemarks()
{
    if (m_moreRemarks > 0)
        m_report.remarks.push_back(
            {"There is more of this kind: " + std::to_string(m_moreRemarks) + " further remarks.",
             false,
             {}});
}

} // namespace hop101::formats
