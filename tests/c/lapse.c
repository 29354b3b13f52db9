/*
 * Property: from its expire time on, and while its lease has run out, nothing is routed for a
 *           parent; a refresh lets the lease run anew; a tick closes what has expired and says so;
 *           an amendment below what is executed ends there.
 * Method:   one parent for each, at the last instant that is not too late and at the first that is.
 */
#include "desk.h"

static unsigned char memory[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));
static struct desk desk;
static plim_lane lane;

static plim_parent_id admit(uint64_t client, uint64_t expire_time, uint64_t lease_ns) {
    plim_new_parent terms = desk_parent(&desk, client, 100);
    plim_parent_id parent = 0;

    terms.expire_time = expire_time;
    terms.lease_ns = lease_ns;
    OK(plim_admit(&lane, &terms, DESK_OPENS, &parent));
    return parent;
}

static plim_status route(plim_parent_id parent, uint64_t now) {
    const plim_new_child terms = desk_child(&desk, parent, 10);
    plim_child_id child = 0;

    return plim_route(&lane, &terms, now, &child);
}

/* How many of the next events are of `kind`. */
static unsigned told(plim_events *reader, uint32_t kind) {
    plim_event events[16];
    size_t count = 0, at;
    uint64_t missed = 0;
    unsigned found = 0;

    OK(plim_events_read(reader, events, 16, &count, &missed));
    for (at = 0; at < count; at++) {
        found += events[at].kind == kind;
    }
    return found;
}

int main(void) {
    plim_parent_id expiring, leased, filled;
    plim_child_id child;
    plim_ticked ticked;
    plim_events reader;

    desk_open(&desk, memory);
    OK(plim_lane_open(&desk.region, 0, &lane));
    filled = desk_admit(&desk, &lane, 3, 100);
    child = desk_route(&desk, &lane, filled, 60);
    EXPECT(PLIM_E_EXCEEDS_HEADROOM, plim_amend(&lane, filled, 10, DESK_OPENS));
    desk_fill(&lane, child, 1, 60);
    OK(plim_amend(&lane, filled, 10, DESK_OPENS));
    CHECK(desk_parent_view(&desk, filled).qty == 60);
    CHECK(desk_parent_view(&desk, filled).state == PLIM_PARENT_DONE);

    expiring = admit(1, 1000, 0);
    leased = admit(2, 0, 500);

    OK(route(leased, 500));
    EXPECT(PLIM_E_PARENT_LEASE_EXPIRED, route(leased, DESK_OPENS + 500));
    OK(plim_refresh(&lane, leased, 600));
    EXPECT(PLIM_E_NOTHING_TO_CHANGE, plim_refresh(&lane, expiring, 600));
    OK(route(leased, 999));

    OK(route(expiring, 999));
    OK(plim_tick(&lane, 999, &ticked));
    CHECK(ticked.looked > 0 && ticked.lapsed == 0 && ticked.cooled == 0);
    EXPECT(PLIM_E_PARENT_EXPIRED, route(expiring, 1000));
    EXPECT(PLIM_E_PARENT_EXPIRED, plim_amend(&lane, expiring, 200, 1000));
    OK(plim_events_open(&desk.region, 0, &reader));
    told(&reader, PLIM_EVENT_LAPSED);
    OK(plim_tick(&lane, 1000, &ticked));
    CHECK(ticked.lapsed == 1 && ticked.cooled == 0 && ticked.reserved == 0);
    CHECK(told(&reader, PLIM_EVENT_LAPSED) == 1);
    EXPECT(PLIM_E_CLOSED, route(expiring, 1000));
    EXPECT(PLIM_E_CLOSED, plim_refresh(&lane, expiring, 1000));
    desk_audit(&desk);
    OK(plim_lane_close(&lane));
    OK(plim_control_close(&desk.control));
    return 0;
}
