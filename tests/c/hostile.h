/*
 * What the tests of hostile callers share: a desk with one parent and one child, and a row that
 * makes a wrong call and proves that nothing came of it: the status is the one that the row names,
 * no byte of the region has changed, and no byte of any output.
 */
#ifndef PLIM_TESTS_HOSTILE_H
#define PLIM_TESTS_HOSTILE_H

#include "desk.h"

static unsigned char memory[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));
static unsigned char memory_before[DESK_BYTES];

/* Every output that a function has. */
struct outputs {
    plim_region region;
    plim_lane lane;
    plim_control control;
    plim_children walk;
    plim_events reader;
    plim_config config;
    plim_recovery recovery;
    plim_disconnected left;
    plim_mass_status mass_status;
    plim_position_check check;
    plim_venue_terms venue_terms;
    plim_receipt receipt;
    plim_outcome outcome;
    plim_request_id request;
    plim_exec_id exec;
    plim_client_id client;
    plim_parent_view parent_view;
    plim_child_view child_view;
    plim_alarm_view alarm;
    plim_suspense suspense;
    plim_suspense_of_position of_position;
    plim_suspense_entry entries[4];
    plim_exposure exposure;
    plim_money money;
    plim_audit_result audit;
    plim_driven driven;
    plim_ticked ticked;
    plim_escaped_child escaped[4];
    plim_child_id children[4];
    plim_event events[4];
    plim_leg legs[4];
    plim_placed placed[4];
    plim_parent_id parent;
    plim_child_id child;
    uint64_t number;
    size_t count;
    uint32_t word;
    char text[PLIM_TEXT_SIZE];
};

static struct outputs out;
static struct outputs out_before;

static struct desk desk;
static plim_lane lane;
static plim_children walk;
static plim_events reader;
static plim_parent_id parent;
static plim_child_id child;

/* Makes a call that must be refused, and proves that nothing came of it. */
#define ROW(status, call)                                                                  \
    do {                                                                                   \
        memcpy(memory_before, memory, sizeof memory);                                      \
        EXPECT(status, call);                                                              \
        CHECK(memcmp(memory_before, memory, sizeof memory) == 0);                          \
        CHECK(memcmp(&out_before, &out, sizeof out) == 0);                                 \
    } while (0)

/* Opens the desk, a lane, a walk and a reader, and routes one child of one parent. */
static inline void hostile_open(void) {
    memset(&out, 0xA5, sizeof out);
    memset(&out_before, 0xA5, sizeof out_before);
    desk_open(&desk, memory);
    OK(plim_lane_open(&desk.region, 0, &lane));
    parent = desk_admit(&desk, &lane, 1, 1000);
    child = desk_route(&desk, &lane, parent, 100);
    OK(plim_children_open(&desk.region, parent, &walk));
    OK(plim_events_open(&desk.region, 0, &reader));
}

#endif
