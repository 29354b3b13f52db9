/*
 * Property: when a kill returns, no child of its scope is born any more, and its receipt lists
 *           exactly those that were out; it may be called from a signal handler that interrupts the
 *           very lane that it stops. What was killed stays so until two persons open it.
 * Method:   a thread routes without a pause and is struck by SIGUSR1, whose handler kills through
 *           the handle that the thread is using and counts the children that are out; afterwards
 *           there must be just as many. A scope is opened again by two persons: see reset.c.
 */
#define _POSIX_C_SOURCE 200809L

#include "desk.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

enum { ROUNDS = 12, CHILDREN = 200000 };

static struct {
    struct desk *desk;
    plim_lane lane;
    plim_parent_id parent;
    plim_receipt receipt;
    /* Children that the parent had when the kill returned. */
    volatile uint32_t born;
    volatile sig_atomic_t struck;
    atomic_int routing;
} shared;

static void strike(int signal_number) {
    plim_parent_view view;

    (void)signal_number;
    if (plim_lane_kill(&shared.lane, PLIM_SCOPE_FIRM, 0, 42, DESK_OPENS, &shared.receipt) ==
            PLIM_OK &&
        plim_view_parent(&shared.desk->region, shared.parent, &view) == PLIM_OK) {
        shared.born = view.children;
        shared.struck = 1;
    }
}

/* Routes lots of one until the switch is thrown; how many it routed. */
static void *route(void *argument) {
    const plim_new_child terms = desk_child(shared.desk, shared.parent, 1);
    uintptr_t routed = 0;

    (void)argument;
    for (;;) {
        volatile unsigned pause;
        plim_child_id child = 0;
        const plim_status status = plim_route(&shared.lane, &terms, DESK_OPENS, &child);

        if (status == PLIM_E_HALTED) {
            return (void *)routed;
        }
        shared.routing = 1;
        if (status == PLIM_E_CHILDREN_FULL) {
            continue;
        }
        OK(status);
        routed++;
        /* Writing the message takes a while, so that the strike comes before the table is full. */
        for (pause = 0; pause < 300; pause++) {
        }
    }
}

/* How many children escaped the kill. */
static size_t escaped(void) {
    plim_escaped_child batch[7];
    uint32_t cursor = 0;
    size_t count = 0, sum = 0, at;

    do {
        OK(plim_escaped(&shared.desk->region, &shared.receipt, &cursor, batch, 7, &count));
        for (at = 0; at < count; at++) {
            CHECK(batch[at].in_doubt == 1);
        }
        sum += count;
    } while (count > 0);
    return sum;
}

static void strike_a_router(void) {
    pthread_t thread;
    void *routed = NULL;
    uint64_t kills = 0;
    plim_parent_view view;

    shared.parent = desk_admit(shared.desk, &shared.lane, 1, CHILDREN + 1);
    shared.struck = 0;
    shared.routing = 0;
    CHECK(pthread_create(&thread, NULL, route, NULL) == 0);
    while (!shared.routing) {
    }
    CHECK(pthread_kill(thread, SIGUSR1) == 0);
    CHECK(pthread_join(thread, &routed) == 0);
    CHECK(shared.struck);

    view = desk_parent_view(shared.desk, shared.parent);
    CHECK(view.sent - (uintptr_t)routed <= 1);
    CHECK(shared.receipt.kill_count > 0 && shared.receipt.lanes == 1);
    CHECK(view.working == (uintptr_t)routed);
    CHECK(escaped() == (uintptr_t)routed);
    CHECK(view.children >= shared.born && view.children - shared.born <= 1);
    OK(plim_kill_count(&shared.desk->region, PLIM_SCOPE_FIRM, 0, &kills));
    CHECK(kills == shared.receipt.kill_count);
}

/* Says of every child that escaped that it was sent: nothing is in doubt any more. */
static void settle(void) {
    plim_escaped_child batch[7];
    uint32_t cursor = 0;
    size_t count = 0, at;

    do {
        OK(plim_escaped(&shared.desk->region, &shared.receipt, &cursor, batch, 7, &count));
        for (at = 0; at < count; at++) {
            OK(plim_sent(&shared.lane, batch[at].child, DESK_OPENS));
        }
    } while (count > 0);
}

/* The operators' way back. */
static void reset(void) {
    struct desk *desk = shared.desk;
    const uint64_t seen = shared.receipt.kill_count;
    uint32_t halted = 9;
    plim_receipt later;

    OK(plim_is_halted(&desk->region, PLIM_SCOPE_FIRM, 0, &halted));
    CHECK(halted == 1);
    OK(plim_kill(&desk->region, PLIM_SCOPE_FIRM, 0, 1, DESK_OPENS, &later));
    CHECK(later.kill_count == seen + 1);
    settle();
    desk_reset(desk, PLIM_SCOPE_FIRM, 0);
    OK(plim_is_halted(&desk->region, PLIM_SCOPE_FIRM, 0, &halted));
    CHECK(halted == 0);
}

/* Each scope stops its own, and reports and cancels pass. */
static void scopes(struct desk *desk, const plim_config *config) {
    void *memory = desk_open_with(desk, config);
    plim_lane lane;
    plim_parent_id parent;
    plim_child_id child;
    plim_new_child terms;
    const struct {
        uint32_t kind;
        uint64_t id;
    } rows[] = {{PLIM_SCOPE_ACCOUNT, desk->account}, {PLIM_SCOPE_INSTRUMENT, desk->instrument},
                {PLIM_SCOPE_VENUE, desk->venue},     {PLIM_SCOPE_STRATEGY, desk->strategy},
                {PLIM_SCOPE_LANE, 0}};
    plim_child_id born = 0;
    plim_request_id request;
    plim_receipt receipt;
    size_t at;

    OK(plim_lane_open(&desk->region, 0, &lane));
    parent = desk_admit(desk, &lane, 1, 100);
    child = desk_route(desk, &lane, parent, 10);
    terms = desk_child(desk, parent, 10);
    for (at = 0; at < sizeof rows / sizeof rows[0]; at++) {
        OK(plim_control_kill(&desk->control, rows[at].kind, rows[at].id, 1, DESK_OPENS, &receipt));
        CHECK(receipt.scope == rows[at].kind && receipt.scope_id == rows[at].id);
        EXPECT(PLIM_E_HALTED, plim_route(&lane, &terms, DESK_OPENS, &born));
        CHECK(desk_fill(&lane, child, 100 + at, 1).breach == PLIM_B_NONE);
        desk_reset(desk, rows[at].kind, rows[at].id);
        OK(plim_route(&lane, &terms, DESK_OPENS, &born));
        OK(plim_sent(&lane, born, DESK_OPENS));
    }
    OK(plim_kill(&desk->region, PLIM_SCOPE_PARENT, parent, 1, DESK_OPENS, NULL));
    EXPECT(PLIM_E_HELD, plim_route(&lane, &terms, DESK_OPENS, &born));
    OK(plim_request_cancel(&lane, child, DESK_OPENS, &request));
    OK(plim_control_release(&desk->control, parent, DESK_OPENS));
    OK(plim_route(&lane, &terms, DESK_OPENS, &born));
    desk_audit(desk);
    OK(plim_lane_close(&lane));
    OK(plim_control_close(&desk->control));
    free(memory);
}

int main(void) {
    static struct desk desk;
    struct sigaction action;
    plim_config config;
    unsigned number;

    OK(plim_config_small(&config));
    config.children = CHILDREN;
    memset(&action, 0, sizeof action);
    action.sa_handler = strike;
    CHECK(sigaction(SIGUSR1, &action, NULL) == 0);
    for (number = 0; number < ROUNDS; number++) {
        void *memory = desk_open_with(&desk, &config);

        shared.desk = &desk;
        OK(plim_lane_open(&desk.region, 0, &shared.lane));
        strike_a_router();
        desk_audit(&desk);
        reset();
        OK(plim_lane_close(&shared.lane));
        OK(plim_control_close(&desk.control));
        free(memory);
    }
    config.children = 64;
    scopes(&desk, &config);
    return 0;
}
