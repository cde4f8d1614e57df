// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <type_traits>
#include <utility>
#include <variant>

namespace hop101::base {

/// A value, or the reason there is none. E is a small comparable struct or enum, never prose.
template<typename T, typename E>
class [[nodiscard]] Result
{
    static_assert(!std::is_same_v<T, E>, "value and error must differ, or construction is ambiguous");

public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) { }
    Result(E error) : m_state(std::in_place_index<1>, std::move(error)) { }

    explicit operator bool() const noexcept { return m_state.index() == 0; }
    const T &value() const & { return std::get<0>(m_state); }
    T &value() & { return std::get<0>(m_state); }
    T &&value() && { return std::get<0>(std::move(m_state)); }
    const E &error() const & { return std::get<1>(m_state); }

private:
    std::variant<T, E> m_state;
};

/// What an operation without a value gives when it succeeds.
struct Done
{
    bool operator==(const Done &) const = default;
};

} // namespace hop101::base
