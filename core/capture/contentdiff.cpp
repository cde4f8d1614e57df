// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/contentdiff.h"

#include "core/base/ascii.h"
#include "core/capture/jsonvalue.h"

#include <algorithm>

namespace hop101::capture {
namespace {

bool isPlainName(std::string_view name)
{
    return !name.empty() && !base::isDigit(name.front()) && std::all_of(name.begin(), name.end(), [](char c) {
        return base::isAlpha(c) || base::isDigit(c) || c == '_';
    });
}

std::string dumped(const JsonValue &value)
{
    return value.dump(-1, ' ', false, JsonValue::error_handler_t::replace);
}

std::string shortened(std::string text)
{
    if (text.size() <= kMaxValueBytes)
        return text;
    std::size_t end = kMaxValueBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        --end; // not in the middle of a character
    return text.substr(0, end) + "…";
}

class JsonComparison
{
public:
    explicit JsonComparison(ContentDifference &found) : m_found(found) { }

    void compare(const JsonValue &left, const JsonValue &right)
    {
        if (left.is_object() && right.is_object())
            compareObjects(left, right);
        else if (left.is_array() && right.is_array())
            compareArrays(left, right);
        else if (left != right)
            differ(&left, &right);
    }

private:
    void compareObjects(const JsonValue &left, const JsonValue &right)
    {
        for (const auto &[name, value] : left.items()) {
            const auto other = right.find(name);
            inside(name, &value, other == right.end() ? nullptr : &*other);
        }
        for (const auto &[name, value] : right.items())
            if (!left.contains(name))
                inside(name, nullptr, &value);
    }
    void compareArrays(const JsonValue &left, const JsonValue &right)
    {
        for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
            const std::size_t before = m_path.size();
            m_path += '[' + std::to_string(i) + ']';
            step(i < left.size() ? &left[i] : nullptr, i < right.size() ? &right[i] : nullptr);
            m_path.resize(before);
        }
    }
    void inside(const std::string &name, const JsonValue *left, const JsonValue *right)
    {
        const std::size_t before = m_path.size();
        m_path += '.' + (isPlainName(name) ? name : dumped(name));
        step(left, right);
        m_path.resize(before);
    }
    void step(const JsonValue *left, const JsonValue *right)
    {
        if (m_found.hasMoreValues)
            return;
        if (left && right)
            compare(*left, *right);
        else
            differ(left, right);
    }
    void differ(const JsonValue *left, const JsonValue *right)
    {
        if (m_found.values.size() == kMaxValueDifferences) {
            m_found.hasMoreValues = true;
            return;
        }
        ValueDifference difference{m_path.empty() ? "." : shortened(m_path), {}, {}};
        if (left)
            difference.left = shortened(dumped(*left));
        if (right)
            difference.right = shortened(dumped(*right));
        m_found.values.push_back(std::move(difference));
    }

    ContentDifference &m_found;
    std::string m_path;
};

} // namespace

std::optional<std::uint64_t> firstDifference(base::ByteSpan left, base::ByteSpan right)
{
    const auto [l, r] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    if (l == left.end() && r == right.end())
        return std::nullopt;
    return static_cast<std::uint64_t>(l - left.begin());
}

ContentDifference compareContents(base::ByteSpan left, base::ByteSpan right, const Ignored &ignored)
{
    ContentDifference found;
    found.firstByte = firstDifference(left, right).value_or(left.size());
    const base::Bytes neutralLeft = neutralised(left, ignored);
    const base::Bytes neutralRight = neutralised(right, ignored);
    const auto leftJson = jsonFrom(neutralLeft);
    const auto rightJson = jsonFrom(neutralRight);
    found.isJson = leftJson && rightJson;
    if (found.isJson)
        JsonComparison(found).compare(*leftJson, *rightJson);
    return found;
}

} // namespace hop101::capture
