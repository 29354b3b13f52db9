/*
 * Property: no function follows a pointer that is NULL or not aligned: each such pointer of each
 *           function is answered with PLIM_E_NULL or PLIM_E_ALIGN, and nothing changes.
 * Method:   a row for every pointer parameter there is, all else being right.
 */
#include "hostile.h"

static void region_rows(void) {
    plim_config config;

    OK(plim_config_small(&config));
    POINTER(plim_config, plim_config_small(p));
    POINTER(plim_config, plim_config_default(p));
    POINTER(plim_config, plim_required_bytes(p, &out.count));
    POINTER(size_t, plim_required_bytes(&config, p));
    ROW(PLIM_E_NULL, plim_format(NULL, sizeof memory, &config, &out.region));
    ROW(PLIM_E_UNALIGNED, plim_format(memory + 8, sizeof memory - 8, &config, &out.region));
    POINTER(plim_config, plim_format(memory, sizeof memory, p, &out.region));
    POINTER(plim_region, plim_format(memory, sizeof memory, &config, p));
    ROW(PLIM_E_NULL, plim_attach(NULL, sizeof memory, &out.region));
    ROW(PLIM_E_UNALIGNED, plim_attach(memory + 8, sizeof memory - 8, &out.region));
    POINTER(plim_region, plim_attach(memory, sizeof memory, p));
    POINTER(plim_region, plim_region_config(p, &out.config));
    POINTER(plim_config, plim_region_config(&desk.region, p));
    POINTER(plim_region, plim_region_epoch(p, &out.number));
    POINTER(uint64_t, plim_region_epoch(&desk.region, p));
}

static void claim_rows(void) {
    POINTER(plim_region, plim_lane_open(p, 1, &out.lane));
    POINTER(plim_lane, plim_lane_open(&desk.region, 1, p));
    POINTER(plim_region, plim_lane_take_over(p, 0, &out.lane));
    POINTER(plim_lane, plim_lane_take_over(&desk.region, 0, p));
    POINTER(plim_lane, plim_lane_close(p));
    POINTER(plim_lane, plim_lane_index(p, &out.word));
    POINTER(uint32_t, plim_lane_index(&lane, p));
    POINTER(plim_region, plim_control_open(p, &out.control));
    POINTER(plim_control, plim_control_open(&desk.region, p));
    POINTER(plim_region, plim_control_take_over(p, &out.control));
    POINTER(plim_control, plim_control_take_over(&desk.region, p));
    POINTER(plim_control, plim_control_close(p));
}

static void control_rows(void) {
    plim_instrument_terms instrument = {0};
    plim_strategy_terms strategy = {0};
    plim_venue_terms venue = {0};
    plim_position_limit limit = {0};

    instrument.struct_size = sizeof instrument;
    strategy.struct_size = sizeof strategy;
    venue.struct_size = sizeof venue;
    venue.last_qty_means = PLIM_LAST_QTY_MEANS_SINGLE;
    limit.struct_size = sizeof limit;
    POINTER(plim_control, plim_control_set_firm_limit(p, 1));
    POINTER(plim_control, plim_control_set_suspense_limit(p, 1));
    POINTER(plim_control, plim_control_set_alarm_deadline(p, 1));
    POINTER(plim_control, plim_control_set_position_suspense_limit(p, 0, 0, 1));
    POINTER(plim_control, plim_control_assign_to_child(p, 0, child, 1, &out.outcome));
    POINTER(plim_outcome, plim_control_assign_to_child(&desk.control, 0, child, 1, p));
    POINTER(plim_control, plim_control_assign_to_parent(p, 0, parent, 1, &out.outcome));
    POINTER(plim_outcome, plim_control_assign_to_parent(&desk.control, 0, parent, 1, p));
    POINTER(plim_control, plim_control_filled_elsewhere(p, parent, 1, 1));
    POINTER(plim_control, plim_control_define_account(p, 1, &out.word));
    POINTER(uint32_t, plim_control_define_account(&desk.control, 1, p));
    POINTER(plim_control, plim_control_set_account_limit(p, 0, 1));
    POINTER(plim_control, plim_control_define_instrument(p, &instrument, &out.word));
    POINTER(plim_instrument_terms, plim_control_define_instrument(&desk.control, p, &out.word));
    POINTER(uint32_t, plim_control_define_instrument(&desk.control, &instrument, p));
    POINTER(plim_control, plim_control_define_venue(p, NULL, &out.word));
    ROW(PLIM_E_ALIGN, plim_control_define_venue(&desk.control, ODD(plim_venue_terms), &out.word));
    POINTER(uint32_t, plim_control_define_venue(&desk.control, &venue, p));
    POINTER(plim_control, plim_control_set_venue_terms(p, 0, NULL));
    ROW(PLIM_E_ALIGN, plim_control_set_venue_terms(&desk.control, 0, ODD(plim_venue_terms)));
    POINTER(plim_control, plim_control_disconnect(p, 0, 1, &out.left));
    POINTER(plim_disconnected, plim_control_disconnect(&desk.control, 0, 1, p));
    POINTER(plim_control, plim_control_reconnect(p, 0, 1));
    POINTER(plim_region, plim_venue_session(p, 0, &out.word));
    POINTER(uint32_t, plim_venue_session(&desk.region, 0, p));
    POINTER(plim_region, plim_view_venue_terms(p, 0, &out.venue_terms));
    POINTER(plim_venue_terms, plim_view_venue_terms(&desk.region, 0, p));
    POINTER(plim_control, plim_control_define_strategy(p, &strategy, &out.word));
    POINTER(plim_strategy_terms, plim_control_define_strategy(&desk.control, p, &out.word));
    POINTER(uint32_t, plim_control_define_strategy(&desk.control, &strategy, p));
    POINTER(plim_control, plim_control_set_position_limit(p, 0, 0, &limit));
    POINTER(plim_position_limit, plim_control_set_position_limit(&desk.control, 0, 0, p));
    POINTER(plim_control, plim_control_set_reference_price(p, 0, PAR, 1));
    POINTER(plim_control, plim_control_renew(p, 2, 1));
    POINTER(plim_control, plim_control_disarm(p, 1));
    POINTER(plim_control, plim_control_acknowledge(p, PLIM_ALARM_OVERFILL, 1));
    POINTER(plim_control, plim_control_release(p, parent, 1));
    POINTER(plim_control, plim_control_recover(p, 1, &out.recovery));
    POINTER(plim_recovery, plim_control_recover(&desk.control, 1, p));
}

static void statement_rows(void) {
    const plim_venue_report report = desk_trade(child, 1, 10);
    const uint32_t account = desk.account, instrument = desk.instrument;

    POINTER(plim_control, plim_control_status(p, &report, 1, &out.outcome));
    POINTER(plim_venue_report, plim_control_status(&desk.control, p, 1, &out.outcome));
    POINTER(plim_outcome, plim_control_status(&desk.control, &report, 1, p));
    POINTER(plim_control, plim_control_drop_copy(p, &report, 1, &out.outcome));
    POINTER(plim_venue_report, plim_control_drop_copy(&desk.control, p, 1, &out.outcome));
    POINTER(plim_outcome, plim_control_drop_copy(&desk.control, &report, 1, p));
    POINTER(plim_control, plim_control_begin_mass_status(p, 0, 1));
    POINTER(plim_control, plim_control_end_mass_status(p, 0, 1, &out.mass_status));
    POINTER(plim_mass_status, plim_control_end_mass_status(&desk.control, 0, 1, p));
    POINTER(plim_control, plim_control_prove_cooled(p, child, 1));
    POINTER(plim_control, plim_control_prove_heard(p, desk.venue, 1, 1, &out.word));
    POINTER(uint32_t, plim_control_prove_heard(&desk.control, desk.venue, 1, 1, p));
    POINTER(plim_control,
            plim_control_check_position(p, account, instrument, 1, 1, 1, &out.check));
    POINTER(plim_position_check,
            plim_control_check_position(&desk.control, account, instrument, 1, 1, 1, p));
}

static void suspense_rows(void) {
    const plim_exec_id exec = {0, 1};
    uint32_t cursor = 0;

    POINTER(plim_region, plim_suspense_of(p, 0, 0, &out.of_position));
    POINTER(plim_suspense_of_position, plim_suspense_of(&desk.region, 0, 0, p));
    POINTER(plim_region, plim_suspense_entries(p, &cursor, out.entries, 4, &out.count));
    POINTER(uint32_t, plim_suspense_entries(&desk.region, p, out.entries, 4, &out.count));
    POINTER(plim_suspense_entry,
            plim_suspense_entries(&desk.region, &cursor, p, 4, &out.count));
    POINTER(size_t, plim_suspense_entries(&desk.region, &cursor, out.entries, 4, p));
    CHECK(cursor == 0);
    POINTER(plim_region, plim_find_suspense(p, &exec, child, &out.word));
    POINTER(plim_exec_id, plim_find_suspense(&desk.region, p, child, &out.word));
    POINTER(uint32_t, plim_find_suspense(&desk.region, &exec, child, p));
    POINTER(plim_control, plim_control_set_position_suspense_limit(p, 0, 0, 1));
    POINTER(plim_control, plim_control_assign_to_child(p, 0, child, 1, &out.outcome));
    POINTER(plim_outcome, plim_control_assign_to_child(&desk.control, 0, child, 1, p));
    POINTER(plim_control, plim_control_assign_to_parent(p, 0, parent, 1, &out.outcome));
    POINTER(plim_outcome, plim_control_assign_to_parent(&desk.control, 0, parent, 1, p));
    POINTER(plim_control, plim_control_filled_elsewhere(p, parent, 1, 1));
}

static void lane_rows(void) {
    const plim_new_parent new_parent = desk_parent(&desk, 2, 10);
    const plim_new_child new_child = desk_child(&desk, parent, 10);
    const plim_venue_report report = desk_trade(child, 1, 10);
    const plim_leg leg = {desk.venue, 0, 10, PAR};

    POINTER(plim_lane, plim_admit(p, &new_parent, 1, &out.parent));
    POINTER(plim_new_parent, plim_admit(&lane, p, 1, &out.parent));
    POINTER(plim_parent_id, plim_admit(&lane, &new_parent, 1, p));
    POINTER(plim_lane, plim_amend(p, parent, 10, 1));
    POINTER(plim_lane, plim_cancel_parent(p, parent, 1));
    POINTER(plim_lane, plim_hold(p, parent, 1));
    POINTER(plim_lane, plim_retire(p, parent, 1));
    POINTER(plim_lane, plim_refresh(p, parent, 1));
    POINTER(plim_lane, plim_tick(p, 1, &out.ticked));
    POINTER(plim_ticked, plim_tick(&lane, 1, p));
    POINTER(plim_lane, plim_route(p, &new_child, 1, &out.child));
    POINTER(plim_new_child, plim_route(&lane, p, 1, &out.child));
    POINTER(plim_child_id, plim_route(&lane, &new_child, 1, p));
    POINTER(plim_lane, plim_sent(p, child, 1));
    POINTER(plim_lane, plim_request_cancel(p, child, 1, &out.request));
    POINTER(plim_request_id, plim_request_cancel(&lane, child, 1, p));
    POINTER(plim_lane, plim_request_replace(p, child, 9, PAR, 1, &out.request));
    POINTER(plim_request_id, plim_request_replace(&lane, child, 9, PAR, 1, p));
    POINTER(plim_lane, plim_doubt(p, child, 1));
    POINTER(plim_lane, plim_report(p, &report, 1, &out.outcome));
    POINTER(plim_venue_report, plim_report(&lane, p, 1, &out.outcome));
    POINTER(plim_outcome, plim_report(&lane, &report, 1, p));
    POINTER(plim_lane,
            plim_route_plan(p, parent, &leg, 1, PLIM_TIF_DAY, 1, out.placed, 4, &out.driven));
    POINTER(plim_leg,
            plim_route_plan(&lane, parent, p, 1, PLIM_TIF_DAY, 1, out.placed, 4, &out.driven));
    POINTER(plim_placed,
            plim_route_plan(&lane, parent, &leg, 1, PLIM_TIF_DAY, 1, p, 4, &out.driven));
    POINTER(plim_driven,
            plim_route_plan(&lane, parent, &leg, 1, PLIM_TIF_DAY, 1, out.placed, 4, p));
}

static void stop_rows(const plim_receipt *receipt) {
    const uint32_t firm = PLIM_SCOPE_FIRM;

    POINTER(plim_region, plim_kill(p, firm, 0, 1, 1, &out.receipt));
    ROW(PLIM_E_ALIGN, plim_kill(&desk.region, firm, 0, 1, 1, ODD(plim_receipt)));
    POINTER(plim_lane, plim_lane_kill(p, firm, 0, 1, 1, &out.receipt));
    ROW(PLIM_E_ALIGN, plim_lane_kill(&lane, firm, 0, 1, 1, ODD(plim_receipt)));
    POINTER(plim_control, plim_control_kill(p, firm, 0, 1, 1, &out.receipt));
    ROW(PLIM_E_ALIGN, plim_control_kill(&desk.control, firm, 0, 1, 1, ODD(plim_receipt)));
    POINTER(plim_region, plim_escaped(p, receipt, &out.word, out.escaped, 4, &out.count));
    POINTER(plim_receipt, plim_escaped(&desk.region, p, &out.word, out.escaped, 4, &out.count));
    POINTER(uint32_t, plim_escaped(&desk.region, receipt, p, out.escaped, 4, &out.count));
    POINTER(plim_escaped_child,
            plim_escaped(&desk.region, receipt, &out.word, p, 4, &out.count));
    POINTER(size_t, plim_escaped(&desk.region, receipt, &out.word, out.escaped, 4, p));
    POINTER(plim_region, plim_kill_count(p, firm, 0, &out.number));
    POINTER(uint64_t, plim_kill_count(&desk.region, firm, 0, p));
    POINTER(plim_region, plim_is_halted(p, firm, 0, &out.word));
    POINTER(uint32_t, plim_is_halted(&desk.region, firm, 0, p));
}

static void view_rows(void) {
    const plim_exec_id exec_id = {0, 1};
    const plim_client_id client = {0, 1};

    POINTER(plim_region, plim_view_parent(p, parent, &out.parent_view));
    POINTER(plim_parent_view, plim_view_parent(&desk.region, parent, p));
    POINTER(plim_region, plim_view_child(p, child, &out.child_view));
    POINTER(plim_child_view, plim_view_child(&desk.region, child, p));
    POINTER(plim_region, plim_find_parent(p, 0, &client, &out.parent));
    POINTER(plim_client_id, plim_find_parent(&desk.region, 0, p, &out.parent));
    POINTER(plim_parent_id, plim_find_parent(&desk.region, 0, &client, p));
    POINTER(plim_region, plim_prefetch_children(p, &child, 1));
    POINTER(plim_child_id, plim_prefetch_children(&desk.region, p, 1));
    POINTER(plim_region, plim_prefetch_parents(p, &parent, 1));
    POINTER(plim_parent_id, plim_prefetch_parents(&desk.region, p, 1));
    POINTER(plim_region, plim_view_alarm(p, PLIM_ALARM_OVERFILL, &out.alarm));
    POINTER(plim_alarm_view, plim_view_alarm(&desk.region, PLIM_ALARM_OVERFILL, p));
    POINTER(plim_region, plim_view_suspense(p, &out.suspense));
    POINTER(plim_suspense, plim_view_suspense(&desk.region, p));
    POINTER(plim_region, plim_find_suspense(p, &exec_id, child, &out.word));
    POINTER(plim_exec_id, plim_find_suspense(&desk.region, p, child, &out.word));
    POINTER(uint32_t, plim_find_suspense(&desk.region, &exec_id, child, p));
    POINTER(plim_region, plim_view_exposure(p, 0, 0, &out.exposure));
    POINTER(plim_exposure, plim_view_exposure(&desk.region, 0, 0, p));
    POINTER(plim_region, plim_view_money(p, 0, &out.money));
    POINTER(plim_money, plim_view_money(&desk.region, 0, p));
    POINTER(plim_region, plim_view_lease(p, &out.number));
    POINTER(uint64_t, plim_view_lease(&desk.region, p));
    POINTER(plim_region, plim_audit(p, &out.audit));
    POINTER(plim_audit_result, plim_audit(&desk.region, p));
}

static void walk_rows(void) {
    POINTER(plim_region, plim_children_open(p, parent, &out.walk));
    POINTER(plim_children, plim_children_open(&desk.region, parent, p));
    POINTER(plim_children, plim_children_next(p, out.children, 4, &out.count));
    POINTER(plim_child_id, plim_children_next(&walk, p, 4, &out.count));
    POINTER(size_t, plim_children_next(&walk, out.children, 4, p));
    POINTER(plim_region, plim_events_open(p, 0, &out.reader));
    POINTER(plim_events, plim_events_open(&desk.region, 0, p));
    POINTER(plim_events, plim_events_read(p, out.events, 4, &out.count, &out.number));
    POINTER(plim_event, plim_events_read(&reader, p, 4, &out.count, &out.number));
    POINTER(size_t, plim_events_read(&reader, out.events, 4, p, &out.number));
    POINTER(uint64_t, plim_events_read(&reader, out.events, 4, &out.count, p));
}

static void slice_rows(void) {
    plim_sweep_terms terms = {0};
    plim_schedule schedule = {0};
    const plim_level level = {desk.venue, 0, PAR, 10, 0};

    terms.struct_size = sizeof terms;
    terms.side = PLIM_SIDE_BUY;
    terms.qty = 10;
    schedule.struct_size = sizeof schedule;
    schedule.slices = 1;
    schedule.end = 10;
    schedule.lot = 1;
    schedule.catch_up = 1;
    POINTER(plim_sweep_terms, plim_sweep(p, &level, 1, out.legs, 4, &out.count));
    POINTER(plim_level, plim_sweep(&terms, p, 1, out.legs, 4, &out.count));
    POINTER(plim_leg, plim_sweep(&terms, &level, 1, p, 4, &out.count));
    POINTER(size_t, plim_sweep(&terms, &level, 1, out.legs, 4, p));
    POINTER(plim_schedule, plim_schedule_due(p, 10, 0, 1, &out.number));
    POINTER(uint64_t, plim_schedule_due(&schedule, 10, 0, 1, p));
    POINTER(plim_schedule, plim_schedule_target(p, 10, 1, &out.number));
    POINTER(uint64_t, plim_schedule_target(&schedule, 10, 1, p));
    schedule.weights = ODD(uint32_t);
    ROW(PLIM_E_ALIGN, plim_schedule_due(&schedule, 10, 0, 1, &out.number));
}

static void text_rows(void) {
    const plim_request_id request = {1, 1, {0, 0, 0}};
    char text[PLIM_TEXT_SIZE];

    OK(plim_child_text(child, text, sizeof text));
    ROW(PLIM_E_NULL, plim_child_text(child, NULL, PLIM_TEXT_SIZE));
    ROW(PLIM_E_NULL, plim_child_from_text(NULL, 14, &out.child));
    POINTER(plim_child_id, plim_child_from_text(text, 14, p));
    ROW(PLIM_E_NULL, plim_parent_text(parent, NULL, PLIM_TEXT_SIZE));
    ROW(PLIM_E_NULL, plim_parent_from_text(NULL, 14, &out.parent));
    ROW(PLIM_E_NULL, plim_request_text(&request, NULL, PLIM_TEXT_SIZE));
    POINTER(plim_request_id, plim_request_text(p, out.text, PLIM_TEXT_SIZE));
    ROW(PLIM_E_NULL, plim_request_from_text(NULL, 14, &out.request));
    ROW(PLIM_E_NULL, plim_exec_id_from_text(NULL, 4, &out.exec));
    POINTER(plim_exec_id, plim_exec_id_from_text("E1", 2, p));
    ROW(PLIM_E_NULL, plim_client_id_from_text(NULL, 4, &out.client));
    POINTER(plim_client_id, plim_client_id_from_text("P1", 2, p));
}

int main(void) {
    plim_receipt receipt;

    hostile_open();
    region_rows();
    claim_rows();
    control_rows();
    statement_rows();
    suspense_rows();
    lane_rows();
    view_rows();
    walk_rows();
    slice_rows();
    text_rows();
    OK(plim_kill(&desk.region, PLIM_SCOPE_VENUE, desk.venue, 1, 1, &receipt));
    stop_rows(&receipt);
    return 0;
}
