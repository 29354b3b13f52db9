/* What every test in C and C++ stands on: a check that says where it failed and ends it. */
#ifndef PLIM_TESTS_CHECK_H
#define PLIM_TESTS_CHECK_H

#include "plimsoll.h"

#include <stdio.h>
#include <stdlib.h>

/* Fails the test unless the condition holds. */
#define CHECK(condition)                                                                   \
    do {                                                                                   \
        if (!(condition)) {                                                                \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);        \
            exit(1);                                                                       \
        }                                                                                  \
    } while (0)

/* Fails the test unless a call answers with this status. */
#define EXPECT(status, call) check_status((status), (call), #call, __FILE__, __LINE__)

/* Fails the test unless a call answers with PLIM_OK. */
#define OK(call) EXPECT(PLIM_OK, call)

static inline void check_status(plim_status wanted, plim_status got, const char *call,
                                const char *file, int line) {
    if (wanted != got) {
        fprintf(stderr, "%s:%d: %s is %s, not %s\n", file, line, call, plim_status_text(got),
                plim_status_text(wanted));
        exit(1);
    }
}

#endif
