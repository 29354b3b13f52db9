/* An open house on which every check binds and none refuses: what the questions are asked of. */
#ifndef PLIM_BENCHES_HOUSE_H
#define PLIM_BENCHES_HOUSE_H

#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE /* madvise */
#endif

#include "plimsoll.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Ends the program unless a call answers with PLIM_OK: what follows would measure a refusal. */
#define OK(call) must((call), #call, __LINE__)

static inline void must(plim_status got, const char *call, int line) {
    if (got != PLIM_OK) {
        fprintf(stderr, "line %d: %s is %s\n", line, call, plim_status_text(got));
        exit(1);
    }
}

enum { LARGE_PAGE = 2 << 20 };

/* Which checks bind. */
enum checks { CHECKS_FEW, CHECKS_EVERY };

/*
 * The limit price of every order, in ticks. When the house opens, and what passes between two
 * calls, in nanoseconds. Throttles count over a second.
 */
static const int64_t PRICE = 100;
static const uint64_t WINDOW = UINT64_C(1) << 30;
enum { OPENS = 1, BETWEEN = 1000 };

/* How much a house can hold. */
struct house_size {
    uint32_t lanes;
    uint32_t parents;
    uint32_t children;
    uint32_t executions;
    /* Of all parents that are ever admitted. */
    uint32_t client_ids;
    uint32_t checks;
};

struct house {
    void *memory;
    size_t bytes;
    plim_region region;
    plim_control control;
    /* What is the same in every call. */
    plim_new_parent parent;
    plim_new_child child;
    plim_venue_report report;
};

static inline void house_throttles(struct house *house, enum checks checks) {
    const uint32_t never = UINT32_MAX;
    const uint32_t rarely = 1u << 20;
    plim_throttles throttles;

    memset(&throttles, 0, sizeof throttles);
    throttles.struct_size = sizeof throttles;
    throttles.window = WINDOW;
    throttles.max_ratio = checks == CHECKS_EVERY ? rarely : never;
    throttles.orders = checks == CHECKS_EVERY ? 2 * rarely - 1 : never;
    throttles.cancels = throttles.orders;
    throttles.max_rejects = throttles.max_ratio;
    OK(plim_control_set_throttles(&house->control, &throttles));
}

static inline void house_terms(struct house *house, enum checks checks) {
    plim_control *control = &house->control;
    plim_new_parent *parent = &house->parent;
    plim_instrument_terms instrument;
    plim_strategy_terms strategy;
    plim_position_limit limit;

    memset(&instrument, 0, sizeof instrument);
    instrument.struct_size = sizeof instrument;
    instrument.collar = PLIM_COLLAR_LIMIT;
    instrument.lot = 1;
    instrument.tick_value = 1;
    instrument.max_order_qty = 1000000;
    memset(&strategy, 0, sizeof strategy);
    strategy.struct_size = sizeof strategy;
    strategy.code = 1;
    strategy.generation = 1;
    strategy.max_held = 1;
    strategy.max_ratio = checks == CHECKS_EVERY ? 1u << 20 : UINT32_MAX;
    strategy.max_repeats = strategy.max_ratio;
    memset(&limit, 0, sizeof limit);
    limit.struct_size = sizeof limit;
    limit.long_qty = PLIM_QTY_MAX;
    limit.short_qty = PLIM_QTY_MAX;
    OK(plim_control_define_account(control, PLIM_NOTIONAL_MAX, &parent->account));
    OK(plim_control_define_instrument(control, &instrument, &parent->instrument));
    OK(plim_control_define_venue(control, NULL, &house->child.venue));
    OK(plim_control_define_strategy(control, &strategy, &parent->strategy));
    OK(plim_control_set_position_limit(control, parent->account, parent->instrument, &limit));
    if (checks == CHECKS_EVERY) {
        plim_monitor_id monitor;

        OK(plim_control_define_party(control, PLIM_PARTY_CLIENT, 1, &parent->parties.client));
        OK(plim_control_define_party(control, PLIM_PARTY_TRADER, 2, &parent->parties.trader));
        OK(plim_control_define_party(control, PLIM_PARTY_DESK, 3, &parent->parties.desk));
        parent->parties.has_client = 1;
        parent->parties.has_trader = 1;
        parent->parties.has_desk = 1;
        OK(plim_control_define_monitor(control, UINT64_C(1) << 60, &monitor));
        OK(plim_heartbeat(&house->region, monitor, OPENS));
    }
}

static inline void house_arm(struct house *house) {
    const plim_session_strategy strategy = {1, 1, UINT64_MAX, PLIM_NOTIONAL_MAX};
    plim_fingerprint_parts parts;
    plim_manifest manifest;

    OK(plim_fingerprint(&house->region, &parts));
    memset(&manifest, 0, sizeof manifest);
    manifest.struct_size = sizeof manifest;
    manifest.fingerprints = &parts;
    manifest.fingerprint_count = 1;
    manifest.strategies = &strategy;
    manifest.strategy_count = 1;
    manifest.lease = UINT64_MAX;
    OK(plim_control_arm(&house->control, &manifest, UINT64_MAX, 0, NULL));
}

static inline void house_forms(struct house *house) {
    house->parent.struct_size = sizeof house->parent;
    house->parent.generation = 1;
    house->parent.side = PLIM_SIDE_BUY;
    house->parent.has_price = 1;
    house->parent.max_children = 1048575;
    house->parent.price = PRICE;
    house->parent.max_sent = PLIM_QTY_MAX;
    house->parent.max_notional = PLIM_NOTIONAL_MAX;
    house->parent.max_refused = 1000000;
    house->child.struct_size = sizeof house->child;
    house->child.price = PRICE;
    house->child.time_in_force = PLIM_TIF_DAY;
    house->report.struct_size = sizeof house->report;
}

static inline void house_format(struct house *house, const struct house_size *size) {
    plim_config config;
    size_t bytes = 0;

    OK(plim_config_small(&config));
    config.lanes = size->lanes;
    config.parties = 4;
    config.parents = size->parents;
    config.children = size->children;
    config.executions = size->executions;
    config.client_ids = size->client_ids;
    config.events = 1 << 14;
    OK(plim_required_bytes(&config, &bytes));
    house->bytes = (bytes + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    house->memory = aligned_alloc(LARGE_PAGE, house->bytes);
    if (house->memory == NULL) {
        fprintf(stderr, "no %zu bytes\n", house->bytes);
        exit(1);
    }
    /* In large pages where the kernel gives them, every one touched before anything is timed. */
#ifdef MADV_HUGEPAGE
    (void)madvise(house->memory, house->bytes, MADV_HUGEPAGE);
#endif
    memset(house->memory, 0, house->bytes);
    OK(plim_format(house->memory, house->bytes, &config, &house->region));
}

/* Opens a house in which every lane is free. */
static inline void house_open(struct house *house, const struct house_size *size) {
    const enum checks checks = size->checks ? CHECKS_EVERY : CHECKS_FEW;

    memset(house, 0, sizeof *house);
    house_format(house, size);
    OK(plim_control_open(&house->region, &house->control));
    OK(plim_control_set_firm_limit(&house->control, PLIM_NOTIONAL_MAX));
    OK(plim_control_set_suspense_limit(&house->control, PLIM_QTY_MAX));
    OK(plim_control_set_alarm_deadline(&house->control, UINT64_MAX));
    house_throttles(house, checks);
    OK(plim_control_set_clock_tolerance(&house->control, UINT64_C(1) << 60));
    OK(plim_control_set_reset_terms(&house->control, 1, UINT64_C(1) << 60));
    house_terms(house, checks);
    house_arm(house);
    house_forms(house);
}

static inline void house_close(struct house *house) {
    free(house->memory);
}

#endif
