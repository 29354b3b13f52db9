/*
 * Property: handles that are not open, indexes that are out of bounds, ids that name nothing,
 *           quantities that are too large, and arrays and texts that are too short are each
 *           answered with a status of their own, and nothing changes.
 * Method:   a row for each.
 */
#include "hostile.h"

/* Every function that takes a handle, with one that was never opened. */
static void handle_rows(const plim_region *r, plim_lane *l, plim_control *c, plim_children *w,
                        plim_events *e) {
    const plim_new_child new_child = desk_child(&desk, parent, 10);
    const plim_venue_report report = desk_trade(child, 1, 10);

    ROW(PLIM_E_HANDLE, plim_region_config(r, &out.config));
    ROW(PLIM_E_HANDLE, plim_region_epoch(r, &out.number));
    ROW(PLIM_E_HANDLE, plim_lane_open(r, 1, &out.lane));
    ROW(PLIM_E_HANDLE, plim_lane_take_over(r, 1, &out.lane));
    ROW(PLIM_E_HANDLE, plim_control_open(r, &out.control));
    ROW(PLIM_E_HANDLE, plim_control_take_over(r, &out.control));
    ROW(PLIM_E_HANDLE, plim_kill(r, PLIM_SCOPE_FIRM, 0, 1, 1, &out.receipt));
    ROW(PLIM_E_HANDLE, plim_view_parent(r, parent, &out.parent_view));
    ROW(PLIM_E_HANDLE, plim_audit(r, &out.audit));
    ROW(PLIM_E_HANDLE, plim_children_open(r, parent, &out.walk));
    ROW(PLIM_E_HANDLE, plim_events_open(r, 0, &out.reader));
    ROW(PLIM_E_HANDLE, plim_lane_index(l, &out.word));
    ROW(PLIM_E_HANDLE, plim_tick(l, DESK_OPENS, &out.ticked));
    ROW(PLIM_E_HANDLE, plim_lane_close(l));
    ROW(PLIM_E_HANDLE, plim_route(l, &new_child, DESK_OPENS, &out.child));
    ROW(PLIM_E_HANDLE, plim_report(l, &report, DESK_OPENS, &out.outcome));
    ROW(PLIM_E_HANDLE, plim_lane_kill(l, PLIM_SCOPE_FIRM, 0, 1, 1, &out.receipt));
    ROW(PLIM_E_HANDLE, plim_control_renew(c, 9, 1));
    ROW(PLIM_E_HANDLE, plim_control_status(c, &report, DESK_OPENS, &out.outcome));
    ROW(PLIM_E_HANDLE, plim_control_drop_copy(c, &report, DESK_OPENS, &out.outcome));
    ROW(PLIM_E_HANDLE, plim_control_begin_mass_status(c, desk.venue, DESK_OPENS));
    ROW(PLIM_E_HANDLE,
        plim_control_end_mass_status(c, desk.venue, DESK_OPENS, &out.mass_status));
    ROW(PLIM_E_HANDLE, plim_control_prove_cooled(c, child, DESK_OPENS));
    ROW(PLIM_E_HANDLE,
        plim_control_prove_heard(c, desk.venue, DESK_OPENS, DESK_OPENS, &out.word));
    ROW(PLIM_E_HANDLE, plim_control_check_position(c, 0, 0, 0, 0, DESK_OPENS, &out.check));
    ROW(PLIM_E_HANDLE, plim_control_assign_to_child(c, 0, child, DESK_OPENS, &out.outcome));
    ROW(PLIM_E_HANDLE, plim_control_filled_elsewhere(c, parent, 1, DESK_OPENS));
    ROW(PLIM_E_HANDLE, plim_view_venue_terms(r, desk.venue, &out.venue_terms));
    ROW(PLIM_E_HANDLE, plim_suspense_of(r, 0, 0, &out.of_position));
    ROW(PLIM_E_HANDLE, plim_control_close(c));
    ROW(PLIM_E_HANDLE, plim_control_kill(c, PLIM_SCOPE_FIRM, 0, 1, 1, &out.receipt));
    ROW(PLIM_E_HANDLE, plim_children_next(w, out.children, 4, &out.count));
    ROW(PLIM_E_HANDLE, plim_events_read(e, out.events, 4, &out.count, &out.number));
}

static void unopened(void) {
    plim_region zero_region = {{0}}, garbage_region;
    plim_lane zero_lane = {{0}}, garbage_lane, closed;
    plim_control zero_control = {{0}}, garbage_control;
    plim_children zero_walk = {{0}}, garbage_walk;
    plim_events zero_reader = {{0}}, garbage_reader;

    memset(&garbage_region, 0x5A, sizeof garbage_region);
    memset(&garbage_lane, 0x5A, sizeof garbage_lane);
    memset(&garbage_control, 0x5A, sizeof garbage_control);
    memset(&garbage_walk, 0x5A, sizeof garbage_walk);
    memset(&garbage_reader, 0x5A, sizeof garbage_reader);
    handle_rows(&zero_region, &zero_lane, &zero_control, &zero_walk, &zero_reader);
    handle_rows(&garbage_region, &garbage_lane, &garbage_control, &garbage_walk, &garbage_reader);
    /* Open handles of another kind. */
    handle_rows((const plim_region *)(const void *)&lane, (plim_lane *)(void *)&desk.control,
                (plim_control *)(void *)&lane, (plim_children *)(void *)&lane,
                (plim_events *)(void *)&desk.control);
    OK(plim_lane_open(&desk.region, 1, &closed));
    OK(plim_lane_close(&closed));
    ROW(PLIM_E_HANDLE, plim_sent(&closed, child, DESK_OPENS));
    ROW(PLIM_E_HANDLE, plim_lane_close(&closed));
}

static void claims(void) {
    plim_lane second, third;

    ROW(PLIM_E_NO_SUCH_LANE, plim_lane_open(&desk.region, 64, &out.lane));
    ROW(PLIM_E_NO_SUCH_LANE, plim_lane_open(&desk.region, UINT32_MAX, &out.lane));
    ROW(PLIM_E_NO_SUCH_LANE, plim_lane_take_over(&desk.region, 64, &out.lane));
    ROW(PLIM_E_NO_SUCH_LANE, plim_events_open(&desk.region, 65, &out.reader));
    ROW(PLIM_E_ALREADY_CLAIMED, plim_lane_open(&desk.region, 0, &out.lane));
    ROW(PLIM_E_ALREADY_CLAIMED, plim_control_open(&desk.region, &out.control));
    OK(plim_lane_open(&desk.region, 1, &second));
    OK(plim_lane_take_over(&desk.region, 1, &third));
    ROW(PLIM_E_HANDLE_LOST, plim_sent(&second, child, DESK_OPENS));
    ROW(PLIM_E_HANDLE_LOST, plim_hold(&second, parent, DESK_OPENS));
    ROW(PLIM_E_HANDLE_LOST, plim_tick(&second, DESK_OPENS, &out.ticked));
    OK(plim_lane_close(&second));
    ROW(PLIM_E_ALREADY_CLAIMED, plim_lane_open(&desk.region, 1, &out.lane));
    OK(plim_lane_close(&third));
}

static void names(void) {
    const plim_client_id nobody = {9, 9};
    plim_new_parent terms = desk_parent(&desk, 3, 10);

    terms.account = 99;
    ROW(PLIM_E_UNKNOWN_ACCOUNT, plim_admit(&lane, &terms, DESK_OPENS, &out.parent));
    terms = desk_parent(&desk, 3, 10);
    terms.instrument = UINT32_MAX;
    ROW(PLIM_E_UNKNOWN_INSTRUMENT, plim_admit(&lane, &terms, DESK_OPENS, &out.parent));
    terms = desk_parent(&desk, 3, 10);
    terms.strategy = 99;
    RAISES(PLIM_E_UNKNOWN_STRATEGY, PLIM_ALARM_UNKNOWN_CODE,
           plim_admit(&lane, &terms, DESK_OPENS, &out.parent));
    terms.strategy = 0;
    RAISES(PLIM_E_RETIRED_STRATEGY, PLIM_ALARM_UNKNOWN_CODE,
           plim_admit(&lane, &terms, DESK_OPENS, &out.parent));
    terms = desk_parent(&desk, 3, 10);
    terms.generation = 2;
    RAISES(PLIM_E_WRONG_GENERATION, PLIM_ALARM_UNKNOWN_CODE,
           plim_admit(&lane, &terms, DESK_OPENS, &out.parent));
    terms = desk_parent(&desk, 3, 10);
    terms.flags = 1;
    RAISES(PLIM_E_UNKNOWN_FLAG, PLIM_ALARM_UNKNOWN_CODE,
           plim_admit(&lane, &terms, DESK_OPENS, &out.parent));
    terms.flags = 0;
    terms.parties.has_desk = 1;
    RAISES(PLIM_E_UNKNOWN_PARTY, PLIM_ALARM_UNKNOWN_CODE,
           plim_admit(&lane, &terms, DESK_OPENS, &out.parent));
    ROW(PLIM_E_UNKNOWN_PARENT, plim_amend(&lane, 0, 10, DESK_OPENS));
    ROW(PLIM_E_UNKNOWN_PARENT, plim_amend(&lane, child, 10, DESK_OPENS));
    ROW(PLIM_E_UNKNOWN_PARENT, plim_cancel_parent(&lane, parent ^ 1, DESK_OPENS));
    ROW(PLIM_E_UNKNOWN_PARENT, plim_hold(&lane, UINT64_MAX, DESK_OPENS));
    ROW(PLIM_E_UNKNOWN_PARENT, plim_refresh(&lane, 0, DESK_OPENS));
    ROW(PLIM_E_NOTHING_TO_CHANGE, plim_refresh(&lane, parent, DESK_OPENS));
    RAISES(PLIM_E_CLOCK_BACKWARDS, PLIM_ALARM_CLOCK_BACKWARDS,
           plim_tick(&lane, DESK_OPENS - 1, &out.ticked));
    ROW(PLIM_E_UNKNOWN_CHILD, plim_sent(&lane, 0, DESK_OPENS));
    ROW(PLIM_E_UNKNOWN_CHILD, plim_sent(&lane, parent, DESK_OPENS));
    ROW(PLIM_E_UNKNOWN_CHILD, plim_doubt(&lane, child ^ 1, DESK_OPENS));
    ROW(PLIM_E_UNKNOWN_CHILD, plim_request_cancel(&lane, 0, DESK_OPENS, &out.request));
    ROW(PLIM_E_UNKNOWN_PARENT, plim_view_parent(&desk.region, child, &out.parent_view));
    ROW(PLIM_E_UNKNOWN_CHILD, plim_view_child(&desk.region, parent, &out.child_view));
    ROW(PLIM_E_UNKNOWN_PARENT, plim_find_parent(&desk.region, 0, &nobody, &out.parent));
    ROW(PLIM_E_UNKNOWN_ACCOUNT, plim_view_money(&desk.region, 99, &out.money));
    ROW(PLIM_E_LIMIT_UNSET, plim_view_exposure(&desk.region, 99, 0, &out.exposure));
    ROW(PLIM_E_LIMIT_UNSET, plim_suspense_of(&desk.region, 99, 0, &out.of_position));
    ROW(PLIM_E_NO_SUCH_ENTRY,
        plim_control_assign_to_child(&desk.control, 0, child, DESK_OPENS, &out.outcome));
    ROW(PLIM_E_NO_SUCH_ENTRY,
        plim_control_assign_to_parent(&desk.control, 0, parent, DESK_OPENS, &out.outcome));
    ROW(PLIM_E_UNKNOWN_ACCOUNT, plim_control_set_account_limit(&desk.control, 99, 1));
    ROW(PLIM_E_UNKNOWN_INSTRUMENT, plim_control_set_reference_price(&desk.control, 99, PAR, 1));
    ROW(PLIM_E_UNKNOWN_VENUE, plim_view_venue_terms(&desk.region, 99, &out.venue_terms));
    ROW(PLIM_E_UNKNOWN_VENUE, plim_control_begin_mass_status(&desk.control, 99, DESK_OPENS));
    ROW(PLIM_E_UNKNOWN_VENUE,
        plim_control_end_mass_status(&desk.control, 99, DESK_OPENS, &out.mass_status));
    ROW(PLIM_E_NOTHING_TO_CHANGE,
        plim_control_end_mass_status(&desk.control, desk.venue, DESK_OPENS, &out.mass_status));
    ROW(PLIM_E_UNKNOWN_CHILD, plim_control_prove_cooled(&desk.control, parent, DESK_OPENS));
    ROW(PLIM_E_NOTHING_TO_CHANGE, plim_control_prove_cooled(&desk.control, child, DESK_OPENS));
    ROW(PLIM_E_UNKNOWN_VENUE,
        plim_control_prove_heard(&desk.control, 99, DESK_OPENS, DESK_OPENS, &out.word));
    ROW(PLIM_E_UNKNOWN_VENUE,
        plim_control_prove_heard(&desk.control, UINT32_MAX, UINT64_MAX, DESK_OPENS, &out.word));
    RAISES(PLIM_E_CLOCK_BACKWARDS, PLIM_ALARM_CLOCK_BACKWARDS,
           plim_control_prove_heard(&desk.control, desk.venue, 0, 0, &out.word));
    ROW(PLIM_E_UNKNOWN_ACCOUNT,
        plim_control_check_position(&desk.control, 99, 0, 0, 0, DESK_OPENS, &out.check));
    ROW(PLIM_E_UNKNOWN_INSTRUMENT,
        plim_control_check_position(&desk.control, 0, 99, 0, 0, DESK_OPENS, &out.check));
    ROW(PLIM_E_NO_SUCH_ENTRY,
        plim_control_assign_to_child(&desk.control, UINT32_MAX, child, DESK_OPENS, &out.outcome));
    ROW(PLIM_E_UNKNOWN_PARENT,
        plim_control_filled_elsewhere(&desk.control, child, 1, DESK_OPENS));
    ROW(PLIM_E_ENUM, plim_control_acknowledge(&desk.control, 0, 1));
    ROW(PLIM_E_ENUM, plim_control_acknowledge(&desk.control, 257, 1));
    ROW(PLIM_E_NOTHING_TO_CHANGE, plim_control_acknowledge(&desk.control, PLIM_ALARM_OVERFILL, 1));
    ROW(PLIM_E_ENUM, plim_view_alarm(&desk.region, 15, &out.alarm));
}

/* A kill of something that there is not, through each handle. */
static void scope_rows(uint32_t kind, uint64_t id, plim_status status) {
    ROW(status, plim_kill(&desk.region, kind, id, 1, 1, &out.receipt));
    ROW(status, plim_kill(&desk.region, kind, id, 1, 1, NULL));
    ROW(status, plim_lane_kill(&lane, kind, id, 1, 1, &out.receipt));
    ROW(status, plim_control_kill(&desk.control, kind, id, 1, 1, &out.receipt));
    if (kind != PLIM_SCOPE_PARENT) {
        ROW(status, desk_request(&desk, kind, id, 1, &out.ticket));
        ROW(status, plim_kill_count(&desk.region, kind, id, &out.number));
        ROW(status, plim_is_halted(&desk.region, kind, id, &out.word));
    }
}

static void scopes(void) {
    const uint64_t past_32_bits = (uint64_t)1 << 32;

    scope_rows(PLIM_SCOPE_FIRM, 1, PLIM_E_RESERVED);
    scope_rows(PLIM_SCOPE_ACCOUNT, 99, PLIM_E_UNKNOWN_ACCOUNT);
    scope_rows(PLIM_SCOPE_ACCOUNT, past_32_bits, PLIM_E_UNKNOWN_ACCOUNT);
    scope_rows(PLIM_SCOPE_INSTRUMENT, 99, PLIM_E_UNKNOWN_INSTRUMENT);
    scope_rows(PLIM_SCOPE_INSTRUMENT, past_32_bits, PLIM_E_UNKNOWN_INSTRUMENT);
    scope_rows(PLIM_SCOPE_VENUE, 99, PLIM_E_UNKNOWN_VENUE);
    scope_rows(PLIM_SCOPE_VENUE, past_32_bits, PLIM_E_UNKNOWN_VENUE);
    scope_rows(PLIM_SCOPE_STRATEGY, 99, PLIM_E_UNKNOWN_STRATEGY);
    scope_rows(PLIM_SCOPE_STRATEGY, past_32_bits, PLIM_E_UNKNOWN_STRATEGY);
    scope_rows(PLIM_SCOPE_LANE, 64, PLIM_E_NO_SUCH_LANE);
    scope_rows(PLIM_SCOPE_LANE, past_32_bits, PLIM_E_NO_SUCH_LANE);
    scope_rows(PLIM_SCOPE_PARENT, child, PLIM_E_UNKNOWN_PARENT);
    scope_rows(PLIM_SCOPE_PARTY, 0, PLIM_E_UNKNOWN_PARTY);
    scope_rows(PLIM_SCOPE_PARTY, past_32_bits, PLIM_E_UNKNOWN_PARTY);
    scope_rows(8, 0, PLIM_E_ENUM);
    scope_rows(UINT32_MAX, 0, PLIM_E_ENUM);
}

static void quantities(void) {
    const uint64_t large = PLIM_QTY_MAX + (uint64_t)1;
    const uint64_t money = PLIM_NOTIONAL_MAX + (uint64_t)1;
    const plim_leg leg = {desk.venue, 0, large, PAR};
    plim_schedule schedule = {0};

    ROW(PLIM_E_QUANTITY_TOO_LARGE, plim_amend(&lane, parent, large, DESK_OPENS));
    ROW(PLIM_E_QUANTITY_TOO_LARGE,
        plim_request_replace(&lane, child, large, PAR, DESK_OPENS, &out.request));
    ROW(PLIM_E_QUANTITY_TOO_LARGE,
        plim_route_plan(&lane, parent, &leg, 1, PLIM_TIF_DAY, 1, out.placed, 4, &out.driven));
    ROW(PLIM_E_QUANTITY_TOO_LARGE, plim_control_set_suspense_limit(&desk.control, large));
    ROW(PLIM_E_QUANTITY_TOO_LARGE,
        plim_control_set_position_suspense_limit(&desk.control, desk.account, 0, large));
    ROW(PLIM_E_QUANTITY_TOO_LARGE,
        plim_control_filled_elsewhere(&desk.control, parent, large, DESK_OPENS));
    ROW(PLIM_E_NOTIONAL_TOO_LARGE, plim_control_set_firm_limit(&desk.control, money));
    ROW(PLIM_E_NOTIONAL_TOO_LARGE, plim_control_define_account(&desk.control, money, &out.word));
    ROW(PLIM_E_NOTIONAL_TOO_LARGE,
        plim_control_set_account_limit(&desk.control, desk.account, money));
    schedule.struct_size = sizeof schedule;
    schedule.slices = 1;
    schedule.end = 10;
    schedule.lot = 1;
    schedule.catch_up = 1;
    ROW(PLIM_E_QUANTITY_TOO_LARGE, plim_schedule_due(&schedule, large, 0, 1, &out.number));
    ROW(PLIM_E_QUANTITY_TOO_LARGE, plim_schedule_due(&schedule, 1, large, 1, &out.number));
    ROW(PLIM_E_QUANTITY_TOO_LARGE, plim_schedule_target(&schedule, large, 1, &out.number));
}

static void lengths(void) {
    static plim_level levels[PLIM_LEVELS_MAX + 1];
    static plim_leg legs[PLIM_LEGS_MAX + 1];
    static plim_placed placed[PLIM_LEGS_MAX + 1];
    const uint32_t weights[1] = {0};
    uint32_t cursor = 0;
    plim_sweep_terms sweep = {0};
    plim_schedule schedule = {0};
    plim_receipt receipt;
    const plim_request_id request = {child, 1, {0, 0, 0}};

    sweep.struct_size = sizeof sweep;
    sweep.side = PLIM_SIDE_BUY;
    sweep.qty = 10;
    ROW(PLIM_E_CAPACITY, plim_sweep(&sweep, levels, 1, out.legs, 0, &out.count));
    ROW(PLIM_E_CAPACITY,
        plim_sweep(&sweep, levels, PLIM_LEVELS_MAX + 1, out.legs, 4, &out.count));
    ROW(PLIM_E_CAPACITY, plim_sweep(&sweep, levels, SIZE_MAX, out.legs, 4, &out.count));
    levels[0].qty = levels[1].qty = 5;
    ROW(PLIM_E_CAPACITY, plim_sweep(&sweep, levels, 2, out.legs, 1, &out.count));
    ROW(PLIM_E_CAPACITY, plim_route_plan(&lane, parent, legs, PLIM_LEGS_MAX + 1, PLIM_TIF_DAY, 1,
                                         placed, PLIM_LEGS_MAX + 1, &out.driven));
    ROW(PLIM_E_CAPACITY, plim_route_plan(&lane, parent, legs, 2, PLIM_TIF_DAY, 1, out.placed, 1,
                                         &out.driven));
    ROW(PLIM_E_CAPACITY, plim_route_plan(&lane, parent, legs, 1, PLIM_TIF_DAY, 1, out.placed, 0,
                                         &out.driven));
    ROW(PLIM_E_BAD_TIME_IN_FORCE,
        plim_route_plan(&lane, parent, legs, 1, 2, 1, out.placed, 4, &out.driven));
    schedule.struct_size = sizeof schedule;
    schedule.end = 10;
    schedule.lot = 1;
    schedule.catch_up = 1;
    schedule.weights = weights;
    schedule.slices = PLIM_CURVE_MAX + 1;
    ROW(PLIM_E_SCHEDULE_CURVE_TOO_LONG, plim_schedule_due(&schedule, 1, 0, 1, &out.number));
    schedule.slices = 1;
    ROW(PLIM_E_SCHEDULE_NO_WEIGHT, plim_schedule_due(&schedule, 1, 0, 1, &out.number));
    ROW(PLIM_E_CAPACITY, plim_children_next(&walk, out.children, 0, &out.count));
    ROW(PLIM_E_CAPACITY, plim_children_next(&walk, out.children, SIZE_MAX, &out.count));
    ROW(PLIM_E_CAPACITY, plim_events_read(&reader, out.events, 0, &out.count, &out.number));
    ROW(PLIM_E_CAPACITY,
        plim_suspense_entries(&desk.region, &cursor, out.entries, 0, &out.count));
    ROW(PLIM_E_CAPACITY, plim_exec_id_from_text("E", SIZE_MAX, &out.exec));
    ROW(PLIM_E_CAPACITY, plim_child_text(child, out.text, 0));
    ROW(PLIM_E_CAPACITY, plim_child_text(child, out.text, 14));
    ROW(PLIM_E_CAPACITY, plim_parent_text(parent, out.text, 14));
    ROW(PLIM_E_CAPACITY, plim_request_text(&request, out.text, 16));
    OK(plim_kill(&desk.region, PLIM_SCOPE_VENUE, desk.venue, 1, 1, &receipt));
    out.word = out_before.word = 0;
    ROW(PLIM_E_CAPACITY,
        plim_escaped(&desk.region, &receipt, &out.word, out.escaped, 0, &out.count));
}

int main(void) {
    hostile_open();
    unopened();
    claims();
    names();
    scopes();
    quantities();
    lengths();
    return 0;
}
