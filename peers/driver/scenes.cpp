// One scene for each check on `route`: everything is in order but that.
#include "history.hpp"

#include <functional>

namespace driver {

namespace {

// One parent, ready to be routed.
struct Scene {
    House house;
    std::uint64_t parent = 0;
    std::uint64_t executions = 0;

    Scene(const peer_engine_table *engine, const peer_terms &terms) : house(engine, terms) {}

    static peer_parent order() {
        return {1, 1000, PEER_REFERENCE + 100, 100000, 0, 0, 0, 0, 1, 1000};
    }
    std::int32_t admit(const peer_parent &order, std::uint64_t now = 1) {
        return house->admit(house.hand(), &order, now, &parent);
    }
    std::int32_t route(std::uint64_t qty = 100, std::uint64_t now = 2,
                       std::int64_t price = PEER_REFERENCE, std::uint64_t *child = nullptr) {
        const peer_child order = {parent, qty, price, 0, 0};
        std::uint64_t id = 0;
        const std::int32_t answer = house->route(house.hand(), &order, now, &id);
        if (child != nullptr) *child = id;
        return answer;
    }
    void execute(std::uint64_t child, std::uint64_t qty) {
        const peer_fill fill = {child, ++executions, qty, PEER_REFERENCE};
        (void)house->fill(house.hand(), &fill, 3);
    }
    std::int32_t halted(std::uint32_t scope, std::uint64_t id) {
        (void)house->halt(house.raw(), scope, id, 2);
        return route();
    }
    std::int32_t spoiled(std::uint32_t what) {
        if (house->spoil(house.raw(), what, 2) != PEER_OK) return PEER_FAULT;
        return route();
    }
};

struct Check {
    const char *name;
    std::int32_t expected;
    std::function<std::int32_t(Scene &)> play;
    std::function<void(peer_parent &)> order = [](peer_parent &) {};
    std::function<void(peer_terms &)> terms = [](peer_terms &) {};
};

std::int32_t overfilled(Scene &s) {
    std::uint64_t child = 0;
    (void)s.route(100, 2, PEER_REFERENCE, &child);
    s.execute(child, 110); // a critical alarm, and nobody acknowledges it
    return s.route(100, 4 + PEER_PATIENCE);
}

std::int32_t filled(Scene &s) {
    std::uint64_t child = 0;
    (void)s.route(1000, 2, PEER_REFERENCE, &child);
    s.execute(child, 1000);
    return s.route();
}

std::int32_t routed_again_after_cancel(Scene &s) {
    std::uint64_t child = 0;
    (void)s.route(1000, 2, PEER_REFERENCE, &child);
    (void)s.house->canceled(s.house.hand(), child, 0, 2);
    return s.route(10);
}

std::int32_t executed_in_a_row(Scene &s) {
    std::uint64_t child = 0;
    (void)s.route(100, 2, PEER_REFERENCE, &child);
    for (int i = 0; i < 3; ++i) s.execute(child, 10);
    return s.route(100, 4);
}

const std::vector<Check> &house_checks() {
    static const std::vector<Check> CHECKS = {
        {"nothing is wrong", PEER_OK, [](Scene &s) { return s.route(); }},
        {"1 clock", PEER_CLOCK_BACKWARDS,
         [](Scene &s) { return s.route(100, 9) == PEER_OK ? s.route(100, 8) : PEER_FAULT; }},
        {"2 armed", PEER_NOT_ARMED, [](Scene &s) { return s.spoiled(PEER_DISARM); }},
        {"3 lease", PEER_LEASE_EXPIRED, [](Scene &s) { return s.route(100, PEER_LEASE); }},
        {"4 monitor", PEER_MONITOR_SILENT, [](Scene &s) { return s.route(100, 1 + PEER_SILENCE); }},
        {"5 alarms", PEER_ALARM_UNACKNOWLEDGED, overfilled},
        {"6 firm", PEER_HALTED, [](Scene &s) { return s.halted(PEER_FIRM, 0); }},
        {"6 account", PEER_HALTED, [](Scene &s) { return s.halted(PEER_ACCOUNT, 0); }},
        {"6 instrument", PEER_HALTED, [](Scene &s) { return s.halted(PEER_INSTRUMENT, 0); }},
        {"6 strategy", PEER_HALTED, [](Scene &s) { return s.halted(PEER_STRATEGY, 0); }},
        {"6 venue", PEER_HALTED, [](Scene &s) { return s.halted(PEER_VENUE, 0); }},
        {"6 client", PEER_HALTED, [](Scene &s) { return s.halted(PEER_PARTY, 0); }},
        {"6 trader", PEER_HALTED, [](Scene &s) { return s.halted(PEER_PARTY, 1); }},
        {"6 desk", PEER_HALTED, [](Scene &s) { return s.halted(PEER_PARTY, 2); }},
        {"6 another account", PEER_OK, [](Scene &s) { return s.halted(PEER_ACCOUNT, 1); }},
        {"7 session", PEER_VENUE_DOWN, [](Scene &s) { return s.spoiled(PEER_DISCONNECT); }},
        {"8 parent", PEER_UNKNOWN_PARENT,
         [](Scene &s) { s.parent ^= UINT64_C(1) << 33; return s.route(); }},
        {"8 registry", PEER_NOT_IN_MANIFEST,
         [](Scene &s) { return s.spoiled(PEER_STRIKE_STRATEGY); }},
    };
    return CHECKS;
}

const std::vector<Check> &order_checks() {
    static const std::vector<Check> CHECKS = {
        {"9 zero", PEER_ZERO_QUANTITY, [](Scene &s) { return s.route(0); }},
        {"9 most", PEER_QUANTITY_TOO_LARGE, [](Scene &s) { return s.route(PEER_MAX_QTY + 10); }},
        {"10 lot", PEER_OFF_LOT, [](Scene &s) { return s.route(101); }},
        {"11 limit", PEER_PRICE_BEYOND_LIMIT,
         [](Scene &s) { return s.route(100, 2, PEER_REFERENCE + 101); }},
        {"12 collar", PEER_OUTSIDE_COLLAR,
         [](Scene &s) { return s.spoiled(PEER_LOWER_REFERENCE); }},
        {"12 age", PEER_STALE_REFERENCE,
         [](Scene &s) { return s.route(100, 2 + PEER_REFERENCE_AGE); }},
        {"13 done", PEER_PARENT_DONE, filled},
        {"13 closed", PEER_CLOSED,
         [](Scene &s) {
             (void)s.route();
             (void)s.house->cancel_parent(s.house.hand(), s.parent, 2);
             return s.route();
         }},
        {"13 held", PEER_HELD, [](Scene &s) { return s.halted(PEER_PARENT, s.parent); }},
        {"14 expiry", PEER_PARENT_EXPIRED, [](Scene &s) { return s.route(100, 9); },
         [](peer_parent &order) { order.expires = 9; }},
        {"14 lease", PEER_PARENT_LEASE_EXPIRED, [](Scene &s) { return s.route(100, 9); },
         [](peer_parent &order) { order.lease = 8; }},
        {"15 children", PEER_FAN_OUT_CHILDREN,
         [](Scene &s) { return s.route() == PEER_OK ? s.route() : PEER_FAULT; },
         [](peer_parent &order) { order.max_children = 1; }},
        {"15 sent", PEER_FAN_OUT_QUANTITY, routed_again_after_cancel,
         [](peer_parent &order) { order.max_sent = 1000; }},
        {"16 headroom", PEER_EXCEEDS_HEADROOM, [](Scene &s) { return s.route(1010); }},
        {"17 orders", PEER_THROTTLED,
         [](Scene &s) { return s.route() == PEER_OK ? s.route() : PEER_FAULT; },
         [](peer_parent &) {}, [](peer_terms &terms) { terms.orders = 1; }},
        {"17 executions", PEER_REPEATED, executed_in_a_row, [](peer_parent &) {},
         [](peer_terms &terms) { terms.max_repeats = 3; }},
        {"17 ratio", PEER_HALTED, routed_again_after_cancel, [](peer_parent &) {},
         [](peer_terms &terms) { terms.max_ratio = 1; }},
    };
    return CHECKS;
}

std::optional<std::string> wrong(const peer_engine_table *engine, const Check &check) {
    peer_terms terms = wide(16, 64);
    check.terms(terms);
    Scene scene(engine, terms);
    peer_parent order = Scene::order();
    check.order(order);
    if (const std::int32_t refused = scene.admit(order))
        return std::string(engine->name) + ", check " + check.name + ": admission answers " +
               std::to_string(refused);
    const std::int32_t found = check.play(scene);
    if (found == check.expected) return std::nullopt;
    return std::string(engine->name) + ", check " + check.name + ": answers " +
           std::to_string(found) + ", not " + std::to_string(check.expected);
}

} // namespace

std::optional<std::string> wrong_check(const peer_engine_table *engine) {
    for (const auto *checks : {&house_checks(), &order_checks()})
        for (const Check &check : *checks)
            if (auto found = wrong(engine, check)) return found;
    return std::nullopt;
}

std::size_t checks() { return house_checks().size() + order_checks().size(); }

} // namespace driver
