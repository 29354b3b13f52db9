// What each of these engines keeps of the house, and the checks that look at it: written once, so
// that the engines differ in how they find, keep and guard things, not in what they check.
#ifndef PLIMSOLL_PEERS_HOUSE_HPP
#define PLIMSOLL_PEERS_HOUSE_HPP

#include "peer.h"

#include <cstdint>
#include <cstdlib>

namespace peers {

// Units out for units in, of now and the window before.
struct Flow {
    std::uint64_t window = 0;
    std::uint64_t open = 0; // quantity of parents that have not ended
    std::uint64_t ended[2] = {0, 0};
    std::uint64_t out[2] = {0, 0};

    void roll(std::uint64_t now) {
        const std::uint64_t at = now / PEER_WINDOW;
        if (at == window) return;
        const bool next = at == window + 1;
        ended[1] = next ? ended[0] : 0;
        out[1] = next ? out[0] : 0;
        ended[0] = out[0] = 0;
        window = at;
    }
    bool permits(std::uint64_t qty, std::uint64_t ratio, std::uint64_t now) {
        roll(now);
        return out[0] + out[1] + qty <= ratio * (open + ended[0] + ended[1]);
    }
};

// Executions in a row of the strategy in an instrument.
struct Streak {
    std::uint64_t window = 0;
    std::uint32_t side = 0;
    std::uint32_t count = 0;
    bool latched = false;
};

struct Account {
    bool halted = false;
    std::int64_t money = static_cast<std::int64_t>(PEER_MONEY);
};

struct Instrument {
    bool halted = false;
    std::uint64_t lot = PEER_LOT;
    std::uint64_t max_qty = PEER_MAX_QTY;
    std::int64_t reference = PEER_REFERENCE;
    std::uint64_t reference_at = 1;
    Streak streak;
};

struct Venue {
    bool halted = false;
    bool up = true;
};

struct Position {
    std::uint64_t bought = 0;
    std::uint64_t sold = 0;
    std::int64_t buy_room = static_cast<std::int64_t>(PEER_POSITION);
    std::int64_t sell_room = static_cast<std::int64_t>(PEER_POSITION);
};

struct House {
    peer_terms terms{};
    bool armed = true;
    bool halted = false;
    bool strategy_halted = false;
    bool strategy_in_manifest = true;
    bool parties_halted[3] = {false, false, false};
    std::uint64_t lease_until = PEER_LEASE;
    std::uint64_t heard_until = 1 + PEER_SILENCE;
    std::uint64_t alarm_deadline = UINT64_MAX;
    std::int64_t money = static_cast<std::int64_t>(PEER_MONEY);
    Flow strategy_flow;
    Flow firm_flow;

    // Checks 2 to 5, and the firm's part of 6.
    std::int32_t is_open(std::uint64_t now) const {
        if (!armed) return PEER_NOT_ARMED;
        if (now >= lease_until) return PEER_LEASE_EXPIRED;
        if (now >= heard_until) return PEER_MONITOR_SILENT;
        if (now >= alarm_deadline) return PEER_ALARM_UNACKNOWLEDGED;
        return halted ? PEER_HALTED : PEER_OK;
    }
    // The rest of 6 that does not depend on the venue.
    bool is_stopped(const Account &account, const Instrument &instrument) const {
        return account.halted || instrument.halted || strategy_halted || parties_halted[0] ||
               parties_halted[1] || parties_halted[2];
    }
    void alarm(std::uint64_t now) {
        const std::uint64_t deadline = now + PEER_PATIENCE;
        if (deadline < alarm_deadline) alarm_deadline = deadline;
    }
};

// A thread's own: its clock, and how many orders it has sent in this window.
struct Hand {
    std::uint64_t clock = 0;
    std::uint64_t window = 0;
    std::uint32_t orders = 0;

    bool permits(std::uint32_t most, std::uint64_t now) {
        const std::uint64_t at = now / PEER_WINDOW;
        if (at != window) {
            window = at;
            orders = 0;
        }
        return orders < most;
    }
};

// Checks 9 and 10.
inline std::int32_t check_qty(const Instrument &instrument, std::uint64_t qty) {
    if (qty == 0) return PEER_ZERO_QUANTITY;
    if (qty > instrument.max_qty) return PEER_QUANTITY_TOO_LARGE;
    return qty % instrument.lot == 0 ? PEER_OK : PEER_OFF_LOT;
}

inline bool is_beyond(std::uint32_t side, std::int64_t price, std::int64_t limit) {
    return side == 1 ? price > limit : price < limit;
}

// Check 12.
inline std::int32_t check_collar(const Instrument &instrument, std::uint32_t side,
                                 std::int64_t price, std::uint64_t now) {
    if (now > instrument.reference_at && now - instrument.reference_at > PEER_REFERENCE_AGE)
        return PEER_STALE_REFERENCE;
    const std::int64_t worse =
        side == 1 ? price - instrument.reference : instrument.reference - price;
    return worse > PEER_BAND ? PEER_OUTSIDE_COLLAR : PEER_OK;
}

// What a unit of a parent at this price may cost: its cap, or the edge of the collar.
inline std::int64_t dearest(const Instrument &instrument, std::int64_t price) {
    const std::int64_t cap = std::llabs(price);
    const std::int64_t edge = std::llabs(instrument.reference) + PEER_BAND;
    return cap > edge ? cap : edge;
}

} // namespace peers

#endif
