/*
 * Property: what a thread wrote into its own memory before it routed a child is seen, without a
 *           lock of the gateway's own, by the thread that learns of the child from the lane's
 *           events; and what that thread wrote before it reported a fill is seen by whoever learns
 *           of the fill from the parent's view.
 * Method:   a note a child, of plain memory, each way. ThreadSanitizer knows of no other order
 *           between the threads than what the core makes, so it would report a word of the core's
 *           that is published too weakly.
 */
#define _POSIX_C_SOURCE 200809L

#include "desk.h"

#include <pthread.h>
#include <sched.h>

/* Less than the ring of a lane holds, so that no event is missed. */
enum { CHILDREN = 48 };

struct house {
    struct desk desk;
    plim_parent_id parent;
    plim_lane router, venue;
    /* Plain memory: the strategy's note on each child, and the venue session's answer. */
    uint64_t asked[CHILDREN];
    uint64_t answered[CHILDREN];
};

/* Waits for the births on the router's lane, and fills each child. */
static void *hear(void *argument) {
    struct house *house = argument;
    plim_events events;
    unsigned born = 0;

    OK(plim_events_open(&house->desk.region, 0, &events));
    while (born < CHILDREN) {
        plim_event event;
        uint64_t missed = 0;
        size_t count = 0;

        OK(plim_events_read(&events, &event, 1, &count, &missed));
        CHECK(missed == 0);
        if (count == 0) {
            sched_yield();
        } else if (event.kind == PLIM_EVENT_BORN) {
            CHECK(house->asked[born] == born + 1000);
            house->answered[born] = born + 2000;
            (void)desk_fill(&house->venue, event.child, 1, 1);
            born++;
        }
    }
    return NULL;
}

/* Waits until so much of the parent is executed, and looks at the answers. */
static void see(const struct house *house) {
    unsigned at;

    while (desk_parent_view(&house->desk, house->parent).executed < CHILDREN) {
        sched_yield();
    }
    for (at = 0; at < CHILDREN; at++) {
        CHECK(house->answered[at] == at + 2000);
    }
}

int main(void) {
    static struct house house;
    plim_config config;
    pthread_t thread;
    void *memory;
    unsigned at;

    OK(plim_config_small(&config));
    config.lanes = 2;
    config.children = CHILDREN;
    config.executions = CHILDREN;
    config.events = 512;
    memory = desk_open_with(&house.desk, &config);
    OK(plim_lane_open(&house.desk.region, 0, &house.router));
    OK(plim_lane_open(&house.desk.region, 1, &house.venue));
    house.parent = desk_admit(&house.desk, &house.router, 1, CHILDREN);
    CHECK(pthread_create(&thread, NULL, hear, &house) == 0);
    for (at = 0; at < CHILDREN; at++) {
        house.asked[at] = at + 1000;
        (void)desk_route(&house.desk, &house.router, house.parent, 1);
    }
    see(&house);
    CHECK(pthread_join(thread, NULL) == 0);
    desk_audit(&house.desk);
    OK(plim_lane_close(&house.router));
    OK(plim_lane_close(&house.venue));
    OK(plim_control_close(&house.desk.control));
    free(memory);
    return 0;
}
