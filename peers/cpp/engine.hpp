// An engine over a store and a lock: the same rules for all. A store finds and keeps parents,
// children, executions and client ids; a lock is held from the first line of a call to its last.
#ifndef PLIMSOLL_PEERS_ENGINE_HPP
#define PLIMSOLL_PEERS_ENGINE_HPP

#include "house.hpp"
#include "order.hpp"

#include <algorithm>
#include <mutex>
#include <new>

namespace peers {

template <class Store, class Lock, Fault FAULT = NO_FAULT> class Engine {
    using Parent = typename Store::Parent;
    using Child = typename Store::Child;

    struct Thread : Hand {
        Engine *engine = nullptr;
    };

    Lock lock_;
    House house_;
    Store store_;
    Thread threads_[2];

    explicit Engine(const peer_terms &terms) : store_(terms) {
        house_.terms = terms;
        for (Thread &thread : threads_) thread.engine = this;
    }

    using Guard = std::lock_guard<Lock>;
    static Thread &of(peer_hand *hand) { return *reinterpret_cast<Thread *>(hand); }
    static Engine &of(peer_house *house) { return *reinterpret_cast<Engine *>(house); }

    Position &position_of(const Parent &parent) {
        return store_.position(parent.account, parent.instrument);
    }

    // Sets aside at the levels above what is due, or gives back what is not any more.
    void settle(Parent &parent) {
        const std::int64_t more = parent.due() - parent.settled;
        if (more == 0) return;
        parent.settled += more;
        Position &position = position_of(parent);
        (parent.side == 1 ? position.buy_room : position.sell_room) -= more;
        store_.account(parent.account).money -= more * parent.unit;
        house_.money -= more * parent.unit;
    }

    bool finish(Parent &parent, std::uint64_t now) {
        settle(parent);
        if (parent.done || parent.reserved() != 0 || !(parent.closed || parent.balance <= 0))
            return false;
        parent.done = true;
        for (Flow *flow : {&house_.strategy_flow, &house_.firm_flow}) {
            flow->roll(now);
            flow->open -= parent.qty;
            flow->ended[0] += parent.qty;
        }
        settle(parent);
        return true;
    }

    void count_execution(const Parent &parent, std::uint64_t now) {
        Streak &streak = store_.instrument(parent.instrument).streak;
        const std::uint64_t window = now / PEER_WINDOW;
        if (streak.latched) return;
        streak.count =
            streak.side == parent.side && streak.window == window ? streak.count + 1 : 1;
        streak.side = parent.side;
        streak.window = window;
        streak.latched = streak.count >= house_.terms.max_repeats;
        if (streak.latched) house_.alarm(now);
    }

    // Check 17.
    std::int32_t check_pace(Thread &thread, const Instrument &instrument, std::uint64_t qty,
                            std::uint64_t now) {
        if (!thread.permits(house_.terms.orders, now)) return PEER_THROTTLED;
        if (instrument.streak.latched) return PEER_REPEATED;
        if (!house_.strategy_flow.permits(qty, house_.terms.max_ratio, now)) {
            house_.strategy_halted = true;
            house_.alarm(now);
            return PEER_HALTED;
        }
        if (!house_.firm_flow.permits(qty, house_.terms.max_ratio, now)) {
            house_.halted = true;
            house_.alarm(now);
            return PEER_HALTED;
        }
        return PEER_OK;
    }

    // Checks 13 to 16.
    std::int32_t check_parent(const Parent &parent, std::uint64_t qty, std::uint64_t now) const {
        if (parent.done) return PEER_PARENT_DONE;
        if (parent.closed) return PEER_CLOSED;
        if (parent.held) return PEER_HELD;
        if (now >= parent.expires) return PEER_PARENT_EXPIRED;
        if (now >= parent.vouched_until) return PEER_PARENT_LEASE_EXPIRED;
        if (parent.children >= parent.max_children) return PEER_FAN_OUT_CHILDREN;
        if (parent.sent + qty > parent.max_sent) return PEER_FAN_OUT_QUANTITY;
        return parent.balance >= static_cast<std::int64_t>(qty) ? PEER_OK : PEER_EXCEEDS_HEADROOM;
    }

    std::int32_t check_route(Thread &thread, const peer_child &order, std::uint64_t now,
                             Parent *&parent) {
        if (now < thread.clock) return PEER_CLOCK_BACKWARDS;
        if (const std::int32_t shut = house_.is_open(now)) return shut;
        const Venue &venue = store_.venue(order.venue);
        parent = store_.parent(order.parent);
        if (venue.halted) return PEER_HALTED;
        if (parent != nullptr && house_.is_stopped(store_.account(parent->account),
                                                   store_.instrument(parent->instrument)))
            return PEER_HALTED;
        if (!venue.up) return PEER_VENUE_DOWN;
        if (parent == nullptr) return PEER_UNKNOWN_PARENT;
        if (!house_.strategy_in_manifest) return PEER_NOT_IN_MANIFEST;
        const Instrument &instrument = store_.instrument(parent->instrument);
        if (const std::int32_t bad = check_qty(instrument, order.qty)) return bad;
        if (is_beyond(parent->side, order.price, parent->price)) return PEER_PRICE_BEYOND_LIMIT;
        if (FAULT != NO_COLLAR) {
            const std::int32_t bad = check_collar(instrument, parent->side, order.price, now);
            if (bad != PEER_OK) return bad;
        }
        if (const std::int32_t bad = check_parent(*parent, order.qty, now)) {
            const bool at_once = bad == PEER_FAN_OUT_CHILDREN || bad == PEER_FAN_OUT_QUANTITY;
            const bool past =
                bad == PEER_EXCEEDS_HEADROOM || bad == PEER_PARENT_DONE || bad == PEER_CLOSED;
            if (at_once || (past && ++parent->refused >= MAX_REFUSED)) {
                parent->held = true;
                house_.alarm(now);
            }
            return bad;
        }
        return check_pace(thread, instrument, order.qty, now);
    }

  public:
    static peer_house *open(const peer_terms *terms) {
        return reinterpret_cast<peer_house *>(new (std::nothrow) Engine(*terms));
    }
    static void close(peer_house *house) { delete &of(house); }
    static peer_hand *hand(peer_house *house, std::uint32_t thread) {
        return reinterpret_cast<peer_hand *>(&of(house).threads_[thread & 1]);
    }

    static std::int32_t admit(peer_hand *hand, const peer_parent *order, std::uint64_t now,
                              std::uint64_t *id) {
        Engine &engine = *of(hand).engine;
        Guard guard(engine.lock_);
        return engine.admit(of(hand), *order, now, *id);
    }

    static std::int32_t route(peer_hand *hand, const peer_child *order, std::uint64_t now,
                              std::uint64_t *id) {
        Thread &thread = of(hand);
        Engine &engine = *thread.engine;
        Guard guard(engine.lock_);
        Parent *parent = nullptr;
        if (const std::int32_t bad = engine.check_route(thread, *order, now, parent)) return bad;
        Child *child = engine.store_.make_child(*parent);
        if (child == nullptr) return PEER_FULL_TABLE;
        child->qty = order->qty;
        child->leaves = static_cast<std::int64_t>(order->qty);
        child->price = order->price;
        child->venue = std::uint16_t(order->venue);
        parent->balance -= child->leaves;
        parent->sent += order->qty;
        ++parent->children;
        ++thread.orders;
        thread.clock = now;
        engine.house_.strategy_flow.out[0] += order->qty;
        engine.house_.firm_flow.out[0] += order->qty;
        *id = child->id;
        return PEER_OK;
    }

    static std::int32_t ack(peer_hand *hand, std::uint64_t id, std::uint64_t) {
        Engine &engine = *of(hand).engine;
        Guard guard(engine.lock_);
        Child *child = engine.store_.child(id);
        if (child == nullptr) return PEER_UNKNOWN;
        if (child->state == 1) child->state = 3;
        return 0;
    }

    static std::int32_t fill(peer_hand *hand, const peer_fill *fill, std::uint64_t now) {
        Engine &engine = *of(hand).engine;
        Guard guard(engine.lock_);
        Child *child = engine.store_.child(fill->child);
        if (child == nullptr) return PEER_UNKNOWN;
        return engine.book(*child, *fill, now);
    }

    static std::int32_t request_cancel(peer_hand *hand, std::uint64_t id, std::uint64_t) {
        Engine &engine = *of(hand).engine;
        Guard guard(engine.lock_);
        Child *child = engine.store_.child(id);
        if (child == nullptr) return PEER_UNKNOWN_CHILD;
        if (child->state >= 5) return PEER_CHILD_ENDED;
        child->pending_cancel = true;
        return PEER_OK;
    }

    static std::int32_t canceled(peer_hand *hand, std::uint64_t id, std::uint64_t cum,
                                 std::uint64_t now) {
        Engine &engine = *of(hand).engine;
        Guard guard(engine.lock_);
        Child *child = engine.store_.child(id);
        if (child == nullptr) return PEER_UNKNOWN;
        Parent &parent = engine.store_.parent_of(*child);
        if (child->state < 5) child->state = 7;
        child->pending_cancel = false;
        // What the venue has executed and not reported yet stays reserved.
        const std::uint64_t known = FAULT == TRUSTS_ITSELF ? 0 : cum;
        const std::int64_t due =
            known > child->executed ? std::int64_t(known - child->executed) : 0;
        if (child->leaves > due) {
            parent.balance += child->leaves - due;
            child->leaves = due;
        }
        return engine.finish(parent, now) ? PEER_PARENT_ENDED : 0;
    }

    static std::int32_t cancel_parent(peer_hand *hand, std::uint64_t id, std::uint64_t now) {
        Engine &engine = *of(hand).engine;
        Guard guard(engine.lock_);
        Parent *parent = engine.store_.parent(id);
        if (parent == nullptr) return PEER_UNKNOWN_PARENT;
        if (parent->done) return PEER_PARENT_DONE;
        parent->closed = true;
        engine.finish(*parent, now);
        return PEER_OK;
    }

    static std::int32_t retire(peer_hand *hand, std::uint64_t id, std::uint64_t) {
        Engine &engine = *of(hand).engine;
        Guard guard(engine.lock_);
        Parent *parent = engine.store_.parent(id);
        if (parent == nullptr) return PEER_UNKNOWN_PARENT;
        if (!parent->done) return PEER_NOT_ENDED;
        engine.store_.free(*parent);
        return PEER_OK;
    }

    static std::int32_t halt(peer_house *house, std::uint32_t scope, std::uint64_t id,
                             std::uint64_t) {
        Engine &engine = of(house);
        Guard guard(engine.lock_);
        switch (scope) {
        case PEER_FIRM: engine.house_.halted = true; break;
        case PEER_ACCOUNT: engine.store_.account(std::uint32_t(id)).halted = true; break;
        case PEER_INSTRUMENT: engine.store_.instrument(std::uint32_t(id)).halted = true; break;
        case PEER_VENUE: engine.store_.venue(std::uint32_t(id)).halted = true; break;
        case PEER_STRATEGY: engine.house_.strategy_halted = true; break;
        case PEER_PARTY: engine.house_.parties_halted[id % 3] = true; break;
        case PEER_PARENT: {
            Parent *parent = engine.store_.parent(id);
            if (parent == nullptr) return PEER_UNKNOWN_PARENT;
            parent->held = true;
            break;
        }
        default: return PEER_FAULT;
        }
        return PEER_OK;
    }

    static std::int32_t spoil(peer_house *house, std::uint32_t what, std::uint64_t now) {
        Engine &engine = of(house);
        Guard guard(engine.lock_);
        switch (what) {
        case PEER_DISARM: engine.house_.armed = false; break;
        case PEER_DISCONNECT: engine.store_.venue(0).up = false; break;
        case PEER_STRIKE_STRATEGY: engine.house_.strategy_in_manifest = false; break;
        case PEER_LOWER_REFERENCE:
            engine.store_.instrument(0).reference -= 2 * PEER_BAND;
            engine.store_.instrument(0).reference_at = now;
            break;
        default: return PEER_FAULT;
        }
        return PEER_OK;
    }

    static std::int32_t parent_state(peer_hand *hand, std::uint64_t id, peer_parent_state *state) {
        Engine &engine = *of(hand).engine;
        Guard guard(engine.lock_);
        const Parent *parent = engine.store_.parent(id);
        if (parent == nullptr) return PEER_UNKNOWN_PARENT;
        *state = state_of(*parent);
        return PEER_OK;
    }

    static std::int32_t child_state(peer_hand *hand, std::uint64_t id, peer_child_state *state) {
        Engine &engine = *of(hand).engine;
        Guard guard(engine.lock_);
        const Child *child = engine.store_.child(id);
        if (child == nullptr) return PEER_UNKNOWN_CHILD;
        *state = state_of(*child);
        return PEER_OK;
    }

    static std::int32_t position(peer_hand *hand, std::uint32_t account, std::uint32_t instrument,
                                 peer_position *state) {
        Engine &engine = *of(hand).engine;
        Guard guard(engine.lock_);
        const Position &position = engine.store_.position(account, instrument);
        *state = {position.bought,    position.sold, position.buy_room,
                  position.sell_room, engine.store_.account(account).money,
                  engine.house_.money};
        return PEER_OK;
    }

    static constexpr peer_engine_table table(const char *name, const char *title,
                                             std::uint32_t traits) {
        return {PEER_VERSION,   traits, name,     title,        open,        close,
                hand,           admit,  route,    request_cancel, cancel_parent, retire,
                ack,            fill,   canceled, nullptr,      halt,        spoil,
                parent_state,   child_state,      position};
    }

  private:
    std::int32_t admit(Thread &thread, const peer_parent &order, std::uint64_t now,
                       std::uint64_t &id) {
        if (now < thread.clock) return PEER_CLOCK_BACKWARDS;
        if (const std::int32_t shut = house_.is_open(now)) return shut;
        Account &account = store_.account(order.account);
        const Instrument &instrument = store_.instrument(order.instrument);
        if (house_.is_stopped(account, instrument)) return PEER_HALTED;
        if (!house_.strategy_in_manifest) return PEER_NOT_IN_MANIFEST;
        if (store_.is_claimed(order.account, order.client_id)) return PEER_DUPLICATE_CLIENT_ID;
        if (const std::int32_t bad = check_qty(instrument, order.qty)) return bad;
        if (const std::int32_t bad = check_collar(instrument, order.side, order.price, now))
            return bad;
        if (order.expires != 0 && now >= order.expires) return PEER_PARENT_EXPIRED;
        const std::int64_t unit = dearest(instrument, order.price);
        const std::int64_t qty = std::int64_t(order.qty);
        const Position &position = store_.position(order.account, order.instrument);
        const std::int64_t room = order.side == 1
                                      ? position.buy_room + std::int64_t(position.sold)
                                      : position.sell_room + std::int64_t(position.bought);
        if (room < qty) return PEER_EXCEEDS_POSITION;
        if (account.money < qty * unit) return PEER_EXCEEDS_ACCOUNT;
        if (house_.money < qty * unit) return PEER_EXCEEDS_FIRM;
        Parent *parent = store_.make_parent();
        if (parent == nullptr) return PEER_FULL_TABLE;
        store_.claim(order.account, order.client_id);
        parent->qty = order.qty;
        parent->balance = qty;
        parent->max_sent = order.max_sent;
        parent->expires = order.expires == 0 ? UINT64_MAX : order.expires;
        parent->vouched_until = order.lease == 0 ? UINT64_MAX : now + order.lease;
        parent->price = order.price;
        parent->unit = unit;
        parent->account = order.account;
        parent->instrument = order.instrument;
        parent->max_children = order.max_children;
        parent->side = std::uint8_t(order.side);
        settle(*parent);
        for (Flow *flow : {&house_.strategy_flow, &house_.firm_flow}) flow->open += order.qty;
        thread.clock = now;
        id = parent->id;
        return PEER_OK;
    }

    std::int32_t book(Child &child, const peer_fill &fill, std::uint64_t now) {
        if (!store_.record(child, fill) && FAULT != COUNTS_TWICE) return PEER_DUPLICATE;
        Parent &parent = store_.parent_of(child);
        std::int32_t outcome = 0;
        const std::int64_t qty = std::int64_t(fill.qty);
        if (is_beyond(parent.side, fill.price, parent.price)) house_.alarm(now);
        const std::int64_t before = std::max<std::int64_t>(child.leaves, 0);
        child.leaves -= qty;
        child.executed += fill.qty;
        if (child.state < 5 && child.state != 7) child.state = child.leaves <= 0 ? 5 : 4;
        // What the child had not reserved comes from the parent, whatever it has.
        const std::int64_t past = qty - (before - std::max<std::int64_t>(child.leaves, 0));
        if (past > 0) {
            const std::int64_t over = std::max<std::int64_t>(-parent.balance, 0);
            parent.balance -= past;
            const std::int64_t more = std::max<std::int64_t>(-parent.balance, 0) - over;
            outcome |= PEER_CHILD_OVERFILL;
            house_.alarm(now);
            if (more > 0) {
                outcome |= PEER_OVERFILL;
                parent.held = true;
                settle(parent);
            }
        }
        parent.executed += fill.qty;
        if (FAULT != FORGETS_POSITION) {
            Position &position = position_of(parent);
            (parent.side == 1 ? position.bought : position.sold) += fill.qty;
        }
        count_execution(parent, now);
        if (finish(parent, now)) outcome |= PEER_PARENT_ENDED;
        return outcome;
    }
};

} // namespace peers

#endif
