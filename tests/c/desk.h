/* A desk that is open for trading: the definitions that every test begins with. */
#ifndef PLIM_TESTS_DESK_H
#define PLIM_TESTS_DESK_H

#include "check.h"

#include <stdint.h>
#include <string.h>

enum {
    /* Room for plim_config_small with a second lane. */
    DESK_BYTES = 64 * 1024,
    /* The lease and the clock of the desk, in nanoseconds. */
    DESK_OPENS = 1,
    DESK_LEASE = 1000000000
};

/* The price of everything, in ticks. */
static const int64_t PAR = 2500;

struct desk {
    plim_region region;
    plim_control control;
    plim_account_id account;
    plim_instrument_id instrument;
    plim_strategy_id strategy;
    plim_venue_id venue;
};

/* Defines one of everything and arms the region that desk->region joins. */
static inline void desk_define(struct desk *desk) {
    plim_instrument_terms terms;
    plim_strategy_terms strategy;
    plim_position_limit limit;

    memset(&terms, 0, sizeof terms);
    terms.struct_size = sizeof terms;
    terms.collar = PLIM_COLLAR_LIMIT;
    terms.lot = 1;
    terms.tick_value = 1;
    terms.max_order_qty = 1000000;
    memset(&strategy, 0, sizeof strategy);
    strategy.struct_size = sizeof strategy;
    strategy.code = 1;
    strategy.generation = 1;
    strategy.max_held = 3;
    memset(&limit, 0, sizeof limit);
    limit.struct_size = sizeof limit;
    limit.long_qty = 100000000;
    limit.short_qty = 100000000;

    OK(plim_control_open(&desk->region, &desk->control));
    OK(plim_control_set_firm_limit(&desk->control, PLIM_NOTIONAL_MAX));
    OK(plim_control_set_suspense_limit(&desk->control, 1000));
    OK(plim_control_set_alarm_deadline(&desk->control, DESK_LEASE));
    OK(plim_control_define_account(&desk->control, PLIM_NOTIONAL_MAX, &desk->account));
    OK(plim_control_define_instrument(&desk->control, &terms, &desk->instrument));
    OK(plim_control_define_venue(&desk->control, NULL, &desk->venue));
    OK(plim_control_define_strategy(&desk->control, &strategy, &desk->strategy));
    OK(plim_control_set_position_limit(&desk->control, desk->account, desk->instrument, &limit));
    OK(plim_control_arm(&desk->control, DESK_LEASE, DESK_OPENS));
}

/* Opens a desk for `config` in memory of its own, and in all that it needs. */
static inline void *desk_open_with(struct desk *desk, const plim_config *config) {
    size_t bytes = 0;
    void *memory;

    OK(plim_required_bytes(config, &bytes));
    bytes = (bytes + PLIM_LINE - 1) / PLIM_LINE * PLIM_LINE;
    memory = aligned_alloc(PLIM_LINE, bytes);
    CHECK(memory != NULL);
    memset(memory, 0, bytes);
    OK(plim_format(memory, bytes, config, &desk->region));
    desk_define(desk);
    return memory;
}

/* Opens a small desk with two lanes in memory that the test provides: DESK_BYTES, aligned, zero. */
static inline void desk_open(struct desk *desk, void *memory) {
    plim_config config;

    OK(plim_config_small(&config));
    config.lanes = 2;
    OK(plim_format(memory, DESK_BYTES, &config, &desk->region));
    desk_define(desk);
}

/* The terms of a parent that buys `qty` at PAR, with room to spare. */
static inline plim_new_parent desk_parent(const struct desk *desk, uint64_t client, uint64_t qty) {
    plim_new_parent terms;

    memset(&terms, 0, sizeof terms);
    terms.struct_size = sizeof terms;
    terms.account = desk->account;
    terms.instrument = desk->instrument;
    terms.strategy = desk->strategy;
    terms.generation = 1;
    terms.side = PLIM_SIDE_BUY;
    terms.has_price = 1;
    terms.max_children = 1048575;
    terms.client_id.low = client;
    terms.qty = qty;
    terms.price = PAR;
    terms.max_sent = qty * 100;
    terms.max_refused = 1000000;
    return terms;
}

/* The terms of a child of `parent` at PAR. */
static inline plim_new_child desk_child(const struct desk *desk, plim_parent_id parent,
                                        uint64_t qty) {
    plim_new_child terms;

    memset(&terms, 0, sizeof terms);
    terms.struct_size = sizeof terms;
    terms.venue = desk->venue;
    terms.parent = parent;
    terms.qty = qty;
    terms.price = PAR;
    terms.time_in_force = PLIM_TIF_DAY;
    return terms;
}

/* Admits a parent that buys `qty`. */
static inline plim_parent_id desk_admit(const struct desk *desk, plim_lane *lane, uint64_t client,
                                        uint64_t qty) {
    const plim_new_parent terms = desk_parent(desk, client, qty);
    plim_parent_id parent = 0;

    OK(plim_admit(lane, &terms, DESK_OPENS, &parent));
    return parent;
}

/* Routes a child of `qty` and says that it was sent. */
static inline plim_child_id desk_route(const struct desk *desk, plim_lane *lane,
                                       plim_parent_id parent, uint64_t qty) {
    const plim_new_child terms = desk_child(desk, parent, qty);
    plim_child_id child = 0;

    OK(plim_route(lane, &terms, DESK_OPENS, &child));
    OK(plim_sent(lane, child, DESK_OPENS));
    return child;
}

/* A report of `exec_type` that says nothing else. */
static inline plim_venue_report desk_report(plim_child_id child, uint32_t exec_type) {
    plim_venue_report report;

    memset(&report, 0, sizeof report);
    report.struct_size = sizeof report;
    report.exec_type = exec_type;
    report.child = child;
    return report;
}

/* A fill. */
static inline plim_venue_report desk_trade(plim_child_id child, uint64_t exec_id, uint64_t qty) {
    plim_venue_report report = desk_report(child, PLIM_EXEC_TRADE);

    report.exec_id.low = exec_id;
    report.last_qty = qty;
    report.last_px = PAR;
    return report;
}

/* Books a report. */
static inline plim_outcome desk_book(plim_lane *lane, const plim_venue_report *report) {
    plim_outcome outcome;

    OK(plim_report(lane, report, DESK_OPENS, &outcome));
    return outcome;
}

/* Books a fill. */
static inline plim_outcome desk_fill(plim_lane *lane, plim_child_id child, uint64_t exec_id,
                                     uint64_t qty) {
    const plim_venue_report report = desk_trade(child, exec_id, qty);

    return desk_book(lane, &report);
}

/* A parent as it stands. */
static inline plim_parent_view desk_parent_view(const struct desk *desk, plim_parent_id parent) {
    plim_parent_view view;

    OK(plim_view_parent(&desk->region, parent, &view));
    return view;
}

/* A child as it stands. */
static inline plim_child_view desk_child_view(const struct desk *desk, plim_child_id child) {
    plim_child_view view;

    OK(plim_view_child(&desk->region, child, &view));
    return view;
}

/* The books agree with themselves. */
static inline void desk_audit(const struct desk *desk) {
    plim_audit_result found;

    OK(plim_audit(&desk->region, &found));
    CHECK(found.finding == 0);
}

#endif
