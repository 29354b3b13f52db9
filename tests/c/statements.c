/*
 * Property: what is stated of orders and positions by other ways than their session is booked once:
 *           what was missed is inferred until its report takes its place; absence proves nothing; a
 *           venue is up again only when every order there is vouched for; what has ended cools
 *           until its time, or until proof; and every difference is told with both values.
 * Method:   a desk with two venues, one of which cools; statements before, after and instead of
 *           the reports that they are about, each of them twice.
 */
#include "desk.h"

static unsigned char memory[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));
static struct desk desk;
static plim_lane lane;
/* What the control handle tells. */
static plim_events reader;

static int raised(const plim_outcome *outcome, uint32_t alarm) {
    return (outcome->raised >> alarm & 1u) != 0;
}

static plim_outcome state(const plim_venue_report *report) {
    plim_outcome outcome;

    OK(plim_control_status(&desk.control, report, DESK_OPENS, &outcome));
    return outcome;
}

static plim_outcome copy(const plim_venue_report *report) {
    plim_outcome outcome;

    OK(plim_control_drop_copy(&desk.control, report, DESK_OPENS, &outcome));
    return outcome;
}

/* A venue's word on one order. */
static plim_venue_report word(plim_child_id child, uint32_t ord_status, uint64_t cum_qty) {
    plim_venue_report report = desk_report(child, PLIM_EXEC_ORDER_STATUS);

    report.ord_status = ord_status;
    report.has_cum_qty = 1;
    report.cum_qty = cum_qty;
    return report;
}

/* The last event of `kind` that the control handle told since it was asked before. */
static plim_event told(uint32_t kind) {
    plim_event events[16], last;
    size_t count = 0, at;
    uint64_t missed = 0;

    memset(&last, 0, sizeof last);
    do {
        OK(plim_events_read(&reader, events, 16, &count, &missed));
        for (at = 0; at < count; at++) {
            if (events[at].kind == kind) {
                last = events[at];
            }
        }
    } while (count > 0);
    CHECK(last.kind == kind);
    return last;
}

static void a_status_is_booked_once(void) {
    const plim_parent_id parent = desk_admit(&desk, &lane, 1, 100);
    const plim_child_id child = desk_route(&desk, &lane, parent, 100);
    plim_venue_report stated = word(child, PLIM_ORD_PARTIALLY_FILLED, 50);
    plim_outcome outcome;
    plim_alarm_view alarm;
    plim_event event;
    int turn;

    desk_fill(&lane, child, 1, 30);
    stated.has_leaves_qty = 1;
    stated.leaves_qty = 50;
    outcome = state(&stated);
    CHECK(outcome.breach == PLIM_B_NONE && outcome.child == child && outcome.parent == parent);
    CHECK(raised(&outcome, PLIM_ALARM_DIFFERENCE));
    event = told(PLIM_EVENT_INFERRED);
    CHECK(event.child == child && event.qty == 20 && event.detail == 0);
    for (turn = 0; turn < 2; turn++) {
        CHECK(desk_child_view(&desk, child).cum_qty == 50);
        CHECK(desk_child_view(&desk, child).inferred_qty == 20);
        CHECK(desk_child_view(&desk, child).leaves_qty == 50);
        CHECK(desk_parent_view(&desk, parent).executed == 50);
        CHECK(desk_parent_view(&desk, parent).inferred == 20);
        outcome = state(&stated);
        CHECK(outcome.breach == PLIM_B_NONE && outcome.raised == 0);
    }
    OK(plim_view_alarm(&desk.region, PLIM_ALARM_DIFFERENCE, &alarm));
    CHECK(alarm.raised == 1 && alarm.deadline == UINT64_MAX);
    /* The report that was missed takes the place of what was inferred. */
    desk_fill(&lane, child, 2, 20);
    CHECK(desk_parent_view(&desk, parent).executed == 50);
    CHECK(desk_child_view(&desk, child).inferred_qty == 0);
    CHECK(desk_parent_view(&desk, parent).inferred == 0);
    /* An end that is stated is proof. */
    stated = word(child, PLIM_ORD_CANCELED, 50);
    CHECK(state(&stated).breach == PLIM_B_NONE);
    CHECK(desk_child_view(&desk, child).state == PLIM_CHILD_CANCELED);
    CHECK(desk_parent_view(&desk, parent).headroom == 50);
}

static void an_order_that_nobody_knows_is_unknown(void) {
    const plim_parent_id parent = desk_admit(&desk, &lane, 2, 100);
    const plim_child_id child = desk_route(&desk, &lane, parent, 60);
    plim_venue_report stated = desk_report(child, PLIM_EXEC_ORDER_STATUS);
    plim_outcome outcome = {0};

    stated.unknown_order = 1;
    CHECK(state(&stated).breach == PLIM_B_NONE);
    CHECK(desk_child_view(&desk, child).state == PLIM_CHILD_UNKNOWN);
    CHECK(desk_parent_view(&desk, parent).unknown == 60);
    CHECK(desk_parent_view(&desk, parent).headroom == 40);
    stated.child = 12345;
    EXPECT(PLIM_E_UNKNOWN_CHILD,
           plim_control_status(&desk.control, &stated, DESK_OPENS, &outcome));
    CHECK(outcome.child == 0);
    stated = word(child, PLIM_ORD_REJECTED, 0);
    state(&stated);
    CHECK(desk_parent_view(&desk, parent).headroom == 100);
}

static void a_drop_copy_never_doubles(void) {
    const plim_parent_id parent = desk_admit(&desk, &lane, 3, 100);
    const plim_child_id child = desk_route(&desk, &lane, parent, 100);
    plim_venue_report copied = desk_trade(child, 101, 40);
    plim_venue_report own = desk_trade(child, 1, 40);
    plim_venue_report stray = desk_trade(12345, 102, 5);
    plim_outcome outcome;

    copied.has_cum_qty = own.has_cum_qty = 1;
    copied.cum_qty = own.cum_qty = 40;
    outcome = copy(&copied);
    CHECK(outcome.breach == PLIM_B_NONE && raised(&outcome, PLIM_ALARM_DIFFERENCE));
    CHECK(desk_child_view(&desk, child).inferred_qty == 40);
    copy(&copied);
    desk_book(&lane, &own);
    copy(&copied);
    CHECK(desk_parent_view(&desk, parent).executed == 40);
    CHECK(desk_child_view(&desk, child).inferred_qty == 0);
    /* Without CumQty its ExecID is the session's. */
    copied = desk_trade(child, 2, 10);
    CHECK(copy(&copied).duplicate == 0);
    CHECK(copy(&copied).duplicate == 1);
    CHECK(desk_fill(&lane, child, 2, 10).duplicate == 1);
    CHECK(desk_parent_view(&desk, parent).executed == 50);
    /* A copied end is compared, not booked. */
    copied = desk_report(child, PLIM_EXEC_CANCELED);
    copied.has_cum_qty = 1;
    copied.cum_qty = 50;
    copy(&copied);
    CHECK(desk_parent_view(&desk, parent).working == 50);
    outcome = copy(&stray);
    CHECK(outcome.breach == PLIM_B_SUSPENSE && outcome.child == 0);
    OK(plim_control_acknowledge(&desk.control, PLIM_ALARM_SUSPENSE, DESK_OPENS));
    copied = word(child, PLIM_ORD_CANCELED, 50);
    state(&copied);
}

static plim_mass_status end_mass_status(void) {
    plim_mass_status found;

    OK(plim_control_end_mass_status(&desk.control, desk.venue, DESK_OPENS, &found));
    CHECK(found.reserved == 0);
    return found;
}

static void a_venue_is_up_when_all_is_known(void) {
    const plim_parent_id parent = desk_admit(&desk, &lane, 4, 100);
    const plim_child_id seen = desk_route(&desk, &lane, parent, 30);
    const plim_child_id lost = desk_route(&desk, &lane, parent, 20);
    plim_venue_report stated = word(seen, PLIM_ORD_NEW, 0);
    plim_disconnected left;
    plim_mass_status found;
    uint32_t session = 0;
    plim_mass_status never = {7, 7, 7, 7, 7, 7};

    EXPECT(PLIM_E_NOTHING_TO_CHANGE,
           plim_control_end_mass_status(&desk.control, desk.venue, DESK_OPENS, &never));
    CHECK(never.mentioned == 7 && never.is_up == 7);
    OK(plim_control_disconnect(&desk.control, desk.venue, DESK_OPENS, &left));
    CHECK(left.unknown == 2 && left.at_risk == 50);
    EXPECT(PLIM_E_VENUE_DOWN,
           plim_control_begin_mass_status(&desk.control, desk.venue, DESK_OPENS));
    EXPECT(PLIM_E_VENUE_DOWN,
           plim_control_end_mass_status(&desk.control, desk.venue, DESK_OPENS, &never));
    EXPECT(PLIM_E_UNKNOWN_VENUE, plim_control_begin_mass_status(&desk.control, 99, DESK_OPENS));
    EXPECT(PLIM_E_UNKNOWN_VENUE,
           plim_control_end_mass_status(&desk.control, 99, DESK_OPENS, &never));
    OK(plim_control_reconnect(&desk.control, desk.venue, DESK_OPENS));
    OK(plim_control_begin_mass_status(&desk.control, desk.venue, DESK_OPENS));
    state(&stated);
    CHECK(desk_child_view(&desk, seen).state == PLIM_CHILD_LIVE);
    found = end_mass_status();
    CHECK(found.mentioned == 1 && found.unresolved == 1 && found.is_up == 0);
    CHECK(desk_child_view(&desk, lost).state == PLIM_CHILD_UNKNOWN);
    CHECK(desk_parent_view(&desk, parent).unknown == 20);
    stated = word(lost, PLIM_ORD_CANCELED, 0);
    state(&stated);
    found = end_mass_status();
    CHECK(found.mentioned == 2 && found.absent == 0 && found.unresolved == 0);
    CHECK(found.at_risk == 0 && found.is_up == 1);
    CHECK(told(PLIM_EVENT_SESSION_CHANGED).detail == PLIM_SESSION_UP);
    OK(plim_venue_session(&desk.region, desk.venue, &session));
    CHECK(session == PLIM_SESSION_UP);
    CHECK(desk_parent_view(&desk, parent).headroom == 70);
    desk_route(&desk, &lane, parent, 1);
    stated = word(seen, PLIM_ORD_CANCELED, 0);
    state(&stated);
}

/* A living child that a mass status of a later time passes over. */
static void what_is_not_mentioned_is_unknown(void) {
    const plim_parent_id parent = desk_admit(&desk, &lane, 5, 100);
    const plim_child_id child = desk_route(&desk, &lane, parent, 30);
    const uint64_t later = DESK_OPENS + 1;
    plim_venue_report report = desk_report(child, PLIM_EXEC_NEW);
    plim_mass_status found;
    plim_alarm_view alarm;
    plim_outcome outcome;
    uint64_t known;

    desk_book(&lane, &report);
    OK(plim_view_alarm(&desk.region, PLIM_ALARM_CHILD_UNKNOWN, &alarm));
    known = alarm.count;
    OK(plim_control_begin_mass_status(&desk.control, desk.venue, later));
    OK(plim_control_end_mass_status(&desk.control, desk.venue, later, &found));
    CHECK(found.absent >= 1 && found.at_risk >= 30 && found.unresolved >= found.absent);
    CHECK(desk_child_view(&desk, child).state == PLIM_CHILD_UNKNOWN);
    CHECK(desk_parent_view(&desk, parent).unknown == 30);
    OK(plim_view_alarm(&desk.region, PLIM_ALARM_CHILD_UNKNOWN, &alarm));
    CHECK(alarm.raised == 1 && alarm.count == known + found.absent);
    CHECK(alarm.deadline == UINT64_MAX);
    EXPECT(PLIM_E_CLOCK_BACKWARDS,
           plim_control_begin_mass_status(&desk.control, desk.venue, DESK_OPENS));
    report = word(child, PLIM_ORD_CANCELED, 0);
    OK(plim_control_status(&desk.control, &report, later, &outcome));
    CHECK(desk_parent_view(&desk, parent).headroom == 100);
}

static plim_child_id cancelled_at(plim_venue_id venue, plim_parent_id parent, uint64_t qty,
                                  uint64_t now) {
    plim_new_child terms = desk_child(&desk, parent, qty);
    plim_venue_report report;
    plim_child_id child = 0;

    terms.venue = venue;
    OK(plim_route(&lane, &terms, now, &child));
    OK(plim_sent(&lane, child, now));
    report = desk_report(child, PLIM_EXEC_CANCELED);
    report.has_cum_qty = 1;
    desk_book(&lane, &report);
    return child;
}

static void what_has_ended_cools(void) {
    const plim_parent_id parent = desk_admit(&desk, &lane, 6, 100);
    const uint64_t later = DESK_OPENS + 1;
    plim_venue_terms terms;
    plim_venue_id venue = 0;
    plim_child_id proven, waiting;
    plim_ticked ticked;
    uint32_t count = 7;

    OK(plim_view_venue_terms(&desk.region, desk.venue, &terms));
    CHECK(terms.struct_size == sizeof terms && terms.cooling == 0);
    CHECK(terms.replace_means == PLIM_REPLACE_MEANS_TOTAL);
    CHECK(terms.replace_is == PLIM_REPLACE_IS_ATOMIC);
    CHECK(terms.cum_qty_means == PLIM_CUM_QTY_MEANS_CARRIED_OVER);
    CHECK(terms.last_qty_means == PLIM_LAST_QTY_MEANS_SINGLE);
    terms.cooling = 1000;
    OK(plim_control_define_venue(&desk.control, &terms, &venue));
    terms.cooling = 0;
    OK(plim_view_venue_terms(&desk.region, venue, &terms));
    CHECK(terms.cooling == 1000);
    proven = cancelled_at(venue, parent, 60, DESK_OPENS);
    waiting = cancelled_at(venue, parent, 30, DESK_OPENS);
    CHECK(desk_child_view(&desk, proven).state == PLIM_CHILD_CANCELED);
    CHECK(desk_child_view(&desk, proven).cooling_qty == 60);
    CHECK(desk_child_view(&desk, proven).unknown_qty == 0);
    CHECK(desk_parent_view(&desk, parent).cooling == 90);
    CHECK(desk_parent_view(&desk, parent).headroom == 10);
    OK(plim_control_prove_cooled(&desk.control, proven, later));
    CHECK(told(PLIM_EVENT_COOLED).qty == 60);
    CHECK(desk_child_view(&desk, proven).cooling_qty == 0);
    CHECK(desk_parent_view(&desk, parent).headroom == 70);
    EXPECT(PLIM_E_NOTHING_TO_CHANGE, plim_control_prove_cooled(&desk.control, proven, later));
    EXPECT(PLIM_E_UNKNOWN_CHILD, plim_control_prove_cooled(&desk.control, 12345, later));
    OK(plim_control_prove_heard(&desk.control, venue, DESK_OPENS - 1, later, &count));
    CHECK(count == 0);
    OK(plim_control_prove_heard(&desk.control, desk.venue, UINT64_MAX, later, &count));
    CHECK(count == 0 && desk_child_view(&desk, waiting).cooling_qty == 30);
    OK(plim_tick(&lane, DESK_OPENS + 999, &ticked));
    CHECK(ticked.cooled == 0 && desk_child_view(&desk, waiting).cooling_qty == 30);
    OK(plim_tick(&lane, DESK_OPENS + 1000, &ticked));
    CHECK(ticked.cooled == 1 && desk_child_view(&desk, waiting).cooling_qty == 0);
    CHECK(desk_parent_view(&desk, parent).headroom == 100);
    /* A sequence number is proof for all that had ended by then. */
    cancelled_at(venue, parent, 20, DESK_OPENS + 1000);
    cancelled_at(venue, parent, 10, DESK_OPENS + 1000);
    CHECK(desk_parent_view(&desk, parent).cooling == 30);
    /* The reports say an earlier time than the lane's own, so they count from that on. */
    OK(plim_control_prove_heard(&desk.control, venue, DESK_OPENS + 999, later, &count));
    CHECK(count == 0);
    OK(plim_control_prove_heard(&desk.control, venue, DESK_OPENS + 1000, later, &count));
    CHECK(count == 2 && desk_parent_view(&desk, parent).headroom == 100);
    OK(plim_control_prove_heard(&desk.control, venue, UINT64_MAX, later, &count));
    CHECK(count == 0);
    count = 7;
    EXPECT(PLIM_E_UNKNOWN_VENUE,
           plim_control_prove_heard(&desk.control, 99, DESK_OPENS, later, &count));
    EXPECT(PLIM_E_CLOCK_BACKWARDS,
           plim_control_prove_heard(&desk.control, venue, DESK_OPENS, DESK_OPENS, &count));
    CHECK(count == 7);
}

static void positions_are_compared(void) {
    const uint64_t later = DESK_OPENS + 1;
    plim_exposure exposure;
    plim_position_check check;
    plim_alarm_view alarm;
    plim_event event;

    OK(plim_view_exposure(&desk.region, desk.account, desk.instrument, &exposure));
    CHECK(exposure.bought == 100 && exposure.sold == 0);
    OK(plim_control_check_position(&desk.control, desk.account, desk.instrument, 100, 0, later,
                                   &check));
    CHECK(check.agrees == 1 && check.bought == 100 && check.sold == 0 && check.reserved == 0);
    OK(plim_view_alarm(&desk.region, PLIM_ALARM_POSITION_DIFFERS, &alarm));
    CHECK(alarm.raised == 0 && alarm.count == 0);
    OK(plim_control_check_position(&desk.control, desk.account, desk.instrument, UINT64_MAX, 0,
                                   later, &check));
    CHECK(check.agrees == 0 && check.bought == 100);
    OK(plim_view_alarm(&desk.region, PLIM_ALARM_POSITION_DIFFERS, &alarm));
    CHECK(alarm.raised == 1 && alarm.value == UINT64_MAX && alarm.other == 100);
    event = told(PLIM_EVENT_POSITION_DIFFERS);
    CHECK(event.qty == 100 && event.detail == UINT64_MAX);
    CHECK(event.price == (int64_t)((uint64_t)desk.account << 32 | desk.instrument));
    memset(&check, 0x77, sizeof check);
    EXPECT(PLIM_E_UNKNOWN_ACCOUNT,
           plim_control_check_position(&desk.control, 99, desk.instrument, 0, 0, later, &check));
    EXPECT(PLIM_E_UNKNOWN_INSTRUMENT,
           plim_control_check_position(&desk.control, desk.account, 99, 0, 0, later, &check));
    CHECK(check.agrees == 0x77777777);
}

int main(void) {
    plim_recovery recovery;

    desk_open(&desk, memory);
    OK(plim_lane_open(&desk.region, 0, &lane));
    OK(plim_events_open(&desk.region, 2, &reader));
    a_status_is_booked_once();
    an_order_that_nobody_knows_is_unknown();
    a_drop_copy_never_doubles();
    a_venue_is_up_when_all_is_known();
    what_is_not_mentioned_is_unknown();
    what_has_ended_cools();
    positions_are_compared();
    desk_audit(&desk);
    /* What is inferred or cools is found again after a crash. */
    OK(plim_control_recover(&desk.control, DESK_OPENS + 2000, &recovery));
    desk_audit(&desk);
    return 0;
}
