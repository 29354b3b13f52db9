/*
 * Property: a struct that comes in is believed only if it says its own size, has nothing in the
 *           fields that this version does not know, nothing in its reserved words, and numbers that
 *           are in their enumerations.
 * Method:   for each struct, rows with a size too small, too large, and larger with a tail that is
 *           zero and one that is not; with each reserved word set; with each enumeration and truth
 *           value out of range.
 */
#include "hostile.h"

static void config_rows(void) {
    plim_config good;
    uint32_t at;

    OK(plim_config_small(&good));
    SIZES(plim_config, good, plim_required_bytes(p, &out.count));
    SIZES(plim_config, good, plim_format(memory, sizeof memory, p, &out.region));
    for (at = 0; at < 3; at++) {
        FIELD(plim_config, good, reserved[at], 1, PLIM_E_RESERVED,
              plim_required_bytes(p, &out.count));
    }
    FIELD(plim_config, good, session, 65536, PLIM_E_BAD_CONFIG,
          plim_required_bytes(p, &out.count));
    FIELD(plim_config, good, lanes, 0, PLIM_E_BAD_CONFIG, plim_required_bytes(p, &out.count));
    FIELD(plim_config, good, lanes, 65, PLIM_E_BAD_CONFIG, plim_required_bytes(p, &out.count));
    FIELD(plim_config, good, suspense, 0, PLIM_E_BAD_CONFIG, plim_required_bytes(p, &out.count));
    FIELD(plim_config, good, events, 7, PLIM_E_BAD_CONFIG, plim_required_bytes(p, &out.count));
}

static void instrument_rows(void) {
    plim_instrument_terms good = {0};

    good.struct_size = sizeof good;
    good.lot = 1;
    good.tick_value = 1;
    good.max_order_qty = 10;
#define CALL plim_control_define_instrument(&desk.control, p, &out.word)
    SIZES(plim_instrument_terms, good, CALL);
    FIELD(plim_instrument_terms, good, reserved[0], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_instrument_terms, good, reserved[1], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_instrument_terms, good, collar, 2, PLIM_E_ENUM, CALL);
    FIELD(plim_instrument_terms, good, band, 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_instrument_terms, good, max_age, 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_instrument_terms, good, max_order_qty, PLIM_QTY_MAX + 1u,
          PLIM_E_QUANTITY_TOO_LARGE, CALL);
    FIELD(plim_instrument_terms, good, lot, 0, PLIM_E_ZERO_QUANTITY, CALL);
#undef CALL
}

static void venue_rows(void) {
    plim_venue_terms good = {0};

    good.struct_size = sizeof good;
    good.cum_qty_means = PLIM_CUM_QTY_MEANS_CARRIED_OVER;
    good.last_qty_means = PLIM_LAST_QTY_MEANS_CUMULATIVE;
#define CALL plim_control_define_venue(&desk.control, p, &out.word)
    SIZES(plim_venue_terms, good, CALL);
    FIELD(plim_venue_terms, good, reserved_word, 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_venue_terms, good, reserved[0], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_venue_terms, good, reserved[1], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_venue_terms, good, replace_means, 3, PLIM_E_ENUM, CALL);
    FIELD(plim_venue_terms, good, replace_is, 3, PLIM_E_ENUM, CALL);
    FIELD(plim_venue_terms, good, replace_is, 257, PLIM_E_ENUM, CALL);
    FIELD(plim_venue_terms, good, cum_qty_means, UINT32_MAX, PLIM_E_ENUM, CALL);
    FIELD(plim_venue_terms, good, cum_qty_means, PLIM_CUM_QTY_MEANS_UNSAID, PLIM_E_BAD_CONFIG,
          CALL);
    FIELD(plim_venue_terms, good, cum_qty_means, PLIM_CUM_QTY_MEANS_RESTARTS, PLIM_E_BAD_CONFIG,
          CALL);
    FIELD(plim_venue_terms, good, last_qty_means, 0, PLIM_E_ENUM, CALL);
    FIELD(plim_venue_terms, good, last_qty_means, 3, PLIM_E_ENUM, CALL);
#undef CALL
}

static void strategy_rows(void) {
    plim_strategy_terms good = {0};
    uint32_t at;

    good.struct_size = sizeof good;
    good.code = 2;
    good.generation = 1;
    good.max_held = 1;
    good.max_ratio = 1;
    good.max_repeats = 1;
#define CALL plim_control_define_strategy(&desk.control, p, &out.word)
    SIZES(plim_strategy_terms, good, CALL);
    for (at = 0; at < 2; at++) {
        FIELD(plim_strategy_terms, good, reserved[at], 1, PLIM_E_RESERVED, CALL);
    }
    FIELD(plim_strategy_terms, good, code, 0, PLIM_E_UNKNOWN_STRATEGY, CALL);
    FIELD(plim_strategy_terms, good, code, 1, PLIM_E_ALREADY_DEFINED, CALL);
    FIELD(plim_strategy_terms, good, code, 1000, PLIM_E_UNKNOWN_STRATEGY, CALL);
    FIELD(plim_strategy_terms, good, generation, 0, PLIM_E_WRONG_GENERATION, CALL);
    FIELD(plim_strategy_terms, good, max_held, 0, PLIM_E_LIMIT_UNSET, CALL);
    FIELD(plim_strategy_terms, good, max_ratio, 0, PLIM_E_LIMIT_UNSET, CALL);
    FIELD(plim_strategy_terms, good, max_repeats, 0, PLIM_E_LIMIT_UNSET, CALL);
#undef CALL
}

static void limit_rows(void) {
    plim_position_limit good = {0};

    good.struct_size = sizeof good;
#define CALL plim_control_set_position_limit(&desk.control, desk.account, desk.instrument, p)
    SIZES(plim_position_limit, good, CALL);
    FIELD(plim_position_limit, good, reserved_word, 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_position_limit, good, reserved[0], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_position_limit, good, reserved[1], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_position_limit, good, long_qty, UINT64_MAX, PLIM_E_QUANTITY_TOO_LARGE, CALL);
    FIELD(plim_position_limit, good, short_qty, UINT64_MAX, PLIM_E_QUANTITY_TOO_LARGE, CALL);
#undef CALL
}

static void parent_rows(void) {
    const plim_new_parent good = desk_parent(&desk, 2, 10);

#define CALL plim_admit(&lane, p, DESK_OPENS, &out.parent)
    SIZES(plim_new_parent, good, CALL);
    FIELD(plim_new_parent, good, reserved, 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_new_parent, good, expire_time, DESK_OPENS, PLIM_E_PARENT_EXPIRED, CALL);
    FIELD(plim_new_parent, good, side, 0, PLIM_E_BAD_SIDE, CALL);
    FIELD(plim_new_parent, good, side, 3, PLIM_E_BAD_SIDE, CALL);
    FIELD(plim_new_parent, good, side, 257, PLIM_E_BAD_SIDE, CALL);
    FIELD(plim_new_parent, good, has_price, 2, PLIM_E_BOOL, CALL);
    FIELD(plim_new_parent, good, has_price, 0, PLIM_E_RESERVED, CALL);
    FIELD(plim_new_parent, good, qty, PLIM_QTY_MAX + 1u, PLIM_E_QUANTITY_TOO_LARGE, CALL);
    FIELD(plim_new_parent, good, qty, UINT64_MAX, PLIM_E_QUANTITY_TOO_LARGE, CALL);
    FIELD(plim_new_parent, good, max_children, 0, PLIM_E_BAD_FAN_OUT, CALL);
    FIELD(plim_new_parent, good, max_notional, 0, PLIM_E_BAD_FAN_OUT, CALL);
    FIELD(plim_new_parent, good, max_notional, PLIM_NOTIONAL_MAX + (uint64_t)1,
          PLIM_E_NOTIONAL_TOO_LARGE, CALL);
    FIELD(plim_new_parent, good, parties.has_client, 2, PLIM_E_BOOL, CALL);
    FIELD(plim_new_parent, good, parties.has_trader, UINT32_MAX, PLIM_E_BOOL, CALL);
    FIELD(plim_new_parent, good, parties.desk, 1, PLIM_E_RESERVED, CALL);
#undef CALL
}

static void child_rows(void) {
    const plim_new_child good = desk_child(&desk, parent, 10);
    uint32_t at;

#define CALL plim_route(&lane, p, DESK_OPENS, &out.child)
    SIZES(plim_new_child, good, CALL);
    for (at = 0; at < 5; at++) {
        FIELD(plim_new_child, good, reserved[at], 1, PLIM_E_RESERVED, CALL);
    }
    FIELD(plim_new_child, good, time_in_force, 2, PLIM_E_BAD_TIME_IN_FORCE, CALL);
    FIELD(plim_new_child, good, time_in_force, 256, PLIM_E_BAD_TIME_IN_FORCE, CALL);
    FIELD(plim_new_child, good, qty, PLIM_QTY_MAX + 1u, PLIM_E_QUANTITY_TOO_LARGE, CALL);
#undef CALL
}

static void report_rows(void) {
    plim_venue_report good = desk_trade(child, 1, 10);
    uint32_t at;

    good.has_hint = 1;
    good.hint_side = PLIM_SIDE_SELL;
#define CALL plim_control_status(&desk.control, p, DESK_OPENS, &out.outcome)
    SIZES(plim_venue_report, good, CALL);
    FIELD(plim_venue_report, good, exec_type, 20, PLIM_E_ENUM, CALL);
    FIELD(plim_venue_report, good, reserved[3], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_venue_report, good, child, 12345, PLIM_E_UNKNOWN_CHILD, CALL);
#undef CALL
#define CALL plim_control_drop_copy(&desk.control, p, DESK_OPENS, &out.outcome)
    SIZES(plim_venue_report, good, CALL);
    FIELD(plim_venue_report, good, ord_status, 14, PLIM_E_ENUM, CALL);
    FIELD(plim_venue_report, good, has_exec_ref, 2, PLIM_E_BOOL, CALL);
    FIELD(plim_venue_report, good, hint_side, 4, PLIM_E_BAD_SIDE, CALL);
#undef CALL
#define CALL plim_report(&lane, p, DESK_OPENS, &out.outcome)
    SIZES(plim_venue_report, good, CALL);
    for (at = 0; at < 4; at++) {
        FIELD(plim_venue_report, good, reserved[at], 1, PLIM_E_RESERVED, CALL);
    }
    FIELD(plim_venue_report, good, has_exec_ref, 2, PLIM_E_BOOL, CALL);
    FIELD(plim_venue_report, good, has_exec_ref, 255, PLIM_E_BOOL, CALL);
    FIELD(plim_venue_report, good, exec_type, 0, PLIM_E_ENUM, CALL);
    FIELD(plim_venue_report, good, exec_type, 20, PLIM_E_ENUM, CALL);
    FIELD(plim_venue_report, good, exec_type, 258, PLIM_E_ENUM, CALL);
    FIELD(plim_venue_report, good, ord_status, 14, PLIM_E_ENUM, CALL);
    FIELD(plim_venue_report, good, ord_status, UINT32_MAX, PLIM_E_ENUM, CALL);
    FIELD(plim_venue_report, good, has_cum_qty, 2, PLIM_E_BOOL, CALL);
    FIELD(plim_venue_report, good, has_leaves_qty, 255, PLIM_E_BOOL, CALL);
    FIELD(plim_venue_report, good, has_order_qty, 2, PLIM_E_BOOL, CALL);
    FIELD(plim_venue_report, good, unknown_order, 2, PLIM_E_BOOL, CALL);
    FIELD(plim_venue_report, good, has_hint, 2, PLIM_E_BOOL, CALL);
    FIELD(plim_venue_report, good, hint_side, 4, PLIM_E_BAD_SIDE, CALL);
#undef CALL
}

static void receipt_rows(void) {
    plim_receipt good;

    OK(plim_kill(&desk.region, PLIM_SCOPE_VENUE, desk.venue, 1, 1, &good));
    out.word = 0;
    out_before.word = 0;
#define CALL plim_escaped(&desk.region, p, &out.word, out.escaped, 4, &out.count)
    SIZES(plim_receipt, good, CALL);
    FIELD(plim_receipt, good, scope, 8, PLIM_E_ENUM, CALL);
    FIELD(plim_receipt, good, lanes, 65, PLIM_E_CAPACITY, CALL);
    FIELD(plim_receipt, good, level, 5, PLIM_E_ENUM, CALL);
    FIELD(plim_receipt, good, level, 259, PLIM_E_ENUM, CALL);
    FIELD(plim_receipt, good, reserved[0], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_receipt, good, reserved[1], 1, PLIM_E_RESERVED, CALL);
#undef CALL
}

static void slice_rows(void) {
    plim_sweep_terms sweep = {0};
    plim_schedule schedule = {0};
    const plim_level level = {desk.venue, 0, PAR, 10, 0};
    plim_leg leg = {desk.venue, 1, 10, PAR};
    const plim_request_id request = {child, 1, {0, 1, 0}};

    sweep.struct_size = sizeof sweep;
    sweep.side = PLIM_SIDE_BUY;
    sweep.qty = 10;
    schedule.struct_size = sizeof schedule;
    schedule.slices = 1;
    schedule.end = 10;
    schedule.lot = 1;
    schedule.catch_up = 1;
#define CALL plim_sweep(p, &level, 1, out.legs, 4, &out.count)
    SIZES(plim_sweep_terms, sweep, CALL);
    FIELD(plim_sweep_terms, sweep, reserved[2], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_sweep_terms, sweep, side, 9, PLIM_E_BAD_SIDE, CALL);
    FIELD(plim_sweep_terms, sweep, has_limit, 2, PLIM_E_BOOL, CALL);
    FIELD(plim_sweep_terms, sweep, limit, 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_sweep_terms, sweep, qty, PLIM_QTY_MAX + 1u, PLIM_E_QUANTITY_TOO_LARGE, CALL);
#undef CALL
#define CALL plim_schedule_due(p, 10, 0, 1, &out.number)
    SIZES(plim_schedule, schedule, CALL);
    FIELD(plim_schedule, schedule, reserved[0], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_schedule, schedule, reserved[1], 1, PLIM_E_RESERVED, CALL);
    FIELD(plim_schedule, schedule, end, 0, PLIM_E_SCHEDULE_NO_TIME, CALL);
    FIELD(plim_schedule, schedule, slices, 0, PLIM_E_SCHEDULE_NO_SLICES, CALL);
    FIELD(plim_schedule, schedule, lot, 0, PLIM_E_SCHEDULE_NO_LOT, CALL);
    FIELD(plim_schedule, schedule, lot, 2, PLIM_E_SCHEDULE_CATCH_UP_BELOW_LOT, CALL);
    FIELD(plim_schedule, schedule, catch_up, UINT64_MAX, PLIM_E_QUANTITY_TOO_LARGE, CALL);
#undef CALL
    ROW(PLIM_E_RESERVED,
        plim_route_plan(&lane, parent, &leg, 1, PLIM_TIF_DAY, 1, out.placed, 4, &out.driven));
    ROW(PLIM_E_RESERVED, plim_request_text(&request, out.text, PLIM_TEXT_SIZE));
}

/* A newer program whose later fields are all zero means what this version knows. */
static void a_zero_tail_is_taken(void) {
    NEWER(plim_new_child) newer;
    plim_child_id born = 0;

    memset(&newer, 0, sizeof newer);
    newer.now = desk_child(&desk, parent, 10);
    newer.now.struct_size = sizeof newer;
    OK(plim_route(&lane, &newer.now, DESK_OPENS, &born));
    CHECK(born != 0);
}

int main(void) {
    hostile_open();
    a_zero_tail_is_taken();
    config_rows();
    instrument_rows();
    venue_rows();
    strategy_rows();
    limit_rows();
    parent_rows();
    child_rows();
    report_rows();
    slice_rows();
    receipt_rows();
    return 0;
}
