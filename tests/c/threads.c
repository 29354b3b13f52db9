/*
 * Property: two threads that route one parent in lots of one, each on its own lane, never send more
 *           than its quantity, and send all of it; an execution that both report counts once; and a
 *           third thread that uses a lane which another is inside gets PLIM_E_BUSY, and breaks
 *           nothing.
 * Method:   both threads route until the parent has nothing left, then report every child that
 *           either routed.
 */
#define _POSIX_C_SOURCE 200809L

#include "desk.h"

#include <pthread.h>

enum { QUANTITY = 4000 };

struct trader {
    struct desk *desk;
    plim_parent_id parent;
    plim_lane lane;
    plim_child_id children[QUANTITY];
    unsigned routed;
    /* Whose children it reports, besides its own. */
    struct trader *other;
    pthread_barrier_t *barrier;
};

static void *trade(void *argument) {
    struct trader *trader = argument;
    const plim_new_child terms = desk_child(trader->desk, trader->parent, 1);
    unsigned at;

    pthread_barrier_wait(trader->barrier);
    for (;;) {
        plim_child_id child = 0;
        const plim_status status = plim_route(&trader->lane, &terms, DESK_OPENS, &child);

        if (status == PLIM_E_EXCEEDS_HEADROOM) {
            break;
        }
        CHECK(status == PLIM_OK && trader->routed < QUANTITY);
        OK(plim_sent(&trader->lane, child, DESK_OPENS));
        trader->children[trader->routed++] = child;
    }
    pthread_barrier_wait(trader->barrier);
    for (at = 0; at < trader->routed; at++) {
        CHECK(desk_fill(&trader->lane, trader->children[at], 1, 1).overfill == 0);
    }
    for (at = 0; at < trader->other->routed; at++) {
        CHECK(desk_fill(&trader->lane, trader->other->children[at], 1, 1).overfill == 0);
    }
    return NULL;
}

struct sharer {
    plim_lane *lane;
    struct desk *desk;
    plim_parent_id parent;
    pthread_barrier_t *barrier;
    unsigned routed, busy;
};

/* Uses a lane that is another thread's too, which nobody should. */
static void *share(void *argument) {
    struct sharer *sharer = argument;
    const plim_new_child terms = desk_child(sharer->desk, sharer->parent, 1);
    unsigned turn;

    pthread_barrier_wait(sharer->barrier);
    for (turn = 0; turn < 1000; turn++) {
        plim_child_id child = 0;
        const plim_status status = plim_route(sharer->lane, &terms, DESK_OPENS, &child);

        CHECK(status == PLIM_OK || status == PLIM_E_BUSY);
        sharer->routed += status == PLIM_OK;
        sharer->busy += status == PLIM_E_BUSY;
    }
    return NULL;
}

static void one_parent(struct desk *desk, struct trader traders[2]) {
    pthread_t threads[2];
    pthread_barrier_t barrier;
    plim_parent_view view;
    unsigned at;

    CHECK(pthread_barrier_init(&barrier, NULL, 2) == 0);
    OK(plim_lane_open(&desk->region, 0, &traders[0].lane));
    OK(plim_lane_open(&desk->region, 1, &traders[1].lane));
    traders[0].parent = traders[1].parent = desk_admit(desk, &traders[0].lane, 1, QUANTITY);
    for (at = 0; at < 2; at++) {
        traders[at].desk = desk;
        traders[at].other = &traders[1 - at];
        traders[at].barrier = &barrier;
        traders[at].routed = 0;
        CHECK(pthread_create(&threads[at], NULL, trade, &traders[at]) == 0);
    }
    for (at = 0; at < 2; at++) {
        CHECK(pthread_join(threads[at], NULL) == 0);
    }
    CHECK(traders[0].routed + traders[1].routed == QUANTITY);
    view = desk_parent_view(desk, traders[0].parent);
    CHECK(view.executed == QUANTITY && view.sent == QUANTITY && view.children == QUANTITY);
    CHECK(view.working == 0 && view.headroom == 0 && view.overfill == 0);
    CHECK(view.state == PLIM_PARENT_DONE);
    desk_audit(desk);
    CHECK(pthread_barrier_destroy(&barrier) == 0);
}

static void one_lane(struct desk *desk, plim_lane *lane) {
    struct sharer sharers[2];
    pthread_t threads[2];
    pthread_barrier_t barrier;
    const plim_parent_id parent = desk_admit(desk, lane, 2, 10000);
    unsigned at;

    CHECK(pthread_barrier_init(&barrier, NULL, 2) == 0);
    for (at = 0; at < 2; at++) {
        sharers[at] = (struct sharer){lane, desk, parent, &barrier, 0, 0};
        CHECK(pthread_create(&threads[at], NULL, share, &sharers[at]) == 0);
    }
    for (at = 0; at < 2; at++) {
        CHECK(pthread_join(threads[at], NULL) == 0);
    }
    CHECK(desk_parent_view(desk, parent).children == sharers[0].routed + sharers[1].routed);
    CHECK(sharers[0].routed + sharers[1].routed + sharers[0].busy + sharers[1].busy == 2000);
    desk_audit(desk);
    CHECK(pthread_barrier_destroy(&barrier) == 0);
}

int main(void) {
    static struct trader traders[2];
    struct desk desk;
    plim_config config;
    void *memory;

    OK(plim_config_small(&config));
    config.lanes = 2;
    config.children = 4 * QUANTITY;
    config.executions = 4 * QUANTITY;
    memory = desk_open_with(&desk, &config);
    one_parent(&desk, traders);
    one_lane(&desk, &traders[0].lane);
    OK(plim_lane_close(&traders[0].lane));
    OK(plim_lane_close(&traders[1].lane));
    OK(plim_control_close(&desk.control));
    free(memory);
    return 0;
}
