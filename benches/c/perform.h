/*
 * Work done so many times in a row, over the steps that the file that includes this has defined: a
 * function for each operation, of a seat, what it is done on, and where to put what it makes. What
 * the steps are made of is in face.c; what is made of them, the same in both languages, is here.
 */
#include "face.h"

#if defined(__x86_64__)
#include <x86intrin.h>
static inline uint64_t stamp(void) {
    return __rdtsc();
}
#else
#include <time.h>
static inline uint64_t stamp(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}
#endif

uint64_t face_stamp(void) {
    return stamp();
}

static uint64_t admit_for_many(struct seat *seat, uint64_t client, uint64_t *made) {
    return admit_for(seat, client, MANY * CHILD_QTY, made);
}

/* Twice what its first children take. */
static uint64_t admit(struct seat *seat, uint64_t client, uint64_t *made) {
    return admit_for(seat, client, 2 * CHILDREN * CHILD_QTY, made);
}

static uint64_t partial_fill(struct seat *seat, uint64_t child, uint64_t *made) {
    (void)made;
    return trade(seat, child, 1, FIRST_QTY, FIRST_QTY);
}

static uint64_t final_fill(struct seat *seat, uint64_t child, uint64_t *made) {
    (void)made;
    return trade(seat, child, 2, CHILD_QTY - FIRST_QTY, CHILD_QTY);
}

static uint64_t canceled(struct seat *seat, uint64_t child, uint64_t *made) {
    (void)made;
    return end(seat, child, 0);
}

static uint64_t child_life(struct seat *seat, uint64_t parent, uint64_t *made) {
    uint64_t sum = route(seat, parent, made);
    const uint64_t child = *made;
    uint64_t none;

    sum += ack(seat, child, &none);
    sum += partial_fill(seat, child, &none);
    return sum + final_fill(seat, child, &none);
}

static uint64_t parent_life(struct seat *seat, uint64_t client, uint64_t *made) {
    uint64_t sum = admit_for(seat, client, CHILDREN * CHILD_QTY, made);
    uint64_t child;
    int at;

    for (at = 0; at < CHILDREN; at++) {
        sum += child_life(seat, *made, &child);
    }
    return sum;
}

static uint64_t read_event(struct seat *seat, uint64_t on, uint64_t *made) {
    (void)on;
    (void)made;
    return read_events(seat, 1);
}

static uint64_t read_16_events(struct seat *seat, uint64_t on, uint64_t *made) {
    (void)on;
    (void)made;
    return read_events(seat, 16);
}

__attribute__((noinline)) static uint64_t nothing(struct seat *seat, uint64_t on, uint64_t *made) {
    __asm__ volatile("" : : "r"(seat), "r"(made));
    return on;
}

/* Each operation has a loop of its own, so that the step is compiled into it. */
#define IN_A_ROW(name, step)                                                                       \
    case name:                                                                                     \
        for (at = 0; at < work->count; at++) {                                                     \
            if (work->each) {                                                                      \
                work->stamps[at] = stamp();                                                        \
            }                                                                                      \
            sum += step(seat, work->on[at], &work->made[at]);                                      \
        }                                                                                          \
        break;

uint64_t face_perform(struct seat *seat, const struct work *work) {
    uint64_t sum = 0;
    uint64_t at;

    work->stamps[0] = stamp();
    switch (work->operation) {
        IN_A_ROW(DO_ADMIT, admit)
        IN_A_ROW(DO_ROUTE, route)
        IN_A_ROW(DO_SENT, sent)
        IN_A_ROW(DO_ACK, ack)
        IN_A_ROW(DO_PARTIAL_FILL, partial_fill)
        IN_A_ROW(DO_FINAL_FILL, final_fill)
        IN_A_ROW(DO_REQUEST_CANCEL, request_cancel)
        IN_A_ROW(DO_CANCELED, canceled)
        IN_A_ROW(DO_CHILD_LIFE, child_life)
        IN_A_ROW(DO_PARENT_LIFE, parent_life)
        IN_A_ROW(DO_RETIRE, retire)
        IN_A_ROW(DO_OPEN_EVENTS, open_events)
        IN_A_ROW(DO_READ_EVENT, read_event)
        IN_A_ROW(DO_READ_16_EVENTS, read_16_events)
        IN_A_ROW(DO_NOTHING, nothing)
        IN_A_ROW(DO_ADMIT_FOR_MANY, admit_for_many)
    case DO_PREFETCH_CHILDREN:
        prefetch_children(seat, work->on, work->count);
        break;
    case DO_PREFETCH_PARENTS:
        prefetch_parents(seat, work->on, work->count);
        break;
    default:
        fprintf(stderr, "no operation %u\n", work->operation);
        exit(1);
    }
    work->stamps[work->each ? work->count : 1] = stamp();
    return sum;
}
