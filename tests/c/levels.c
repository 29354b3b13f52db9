/*
 * Property: a scope is stopped as far as was said and no further, a level is never lowered by
 *           another, and what stopped it is kept; the clients, traders and desks that a parent
 *           carries are scopes like any other.
 * Method:   each level by a row, with what it must let pass and what not; then a desk's switch
 *           against parents that carry it, another one, and none.
 */
#include "desk.h"

static unsigned char memory[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));

static struct desk desk;
static plim_lane lane;

static void open(void) {
    desk_open(&desk, memory);
    OK(plim_lane_open(&desk.region, 0, &lane));
}

static void close(void) {
    desk_audit(&desk);
    OK(plim_lane_close(&lane));
    OK(plim_control_close(&desk.control));
    memset(memory, 0, sizeof memory);
}

static plim_status restrict_to(uint32_t scope, uint64_t id, uint32_t level, plim_receipt *receipt) {
    plim_cause cause;

    memset(&cause, 0, sizeof cause);
    cause.struct_size = sizeof cause;
    cause.reason = 100 + level;
    cause.at = 7;
    cause.value = 1;
    cause.other = 2;
    return plim_restrict(&desk.region, scope, id, level, &cause, receipt);
}

static uint32_t level_of(uint32_t scope, uint64_t id) {
    uint32_t level = 9;

    OK(plim_view_level(&desk.region, scope, id, &level));
    return level;
}

static plim_status route(plim_parent_id parent, uint64_t qty) {
    const plim_new_child terms = desk_child(&desk, parent, qty);
    plim_child_id child = 0;
    const plim_status status = plim_route(&lane, &terms, DESK_OPENS, &child);

    if (status == PLIM_OK) {
        OK(plim_sent(&lane, child, DESK_OPENS));
    }
    return status;
}

static void each_level(void) {
    const uint32_t scope = PLIM_SCOPE_ACCOUNT;
    plim_parent_id buy, sell = 0;
    plim_child_id child;
    plim_new_parent order;
    plim_receipt receipt;
    plim_cause cause;

    open();
    buy = desk_admit(&desk, &lane, 1, 100);
    child = desk_route(&desk, &lane, buy, 20);
    desk_fill(&lane, child, 1, 20);
    order = desk_parent(&desk, 2, 100);
    order.side = PLIM_SIDE_SELL;
    OK(plim_admit(&lane, &order, DESK_OPENS, &sell));
    CHECK(level_of(scope, desk.account) == PLIM_STOP_OPEN);
    EXPECT(PLIM_E_NOTHING_TO_CHANGE, restrict_to(scope, desk.account, PLIM_STOP_OPEN, NULL));

    OK(restrict_to(scope, desk.account, PLIM_STOP_WARN, &receipt));
    CHECK(receipt.level == PLIM_STOP_WARN && receipt.scope == scope);
    CHECK(level_of(scope, desk.account) == PLIM_STOP_WARN);
    OK(route(buy, 1));

    /* Twenty are long, and one more is on its way: so many may be sold. */
    OK(restrict_to(scope, desk.account, PLIM_STOP_REDUCE_ONLY, NULL));
    EXPECT(PLIM_E_REDUCE_ONLY, route(buy, 1));
    EXPECT(PLIM_E_REDUCE_ONLY, route(sell, 21));
    OK(route(sell, 15));
    EXPECT(PLIM_E_REDUCE_ONLY, route(sell, 6));
    OK(route(sell, 5));

    OK(restrict_to(scope, desk.account, PLIM_STOP_CANCEL_ALL, &receipt));
    CHECK(level_of(scope, desk.account) == PLIM_STOP_CANCEL_ALL);
    EXPECT(PLIM_E_HALTED, route(sell, 1));
    OK(restrict_to(scope, desk.account, PLIM_STOP_NO_NEW_ORDERS, NULL));
    CHECK(level_of(scope, desk.account) == PLIM_STOP_CANCEL_ALL);
    OK(restrict_to(scope, desk.account, PLIM_STOP_WARN, NULL));
    CHECK(level_of(scope, desk.account) == PLIM_STOP_CANCEL_ALL);
    OK(plim_view_cause(&desk.region, scope, desk.account, &cause));
    CHECK(cause.reason == 100 + PLIM_STOP_WARN && cause.at == 7);
    CHECK(cause.value == 1 && cause.other == 2);

    desk_reset(&desk, scope, desk.account);
    CHECK(level_of(scope, desk.account) == PLIM_STOP_OPEN);
    OK(route(buy, 1));

    /* A parent is held or not. */
    EXPECT(PLIM_E_NOTHING_TO_CHANGE,
           restrict_to(PLIM_SCOPE_PARENT, buy, PLIM_STOP_REDUCE_ONLY, NULL));
    OK(restrict_to(PLIM_SCOPE_PARENT, buy, PLIM_STOP_NO_NEW_ORDERS, NULL));
    CHECK(level_of(PLIM_SCOPE_PARENT, buy) == PLIM_STOP_NO_NEW_ORDERS);
    EXPECT(PLIM_E_HELD, route(buy, 1));
    CHECK(strcmp(plim_stop_level_text(PLIM_STOP_REDUCE_ONLY), "reduce_only") == 0);
    CHECK(strcmp(plim_stop_level_text(5), "no_level") == 0);
    close();
}

static void parties(void) {
    plim_party_id trader = 9, client = 9, more = 9;
    plim_new_parent order;
    plim_parent_id ours = 0, theirs, none = 0;
    plim_parent_view view;
    plim_party list[4];
    plim_escaped_child escaped[4];
    plim_receipt receipt;
    uint32_t cursor = 0;
    size_t count = 9;

    open();
    EXPECT(PLIM_E_ENUM, plim_control_define_party(&desk.control, 0, 1, &more));
    EXPECT(PLIM_E_ENUM, plim_control_define_party(&desk.control, 256 + 11, 1, &more));
    OK(plim_control_define_party(&desk.control, PLIM_PARTY_TRADER, 500, &trader));
    EXPECT(PLIM_E_ALREADY_DEFINED,
           plim_control_define_party(&desk.control, PLIM_PARTY_TRADER, 500, &more));
    OK(plim_control_define_party(&desk.control, PLIM_PARTY_CLIENT, 500, &client));
    EXPECT(PLIM_E_DEFINITIONS_FULL,
           plim_control_define_party(&desk.control, PLIM_PARTY_DESK, 1, &more));
    OK(plim_party_entries(&desk.region, &cursor, list, 4, &count));
    CHECK(count == 2 && cursor == 2 && list[0].party == trader && list[1].party == client);
    CHECK(list[0].role == PLIM_PARTY_TRADER && list[0].key == 500);
    OK(plim_party_entries(&desk.region, &cursor, list, 4, &count));
    CHECK(count == 0 && cursor == 2);

    order = desk_parent(&desk, 1, 100);
    order.parties.has_trader = 1;
    order.parties.trader = client;
    EXPECT(PLIM_E_UNKNOWN_PARTY, plim_admit(&lane, &order, DESK_OPENS, &none));
    OK(plim_control_acknowledge(&desk.control, PLIM_ALARM_UNKNOWN_CODE, DESK_OPENS));
    order.parties.trader = trader;
    OK(plim_admit(&lane, &order, DESK_OPENS, &ours));
    theirs = desk_admit(&desk, &lane, 2, 100);
    view = desk_parent_view(&desk, ours);
    CHECK(view.parties.has_trader == 1 && view.parties.trader == trader);
    CHECK(view.parties.has_client == 0 && view.parties.client == 0 && view.flags == 0);
    OK(route(ours, 10));
    OK(route(theirs, 10));

    OK(plim_kill(&desk.region, PLIM_SCOPE_PARTY, trader, 1, DESK_OPENS, &receipt));
    EXPECT(PLIM_E_HALTED, route(ours, 1));
    OK(route(theirs, 1));
    order.client_id.low = 3;
    EXPECT(PLIM_E_HALTED, plim_admit(&lane, &order, DESK_OPENS, &none));
    cursor = 0;
    OK(plim_escaped(&desk.region, &receipt, &cursor, escaped, 4, &count));
    CHECK(count == 1 && desk_child_view(&desk, escaped[0].child).parent == ours);
    desk_reset(&desk, PLIM_SCOPE_PARTY, trader);
    OK(route(ours, 1));
    close();
}

/* What whoever only looks is shown. */
static void tables(void) {
    plim_parent_id list[2], some[3];
    plim_strategy_terms terms[2];
    plim_lane_view view;
    uint32_t cursor = 0;
    size_t count = 9, at;

    open();
    for (at = 0; at < 3; at++) {
        some[at] = desk_admit(&desk, &lane, 1 + at, 10);
    }
    OK(route(some[0], 1));
    OK(plim_parent_entries(&desk.region, &cursor, list, 2, &count));
    CHECK(count == 2 && list[0] == some[0] && list[1] == some[1]);
    OK(plim_parent_entries(&desk.region, &cursor, list, 2, &count));
    CHECK(count == 1 && list[0] == some[2]);
    OK(plim_parent_entries(&desk.region, &cursor, list, 2, &count));
    CHECK(count == 0);
    cursor = 0;
    OK(plim_strategy_entries(&desk.region, &cursor, terms, 2, &count));
    CHECK(count == 1 && terms[0].code == 1 && terms[0].max_held == 3);
    CHECK(terms[0].struct_size == sizeof terms[0] && terms[0].max_repeats == UINT32_MAX);
    OK(plim_view_lane(&desk.region, 0, &view));
    CHECK(view.published == 1 && view.claimed == 1 && view.clock == DESK_OPENS);
    OK(plim_view_lane(&desk.region, 1, &view));
    CHECK(view.published == 0 && view.claimed == 0);
    EXPECT(PLIM_E_NO_SUCH_LANE, plim_view_lane(&desk.region, 2, &view));
    close();
}

int main(void) {
    each_level();
    parties();
    tables();
    return 0;
}
