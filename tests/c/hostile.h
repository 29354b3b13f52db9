/*
 * What the tests of hostile callers share: a desk with one parent and one child, and a row that
 * makes a wrong call and proves that nothing came of it: the status is the one that the row names,
 * no byte of the region has changed but in the one line that counts the refusal, and no byte of any
 * output.
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
    plim_journal journal;
    plim_fingerprint_parts parts;
    plim_difference difference;
    plim_inspection inspection;
    plim_reset_ticket ticket;
    plim_reset_record record;
    plim_cause cause;
    plim_registry_entry codes[4];
    plim_lane_view lane_view;
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
    plim_self_test self_test;
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

/* How many lines of the region have changed since the copy was made. */
static inline unsigned lines_changed(void) {
    unsigned changed = 0;
    size_t at;
    for (at = 0; at < sizeof memory; at += PLIM_LINE) {
        changed += memcmp(memory_before + at, memory + at, PLIM_LINE) != 0;
    }
    return changed;
}

/* Makes a call that must be refused, and proves that nothing came of it. */
#define ROW(status, call)                                                                  \
    do {                                                                                   \
        memcpy(memory_before, memory, sizeof memory);                                      \
        EXPECT(status, call);                                                              \
        CHECK(lines_changed() <= 1);                                                       \
        CHECK(memcmp(&out_before, &out, sizeof out) == 0);                                 \
    } while (0)

/* As ROW, for a call that is refused and raises an alarm: that is all that changes. */
#define RAISES(status, alarm_kind, call)                                                   \
    do {                                                                                   \
        uint32_t raised = 0;                                                               \
        EXPECT(status, call);                                                              \
        CHECK(memcmp(&out_before, &out, sizeof out) == 0);                                 \
        OK(plim_alarms(&desk.region, &raised));                                            \
        CHECK(raised == (uint32_t)1 << (alarm_kind));                                      \
        OK(plim_control_acknowledge(&desk.control, (alarm_kind), DESK_OPENS));             \
    } while (0)

/* Where no number of more than a byte is aligned: one past this array's beginning. */
static unsigned char odd_bytes[4096] __attribute__((aligned(64), unused));
#define ODD(type) ((type *)(void *)(odd_bytes + 1))

/* Rows for one pointer, called `p` in the call: NULL, and not aligned. */
#define POINTER(type, call)                                                                \
    do {                                                                                   \
        type *p = NULL;                                                                    \
        ROW(PLIM_E_NULL, call);                                                            \
        p = ODD(type);                                                                     \
        ROW(PLIM_E_ALIGN, call);                                                           \
    } while (0)

/* A struct with room behind it, as a newer program would pass it. */
#define NEWER(type)                                                                        \
    struct {                                                                               \
        type now;                                                                          \
        uint64_t later[2];                                                                 \
    }

/* Rows for the struct_size of a struct, called `p` in the call, of which `good` is a right one. */
#define SIZES(type, good, call)                                                            \
    do {                                                                                   \
        NEWER(type) newer;                                                                 \
        const type *p = &newer.now;                                                        \
        memset(&newer, 0, sizeof newer);                                                   \
        newer.now = (good);                                                                \
        newer.now.struct_size = 0;                                                         \
        ROW(PLIM_E_STRUCT_SIZE, call);                                                     \
        newer.now.struct_size = (uint32_t)sizeof(type) - 1;                                \
        ROW(PLIM_E_STRUCT_SIZE, call);                                                     \
        newer.now.struct_size = 4097;                                                      \
        ROW(PLIM_E_STRUCT_SIZE, call);                                                     \
        newer.now.struct_size = UINT32_MAX;                                                \
        ROW(PLIM_E_STRUCT_SIZE, call);                                                     \
        newer.now.struct_size = (uint32_t)sizeof newer;                                    \
        newer.later[1] = (uint64_t)1 << 63;                                                \
        ROW(PLIM_E_UNKNOWN_FIELD, call);                                                   \
    } while (0)

/* One row for a struct, called `p` in the call, that is right but for one field. */
#define FIELD(type, good, field, value, status, call)                                      \
    do {                                                                                   \
        type wrong = (good);                                                               \
        const type *p = &wrong;                                                            \
        wrong.field = (value);                                                             \
        ROW(status, call);                                                                 \
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
