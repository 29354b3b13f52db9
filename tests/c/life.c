/*
 * Property: an order lives through C as it does in the core: admitted, routed, acknowledged,
 *           executed in part, replaced, cancelled, executed in full, ended once, retired, and its
 *           ids name nothing afterwards.
 * Method:   one lane walks two children through every ordinary report; views, events and the audit
 *           are read at each station.
 */
#include "desk.h"

/* Where the parent stands. */
static void stands(const struct desk *desk, plim_parent_id parent, uint64_t executed,
                   uint64_t working, uint64_t headroom) {
    const plim_parent_view view = desk_parent_view(desk, parent);

    CHECK(view.id == parent);
    CHECK(view.executed == executed);
    CHECK(view.working == working);
    CHECK(view.unknown == 0);
    CHECK(view.headroom == headroom);
    CHECK(view.overfill == 0);
    CHECK(view.executed + view.working + view.headroom == view.qty);
}

/* Routes 300 of 1000, fills 100 of it, replaces it to 500, and cancels what is left. */
static plim_child_id first_child(const struct desk *desk, plim_lane *lane, plim_parent_id parent) {
    const plim_child_id child = desk_route(desk, lane, parent, 300);
    plim_venue_report report = desk_report(child, PLIM_EXEC_NEW);
    plim_request_id request;

    stands(desk, parent, 0, 300, 700);
    CHECK(desk_child_view(desk, child).state == PLIM_CHILD_SENT);
    CHECK(desk_book(lane, &report).breach == PLIM_B_NONE);
    CHECK(desk_child_view(desk, child).state == PLIM_CHILD_LIVE);
    CHECK(desk_fill(lane, child, 1, 100).child == child);
    CHECK(desk_fill(lane, child, 1, 100).duplicate == 1);
    CHECK(desk_child_view(desk, child).state == PLIM_CHILD_PARTIALLY_FILLED);
    stands(desk, parent, 100, 200, 700);

    OK(plim_request_replace(lane, child, 500, PAR, DESK_OPENS, &request));
    CHECK(request.child == child && request.number == 1);
    CHECK(desk_child_view(desk, child).pending_replace == 1);
    stands(desk, parent, 100, 400, 500);
    report = desk_report(child, PLIM_EXEC_REPLACED);
    report.request = request.number;
    report.has_order_qty = 1;
    report.order_qty = 500;
    CHECK(desk_book(lane, &report).breach == PLIM_B_NONE);
    CHECK(desk_child_view(desk, child).order_qty == 500);

    OK(plim_request_cancel(lane, child, DESK_OPENS, &request));
    CHECK(desk_child_view(desk, child).pending_cancel == 1);
    stands(desk, parent, 100, 400, 500);
    report = desk_report(child, PLIM_EXEC_CANCELED);
    report.request = request.number;
    report.has_cum_qty = 1;
    report.cum_qty = 100;
    CHECK(desk_book(lane, &report).breach == PLIM_B_NONE);
    CHECK(desk_child_view(desk, child).state == PLIM_CHILD_CANCELED);
    stands(desk, parent, 100, 0, 900);
    EXPECT(PLIM_E_CHILD_ENDED, plim_request_cancel(lane, child, DESK_OPENS, &request));
    return child;
}

/* The children of the parent, newest first. */
static void children_are(const struct desk *desk, plim_parent_id parent, plim_child_id newest,
                         plim_child_id oldest) {
    plim_children walk;
    plim_child_id children[4] = {0, 0, 0, 0};
    size_t count = 0;

    OK(plim_children_open(&desk->region, parent, &walk));
    OK(plim_children_next(&walk, children, 4, &count));
    CHECK(count == 2 && children[0] == newest && children[1] == oldest);
    OK(plim_children_next(&walk, children, 4, &count));
    CHECK(count == 0);
    OK(plim_children_open(&desk->region, parent, &walk));
    OK(plim_children_next(&walk, children, 1, &count));
    CHECK(count == 1 && children[0] == newest);
    OK(plim_children_next(&walk, children, 1, &count));
    CHECK(count == 1 && children[0] == oldest);
}

/* Reads what the lane has told since, and counts it by kind. */
static void listen(plim_events *reader, unsigned counts[64]) {
    plim_event events[3];
    size_t count = 0, at;
    uint64_t missed = 0;

    do {
        OK(plim_events_read(reader, events, 3, &count, &missed));
        CHECK(missed == 0);
        for (at = 0; at < count; at++) {
            CHECK(events[at].kind < 64);
            counts[events[at].kind]++;
        }
    } while (count > 0);
}

int main(void) {
    struct desk desk;
    plim_config config;
    void *memory;
    plim_lane lane;
    plim_parent_id parent, found = 0;
    plim_child_id first, second;
    plim_new_parent terms;
    plim_parent_view parent_view;
    plim_child_view child_view;
    plim_exposure exposure;
    plim_outcome outcome;
    plim_events reader;
    unsigned counts[64] = {0};
    uint32_t index = 9;

    OK(plim_config_small(&config));
    config.events = 64;
    memory = desk_open_with(&desk, &config);
    OK(plim_lane_open(&desk.region, 0, &lane));
    OK(plim_events_open(&desk.region, 0, &reader));
    OK(plim_lane_index(&lane, &index));
    CHECK(index == 0);
    parent = desk_admit(&desk, &lane, 7, 1000);
    terms = desk_parent(&desk, 7, 1000);
    EXPECT(PLIM_E_DUPLICATE_CLIENT_ID, plim_admit(&lane, &terms, DESK_OPENS, &found));
    OK(plim_find_parent(&desk.region, desk.account, &terms.client_id, &found));
    CHECK(found == parent);

    listen(&reader, counts);
    first = first_child(&desk, &lane, parent);
    listen(&reader, counts);
    OK(plim_prefetch_children(&desk.region, &first, 1));
    OK(plim_prefetch_parents(&desk.region, &parent, 1));
    OK(plim_prefetch_children(&desk.region, &parent, 1));
    OK(plim_prefetch_children(&desk.region, NULL, 0));
    EXPECT(PLIM_E_CAPACITY, plim_prefetch_children(&desk.region, &first, SIZE_MAX));
    OK(plim_amend(&lane, parent, 600, DESK_OPENS));
    stands(&desk, parent, 100, 0, 500);
    second = desk_route(&desk, &lane, parent, 500);
    children_are(&desk, parent, second, first);
    EXPECT(PLIM_E_NOT_ENDED, plim_retire(&lane, parent, DESK_OPENS));
    outcome = desk_fill(&lane, second, 2, 500);
    CHECK(outcome.parent_done == 1 && outcome.breach == PLIM_B_NONE && outcome.overfill == 0);
    stands(&desk, parent, 600, 0, 0);
    CHECK(desk_parent_view(&desk, parent).state == PLIM_PARENT_DONE);
    OK(plim_view_exposure(&desk.region, desk.account, desk.instrument, &exposure));
    CHECK(exposure.bought == 600 && exposure.sold == 0);
    desk_audit(&desk);

    listen(&reader, counts);
    CHECK(counts[PLIM_EVENT_ADMITTED] == 1 && counts[PLIM_EVENT_AMENDED] == 1);
    CHECK(counts[PLIM_EVENT_BORN] == 2 && counts[PLIM_EVENT_SENT] == 2);
    CHECK(counts[PLIM_EVENT_EXECUTED] == 2 && counts[PLIM_EVENT_DUPLICATE] == 1);
    CHECK(counts[PLIM_EVENT_REQUESTED] == 2 && counts[PLIM_EVENT_ANSWERED] >= 1);
    CHECK(counts[PLIM_EVENT_DONE] == 1);
    OK(plim_retire(&lane, parent, DESK_OPENS));
    EXPECT(PLIM_E_UNKNOWN_PARENT, plim_view_parent(&desk.region, parent, &parent_view));
    EXPECT(PLIM_E_UNKNOWN_CHILD, plim_view_child(&desk.region, second, &child_view));
    EXPECT(PLIM_E_UNKNOWN_PARENT, plim_retire(&lane, parent, DESK_OPENS));
    OK(plim_lane_close(&lane));
    OK(plim_control_close(&desk.control));
    free(memory);
    return 0;
}
