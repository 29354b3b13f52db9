/*
 * Property: plim_kill and plim_restrict may be called from a signal handler while every lane routes
 *           on a thread of its own, whichever of them the signal interrupts: when the handler is
 *           through, no child is published any more, on any lane; and errno is as it was.
 * Method:   four threads route without a pause and wait for nothing. SIGUSR1 strikes the process,
 *           or one of the routing threads; the handler stops the firm and notes what each lane had
 *           published. Afterwards nothing has moved.
 */
#define _POSIX_C_SOURCE 200809L

#include "desk.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

enum { ROUNDS = 8, LANES = 4, CHILDREN = 60000 };

struct trader {
    pthread_t thread;
    plim_lane lane;
    plim_parent_id parent;
    uint64_t routed;
    plim_status end;
};

static struct {
    struct desk desk;
    struct trader traders[LANES];
    plim_receipt receipt;
    uint32_t level;
    volatile sig_atomic_t struck;
    plim_status answer;
    atomic_int routing;
} shared;

static void strike(int signal_number) {
    plim_cause cause;
    const int before = errno;

    (void)signal_number;
    memset(&cause, 0, sizeof cause);
    cause.struct_size = sizeof cause;
    cause.reason = 42;
    cause.at = DESK_OPENS;
    if (shared.level == PLIM_STOP_NO_NEW_ORDERS) {
        shared.answer =
            plim_kill(&shared.desk.region, PLIM_SCOPE_FIRM, 0, 42, DESK_OPENS, &shared.receipt);
    } else {
        shared.answer = plim_restrict(&shared.desk.region, PLIM_SCOPE_FIRM, 0, shared.level,
                                      &cause, &shared.receipt);
    }
    shared.struck = errno == before ? 1 : 2;
}

static void *route(void *argument) {
    struct trader *trader = argument;
    const plim_new_child terms = desk_child(&shared.desk, trader->parent, 1);

    atomic_fetch_add(&shared.routing, 1);
    for (;;) {
        plim_child_id child = 0;

        trader->end = plim_route(&trader->lane, &terms, DESK_OPENS, &child);
        /* A birth that was under way is refused at any level, and may be tried again. */
        if (trader->end == PLIM_E_CHILDREN_FULL ||
            (trader->end == PLIM_E_HALTED && shared.level == PLIM_STOP_REDUCE_ONLY)) {
            continue;
        }
        if (trader->end != PLIM_OK) {
            return NULL;
        }
        trader->routed++;
    }
}

static uint64_t published(uint32_t index) {
    plim_lane_view view;

    OK(plim_view_lane(&shared.desk.region, index, &view));
    CHECK(view.claimed == 1);
    return view.published;
}

/* Stops four routers at `level` by a signal that strikes the process, or one of them. */
static void round_of(uint32_t level, unsigned number) {
    plim_config config;
    plim_cause cause;
    void *memory;
    uint32_t index, found = 9;

    OK(plim_config_small(&config));
    config.lanes = LANES;
    config.children = CHILDREN;
    memory = desk_open_with(&shared.desk, &config);
    shared.level = level;
    shared.struck = 0;
    atomic_store(&shared.routing, 0);
    for (index = 0; index < LANES; index++) {
        struct trader *trader = &shared.traders[index];

        trader->routed = 0;
        OK(plim_lane_open(&shared.desk.region, index, &trader->lane));
        trader->parent = desk_admit(&shared.desk, &trader->lane, index + 1, 1000000);
        CHECK(pthread_create(&trader->thread, NULL, route, trader) == 0);
    }
    while (atomic_load(&shared.routing) < LANES) {
    }
    if (number % 2 == 0) {
        CHECK(kill(getpid(), SIGUSR1) == 0);
    } else {
        CHECK(pthread_kill(shared.traders[number % LANES].thread, SIGUSR1) == 0);
    }
    for (index = 0; index < LANES; index++) {
        CHECK(pthread_join(shared.traders[index].thread, NULL) == 0);
    }
    CHECK(shared.struck == 1);
    OK(shared.answer);
    CHECK(shared.receipt.lanes == LANES && shared.receipt.level == level);
    for (index = 0; index < LANES; index++) {
        CHECK(shared.receipt.published[index] == published(index));
        CHECK(shared.traders[index].routed == published(index));
        CHECK(shared.traders[index].end ==
              (level == PLIM_STOP_REDUCE_ONLY ? PLIM_E_REDUCE_ONLY : PLIM_E_HALTED));
    }
    OK(plim_view_level(&shared.desk.region, PLIM_SCOPE_FIRM, 0, &found));
    CHECK(found == level);
    OK(plim_view_cause(&shared.desk.region, PLIM_SCOPE_FIRM, 0, &cause));
    CHECK(cause.reason == 42 && cause.at == DESK_OPENS && cause.struct_size == sizeof cause);
    desk_audit(&shared.desk);
    for (index = 0; index < LANES; index++) {
        OK(plim_lane_close(&shared.traders[index].lane));
    }
    OK(plim_control_close(&shared.desk.control));
    free(memory);
}

int main(void) {
    const uint32_t levels[] = {PLIM_STOP_NO_NEW_ORDERS, PLIM_STOP_CANCEL_ALL,
                               PLIM_STOP_REDUCE_ONLY};
    struct sigaction action;
    unsigned number;

    memset(&action, 0, sizeof action);
    action.sa_handler = strike;
    CHECK(sigaction(SIGUSR1, &action, NULL) == 0);
    for (number = 0; number < ROUNDS; number++) {
        round_of(levels[number % 3], number);
    }
    return 0;
}
