// What every store knows of a parent and of a child, and the numbers that follow from it.
#ifndef PLIMSOLL_PEERS_ORDER_HPP
#define PLIMSOLL_PEERS_ORDER_HPP

#include "peer.h"

#include <algorithm>
#include <cstdint>

namespace peers {

// What all stores know of a parent. Stores derive from it.
struct ParentTerms {
    std::uint64_t id = 0;
    std::uint64_t qty = 0;
    std::uint64_t executed = 0;
    std::int64_t balance = 0; // quantity not executed and not reserved; below zero: overfill
    std::int64_t settled = 0; // units set aside for it above
    std::uint64_t sent = 0;
    std::uint64_t max_sent = 0;
    std::uint64_t expires = 0;
    std::uint64_t vouched_until = 0;
    std::int64_t price = 0;
    std::int64_t unit = 0;
    std::uint32_t account = 0;
    std::uint32_t instrument = 0;
    std::uint32_t children = 0;
    std::uint32_t max_children = 0;
    std::uint32_t refused = 0;
    std::uint8_t side = 0;
    bool closed = false;
    bool held = false;
    bool done = false;

    std::int64_t reserved() const {
        return static_cast<std::int64_t>(qty) - static_cast<std::int64_t>(executed) - balance;
    }
    // Units that the levels above must set aside: what it may still come to.
    std::int64_t due() const {
        return static_cast<std::int64_t>(qty) - (done || balance < 0 ? balance : 0);
    }
};

// What all stores know of a child.
struct ChildTerms {
    std::uint64_t id = 0;
    std::uint64_t qty = 0;
    std::uint64_t executed = 0;
    std::int64_t leaves = 0; // the most it may still come to, less what was executed
    std::int64_t price = 0;
    std::uint16_t venue = 0;
    std::uint8_t state = 1;
    bool pending_cancel = false;
};

// What is left out on purpose, so that the driver can be seen to notice.
enum Fault { NO_FAULT, COUNTS_TWICE, TRUSTS_ITSELF, NO_COLLAR, FORGETS_POSITION, FAULTS };

// Attempts past a parent before it is held.
constexpr std::uint32_t MAX_REFUSED = 1u << 30;

inline peer_parent_state state_of(const ParentTerms &parent) {
    const std::uint32_t state = parent.done ? 4 : parent.closed ? 3 : parent.held ? 2 : 1;
    const auto above = [](std::int64_t n) { return std::uint64_t(std::max<std::int64_t>(n, 0)); };
    return {parent.executed,        std::uint64_t(parent.reserved()), above(parent.balance),
            above(-parent.balance), parent.sent, parent.children,     state};
}

inline peer_child_state state_of(const ChildTerms &child) {
    const std::int64_t leaves = std::max<std::int64_t>(child.leaves, 0);
    return {child.executed, std::uint64_t(leaves), child.state, child.pending_cancel};
}

} // namespace peers

#endif
