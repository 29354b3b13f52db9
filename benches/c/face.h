/*
 * What a language offers to whoever measures it: a house, seats at its lanes, and work that is done
 * so many times in a row. The loops are on this side, so that nothing is measured but the calls of
 * the language itself. The same in C and in C++: face.c, face.cpp.
 */
#ifndef PLIM_BENCHES_FACE_H
#define PLIM_BENCHES_FACE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is done, and on what. The numbers are those of `Operation` in src/work.rs. */
enum operation {
    DO_ADMIT = 1,          /* on a client's id; makes a parent */
    DO_ROUTE = 2,          /* on a parent; makes a child */
    DO_SENT = 3,           /* this and what follows: on a child */
    DO_ACK = 4,
    DO_PARTIAL_FILL = 5,
    DO_FINAL_FILL = 6,
    DO_REQUEST_CANCEL = 7,
    DO_CANCELED = 8,
    DO_CHILD_LIFE = 9,     /* on a parent: routed, acknowledged, executed twice */
    DO_PARENT_LIFE = 10,    /* on a client's id: admitted, and ten whole children */
    DO_RETIRE = 11,        /* on a parent: its children ended, closed, its places given back */
    DO_OPEN_EVENTS = 12,   /* on nothing: from the newest on */
    DO_READ_EVENT = 13,    /* on nothing */
    DO_READ_16_EVENTS = 14, /* on nothing */
    DO_NOTHING = 15,       /* an empty call */
    DO_ADMIT_FOR_MANY = 16, /* as DO_ADMIT, for MANY children */
    DO_PREFETCH_CHILDREN = 17, /* on children, all in one call */
    DO_PREFETCH_PARENTS = 18   /* on parents, all in one call */
};

/* So many children does a parent have, of this quantity; and of that, the first execution has. */
enum { CHILDREN = 10, MANY = 4096, CHILD_QTY = 100, FIRST_QTY = 40 };

struct house_size;
struct face;
struct seat;

struct work {
    uint32_t operation;
    /* Whether to stamp each operation, or only the beginning and the end. */
    uint32_t each;
    uint64_t count;
    const uint64_t *on;
    uint64_t *made;
    /* `count` + 1 of them, or two. */
    uint64_t *stamps;
};

/* A house with every lane free. It ends the program where there is no memory. */
struct face *face_open(const struct house_size *size);
void face_close(struct face *face);
/* The seat at a lane; it lives as long as the face. */
struct seat *face_seat(struct face *face, uint32_t lane);
/* Does the work; a number that depends on every answer. A refusal ends the program. */
uint64_t face_perform(struct seat *seat, const struct work *work);
/* The time-stamp counter. */
uint64_t face_stamp(void);

#ifdef __cplusplus
}
#endif

#endif
