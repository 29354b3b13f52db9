/* Control: two threads that have the core write its answer into the same memory of theirs. */
#include "../../tests/c/desk.h"

#include <pthread.h>

static struct desk desk;
static plim_audit_result shared;

static void *look(void *argument) {
    int turn;

    (void)argument;
    for (turn = 0; turn < 1000; turn++) {
        OK(plim_audit(&desk.region, &shared));
    }
    return NULL;
}

int main(void) {
    static _Alignas(PLIM_LINE) unsigned char memory[DESK_BYTES];
    pthread_t threads[2];
    int at;

    desk_open(&desk, memory);
    for (at = 0; at < 2; at++) {
        CHECK(pthread_create(&threads[at], NULL, look, NULL) == 0);
    }
    for (at = 0; at < 2; at++) {
        CHECK(pthread_join(threads[at], NULL) == 0);
    }
    return 0;
}
