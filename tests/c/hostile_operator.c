/*
 * Property: what an operator's program passes is believed no more than what a lane's does: no
 *           pointer that is NULL or not aligned is followed, no struct of another size, no reserved
 *           word, no number out of its enumeration, no count past the bound, and no handle of
 *           another kind; and nothing changes.
 * Method:   for each function of arming, resets, levels, safeguards, registries, journals and
 *           tables, a row for each of its parameters.
 */
#include "hostile.h"

static plim_journal journal;
static plim_manifest manifest;
static plim_fingerprint_parts parts;
static plim_session_strategy allowed;
static plim_reset_request request;
static plim_cause cause;
static plim_throttles throttles;

/* One of each that is right. The region is armed. */
static void good(void) {
    OK(plim_journal_open(&desk.region, 1, &journal));
    OK(plim_fingerprint(&desk.region, &parts));
    allowed = (plim_session_strategy){1, 1, 1, 1};
    manifest.struct_size = sizeof manifest;
    manifest.fingerprints = &parts;
    manifest.fingerprint_count = 1;
    manifest.strategies = &allowed;
    manifest.strategy_count = 1;
    manifest.lease = 10;
    request.struct_size = sizeof request;
    request.scope = PLIM_SCOPE_VENUE;
    request.key = DESK_KEYS[0];
    cause.struct_size = sizeof cause;
    throttles.struct_size = sizeof throttles;
    throttles.window = 16;
    throttles.max_ratio = throttles.orders = throttles.cancels = throttles.max_rejects = 1;
}

static void arming(void) {
    plim_control *const c = &desk.control;

    POINTER(plim_control, plim_control_arm(p, &manifest, 5, 1, &out.difference));
    POINTER(plim_manifest, plim_control_arm(c, p, 5, 1, &out.difference));
    ROW(PLIM_E_ALIGN, plim_control_arm(c, &manifest, 5, 1, ODD(plim_difference)));
#define CALL plim_control_arm(c, p, 5, 1, &out.difference)
    SIZES(plim_manifest, manifest, CALL);
    FIELD(plim_manifest, manifest, reserved_word, 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_manifest, manifest, reserved[0], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_manifest, manifest, reserved[1], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_manifest, manifest, fingerprints, NULL, PLIM_E_NULL, CALL);
    FIELD(plim_manifest, manifest, fingerprints, ODD(plim_fingerprint_parts), PLIM_E_ALIGN, CALL);
    FIELD(plim_manifest, manifest, strategies, NULL, PLIM_E_NULL, CALL);
    FIELD(plim_manifest, manifest, strategies, ODD(plim_session_strategy), PLIM_E_ALIGN, CALL);
    FIELD(plim_manifest, manifest, fingerprint_count, PLIM_FINGERPRINTS_MAX + 1, PLIM_E_CAPACITY,
          CALL);
    FIELD(plim_manifest, manifest, fingerprint_count, UINT32_MAX, PLIM_E_CAPACITY, CALL);
    FIELD(plim_manifest, manifest, strategy_count, PLIM_SESSION_STRATEGIES_MAX + 1,
          PLIM_E_CAPACITY, CALL);
    FIELD(plim_manifest, manifest, strategy_count, UINT32_MAX, PLIM_E_CAPACITY, CALL);
    allowed.max_notional = PLIM_NOTIONAL_MAX + (uint64_t)1;
    ROW(PLIM_E_NOTIONAL_TOO_LARGE, plim_control_arm(c, &manifest, 5, 1, &out.difference));
    allowed.max_notional = 1;
#undef CALL
    ROW(PLIM_E_NOTHING_TO_CHANGE, plim_control_arm(c, &manifest, 5, 1, NULL));
    POINTER(plim_region, plim_fingerprint(p, &out.parts));
    POINTER(plim_fingerprint_parts, plim_fingerprint(&desk.region, p));
    POINTER(plim_fingerprint_parts, plim_fingerprint_whole(p, &out.number));
    POINTER(uint64_t, plim_fingerprint_whole(&parts, p));
}

static void resets(void) {
    plim_control *const c = &desk.control;
    const plim_key *const key = &DESK_KEYS[1];

    POINTER(plim_control, plim_control_set_reset_terms(p, 1, 2));
    POINTER(plim_control, plim_control_define_key(p, 3, key));
    POINTER(plim_key, plim_control_define_key(c, 3, p));
    POINTER(plim_control, plim_control_request_reset(p, &request, 1, &out.ticket));
    POINTER(plim_reset_request, plim_control_request_reset(c, p, 1, &out.ticket));
    POINTER(plim_reset_ticket, plim_control_request_reset(c, &request, 1, p));
#define CALL plim_control_request_reset(c, p, 1, &out.ticket)
    SIZES(plim_reset_request, request, CALL);
    FIELD(plim_reset_request, request, reserved[0], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_reset_request, request, reserved[1], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_reset_request, request, scope, 8, PLIM_E_ENUM, CALL);
    FIELD(plim_reset_request, request, scope_id, 9, PLIM_E_UNKNOWN_VENUE, CALL);
    FIELD(plim_reset_request, request, key.low, 9, PLIM_E_UNKNOWN_KEY, CALL);
    FIELD(plim_reset_request, request, scope, PLIM_SCOPE_VENUE, PLIM_E_NOTHING_TO_CHANGE, CALL);
#undef CALL
    POINTER(plim_control, plim_control_confirm_reset(p, 1, key, &parts, 1));
    POINTER(plim_key, plim_control_confirm_reset(c, 1, p, &parts, 1));
    POINTER(plim_fingerprint_parts, plim_control_confirm_reset(c, 1, key, p, 1));
    ROW(PLIM_E_NO_SUCH_REQUEST, plim_control_confirm_reset(c, UINT64_MAX, key, &parts, 1));
    POINTER(plim_region, plim_last_reset(p, &out.record));
    POINTER(plim_reset_record, plim_last_reset(&desk.region, p));
    ROW(PLIM_E_NO_SUCH_REQUEST, plim_last_reset(&desk.region, &out.record));
}

static void levels(void) {
    const plim_region *const r = &desk.region;
    const uint32_t warn = PLIM_STOP_WARN;

    POINTER(plim_region, plim_restrict(p, PLIM_SCOPE_FIRM, 0, warn, &cause, &out.receipt));
    POINTER(plim_cause, plim_restrict(r, PLIM_SCOPE_FIRM, 0, warn, p, &out.receipt));
    ROW(PLIM_E_ALIGN, plim_restrict(r, PLIM_SCOPE_FIRM, 0, warn, &cause, ODD(plim_receipt)));
#define CALL plim_restrict(r, PLIM_SCOPE_FIRM, 0, warn, p, &out.receipt)
    SIZES(plim_cause, cause, CALL);
    FIELD(plim_cause, cause, reserved[0], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_cause, cause, reserved[1], 1, PLIM_E_RESERVED, CALL);
#undef CALL
    ROW(PLIM_E_ENUM, plim_restrict(r, PLIM_SCOPE_FIRM, 0, 5, &cause, &out.receipt));
    ROW(PLIM_E_ENUM, plim_restrict(r, PLIM_SCOPE_FIRM, 0, 257, &cause, NULL));
    ROW(PLIM_E_ENUM, plim_restrict(r, 8, 0, warn, &cause, NULL));
    ROW(PLIM_E_RESERVED, plim_restrict(r, PLIM_SCOPE_FIRM, 1, warn, &cause, NULL));
    ROW(PLIM_E_UNKNOWN_PARTY, plim_restrict(r, PLIM_SCOPE_PARTY, 0, warn, &cause, NULL));
    ROW(PLIM_E_NOTHING_TO_CHANGE,
        plim_restrict(r, PLIM_SCOPE_FIRM, 0, PLIM_STOP_OPEN, &cause, &out.receipt));
    POINTER(plim_region, plim_view_level(p, PLIM_SCOPE_FIRM, 0, &out.word));
    POINTER(uint32_t, plim_view_level(r, PLIM_SCOPE_FIRM, 0, p));
    ROW(PLIM_E_NO_SUCH_LANE, plim_view_level(r, PLIM_SCOPE_LANE, 99, &out.word));
    POINTER(plim_region, plim_view_cause(p, PLIM_SCOPE_FIRM, 0, &out.cause));
    POINTER(plim_cause, plim_view_cause(r, PLIM_SCOPE_FIRM, 0, p));
    ROW(PLIM_E_UNKNOWN_VENUE, plim_view_cause(r, PLIM_SCOPE_VENUE, 99, &out.cause));
    POINTER(plim_region, plim_alarms(p, &out.word));
    POINTER(uint32_t, plim_alarms(r, p));
}

static void safeguards(void) {
    plim_control *const c = &desk.control;

    POINTER(plim_control, plim_control_set_throttles(p, &throttles));
    POINTER(plim_throttles, plim_control_set_throttles(c, p));
#define CALL plim_control_set_throttles(c, p)
    SIZES(plim_throttles, throttles, CALL);
    FIELD(plim_throttles, throttles, reserved_word, 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_throttles, throttles, reserved[0], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_throttles, throttles, reserved[1], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_throttles, throttles, window, 0, PLIM_E_LIMIT_UNSET, CALL);
    FIELD(plim_throttles, throttles, max_ratio, 0, PLIM_E_LIMIT_UNSET, CALL);
    FIELD(plim_throttles, throttles, orders, 0, PLIM_E_LIMIT_UNSET, CALL);
    FIELD(plim_throttles, throttles, cancels, 0, PLIM_E_LIMIT_UNSET, CALL);
    FIELD(plim_throttles, throttles, max_rejects, 0, PLIM_E_LIMIT_UNSET, CALL);
#undef CALL
    POINTER(plim_control, plim_control_set_clock_tolerance(p, 1));
    POINTER(plim_control, plim_control_correct_clock(p, 1));
    ROW(PLIM_E_NOTHING_TO_CHANGE, plim_control_correct_clock(c, 1));
    POINTER(plim_control, plim_control_define_monitor(p, 1, &out.word));
    POINTER(plim_monitor_id, plim_control_define_monitor(c, 1, p));
    ROW(PLIM_E_LIMIT_UNSET, plim_control_define_monitor(c, 0, &out.word));
    POINTER(plim_region, plim_heartbeat(p, 0, 1));
    ROW(PLIM_E_UNKNOWN_MONITOR, plim_heartbeat(&desk.region, 0, 1));
    ROW(PLIM_E_UNKNOWN_MONITOR, plim_heartbeat(&desk.region, UINT32_MAX, UINT64_MAX));
    POINTER(plim_region, plim_heard_until(p, &out.number));
    POINTER(uint64_t, plim_heard_until(&desk.region, p));
    POINTER(plim_control, plim_control_require_build(p, 1));
    ROW(PLIM_E_NOTHING_TO_CHANGE, plim_control_require_build(c, 0));
    POINTER(plim_control, plim_control_reenable(p, 1, 0, 1));
    ROW(PLIM_E_UNKNOWN_STRATEGY, plim_control_reenable(c, UINT32_MAX, 0, 1));
    ROW(PLIM_E_UNKNOWN_INSTRUMENT, plim_control_reenable(c, 1, UINT32_MAX, 1));
    POINTER(plim_control, plim_control_end_journal(p, 0));
    ROW(PLIM_E_NO_SUCH_LANE, plim_control_end_journal(c, UINT32_MAX));
    POINTER(plim_control, plim_control_define_party(p, PLIM_PARTY_DESK, 1, &out.word));
    POINTER(plim_party_id, plim_control_define_party(c, PLIM_PARTY_DESK, 1, p));
    ROW(PLIM_E_ENUM, plim_control_define_party(c, 4, 1, &out.word));
}

static void registries(void) {
    const plim_registry_entry entry = {PLIM_REGISTRY_STRATEGY, 1000, 1, 0};
    plim_config config;
    uint32_t cursor = 0;

    OK(plim_config_small(&config));
#define FORMAT(config, entries, count, region)                                             \
    plim_format_with_registry(memory, sizeof memory, config, entries, count, region)
    ROW(PLIM_E_NULL, plim_format_with_registry(NULL, 1, &config, &entry, 1, &out.region));
    POINTER(plim_config, FORMAT(p, &entry, 1, &out.region));
    POINTER(plim_registry_entry, FORMAT(&config, p, 1, &out.region));
    POINTER(plim_region, FORMAT(&config, &entry, 1, p));
    SIZES(plim_config, config, FORMAT(p, &entry, 1, &out.region));
    FIELD(plim_registry_entry, entry, kind, 0, PLIM_E_ENUM, FORMAT(&config, p, 1, &out.region));
    FIELD(plim_registry_entry, entry, retired, 2, PLIM_E_BOOL, FORMAT(&config, p, 1, &out.region));
    ROW(PLIM_E_CAPACITY, FORMAT(&config, &entry, PLIM_REGISTRY_MAX + 1, &out.region));
    ROW(PLIM_E_CAPACITY, FORMAT(&config, &entry, SIZE_MAX, &out.region));
    ROW(PLIM_E_ALREADY_FORMATTED, FORMAT(&config, &entry, 1, &out.region));
    POINTER(plim_control, plim_control_extend_registry(p, &entry, 1));
    POINTER(plim_registry_entry, plim_control_extend_registry(&desk.control, p, 1));
    ROW(PLIM_E_CAPACITY, plim_control_extend_registry(&desk.control, &entry, SIZE_MAX));
    ROW(PLIM_E_NOTHING_TO_CHANGE, plim_control_extend_registry(&desk.control, &entry, 1));
    POINTER(plim_region, plim_registry_entries(p, &cursor, out.codes, 4, &out.count));
    POINTER(uint32_t, plim_registry_entries(&desk.region, p, out.codes, 4, &out.count));
    POINTER(plim_registry_entry,
            plim_registry_entries(&desk.region, &cursor, p, 4, &out.count));
    POINTER(size_t, plim_registry_entries(&desk.region, &cursor, out.codes, 4, p));
    ROW(PLIM_E_CAPACITY,
        plim_registry_entries(&desk.region, &cursor, out.codes, SIZE_MAX, &out.count));
    ROW(PLIM_E_NULL, plim_inspect(NULL, 64, &out.inspection));
    ROW(PLIM_E_UNALIGNED, plim_inspect(memory + 8, 64, &out.inspection));
    POINTER(plim_inspection, plim_inspect(memory, sizeof memory, p));
    CHECK(cursor == 0);
}

static void journals(void) {
    plim_journal zero, garbage;

    memset(&zero, 0, sizeof zero);
    memset(&garbage, 0x5A, sizeof garbage);
    POINTER(plim_region, plim_journal_open(p, 0, &out.journal));
    POINTER(plim_journal, plim_journal_open(&desk.region, 0, p));
    ROW(PLIM_E_NO_SUCH_LANE, plim_journal_open(&desk.region, UINT32_MAX, &out.journal));
    POINTER(plim_journal, plim_journal_read(p, out.events, 4, &out.count, &out.number));
    POINTER(plim_event, plim_journal_read(&journal, p, 4, &out.count, &out.number));
    POINTER(size_t, plim_journal_read(&journal, out.events, 4, p, &out.number));
    POINTER(uint64_t, plim_journal_read(&journal, out.events, 4, &out.count, p));
    ROW(PLIM_E_CAPACITY, plim_journal_read(&journal, out.events, 0, &out.count, &out.number));
    ROW(PLIM_E_CAPACITY,
        plim_journal_read(&journal, out.events, SIZE_MAX, &out.count, &out.number));
    POINTER(plim_journal, plim_journal_keep(p));
    POINTER(plim_journal, plim_journal_end(p));
    ROW(PLIM_E_HANDLE, plim_journal_keep(&zero));
    ROW(PLIM_E_HANDLE, plim_journal_end(&garbage));
    /* A reader of events is no journal, nor the other way round. */
    ROW(PLIM_E_HANDLE, plim_journal_keep((plim_journal *)(void *)&reader));
    ROW(PLIM_E_HANDLE, plim_events_read((plim_events *)(void *)&journal, out.events, 4,
                                        &out.count, &out.number));
}

static void tables(void) {
    const plim_region *const r = &desk.region;
    uint32_t cursor = 0;
    plim_parent_id parents[2] = {0, 0};
    plim_party parties[2];
    plim_strategy_terms terms[2];
    plim_control_info controls[2];

    POINTER(plim_region, plim_view_lane(p, 0, &out.lane_view));
    POINTER(plim_lane_view, plim_view_lane(r, 0, p));
    ROW(PLIM_E_NO_SUCH_LANE, plim_view_lane(r, UINT32_MAX, &out.lane_view));
    POINTER(plim_region, plim_parent_entries(p, &cursor, parents, 2, &out.count));
    POINTER(uint32_t, plim_parent_entries(r, p, parents, 2, &out.count));
    POINTER(plim_parent_id, plim_parent_entries(r, &cursor, p, 2, &out.count));
    POINTER(size_t, plim_parent_entries(r, &cursor, parents, 2, p));
    ROW(PLIM_E_CAPACITY, plim_parent_entries(r, &cursor, parents, 0, &out.count));
    POINTER(plim_region, plim_party_entries(p, &cursor, parties, 2, &out.count));
    POINTER(plim_party, plim_party_entries(r, &cursor, p, 2, &out.count));
    ROW(PLIM_E_CAPACITY, plim_party_entries(r, &cursor, parties, SIZE_MAX, &out.count));
    POINTER(plim_region, plim_strategy_entries(p, &cursor, terms, 2, &out.count));
    POINTER(plim_strategy_terms, plim_strategy_entries(r, &cursor, p, 2, &out.count));
    ROW(PLIM_E_CAPACITY, plim_strategy_entries(r, &cursor, terms, 0, &out.count));
    POINTER(plim_region, plim_controls(p, &cursor, controls, 2, &out.count));
    POINTER(uint32_t, plim_controls(r, p, controls, 2, &out.count));
    POINTER(plim_control_info, plim_controls(r, &cursor, p, 2, &out.count));
    POINTER(size_t, plim_controls(r, &cursor, controls, 2, p));
    ROW(PLIM_E_CAPACITY, plim_controls(r, &cursor, controls, 0, &out.count));
    CHECK(cursor == 0 && parents[0] == 0);
    cursor = UINT32_MAX;
    OK(plim_parent_entries(r, &cursor, parents, 2, &out.count));
    CHECK(out.count == 0 && cursor == UINT32_MAX);
    out.count = out_before.count;
}

static void self_tests(void) {
    static unsigned char scratch[64 * 1024] __attribute__((aligned(PLIM_LINE)));
    plim_control *const c = &desk.control;

    POINTER(plim_control, plim_control_self_test(p, scratch, sizeof scratch, 1, &out.self_test));
    POINTER(plim_self_test, plim_control_self_test(c, scratch, sizeof scratch, 1, p));
    ROW(PLIM_E_NULL, plim_control_self_test(c, NULL, sizeof scratch, 1, &out.self_test));
    ROW(PLIM_E_HANDLE, plim_control_self_test((plim_control *)(void *)&lane, scratch,
                                              sizeof scratch, 1, &out.self_test));
}

/* No handle but the control handle reaches what only a person may do. */
static void a_lane_is_no_control_handle(void) {
    plim_control *const c = (plim_control *)(void *)&lane;

    ROW(PLIM_E_HANDLE, plim_control_arm(c, &manifest, 5, 1, &out.difference));
    ROW(PLIM_E_HANDLE, plim_control_renew(c, 5, 1));
    ROW(PLIM_E_HANDLE, plim_control_disarm(c, 1));
    ROW(PLIM_E_HANDLE, plim_control_acknowledge(c, PLIM_ALARM_OVERFILL, 1));
    ROW(PLIM_E_HANDLE, plim_control_define_key(c, 3, &DESK_KEYS[0]));
    ROW(PLIM_E_HANDLE, plim_control_request_reset(c, &request, 1, &out.ticket));
    ROW(PLIM_E_HANDLE, plim_control_confirm_reset(c, 1, &DESK_KEYS[1], &parts, 1));
    ROW(PLIM_E_HANDLE, plim_control_release(c, parent, 1));
    ROW(PLIM_E_HANDLE, plim_control_reenable(c, 1, 0, 1));
    ROW(PLIM_E_HANDLE, plim_control_set_throttles(c, &throttles));
    ROW(PLIM_E_HANDLE, plim_control_require_build(c, 1));
    ROW(PLIM_E_HANDLE, plim_control_correct_clock(c, 1));
    ROW(PLIM_E_HANDLE, plim_control_end_journal(c, 0));
    ROW(PLIM_E_HANDLE, plim_control_extend_registry(c, NULL, 0));
}

int main(void) {
    hostile_open();
    good();
    arming();
    resets();
    levels();
    safeguards();
    registries();
    journals();
    tables();
    self_tests();
    a_lane_is_no_control_handle();
    return 0;
}
