/*
 * Property: an execution that fits no child lies in suspense under its own name, once; it may be
 *           assigned to a child or a parent, once, and the totals stay; past the limit of its
 *           position the firm is halted; and what upstream executed elsewhere takes headroom.
 * Method:   strays with and without a hint, listed, found, assigned rightly and wrongly; totals
 *           before and after.
 */
#include "desk.h"

static unsigned char memory[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));
static struct desk desk;
static plim_lane lane;

/* Books an execution of a child that there is not. */
static void stray(uint64_t exec_id, uint64_t qty, int hinted) {
    plim_venue_report report = desk_trade(12345, exec_id, qty);

    if (hinted) {
        report.has_hint = 1;
        report.hint_account = desk.account;
        report.hint_instrument = desk.instrument;
        report.hint_side = PLIM_SIDE_BUY;
    }
    CHECK(desk_book(&lane, &report).breach == PLIM_B_SUSPENSE);
    OK(plim_control_acknowledge(&desk.control, PLIM_ALARM_SUSPENSE, DESK_OPENS));
}

static plim_suspense_id find(uint64_t exec_id) {
    const plim_exec_id id = {0, exec_id};
    plim_suspense_id entry = 99;

    OK(plim_find_suspense(&desk.region, &id, 12345, &entry));
    return entry;
}

static plim_suspense_of_position of_position(void) {
    plim_suspense_of_position view;

    OK(plim_suspense_of(&desk.region, desk.account, desk.instrument, &view));
    return view;
}

static void entries_are_listed(void) {
    plim_suspense_entry entries[2];
    uint32_t cursor = 0;
    size_t count = 0;
    uint64_t seen = 0, turns = 0;

    do {
        size_t at;

        OK(plim_suspense_entries(&desk.region, &cursor, entries, 2, &count));
        for (at = 0; at < count; at++) {
            const plim_suspense_entry *entry = &entries[at];

            CHECK(entry->child == 12345 && entry->price == PAR && entry->time == DESK_OPENS);
            CHECK(entry->assigned == 0 && entry->exec_id.high == 0);
            CHECK(entry->entry == find(entry->exec_id.low));
            if (entry->exec_id.low == 3) {
                CHECK(entry->account == PLIM_NOT_SAID && entry->instrument == PLIM_NOT_SAID);
                CHECK(entry->side == 0);
            } else {
                CHECK(entry->account == desk.account && entry->instrument == desk.instrument);
                CHECK(entry->side == PLIM_SIDE_BUY);
            }
            seen += entry->qty;
        }
        turns++;
    } while (count > 0);
    CHECK(seen == 7 + 8 + 9 && turns == 3);
}

static void an_entry_is_assigned_once(void) {
    const plim_parent_id parent = desk_admit(&desk, &lane, 1, 100);
    const plim_child_id child = desk_route(&desk, &lane, parent, 50);
    const plim_suspense_id first = find(1), second = find(2);
    const plim_exec_id id = {0, 1};
    plim_suspense_id entry = 99;
    plim_outcome outcome;
    plim_suspense totals;
    plim_new_parent sell = desk_parent(&desk, 2, 100);
    plim_parent_id other = 0;

    sell.side = PLIM_SIDE_SELL;
    OK(plim_admit(&lane, &sell, DESK_OPENS, &other));
    EXPECT(PLIM_E_WRONG_TARGET,
           plim_control_assign_to_parent(&desk.control, first, other, DESK_OPENS, &outcome));
    EXPECT(PLIM_E_NO_SUCH_ENTRY,
           plim_control_assign_to_parent(&desk.control, 9999, parent, DESK_OPENS, &outcome));
    EXPECT(PLIM_E_UNKNOWN_PARENT,
           plim_control_assign_to_parent(&desk.control, first, child, DESK_OPENS, &outcome));
    EXPECT(PLIM_E_UNKNOWN_CHILD,
           plim_control_assign_to_child(&desk.control, first, parent, DESK_OPENS, &outcome));
    OK(plim_control_assign_to_child(&desk.control, first, child, DESK_OPENS, &outcome));
    CHECK(outcome.child == child && outcome.parent == parent && outcome.breach == PLIM_B_NONE);
    CHECK(desk_child_view(&desk, child).cum_qty == 7);
    CHECK(desk_parent_view(&desk, parent).headroom == 50);
    OK(plim_control_assign_to_parent(&desk.control, second, parent, DESK_OPENS, &outcome));
    CHECK(outcome.child == 0 && outcome.parent == parent);
    CHECK(desk_parent_view(&desk, parent).executed == 15);
    CHECK(desk_parent_view(&desk, parent).headroom == 42);
    EXPECT(PLIM_E_ALREADY_ASSIGNED,
           plim_control_assign_to_child(&desk.control, second, child, DESK_OPENS, &outcome));
    EXPECT(PLIM_E_NO_SUCH_ENTRY, plim_find_suspense(&desk.region, &id, 12345, &entry));
    CHECK(entry == 99);
    CHECK(of_position().executions == 2);
    CHECK(of_position().gross == 15 && of_position().assigned == 15);
    OK(plim_view_suspense(&desk.region, &totals));
    CHECK(totals.executions == 3 && totals.gross == 24 && totals.assigned == 15);
}

static void what_is_filled_elsewhere_takes_headroom(void) {
    const plim_parent_id parent = desk_admit(&desk, &lane, 3, 100);

    OK(plim_control_filled_elsewhere(&desk.control, parent, 30, DESK_OPENS));
    CHECK(desk_parent_view(&desk, parent).headroom == 70);
    CHECK(desk_parent_view(&desk, parent).executed == 30);
    EXPECT(PLIM_E_NOTHING_TO_CHANGE,
           plim_control_filled_elsewhere(&desk.control, parent, 30, DESK_OPENS));
    OK(plim_control_filled_elsewhere(&desk.control, parent, 40, DESK_OPENS));
    CHECK(desk_parent_view(&desk, parent).headroom == 60);
    /* Less than before takes back the difference, and holds the parent. */
    OK(plim_control_filled_elsewhere(&desk.control, parent, 10, DESK_OPENS));
    CHECK(desk_parent_view(&desk, parent).executed == 10);
    CHECK(desk_parent_view(&desk, parent).state == PLIM_PARENT_HELD);
    EXPECT(PLIM_E_UNKNOWN_PARENT,
           plim_control_filled_elsewhere(&desk.control, 12345, 1, DESK_OPENS));
}

static void a_position_has_a_limit_of_its_own(void) {
    uint32_t halted = 0;

    EXPECT(PLIM_E_LIMIT_UNSET,
           plim_suspense_of(&desk.region, 99, 0, &(plim_suspense_of_position){0, 0, 0}));
    EXPECT(PLIM_E_UNKNOWN_ACCOUNT,
           plim_control_set_position_suspense_limit(&desk.control, 99, desk.instrument, 1));
    EXPECT(PLIM_E_UNKNOWN_INSTRUMENT,
           plim_control_set_position_suspense_limit(&desk.control, desk.account, 99, 1));
    OK(plim_control_set_position_suspense_limit(&desk.control, desk.account, desk.instrument, 10));
    stray(10, 10, 1);
    OK(plim_is_halted(&desk.region, PLIM_SCOPE_FIRM, 0, &halted));
    CHECK(halted == 0);
    stray(11, 1, 1);
    OK(plim_is_halted(&desk.region, PLIM_SCOPE_FIRM, 0, &halted));
    CHECK(halted == 1);
}

int main(void) {
    desk_open(&desk, memory);
    OK(plim_lane_open(&desk.region, 0, &lane));
    stray(1, 7, 1);
    stray(2, 8, 1);
    stray(3, 9, 0);
    entries_are_listed();
    an_entry_is_assigned_once();
    what_is_filled_elsewhere_takes_headroom();
    a_position_has_a_limit_of_its_own();
    desk_audit(&desk);
    return 0;
}
