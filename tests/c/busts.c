/*
 * Property: a bust or a correction makes an execution count for what it says, once, whichever of
 *           the two comes first; what comes free is routed again only after a person has said so;
 *           and what cannot be is booked, named and alarmed.
 * Method:   parents with one child each; reports with FIX 19 in every order, and the books, the
 *           alarms and the events afterwards.
 */
#include "desk.h"

static unsigned char memory[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));
static struct desk desk;
static plim_lane lane;

static int raised(const plim_outcome *outcome, uint32_t alarm) {
    return (outcome->raised >> alarm & 1u) != 0;
}

/* A report on the execution `of`. */
static plim_venue_report about(plim_child_id child, uint32_t exec_type, uint64_t exec_id,
                               uint64_t of) {
    plim_venue_report report = desk_report(child, exec_type);

    report.exec_id.low = exec_id;
    report.has_exec_ref = 1;
    report.exec_ref.low = of;
    return report;
}

static plim_venue_report correction(plim_child_id child, uint64_t exec_id, uint64_t of,
                                    uint64_t qty) {
    plim_venue_report report = about(child, PLIM_EXEC_TRADE_CORRECT, exec_id, of);

    report.last_qty = qty;
    report.last_px = PAR;
    return report;
}

/* How many of the next events are of `kind`, and the last of them. */
static unsigned told(plim_events *reader, uint32_t kind, plim_event *last) {
    plim_event events[16];
    size_t count = 0, at;
    uint64_t missed = 0;
    unsigned found = 0;

    do {
        OK(plim_events_read(reader, events, 16, &count, &missed));
        for (at = 0; at < count; at++) {
            if (events[at].kind == kind) {
                found++;
                *last = events[at];
            }
        }
    } while (count > 0);
    return found;
}

static void a_bust_takes_an_execution_back(plim_events *reader) {
    const plim_parent_id parent = desk_admit(&desk, &lane, 1, 100);
    const plim_child_id child = desk_route(&desk, &lane, parent, 60);
    const plim_new_child more = desk_child(&desk, parent, 10);
    const plim_venue_report bust = about(child, PLIM_EXEC_TRADE_CANCEL, 2, 1);
    plim_child_id born = 0;
    plim_outcome outcome;
    plim_alarm_view alarm;
    plim_event event;

    desk_fill(&lane, child, 1, 40);
    told(reader, PLIM_EVENT_CORRECTED, &event);
    outcome = desk_book(&lane, &bust);
    CHECK(outcome.breach == PLIM_B_NONE && outcome.duplicate == 0);
    CHECK(outcome.child == child && outcome.parent == parent);
    CHECK(raised(&outcome, PLIM_ALARM_BUST));
    CHECK(told(reader, PLIM_EVENT_CORRECTED, &event) == 1);
    CHECK(event.qty == 0 && event.detail == 40 && event.child == child);
    OK(plim_view_alarm(&desk.region, PLIM_ALARM_BUST, &alarm));
    CHECK(alarm.raised == 1 && alarm.value == 40 && alarm.other == 0);
    CHECK(alarm.deadline == UINT64_MAX);
    CHECK(desk_child_view(&desk, child).cum_qty == 0);
    CHECK(desk_child_view(&desk, child).leaves_qty == 60);
    CHECK(desk_parent_view(&desk, parent).executed == 0);
    CHECK(desk_parent_view(&desk, parent).state == PLIM_PARENT_HELD);
    EXPECT(PLIM_E_HELD, plim_route(&lane, &more, DESK_OPENS, &born));
    CHECK(desk_book(&lane, &bust).duplicate == 1);
    CHECK(desk_parent_view(&desk, parent).executed == 0);
    OK(plim_control_release(&desk.control, parent, DESK_OPENS));
    OK(plim_route(&lane, &more, DESK_OPENS, &born));
}

static void corrections_go_up_and_down(void) {
    const plim_parent_id parent = desk_admit(&desk, &lane, 2, 100);
    const plim_child_id child = desk_route(&desk, &lane, parent, 100);
    plim_venue_report report = correction(child, 2, 1, 55);
    plim_outcome outcome;

    desk_fill(&lane, child, 1, 40);
    outcome = desk_book(&lane, &report);
    CHECK(outcome.breach == PLIM_B_NONE && !raised(&outcome, PLIM_ALARM_BUST));
    CHECK(desk_parent_view(&desk, parent).executed == 55);
    CHECK(desk_parent_view(&desk, parent).state == PLIM_PARENT_OPEN);
    /* A correction of the correction. */
    report = correction(child, 3, 2, 30);
    CHECK(raised((outcome = desk_book(&lane, &report), &outcome), PLIM_ALARM_BUST));
    CHECK(desk_parent_view(&desk, parent).executed == 30);
    CHECK(desk_child_view(&desk, child).leaves_qty == 70);
    CHECK(desk_parent_view(&desk, parent).state == PLIM_PARENT_HELD);
}

static void a_bust_may_come_before_its_fill(void) {
    const plim_parent_id parent = desk_admit(&desk, &lane, 3, 100);
    const plim_child_id child = desk_route(&desk, &lane, parent, 100);
    const plim_venue_report bust = about(child, PLIM_EXEC_TRADE_CANCEL, 2, 1);
    plim_outcome outcome = desk_book(&lane, &bust);

    CHECK(outcome.breach == PLIM_B_NONE);
    CHECK(raised(&outcome, PLIM_ALARM_EXECUTION_AWAITED));
    outcome = desk_fill(&lane, child, 1, 40);
    CHECK(outcome.breach == PLIM_B_NONE);
    CHECK(desk_parent_view(&desk, parent).executed == 0);
    CHECK(desk_child_view(&desk, child).leaves_qty == 100);
}

static void an_ended_parent_goes_on(plim_events *reader) {
    const plim_parent_id parent = desk_admit(&desk, &lane, 4, 100);
    const plim_child_id child = desk_route(&desk, &lane, parent, 100);
    plim_venue_report bust = about(child, PLIM_EXEC_TRADE_CANCEL, 2, 1);
    plim_event event;

    CHECK(desk_fill(&lane, child, 1, 100).parent_done == 1);
    CHECK(desk_parent_view(&desk, parent).state == PLIM_PARENT_DONE);
    told(reader, PLIM_EVENT_RESUMED, &event);
    /* A bust that says which part of it is taken back, of an order that lives on. */
    bust.last_qty = 100;
    bust.ord_status = PLIM_ORD_NEW;
    CHECK(desk_book(&lane, &bust).breach == PLIM_B_NONE);
    CHECK(told(reader, PLIM_EVENT_RESUMED, &event) == 1 && event.parent == parent);
    CHECK(desk_parent_view(&desk, parent).state == PLIM_PARENT_HELD);
    CHECK(desk_parent_view(&desk, parent).working == 100);
    CHECK(desk_fill(&lane, child, 3, 100).parent_done == 1);
}

static void what_cannot_be_is_named(void) {
    const plim_parent_id parent = desk_admit(&desk, &lane, 5, 100);
    const plim_child_id child = desk_route(&desk, &lane, parent, 100);
    plim_venue_report report = desk_trade(child, 1, 40);
    plim_outcome outcome;

    report.last_px = PAR + 1;
    outcome = desk_book(&lane, &report);
    CHECK(outcome.breach == PLIM_B_IMPOSSIBLE_PRICE);
    CHECK(raised(&outcome, PLIM_ALARM_IMPOSSIBLE_PRICE));
    CHECK(desk_parent_view(&desk, parent).executed == 40);
    /* A bust of nothing that is named, and one of more than there was. */
    report = desk_report(child, PLIM_EXEC_TRADE_CANCEL);
    report.exec_id.low = 9;
    CHECK(desk_book(&lane, &report).breach == PLIM_B_IMPOSSIBLE_REPORT);
    CHECK(desk_parent_view(&desk, parent).executed == 40);
    report = about(child, PLIM_EXEC_TRADE_CANCEL, 2, 1);
    report.last_qty = 41;
    CHECK(desk_book(&lane, &report).breach == PLIM_B_IMPOSSIBLE_REPORT);
    CHECK(desk_parent_view(&desk, parent).executed == 0);
    OK(plim_control_acknowledge(&desk.control, PLIM_ALARM_IMPOSSIBLE_PRICE, DESK_OPENS));
    OK(plim_control_acknowledge(&desk.control, PLIM_ALARM_IMPOSSIBLE_REPORT, DESK_OPENS));
}

/* All 128 bits of a reference count, and none where it is not given. */
static void a_reference_is_exact(void) {
    const plim_parent_id parent = desk_admit(&desk, &lane, 6, 100);
    const plim_child_id child = desk_route(&desk, &lane, parent, 100);
    plim_venue_report report = desk_trade(child, 1, 10);

    desk_book(&lane, &report);
    report.exec_id.high = 1;
    report.last_qty = 20;
    desk_book(&lane, &report);
    CHECK(desk_parent_view(&desk, parent).executed == 30);
    report = about(child, PLIM_EXEC_TRADE_CANCEL, 2, 1);
    report.exec_ref.high = 1;
    desk_book(&lane, &report);
    CHECK(desk_parent_view(&desk, parent).executed == 10);
    report = about(child, PLIM_EXEC_TRADE_CANCEL, 3, 1);
    report.has_exec_ref = 0;
    CHECK(desk_book(&lane, &report).breach == PLIM_B_IMPOSSIBLE_REPORT);
    CHECK(desk_parent_view(&desk, parent).executed == 10);
    OK(plim_control_acknowledge(&desk.control, PLIM_ALARM_IMPOSSIBLE_REPORT, DESK_OPENS));
}

/* A cancel that is refused beside a replace is to be asked for again. */
static void a_cancel_stays_wanted(void) {
    const plim_parent_id parent = desk_admit(&desk, &lane, 7, 100);
    const plim_child_id child = desk_route(&desk, &lane, parent, 50);
    plim_venue_report report = desk_report(child, PLIM_EXEC_NEW);
    plim_request_id replace, cancel;

    desk_book(&lane, &report);
    OK(plim_request_replace(&lane, child, 60, PAR, DESK_OPENS, &replace));
    OK(plim_request_cancel(&lane, child, DESK_OPENS, &cancel));
    CHECK(desk_child_view(&desk, child).cancel_wanted == 0);
    report = desk_report(child, PLIM_EXEC_CANCEL_REJECTED);
    report.request = cancel.number;
    CHECK(desk_book(&lane, &report).cancel_wanted == 1);
    CHECK(desk_child_view(&desk, child).cancel_wanted == 1);
    CHECK(desk_child_view(&desk, child).pending_cancel == 0);
    OK(plim_request_cancel(&lane, child, DESK_OPENS, &cancel));
    CHECK(desk_child_view(&desk, child).cancel_wanted == 0);
}

int main(void) {
    plim_events reader;

    desk_open(&desk, memory);
    OK(plim_lane_open(&desk.region, 0, &lane));
    OK(plim_events_open(&desk.region, 0, &reader));
    a_bust_takes_an_execution_back(&reader);
    corrections_go_up_and_down();
    a_bust_may_come_before_its_fill();
    an_ended_parent_goes_on(&reader);
    what_cannot_be_is_named();
    a_reference_is_exact();
    a_cancel_stays_wanted();
    desk_audit(&desk);
    return 0;
}
