/* The smallest gateway in C99: one parent, one child, one fill, one refusal.
 *
 *   cargo xtask archive
 *   cc -std=c99 -I target/plimsoll examples/minimal.c target/plimsoll/libplimsoll.a -o minimal
 */
#include "plimsoll.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All state lives here: no call of the library allocates. */
static unsigned char block[64 * 1024 + PLIM_LINE];

/* Nanoseconds on a clock of ours. The library never reads one. */
static uint64_t now = 0;

/* For calls that have no reason to fail. */
static void must(plim_status status, const char *call)
{
    if (status == PLIM_OK) return;
    fprintf(stderr, "%s: %s\n", call, plim_status_text(status));
    exit(EXIT_FAILURE);
}

/* Lays a small region out at the first aligned byte of the block. */
static plim_region make_region(void)
{
    plim_region region;
    plim_config config;
    size_t bytes;
    unsigned char *memory = block + (PLIM_LINE - (uintptr_t)block % PLIM_LINE) % PLIM_LINE;

    must(plim_config_small(&config), "plim_config_small");
    must(plim_required_bytes(&config, &bytes), "plim_required_bytes");
    if (bytes > sizeof block - PLIM_LINE) exit(EXIT_FAILURE);
    must(plim_format(memory, bytes, &config, &region), "plim_format");
    return region;
}

/* The numbers of the firm's: every one must be set. */
static void limit(plim_control *control)
{
    const uint64_t second = 1000000000;
    plim_throttles throttles;

    memset(&throttles, 0, sizeof throttles);
    throttles.struct_size = sizeof throttles;
    throttles.window = second;
    throttles.max_ratio = 5;
    throttles.orders = 100;
    throttles.cancels = 100;
    throttles.max_rejects = 10;
    must(plim_control_set_firm_limit(control, 1000000000), "plim_control_set_firm_limit");
    must(plim_control_set_suspense_limit(control, 1000), "plim_control_set_suspense_limit");
    must(plim_control_set_alarm_deadline(control, 60 * second), "plim_control_set_alarm_deadline");
    must(plim_control_set_throttles(control, &throttles), "plim_control_set_throttles");
    must(plim_control_set_clock_tolerance(control, second), "plim_control_set_clock_tolerance");
    must(plim_control_set_reset_terms(control, 60 * second, 600 * second),
         "plim_control_set_reset_terms");
}

/* Opens for an hour, if what is here is what is expected: here, whatever is here. */
static void arm(const plim_region *region, plim_control *control, plim_strategy_id strategy)
{
    const uint64_t hour = 3600000000000u;
    const plim_session_strategy allowed = {strategy, 1, 100, 1000000000};
    plim_fingerprint_parts here;
    plim_manifest manifest;
    plim_difference differs;

    must(plim_fingerprint(region, &here), "plim_fingerprint");
    memset(&manifest, 0, sizeof manifest);
    manifest.struct_size = sizeof manifest;
    manifest.fingerprints = &here;
    manifest.fingerprint_count = 1;
    manifest.strategies = &allowed;
    manifest.strategy_count = 1;
    manifest.lease = hour;
    must(plim_control_arm(control, &manifest, now + hour, now, &differs), "plim_control_arm");
}

/* What a person decides before trading. What is not set is refused. Fills in whose order it is. */
static void define(const plim_region *region, plim_new_parent *parent, plim_venue_id *venue)
{
    plim_control control;
    plim_instrument_terms instrument;
    plim_strategy_terms strategy;
    plim_position_limit position;

    memset(&instrument, 0, sizeof instrument);
    instrument.struct_size = sizeof instrument;
    instrument.collar = PLIM_COLLAR_LIMIT;
    instrument.lot = 1;
    instrument.tick_value = 1; /* a tick is a cent, and money is counted in cents */
    instrument.max_order_qty = 10000;
    memset(&strategy, 0, sizeof strategy);
    strategy.struct_size = sizeof strategy;
    strategy.code = 1; /* manual */
    strategy.generation = 1;
    strategy.max_held = 1;
    strategy.max_ratio = 2;
    strategy.max_repeats = 100;
    memset(&position, 0, sizeof position);
    position.struct_size = sizeof position;
    position.long_qty = 10000;
    position.short_qty = 10000;

    must(plim_control_open(region, &control), "plim_control_open");
    limit(&control);
    must(plim_control_define_account(&control, 1000000000, &parent->account),
         "plim_control_define_account");
    must(plim_control_define_instrument(&control, &instrument, &parent->instrument),
         "plim_control_define_instrument");
    must(plim_control_define_venue(&control, NULL, venue), "plim_control_define_venue");
    must(plim_control_define_strategy(&control, &strategy, &parent->strategy),
         "plim_control_define_strategy");
    must(plim_control_set_position_limit(&control, parent->account, parent->instrument, &position),
         "plim_control_set_position_limit");
    arm(region, &control, parent->strategy);
    must(plim_control_close(&control), "plim_control_close");
}

/* Routes a child, writes its message, and says that it left. */
static plim_status send(plim_lane *lane, const plim_new_child *terms, plim_child_id *child)
{
    char cl_ord_id[PLIM_TEXT_SIZE];
    plim_status status = plim_route(lane, terms, ++now, child);

    if (status != PLIM_OK) return status;
    must(plim_child_text(*child, cl_ord_id, sizeof cl_ord_id), "plim_child_text");
    printf("35=D 11=%s 38=%" PRIu64 "\n", cl_ord_id, terms->qty);
    must(plim_sent(lane, *child, ++now), "plim_sent");
    return PLIM_OK;
}

/* Books what the venue says: all of the child is filled. */
static void fill(plim_lane *lane, plim_child_id child, uint64_t qty, int64_t price)
{
    plim_venue_report report;
    plim_outcome outcome;

    memset(&report, 0, sizeof report);
    report.struct_size = sizeof report;
    report.exec_type = PLIM_EXEC_TRADE;
    report.child = child;
    must(plim_exec_id_from_text("E1", 2, &report.exec_id), "plim_exec_id_from_text");
    report.last_qty = qty;
    report.last_px = price;
    report.has_cum_qty = 1;
    report.cum_qty = qty;
    must(plim_report(lane, &report, ++now, &outcome), "plim_report");
    if (outcome.breach != PLIM_B_NONE) {
        fprintf(stderr, "breach: %s\n", plim_breach_text(outcome.breach));
        exit(EXIT_FAILURE);
    }
}

int main(void)
{
    plim_venue_id venue;
    plim_lane lane;
    plim_parent_view view;
    plim_parent_id parent;
    plim_child_id child;
    plim_new_parent order;
    plim_new_child terms;
    plim_status refused;
    plim_region region = make_region();

    memset(&order, 0, sizeof order);
    order.struct_size = sizeof order;
    order.generation = 1;
    order.side = PLIM_SIDE_BUY;
    order.has_price = 1;
    order.price = 2500;
    order.qty = 1000;
    order.max_children = 100;
    order.max_sent = 2000; /* what comes back unfilled may be sent once more */
    order.max_refused = 3;
    order.max_notional = 5000000;
    must(plim_client_id_from_text("P1", 2, &order.client_id), "plim_client_id_from_text");
    define(&region, &order, &venue);
    must(plim_lane_open(&region, 0, &lane), "plim_lane_open");
    must(plim_admit(&lane, &order, ++now, &parent), "plim_admit");

    memset(&terms, 0, sizeof terms);
    terms.struct_size = sizeof terms;
    terms.parent = parent;
    terms.venue = venue;
    terms.price = order.price;
    terms.time_in_force = PLIM_TIF_DAY;
    terms.qty = 600;
    must(send(&lane, &terms, &child), "send");
    fill(&lane, child, 600, 2499);

    /* 600 of 1,000 shares are executed. Another 600 are more than what is left. */
    refused = send(&lane, &terms, &child);
    printf("the second child: %s\n", plim_status_text(refused));

    must(plim_view_parent(&region, parent, &view), "plim_view_parent");
    printf("executed %" PRIu64 ", headroom %" PRIu64 " of %" PRIu64 "\n", view.executed,
           view.headroom, view.qty);
    must(plim_lane_close(&lane), "plim_lane_close");
    return refused == PLIM_E_EXCEEDS_HEADROOM && view.executed == 600 ? EXIT_SUCCESS : EXIT_FAILURE;
}
