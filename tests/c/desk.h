/* A desk that is open for trading: the definitions that every test begins with. */
#ifndef PLIM_TESTS_DESK_H
#define PLIM_TESTS_DESK_H

#include "check.h"

#include <stdint.h>
#include <string.h>

enum {
    /* Room for plim_config_small with a second lane. */
    DESK_BYTES = 96 * 1024,
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

/* The keys of persons 1 and 2. */
static const plim_key DESK_KEYS[2] = {{1, 11}, {2, 22}};

/* Sets every limit of the firm's, as wide as it can be, and gives two persons their keys. */
static inline void desk_limits(plim_control *control) {
    plim_throttles throttles;

    memset(&throttles, 0, sizeof throttles);
    throttles.struct_size = sizeof throttles;
    throttles.window = 1000000000;
    throttles.max_ratio = UINT32_MAX;
    throttles.orders = UINT32_MAX;
    throttles.cancels = UINT32_MAX;
    throttles.max_rejects = UINT32_MAX;
    OK(plim_control_set_firm_limit(control, PLIM_NOTIONAL_MAX));
    OK(plim_control_set_suspense_limit(control, 1000));
    OK(plim_control_set_alarm_deadline(control, DESK_LEASE));
    OK(plim_control_set_throttles(control, &throttles));
    OK(plim_control_set_clock_tolerance(control, DESK_LEASE));
    OK(plim_control_set_reset_terms(control, 0, DESK_LEASE));
    OK(plim_control_define_key(control, 1, &DESK_KEYS[0]));
    OK(plim_control_define_key(control, 2, &DESK_KEYS[1]));
}

/* Arms a region until `until` for what runs there, and for strategy 1; what it says. */
static inline plim_status desk_arm(const plim_region *region, plim_control *control,
                                   uint64_t until, uint64_t now) {
    const plim_session_strategy strategy = {1, 1, UINT64_MAX, PLIM_NOTIONAL_MAX};
    plim_fingerprint_parts parts;
    plim_manifest manifest;

    OK(plim_fingerprint(region, &parts));
    memset(&manifest, 0, sizeof manifest);
    manifest.struct_size = sizeof manifest;
    manifest.fingerprints = &parts;
    manifest.fingerprint_count = 1;
    manifest.strategies = &strategy;
    manifest.strategy_count = 1;
    manifest.lease = UINT64_MAX;
    return plim_control_arm(control, &manifest, until, now, NULL);
}

/* Person 1 asks for a scope to be opened again, because of "test". */
static inline plim_status desk_request(struct desk *desk, uint32_t scope, uint64_t scope_id,
                                       uint64_t now, plim_reset_ticket *ticket) {
    plim_reset_request request;

    memset(&request, 0, sizeof request);
    request.struct_size = sizeof request;
    request.scope = scope;
    request.scope_id = scope_id;
    request.key = DESK_KEYS[0];
    memcpy(request.why, "test", 4);
    return plim_control_request_reset(&desk->control, &request, now, ticket);
}

/* Person 2 confirms it. */
static inline plim_status desk_confirm(struct desk *desk, const plim_reset_ticket *ticket,
                                       uint64_t now) {
    plim_fingerprint_parts parts;

    OK(plim_fingerprint(&desk->region, &parts));
    return plim_control_confirm_reset(&desk->control, ticket->nonce, &DESK_KEYS[1], &parts, now);
}

/* Opens a scope again, as two persons do. */
static inline void desk_reset(struct desk *desk, uint32_t scope, uint64_t scope_id) {
    plim_reset_ticket ticket;

    OK(desk_request(desk, scope, scope_id, DESK_OPENS, &ticket));
    OK(desk_confirm(desk, &ticket, DESK_OPENS));
}

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
    strategy.max_ratio = UINT32_MAX;
    strategy.max_repeats = UINT32_MAX;
    memset(&limit, 0, sizeof limit);
    limit.struct_size = sizeof limit;
    limit.long_qty = 100000000;
    limit.short_qty = 100000000;

    OK(plim_control_open(&desk->region, &desk->control));
    desk_limits(&desk->control);
    OK(plim_control_define_account(&desk->control, PLIM_NOTIONAL_MAX, &desk->account));
    OK(plim_control_define_instrument(&desk->control, &terms, &desk->instrument));
    OK(plim_control_define_venue(&desk->control, NULL, &desk->venue));
    OK(plim_control_define_strategy(&desk->control, &strategy, &desk->strategy));
    OK(plim_control_set_position_limit(&desk->control, desk->account, desk->instrument, &limit));
    OK(desk_arm(&desk->region, &desk->control, DESK_LEASE, DESK_OPENS));
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
    terms.max_notional = PLIM_NOTIONAL_MAX;
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
