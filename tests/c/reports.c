/*
 * Property: whatever a venue reports is booked, once and in full, and the outcome says what it
 *           broke: an overfill, a fill that fits no child, the same id with other numbers, a
 *           quantity past what can be counted.
 * Method:   one parent; each report that should be impossible, with the books, the alarms and the
 *           switch afterwards.
 */
#include "desk.h"

static unsigned char memory[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));

static int raised(const plim_outcome *outcome, uint32_t alarm) {
    return (outcome->raised >> alarm & 1u) != 0;
}

static void a_repeated_execution_counts_once(struct desk *desk, plim_lane *lane) {
    const plim_parent_id parent = desk_admit(desk, lane, 1, 100);
    const plim_child_id child = desk_route(desk, lane, parent, 100);
    plim_venue_report report = desk_trade(child, 1, 40);
    plim_outcome outcome;

    CHECK(desk_book(lane, &report).duplicate == 0);
    outcome = desk_book(lane, &report);
    CHECK(outcome.duplicate == 1 && outcome.breach == PLIM_B_NONE && outcome.raised == 0);
    report.last_qty = 41;
    outcome = desk_book(lane, &report);
    CHECK(outcome.breach == PLIM_B_CONFLICTING_EXECUTION);
    CHECK(raised(&outcome, PLIM_ALARM_CONFLICTING_EXECUTION));
    report = desk_trade(child, 1, 40);
    report.exec_id.high = 1;
    CHECK(desk_book(lane, &report).duplicate == 0);
    CHECK(desk_parent_view(desk, parent).executed == 80);
}

static void an_overfill_is_booked(struct desk *desk, plim_lane *lane) {
    const plim_parent_id parent = desk_admit(desk, lane, 2, 100);
    const plim_child_id child = desk_route(desk, lane, parent, 100);
    const plim_new_child terms = desk_child(desk, parent, 1);
    plim_child_id born = 0;
    plim_outcome outcome;
    plim_parent_view view;
    plim_alarm_view alarm;

    outcome = desk_fill(lane, child, 1, 130);
    CHECK(outcome.breach == PLIM_B_OVERFILL && outcome.overfill == 30);
    CHECK(outcome.child == child && outcome.parent == parent);
    CHECK(raised(&outcome, PLIM_ALARM_OVERFILL));
    view = desk_parent_view(desk, parent);
    CHECK(view.executed == 130 && view.overfill == 30 && view.headroom == 0);
    EXPECT(view.state == PLIM_PARENT_DONE ? PLIM_E_PARENT_DONE : PLIM_E_HELD,
           plim_route(lane, &terms, DESK_OPENS, &born));
    OK(plim_view_alarm(&desk->region, PLIM_ALARM_OVERFILL, &alarm));
    CHECK(alarm.raised == 1 && alarm.count == 1 && alarm.value == 30);
    CHECK(alarm.first_at == DESK_OPENS);
    OK(plim_control_acknowledge(&desk->control, PLIM_ALARM_OVERFILL, DESK_OPENS));
    OK(plim_view_alarm(&desk->region, PLIM_ALARM_OVERFILL, &alarm));
    CHECK(alarm.raised == 0 && alarm.count == 1);
}

static void a_fill_for_nobody_goes_to_suspense(struct desk *desk, plim_lane *lane) {
    plim_venue_report report = desk_trade(12345, 9, 7);
    const plim_parent_id parent = desk_admit(desk, lane, 6, 100);
    const plim_child_id child = desk_route(desk, lane, parent, 60);
    plim_outcome outcome;
    plim_suspense suspense;
    plim_suspense_of_position of_position;
    plim_suspense_entry entry;
    plim_suspense_id place;
    uint32_t cursor = 0;
    size_t count;

    report.has_hint = 1;
    report.hint_account = desk->account;
    report.hint_instrument = desk->instrument;
    report.hint_side = PLIM_SIDE_BUY;
    outcome = desk_book(lane, &report);
    CHECK(outcome.breach == PLIM_B_SUSPENSE && outcome.child == 0 && outcome.parent == 0);
    CHECK(raised(&outcome, PLIM_ALARM_SUSPENSE));
    OK(plim_view_suspense(&desk->region, &suspense));
    CHECK(suspense.reports == 1 && suspense.executions == 1 && suspense.gross == 7);
    OK(plim_suspense_of(&desk->region, desk->account, desk->instrument, &of_position));
    CHECK(of_position.executions == 1 && of_position.gross == 7 && of_position.assigned == 0);
    OK(plim_suspense_entries(&desk->region, &cursor, &entry, 1, &count));
    CHECK(count == 1 && entry.child == 12345 && entry.qty == 7 && entry.assigned == 0);
    CHECK(entry.account == desk->account && entry.instrument == desk->instrument);
    CHECK(entry.side == PLIM_SIDE_BUY);
    OK(plim_find_suspense(&desk->region, &entry.exec_id, 12345, &place));
    CHECK(place == entry.entry);
    OK(plim_suspense_entries(&desk->region, &cursor, &entry, 1, &count));
    CHECK(count == 0);
    OK(plim_control_set_position_suspense_limit(&desk->control, desk->account,
                                                desk->instrument, 100));
    /* It turns out whose it was: it is booked there, once. */
    OK(plim_control_assign_to_child(&desk->control, place, child, DESK_OPENS, &outcome));
    CHECK(outcome.child == child && outcome.breach == PLIM_B_NONE);
    EXPECT(PLIM_E_ALREADY_ASSIGNED,
           plim_control_assign_to_parent(&desk->control, place, parent, DESK_OPENS, &outcome));
    CHECK(desk_child_view(desk, child).cum_qty == 7);
    OK(plim_view_suspense(&desk->region, &suspense));
    CHECK(suspense.gross == 7 && suspense.assigned == 7);
    OK(plim_control_filled_elsewhere(&desk->control, parent, 5, DESK_OPENS));
    CHECK(desk_parent_view(desk, parent).executed == 12);
}

static void a_quantity_past_counting_is_booked(struct desk *desk, plim_lane *lane) {
    const plim_parent_id parent = desk_admit(desk, lane, 3, 100);
    const plim_child_id child = desk_route(desk, lane, parent, 100);
    plim_venue_report report = desk_report(child, PLIM_EXEC_NEW);
    plim_outcome outcome;

    report.has_leaves_qty = 1;
    report.leaves_qty = UINT64_MAX;
    CHECK(desk_book(lane, &report).breach == PLIM_B_IMPOSSIBLE_REPORT);
    CHECK(desk_child_view(desk, child).state == PLIM_CHILD_LIVE);
    report = desk_trade(child, 1, PLIM_QTY_MAX + (uint64_t)1);
    outcome = desk_book(lane, &report);
    CHECK(outcome.breach == PLIM_B_OVERFILL);
    CHECK(outcome.overfill == PLIM_QTY_MAX - (uint64_t)100);
    CHECK(desk_child_view(desk, child).cum_qty == PLIM_QTY_MAX);
}

static void an_end_without_proof_frees_nothing(struct desk *desk, plim_lane *lane) {
    const plim_parent_id parent = desk_admit(desk, lane, 4, 100);
    const plim_child_id child = desk_route(desk, lane, parent, 60);
    plim_venue_report report = desk_report(child, PLIM_EXEC_CANCELED);

    CHECK(desk_book(lane, &report).parent_done == 0);
    CHECK(desk_child_view(desk, child).unknown_qty == 60);
    CHECK(desk_parent_view(desk, parent).headroom == 40);
    /* The same with the venue's count is proof. */
    report.has_cum_qty = 1;
    desk_book(lane, &report);
    CHECK(desk_parent_view(desk, parent).headroom == 100);
}

static void doubt_keeps_what_is_reserved(struct desk *desk, plim_lane *lane) {
    const plim_parent_id parent = desk_admit(desk, lane, 5, 100);
    const plim_child_id child = desk_route(desk, lane, parent, 60);
    plim_venue_report report = desk_report(child, PLIM_EXEC_CANCEL_REJECTED);
    plim_request_id request;

    OK(plim_request_cancel(lane, child, DESK_OPENS, &request));
    report.request = request.number;
    report.unknown_order = 1;
    desk_book(lane, &report);
    CHECK(desk_child_view(desk, child).state == PLIM_CHILD_UNKNOWN);
    CHECK(desk_parent_view(desk, parent).unknown == 60);
    desk_fill(lane, child, 1, 60);
    CHECK(desk_parent_view(desk, parent).executed == 60);
    EXPECT(PLIM_E_CHILD_ENDED, plim_doubt(lane, child, DESK_OPENS));
}

int main(void) {
    struct desk desk;
    plim_lane lane, heir;
    plim_venue_report report;
    plim_outcome outcome;

    desk_open(&desk, memory);
    OK(plim_lane_open(&desk.region, 0, &lane));
    a_repeated_execution_counts_once(&desk, &lane);
    an_overfill_is_booked(&desk, &lane);
    a_fill_for_nobody_goes_to_suspense(&desk, &lane);
    an_end_without_proof_frees_nothing(&desk, &lane);
    doubt_keeps_what_is_reserved(&desk, &lane);
    a_quantity_past_counting_is_booked(&desk, &lane);
    desk_audit(&desk);

    /* A lane that was taken over books nothing; its heir does. */
    OK(plim_lane_take_over(&desk.region, 0, &heir));
    report = desk_trade(12345, 10, 1);
    EXPECT(PLIM_E_HANDLE_LOST, plim_report(&lane, &report, DESK_OPENS, &outcome));
    CHECK(desk_book(&heir, &report).breach == PLIM_B_SUSPENSE);
    return 0;
}
