/*
 * Property: through C the slicers plan as they do in the core: a sweep by price, fee, size and
 *           rank, never past the limit; a schedule that never sends early, never more than its
 *           catch-up, and in the end all of it; and a plan is routed as far as the gate lets it.
 * Method:   small plans with known answers; a whole day of steps against the sum.
 */
#include "desk.h"

static unsigned char memory[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));

static plim_level level(uint32_t venue, int64_t price, uint64_t qty, int64_t fee) {
    const plim_level shown = {venue, 0, price, qty, fee};

    return shown;
}

static plim_sweep_terms terms(uint32_t side, uint64_t qty) {
    plim_sweep_terms made;

    memset(&made, 0, sizeof made);
    made.struct_size = sizeof made;
    made.side = side;
    made.qty = qty;
    made.lot = 100;
    return made;
}

static void sweep(void) {
    const plim_level levels[] = {level(1, 2502, 500, 0), level(2, 2500, 250, 3),
                                 level(3, 2500, 300, -2), level(4, 2501, 99, 0)};
    plim_sweep_terms buy = terms(PLIM_SIDE_BUY, 1000), sell = terms(PLIM_SIDE_SELL, 1000);
    plim_leg legs[PLIM_LEGS_MAX];
    size_t count = 0;

    OK(plim_sweep(&buy, levels, 4, legs, PLIM_LEGS_MAX, &count));
    CHECK(count == 3);
    CHECK(legs[0].venue == 3 && legs[0].qty == 300 && legs[0].price == 2500);
    CHECK(legs[1].venue == 2 && legs[1].qty == 200);
    CHECK(legs[2].venue == 1 && legs[2].qty == 500 && legs[2].price == 2502);
    OK(plim_sweep(&sell, levels, 4, legs, PLIM_LEGS_MAX, &count));
    CHECK(count == 3 && legs[0].venue == 1);
    buy.has_limit = 1;
    buy.limit = 2500;
    OK(plim_sweep(&buy, levels, 4, legs, 2, &count));
    CHECK(count == 2);
    OK(plim_sweep(&buy, levels, 0, legs, 1, &count));
    CHECK(count == 0);
}

/* Steps through a schedule until all is sent; how many steps sent something. */
static unsigned steps(const plim_schedule *schedule, uint64_t total) {
    uint64_t now, due = 0, target = 0, sent = 0;
    unsigned sending = 0;

    OK(plim_schedule_due(schedule, total, 0, schedule->start - 1, &due));
    CHECK(due == 0);
    for (now = schedule->start; now < schedule->end + 100; now++) {
        OK(plim_schedule_due(schedule, total, sent, now, &due));
        OK(plim_schedule_target(schedule, total, now, &target));
        CHECK(due <= schedule->catch_up && sent + due <= target && target <= total);
        sent += due;
        sending += due > 0;
    }
    CHECK(sent == total);
    return sending;
}

static void schedules(void) {
    const uint32_t weights[4] = {1, 0, 2, 1};
    plim_schedule schedule;
    uint64_t due = 0;

    memset(&schedule, 0, sizeof schedule);
    schedule.struct_size = sizeof schedule;
    schedule.start = 1000;
    schedule.end = 1100;
    schedule.slices = 10;
    schedule.lot = 7;
    schedule.catch_up = 1000;
    CHECK(steps(&schedule, 1003) == 10);
    schedule.slices = 4;
    schedule.weights = weights;
    CHECK(steps(&schedule, 1003) == 3);
    schedule.catch_up = 50;
    steps(&schedule, 1003);
    schedule.catch_up = 1000;
    OK(plim_schedule_due(&schedule, 1003, 0, 1000, &due));
    CHECK(due == 245);
}

static void plans(void) {
    struct desk desk;
    plim_lane lane;
    plim_parent_id parent;
    plim_placed placed[3];
    plim_driven driven;
    size_t at;
    plim_leg legs[3];

    desk_open(&desk, memory);
    OK(plim_lane_open(&desk.region, 0, &lane));
    parent = desk_admit(&desk, &lane, 1, 250);
    for (at = 0; at < 3; at++) {
        legs[at] = (plim_leg){desk.venue, 0, 100, PAR - (int64_t)at};
    }
    OK(plim_route_plan(&lane, parent, legs, 3, PLIM_TIF_IMMEDIATE_OR_CANCEL, DESK_OPENS, placed, 3,
                       &driven));
    CHECK(driven.placed == 2 && driven.refused == PLIM_E_EXCEEDS_HEADROOM);
    for (at = 0; at < 2; at++) {
        const plim_child_view view = desk_child_view(&desk, placed[at].child);

        CHECK(view.parent == parent && view.order_qty == 100);
        CHECK(view.price == PAR - (int64_t)at && placed[at].leg.price == view.price);
        CHECK(view.time_in_force == PLIM_TIF_IMMEDIATE_OR_CANCEL);
        CHECK(view.state == PLIM_CHILD_BORN);
        OK(plim_sent(&lane, placed[at].child, DESK_OPENS));
    }
    OK(plim_route_plan(&lane, parent, legs, 0, PLIM_TIF_DAY, DESK_OPENS, placed, 1, &driven));
    CHECK(driven.placed == 0 && driven.refused == PLIM_OK);
    desk_audit(&desk);
}

int main(void) {
    sweep();
    schedules();
    plans();
    return 0;
}
