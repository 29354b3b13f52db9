/*
 * Property: a region is laid out and joined only in memory that can hold it and by a program that
 *           knows it; what is not defined, armed, leased or limited is refused; and after a crash
 *           nothing goes on by itself.
 * Method:   each refusal by a row, in the order in which an operator would come upon it.
 */
#include "desk.h"

static unsigned char memory[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));

static void memory_that_will_not_do(void) {
    plim_config config, read;
    plim_region region;
    size_t small = 0, large = 0;
    uint64_t epoch = 9;
    unsigned char was;

    OK(plim_config_default(&config));
    OK(plim_required_bytes(&config, &large));
    OK(plim_config_small(&config));
    OK(plim_required_bytes(&config, &small));
    CHECK(small <= 64 * 1024 && small < large);
    EXPECT(PLIM_E_TOO_SHORT, plim_format(memory, small - 1, &config, &region));
    EXPECT(PLIM_E_BAD_MAGIC, plim_attach(memory, sizeof memory, &region));
    EXPECT(PLIM_E_TOO_SHORT, plim_attach(memory, 8, &region));
    config.session = 77;
    OK(plim_format(memory, small, &config, &region));
    EXPECT(PLIM_E_ALREADY_FORMATTED, plim_format(memory, small, &config, &region));
    EXPECT(PLIM_E_TOO_SHORT, plim_attach(memory, small - 1, &region));
    OK(plim_attach(memory, small, &region));
    OK(plim_region_config(&region, &read));
    CHECK(memcmp(&read, &config, sizeof read) == 0);
    OK(plim_region_epoch(&region, &epoch));
    CHECK(epoch == 0);
    was = memory[40];
    memory[40] ^= 1;
    EXPECT(PLIM_E_DAMAGED_HEADER, plim_attach(memory, small, &region));
    memory[40] = was;
    OK(plim_attach(memory, small, &region));
    memset(memory, 0, sizeof memory);
}

/* Arms a region that has no strategy yet, for at most 10 nanoseconds. */
static plim_status arm(struct desk *desk, uint64_t until, uint64_t now) {
    plim_fingerprint_parts parts;
    plim_manifest manifest;

    OK(plim_fingerprint(&desk->region, &parts));
    memset(&manifest, 0, sizeof manifest);
    manifest.struct_size = sizeof manifest;
    manifest.fingerprints = &parts;
    manifest.fingerprint_count = 1;
    manifest.lease = 10;
    return plim_control_arm(&desk->control, &manifest, until, now, NULL);
}

/* Everything that stands between a fresh region and its first parent. */
static void a_house_that_is_not_open(void) {
    struct desk desk;
    plim_config config;
    plim_lane lane;
    plim_new_parent terms;
    plim_parent_id parent = 0;
    uint64_t until = 0;

    OK(plim_config_small(&config));
    OK(plim_format(memory, sizeof memory, &config, &desk.region));
    OK(plim_control_open(&desk.region, &desk.control));
    OK(plim_lane_open(&desk.region, 0, &lane));
    desk.account = desk.instrument = desk.venue = 0;
    desk.strategy = 1;
    terms = desk_parent(&desk, 1, 10);
    EXPECT(PLIM_E_NOT_ARMED, plim_admit(&lane, &terms, 1, &parent));
    EXPECT(PLIM_E_LIMIT_UNSET, arm(&desk, 10, 1));
    EXPECT(PLIM_E_NOT_ARMED, plim_control_renew(&desk.control, 10, 1));
    EXPECT(PLIM_E_NOT_ARMED, plim_view_lease(&desk.region, &until));
    desk_limits(&desk.control);
    EXPECT(PLIM_E_LEASE_EXPIRED, arm(&desk, 1, 1));
    /* The code that no one has defined was heard of though the house was closed. */
    EXPECT(PLIM_E_ALARMS_RAISED, arm(&desk, 10, 1));
    OK(plim_control_acknowledge(&desk.control, PLIM_ALARM_UNKNOWN_CODE, 1));
    OK(arm(&desk, 10, 1));
    EXPECT(PLIM_E_NOTHING_TO_CHANGE, arm(&desk, 10, 1));
    EXPECT(PLIM_E_LEASE_EXPIRED, plim_control_renew(&desk.control, 2, 2));
    EXPECT(PLIM_E_LEASE_TOO_LONG, plim_control_renew(&desk.control, 13, 2));
    OK(plim_control_renew(&desk.control, 10, 2));
    OK(plim_view_lease(&desk.region, &until));
    CHECK(until == 10);
    EXPECT(PLIM_E_UNKNOWN_ACCOUNT, plim_admit(&lane, &terms, 2, &parent));
    OK(plim_control_close(&desk.control));
    EXPECT(PLIM_E_LEASE_EXPIRED, plim_admit(&lane, &terms, 10, &parent));
    CHECK(parent == 0);
    OK(plim_lane_close(&lane));
    memset(memory, 0, sizeof memory);
}

static void money_and_positions(void) {
    struct desk desk;
    plim_lane lane;
    plim_new_parent terms;
    plim_parent_id parent = 0;
    plim_money money;
    plim_exposure exposure;
    plim_position_limit limit;

    desk_open(&desk, memory);
    OK(plim_lane_open(&desk.region, 0, &lane));
    OK(plim_control_set_account_limit(&desk.control, desk.account, 10 * (uint64_t)PAR));
    terms = desk_parent(&desk, 1, 11);
    EXPECT(PLIM_E_EXCEEDS_ACCOUNT_LIMIT, plim_admit(&lane, &terms, 1, &parent));
    terms.qty = 10;
    OK(plim_admit(&lane, &terms, 1, &parent));
    OK(plim_view_money(&desk.region, desk.account, &money));
    CHECK(money.account == 0 && money.firm > 0);
    memset(&limit, 0, sizeof limit);
    limit.struct_size = sizeof limit;
    limit.long_qty = 15;
    OK(plim_control_set_position_limit(&desk.control, desk.account, desk.instrument, &limit));
    OK(plim_control_set_account_limit(&desk.control, desk.account, 1000000));
    terms = desk_parent(&desk, 2, 6);
    EXPECT(PLIM_E_EXCEEDS_POSITION_LIMIT, plim_admit(&lane, &terms, 1, &parent));
    terms.side = PLIM_SIDE_SELL;
    EXPECT(PLIM_E_EXCEEDS_POSITION_LIMIT, plim_admit(&lane, &terms, 1, &parent));
    OK(plim_view_exposure(&desk.region, desk.account, desk.instrument, &exposure));
    CHECK(exposure.bought == 0 && exposure.buy_room == 5 && exposure.sell_room == 0);
    desk_audit(&desk);
    OK(plim_lane_close(&lane));
    OK(plim_control_close(&desk.control));
    memset(memory, 0, sizeof memory);
}

static void a_collar(void) {
    struct desk desk;
    plim_lane lane;
    plim_instrument_terms terms;
    plim_position_limit limit;
    plim_new_parent order;
    plim_new_child child;
    plim_parent_id parent = 0;
    plim_child_id born = 0;

    desk_open(&desk, memory);
    OK(plim_lane_open(&desk.region, 0, &lane));
    memset(&terms, 0, sizeof terms);
    terms.struct_size = sizeof terms;
    terms.collar = PLIM_COLLAR_REFERENCE;
    terms.lot = 10;
    terms.tick_value = 1;
    terms.max_order_qty = 100;
    terms.band = 50;
    terms.max_age = 1000;
    OK(plim_control_define_instrument(&desk.control, &terms, &desk.instrument));
    memset(&limit, 0, sizeof limit);
    limit.struct_size = sizeof limit;
    limit.long_qty = 1000;
    order = desk_parent(&desk, 1, 100);
    EXPECT(PLIM_E_NO_REFERENCE_PRICE, plim_admit(&lane, &order, 1, &parent));
    OK(plim_control_set_reference_price(&desk.control, desk.instrument, PAR, 1));
    EXPECT(PLIM_E_LIMIT_UNSET, plim_admit(&lane, &order, 1, &parent));
    OK(plim_control_set_position_limit(&desk.control, desk.account, desk.instrument, &limit));
    order.qty = 0;
    EXPECT(PLIM_E_ZERO_QUANTITY, plim_admit(&lane, &order, 1, &parent));
    order.qty = 110;
    EXPECT(PLIM_E_QUANTITY_TOO_LARGE, plim_admit(&lane, &order, 1, &parent));
    order.qty = 95;
    EXPECT(PLIM_E_OFF_LOT, plim_admit(&lane, &order, 1, &parent));
    order.qty = 100;
    order.price = PAR + 51;
    EXPECT(PLIM_E_OUTSIDE_COLLAR, plim_admit(&lane, &order, 1, &parent));
    order.price = PAR;
    EXPECT(PLIM_E_STALE_REFERENCE_PRICE, plim_admit(&lane, &order, 1002, &parent));
    order.has_price = 0;
    order.price = 0;
    OK(plim_control_set_reference_price(&desk.control, desk.instrument, PAR, 1002));
    OK(plim_admit(&lane, &order, 1002, &parent));
    CHECK(desk_parent_view(&desk, parent).price == PAR + 50);
    child = desk_child(&desk, parent, 10);
    EXPECT(PLIM_E_CLOCK_BACKWARDS, plim_route(&lane, &child, 1001, &born));
    OK(plim_lane_close(&lane));
    OK(plim_control_close(&desk.control));
    memset(memory, 0, sizeof memory);
}

static void after_a_crash(void) {
    struct desk desk, next;
    plim_lane dead, lane;
    plim_control control;
    plim_recovery recovery;
    plim_parent_id parent;
    plim_child_id sent, born = 0;
    plim_new_child terms;

    desk_open(&desk, memory);
    OK(plim_lane_open(&desk.region, 0, &dead));
    parent = desk_admit(&desk, &dead, 1, 100);
    sent = desk_route(&desk, &dead, parent, 40);
    desk_fill(&dead, sent, 1, 10);
    terms = desk_child(&desk, parent, 20);
    OK(plim_route(&dead, &terms, DESK_OPENS, &born));

    /* Nobody closes anything: the process is gone, and another one comes. */
    next = desk;
    OK(plim_attach(memory, sizeof memory, &next.region));
    EXPECT(PLIM_E_ALREADY_CLAIMED, plim_control_open(&next.region, &control));
    OK(plim_control_take_over(&next.region, &control));
    OK(plim_control_recover(&control, DESK_OPENS, &recovery));
    CHECK(recovery.epoch == 1 && recovery.parents == 1 && recovery.children == 2);
    CHECK(recovery.executions == 1 && recovery.in_doubt == 1);
    EXPECT(PLIM_E_HANDLE_LOST, plim_sent(&dead, born, DESK_OPENS));
    EXPECT(PLIM_E_HANDLE_LOST, plim_control_renew(&desk.control, DESK_LEASE, DESK_OPENS));
    OK(plim_lane_open(&next.region, 0, &lane));
    EXPECT(PLIM_E_NOT_ARMED, plim_route(&lane, &terms, DESK_OPENS, &born));
    CHECK(desk_child_view(&next, born).state == PLIM_CHILD_UNKNOWN);
    CHECK(desk_parent_view(&next, parent).unknown == 20);
    desk_audit(&next);
    OK(desk_arm(&next.region, &control, DESK_LEASE, DESK_OPENS));
    desk_fill(&lane, sent, 1, 10);
    CHECK(desk_parent_view(&next, parent).executed == 10);
    OK(plim_control_disarm(&control, DESK_OPENS));
    EXPECT(PLIM_E_NOT_ARMED, plim_route(&lane, &terms, DESK_OPENS, &born));
    OK(plim_lane_close(&lane));
    OK(plim_lane_close(&dead));
    EXPECT(PLIM_E_ALREADY_CLAIMED, plim_control_open(&next.region, &desk.control));
    OK(plim_control_close(&control));
}

int main(void) {
    memory_that_will_not_do();
    a_house_that_is_not_open();
    money_and_positions();
    a_collar();
    after_a_crash();
    return 0;
}
