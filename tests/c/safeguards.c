/*
 * Property: nothing is born while a monitor is silent, while a lane's clock stands still or goes
 *           back, while a journal does not keep up, or past a throttle; each of it is refused with
 *           a word of its own, raises its alarm, and takes nothing from reports and cancels.
 * Method:   one desk for each, walked up to the bound and one step past it.
 */
#include "desk.h"

static unsigned char memory[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));

static struct desk desk;
static plim_lane lane;
static plim_parent_id parent;
static plim_child_id child;

static void open(void) {
    desk_open(&desk, memory);
    OK(plim_lane_open(&desk.region, 0, &lane));
    parent = desk_admit(&desk, &lane, 1, 1000);
    child = desk_route(&desk, &lane, parent, 10);
}

static void close(void) {
    desk_audit(&desk);
    OK(plim_lane_close(&lane));
    OK(plim_control_close(&desk.control));
    memset(memory, 0, sizeof memory);
}

static plim_status route(plim_lane *on, uint64_t now) {
    const plim_new_child terms = desk_child(&desk, parent, 1);
    plim_child_id born = 0;

    return plim_route(on, &terms, now, &born);
}

static plim_alarm_view raised(plim_alarm alarm) {
    plim_alarm_view view;
    uint32_t bits = 0;

    OK(plim_view_alarm(&desk.region, alarm, &view));
    OK(plim_alarms(&desk.region, &bits));
    CHECK(view.raised == 1 && (bits >> alarm & 1) == 1);
    OK(plim_control_acknowledge(&desk.control, alarm, view.last_at));
    OK(plim_alarms(&desk.region, &bits));
    CHECK((bits >> alarm & 1) == 0);
    return view;
}

static void monitors(void) {
    plim_monitor_id one = 9, other = 9, more = 9;
    plim_request_id request;
    uint64_t until = 0;
    int at;

    open();
    OK(plim_heard_until(&desk.region, &until));
    CHECK(until == UINT64_MAX);
    EXPECT(PLIM_E_UNKNOWN_MONITOR, plim_heartbeat(&desk.region, 0, 1));
    EXPECT(PLIM_E_LIMIT_UNSET, plim_control_define_monitor(&desk.control, 0, &one));
    CHECK(one == 9);
    OK(plim_control_define_monitor(&desk.control, 100, &one));
    OK(plim_control_define_monitor(&desk.control, 50, &other));
    EXPECT(PLIM_E_MONITOR_SILENT, route(&lane, 10));
    CHECK(raised(PLIM_ALARM_MONITOR_SILENT).value == 0);
    OK(plim_heartbeat(&desk.region, one, 10));
    EXPECT(PLIM_E_MONITOR_SILENT, route(&lane, 10));
    raised(PLIM_ALARM_MONITOR_SILENT);
    OK(plim_heartbeat(&desk.region, other, 10));
    OK(plim_heard_until(&desk.region, &until));
    CHECK(until == 60);
    OK(route(&lane, 59));
    EXPECT(PLIM_E_MONITOR_SILENT, route(&lane, 60));
    CHECK(raised(PLIM_ALARM_MONITOR_SILENT).value == 60);
    CHECK(desk_fill(&lane, child, 1, 5).breach == PLIM_B_NONE);
    OK(plim_request_cancel(&lane, child, 60, &request));
    OK(plim_heartbeat(&desk.region, other, 60));
    OK(route(&lane, 60));
    for (at = 2; at < 8; at++) {
        OK(plim_control_define_monitor(&desk.control, 100, &more));
    }
    EXPECT(PLIM_E_DEFINITIONS_FULL, plim_control_define_monitor(&desk.control, 100, &more));
    close();
}

static void clocks(void) {
    plim_lane second;
    plim_alarm_view view;
    plim_request_id request;

    open();
    OK(plim_lane_open(&desk.region, 1, &second));
    OK(plim_control_set_clock_tolerance(&desk.control, 100));
    EXPECT(PLIM_E_CLOCK_BACKWARDS, route(&lane, DESK_OPENS - 1));
    view = raised(PLIM_ALARM_CLOCK_BACKWARDS);
    CHECK(view.value == DESK_OPENS - 1 && view.other == DESK_OPENS);
    /* What is refused moves no clock, however late it says it is. */
    EXPECT(PLIM_E_LEASE_EXPIRED, route(&lane, UINT64_MAX));
    EXPECT(PLIM_E_LEASE_EXPIRED, plim_control_renew(&desk.control, 1, UINT64_MAX));
    OK(route(&lane, DESK_OPENS));
    OK(route(&second, 1000));
    OK(route(&lane, 950));
    EXPECT(PLIM_E_CLOCK_BACKWARDS, route(&lane, 899));
    raised(PLIM_ALARM_CLOCK_BACKWARDS);
    OK(route(&second, 2000));
    EXPECT(PLIM_E_CLOCK_STOPPED, route(&lane, 950));
    view = raised(PLIM_ALARM_CLOCK_STOPPED);
    CHECK(view.value == 950 && view.other == 1900);
    /* It stops births, never reports and cancels. */
    CHECK(desk_fill(&lane, child, 1, 5).breach == PLIM_B_NONE);
    OK(plim_request_cancel(&lane, child, 950, &request));
    OK(route(&lane, 2000));
    /* The way back from a time that was far ahead: by an operator, while the house is closed. */
    OK(route(&second, 900000));
    EXPECT(PLIM_E_NOTHING_TO_CHANGE, plim_control_correct_clock(&desk.control, 3000));
    OK(plim_control_disarm(&desk.control, 3000));
    OK(plim_control_correct_clock(&desk.control, 3000));
    OK(desk_arm(&desk.region, &desk.control, DESK_LEASE, 3000));
    OK(route(&second, 3000));
    OK(route(&lane, 3000));
    OK(plim_lane_close(&second));
    close();
}

static size_t read_all(plim_journal *journal, uint64_t *missed) {
    plim_event events[3];
    size_t count = 0, sum = 0;
    uint64_t lost = 0;

    *missed = 0;
    do {
        OK(plim_journal_read(journal, events, 3, &count, &lost));
        *missed += lost;
        sum += count;
    } while (count > 0);
    return sum;
}

static void journals(void) {
    plim_journal journal, next;
    uint64_t missed = 9;
    unsigned routed = 0;
    uint32_t halted = 9;
    plim_status status;

    open();
    EXPECT(PLIM_E_NO_SUCH_LANE, plim_journal_open(&desk.region, 2, &journal));
    OK(plim_journal_open(&desk.region, 0, &journal));
    CHECK(read_all(&journal, &missed) == 3 && missed == 0);
    /* The ring has room for eight: at six that are not kept births stop. */
    OK(plim_journal_keep(&journal));
    while ((status = route(&lane, DESK_OPENS)) == PLIM_OK) {
        routed++;
    }
    CHECK(status == PLIM_E_JOURNAL_STALLED && routed == 6);
    CHECK(read_all(&journal, &missed) == 6);
    EXPECT(PLIM_E_JOURNAL_STALLED, route(&lane, DESK_OPENS));
    OK(plim_journal_keep(&journal));
    OK(route(&lane, DESK_OPENS));
    /* Who comes after goes on where it was kept. */
    OK(plim_journal_open(&desk.region, 0, &next));
    CHECK(read_all(&next, &missed) == 1 && missed == 0);
    OK(plim_journal_end(&next));
    EXPECT(PLIM_E_HANDLE, plim_journal_keep(&next));
    for (routed = 0; routed < 20; routed++) {
        OK(route(&lane, DESK_OPENS));
    }
    /* Reports are booked all the same; what is lost throws the lane's switch. */
    OK(plim_journal_open(&desk.region, 0, &journal));
    for (routed = 0; routed < 5; routed++) {
        CHECK(desk_fill(&lane, child, 1 + routed, 1).breach == PLIM_B_NONE);
    }
    raised(PLIM_ALARM_JOURNAL_STALLED);
    OK(plim_is_halted(&desk.region, PLIM_SCOPE_LANE, 0, &halted));
    CHECK(halted == 1);
    OK(plim_control_end_journal(&desk.control, 0));
    EXPECT(PLIM_E_NO_SUCH_LANE, plim_control_end_journal(&desk.control, 2));
    EXPECT(PLIM_E_HALTED, route(&lane, DESK_OPENS));
    close();
}

static void throttles(void) {
    plim_throttles terms;
    plim_request_id request;
    plim_child_id many[4];
    unsigned at;

    open();
    memset(&terms, 0, sizeof terms);
    terms.struct_size = sizeof terms;
    terms.window = 3000;
    terms.max_ratio = UINT32_MAX;
    terms.orders = 4;
    terms.cancels = 2;
    terms.max_rejects = UINT32_MAX;
    for (at = 0; at < 4; at++) {
        many[at] = desk_route(&desk, &lane, parent, 1);
    }
    /* The window is not moved while what was counted in it may be looked at. */
    EXPECT(PLIM_E_NOTHING_TO_CHANGE, plim_control_set_throttles(&desk.control, &terms));
    OK(plim_control_disarm(&desk.control, 5000));
    OK(plim_control_set_throttles(&desk.control, &terms));
    OK(desk_arm(&desk.region, &desk.control, DESK_LEASE, 5000));
    for (at = 0; at < 4; at++) {
        OK(route(&lane, 10000));
    }
    EXPECT(PLIM_E_ORDERS_THROTTLED, route(&lane, 10000));
    /* Cancels have a budget of their own. */
    OK(plim_request_cancel(&lane, many[0], 10000, &request));
    OK(plim_request_cancel(&lane, many[1], 10000, &request));
    EXPECT(PLIM_E_CANCELS_THROTTLED, plim_request_cancel(&lane, many[2], 10000, &request));
    EXPECT(PLIM_E_ORDERS_THROTTLED, route(&lane, 10000));
    OK(route(&lane, 20000));
    OK(plim_request_cancel(&lane, many[2], 20000, &request));
    terms.window = 15;
    EXPECT(PLIM_E_LIMIT_UNSET, plim_control_set_throttles(&desk.control, &terms));
    close();
}

/* A strategy that is executed again and again on one side is stopped there until a person looks. */
static void repeats(void) {
    plim_strategy_terms strategy;
    plim_session_strategy allowed[2] = {{1, 1, UINT64_MAX, PLIM_NOTIONAL_MAX},
                                        {2, 1, UINT64_MAX, PLIM_NOTIONAL_MAX}};
    plim_fingerprint_parts parts;
    plim_manifest manifest;
    plim_new_parent order;
    unsigned at;

    open();
    memset(&strategy, 0, sizeof strategy);
    strategy.struct_size = sizeof strategy;
    strategy.code = 2;
    strategy.generation = 1;
    strategy.max_held = 1;
    strategy.max_ratio = UINT32_MAX;
    strategy.max_repeats = 3;
    OK(plim_control_define_strategy(&desk.control, &strategy, &desk.strategy));
    CHECK(desk.strategy == 2);
    OK(plim_control_disarm(&desk.control, DESK_OPENS));
    OK(plim_fingerprint(&desk.region, &parts));
    memset(&manifest, 0, sizeof manifest);
    manifest.struct_size = sizeof manifest;
    manifest.fingerprints = &parts;
    manifest.fingerprint_count = 1;
    manifest.strategies = allowed;
    manifest.strategy_count = 2;
    manifest.lease = DESK_LEASE;
    OK(plim_control_arm(&desk.control, &manifest, DESK_LEASE, DESK_OPENS, NULL));
    order = desk_parent(&desk, 2, 1000);
    OK(plim_admit(&lane, &order, DESK_OPENS, &parent));
    child = desk_route(&desk, &lane, parent, 100);
    EXPECT(PLIM_E_NOTHING_TO_CHANGE,
           plim_control_reenable(&desk.control, 2, desk.instrument, DESK_OPENS));
    for (at = 0; at < 4; at++) {
        desk_fill(&lane, child, 1 + at, 1);
    }
    CHECK(raised(PLIM_ALARM_REPEATS).value == 2);
    EXPECT(PLIM_E_REPEATED_EXECUTIONS, route(&lane, DESK_OPENS));
    EXPECT(PLIM_E_UNKNOWN_STRATEGY,
           plim_control_reenable(&desk.control, 3, desk.instrument, DESK_OPENS));
    EXPECT(PLIM_E_UNKNOWN_INSTRUMENT, plim_control_reenable(&desk.control, 2, 9, DESK_OPENS));
    OK(plim_control_reenable(&desk.control, 2, desk.instrument, DESK_OPENS));
    OK(route(&lane, DESK_OPENS));
    close();
}

int main(void) {
    monitors();
    clocks();
    journals();
    throttles();
    repeats();
    return 0;
}
