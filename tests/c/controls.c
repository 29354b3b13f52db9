/*
 * Property: every control is listed once, with a name and a rule; what is refused counts to one of
 *           them; the self-test passes, dates each, and touches nothing else of the region; memory
 *           that is no scratch is refused and stays as it was.
 * Method:   the list by every size of array; one refusal and one kill; scratch memory of every
 *           wrong kind, compared byte by byte.
 */
#include "desk.h"

enum { CONTROLS = 86, SCRATCH_BYTES = 64 * 1024 };

static unsigned char memory[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));
static unsigned char scratch[SCRATCH_BYTES] __attribute__((aligned(PLIM_LINE)));
static unsigned char other[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));

static struct desk desk;
static plim_lane lane;

/* Lists every control, `room` at a time. */
static void list(plim_control_info *out, size_t room) {
    uint32_t cursor = 0;
    size_t listed = 0, count = 0;

    do {
        const size_t left = CONTROLS + 1 - listed;

        OK(plim_controls(&desk.region, &cursor, out + listed, room < left ? room : left, &count));
        listed += count;
        CHECK(listed <= CONTROLS && cursor == listed);
    } while (count > 0);
    CHECK(listed == CONTROLS);
}

static plim_control_info control(plim_control_id id) {
    plim_control_info all[CONTROLS + 1];
    int at;

    list(all, CONTROLS + 1);
    for (at = 0; at < CONTROLS && all[at].id != (uint32_t)id; at++) {
    }
    CHECK(at < CONTROLS);
    return all[at];
}

static void all_are_listed(void) {
    plim_control_info all[CONTROLS + 1], again[CONTROLS + 1];
    size_t room;
    int at;

    list(all, CONTROLS + 1);
    for (at = 0; at < CONTROLS; at++) {
        const int32_t id = (int32_t)all[at].id;

        CHECK(at == 0 || all[at - 1].id < all[at].id);
        CHECK(strcmp(plim_controls_name(id), "no_control") != 0);
        CHECK(strcmp(plim_controls_source(id), "no_control") != 0);
        CHECK(strcmp(plim_measure_text((int32_t)all[at].measure), "no_measure") != 0);
        CHECK(all[at].hits == 0 && all[at].was_hit == 0 && all[at].last_hit == 0);
        CHECK(all[at].was_tested == 0 && all[at].passed == 0 && all[at].last_test == 0);
        CHECK(all[at].is_set == 1 || all[at].setting == 0);
        CHECK(all[at].measure != PLIM_MEASURE_ALWAYS || all[at].setting == 0);
    }
    for (room = 1; room < CONTROLS; room++) {
        list(again, room);
        CHECK(memcmp(again, all, CONTROLS * sizeof all[0]) == 0);
    }
}

static void words(void) {
    CHECK(strcmp(plim_controls_name(PLIM_CONTROL_MAX_ORDER_QTY), "max_order_qty") == 0);
    CHECK(strcmp(plim_controls_source(PLIM_CONTROL_MAX_ORDER_QTY),
                 "SEC 15c3-5(c)(1)(ii); RTS 6 Art. 15(1)(c)") == 0);
    CHECK(strcmp(plim_controls_name(PLIM_CONTROL_NONE), "no_control") == 0);
    CHECK(strcmp(plim_controls_source(INT32_MIN), "no_control") == 0);
    CHECK(strcmp(plim_measure_text(PLIM_MEASURE_THROWN), "thrown") == 0);
    CHECK(strcmp(plim_measure_text(7), "no_measure") == 0);
    CHECK(strcmp(plim_flaw_text(PLIM_FLAW_NONE), "none") == 0);
    CHECK(strcmp(plim_flaw_text(PLIM_FLAW_UNTESTED), "untested") == 0);
    CHECK(strcmp(plim_flaw_text(10), "no_flaw") == 0);
}

static void settings(void) {
    CHECK(control(PLIM_CONTROL_SUSPENSE_LIMIT).setting == 1000);
    CHECK(control(PLIM_CONTROL_SUSPENSE_LIMIT).measure == PLIM_MEASURE_UNITS);
    CHECK(control(PLIM_CONTROL_FIRM_LIMIT).setting == PLIM_NOTIONAL_MAX);
    CHECK(control(PLIM_CONTROL_LEASE).setting == DESK_LEASE);
    CHECK(control(PLIM_CONTROL_MONITORS).is_set == 0);
    CHECK(control(PLIM_CONTROL_KILL_VENUE).is_set == 1);
    CHECK(control(PLIM_CONTROL_KILL_VENUE).setting == 0);
}

static void hits_move(void) {
    const plim_new_parent terms = desk_parent(&desk, 1, 1000001);
    plim_control_info found;
    plim_parent_id parent = 0;

    CHECK(control(PLIM_CONTROL_MAX_ORDER_QTY).hits == 0);
    EXPECT(PLIM_E_QUANTITY_TOO_LARGE, plim_admit(&lane, &terms, 5, &parent));
    EXPECT(PLIM_E_QUANTITY_TOO_LARGE, plim_admit(&lane, &terms, 7, &parent));
    found = control(PLIM_CONTROL_MAX_ORDER_QTY);
    CHECK(found.hits == 2 && found.was_hit == 1 && found.last_hit == 7);
    CHECK(found.measure == PLIM_MEASURE_SCOPES && found.setting == 1);

    OK(plim_kill(&desk.region, PLIM_SCOPE_VENUE, desk.venue, 1, 8, NULL));
    CHECK(control(PLIM_CONTROL_KILL_VENUE).setting == 1);
    CHECK(control(PLIM_CONTROL_KILL_VENUE).hits == 1);
    EXPECT(PLIM_E_NO_SUCH_LANE, plim_kill(&desk.region, PLIM_SCOPE_LANE, 9, 1, 8, NULL));
    CHECK(control(PLIM_CONTROL_IDENTITY).hits == 1);
    desk_reset(&desk, PLIM_SCOPE_VENUE, desk.venue);
}

/* The self-test is refused: nothing was tested, and no byte outside the region has changed. */
static void refused(plim_status status, void *place, size_t bytes) {
    static unsigned char scratch_before[SCRATCH_BYTES], other_before[DESK_BYTES];
    const plim_control handle = desk.control;
    plim_self_test out, out_before;

    memset(&out, 0xA5, sizeof out);
    memset(&out_before, 0xA5, sizeof out_before);
    memcpy(scratch_before, scratch, sizeof scratch);
    memcpy(other_before, other, sizeof other);
    EXPECT(status, plim_control_self_test(&desk.control, place, bytes, 9, &out));
    CHECK(memcmp(&out, &out_before, sizeof out) == 0);
    CHECK(memcmp(scratch, scratch_before, sizeof scratch) == 0);
    CHECK(memcmp(other, other_before, sizeof other) == 0);
    CHECK(memcmp(&handle, &desk.control, sizeof handle) == 0);
    CHECK(control(PLIM_CONTROL_ARMING).was_tested == 0);
    desk_audit(&desk);
}

/* An address below another, of whatever is there. */
static void *below(const void *place, size_t bytes) {
    return (void *)((uintptr_t)place - bytes);
}

static void bad_scratch(void) {
    const size_t needed = plim_self_test_bytes();
    const uint64_t hits = control(PLIM_CONTROL_LAYOUT).hits;
    plim_config config;
    plim_region there;
    size_t used = 0;

    CHECK(needed > 0 && needed <= sizeof scratch - 64);
    refused(PLIM_E_NULL, NULL, needed);
    refused(PLIM_E_TOO_SHORT, scratch, needed - 1);
    refused(PLIM_E_TOO_SHORT, scratch, 0);
    refused(PLIM_E_UNALIGNED, scratch + 8, needed);

    /* The region's own memory: its beginning, its middle, its last line, and around its ends. */
    OK(plim_region_config(&desk.region, &config));
    OK(plim_required_bytes(&config, &used));
    refused(PLIM_E_ALREADY_FORMATTED, memory, sizeof memory);
    refused(PLIM_E_ALREADY_FORMATTED, memory + PLIM_LINE, sizeof memory - PLIM_LINE);
    refused(PLIM_E_ALREADY_FORMATTED, memory + used - PLIM_LINE, needed);
    refused(PLIM_E_ALREADY_FORMATTED, below(memory, needed - PLIM_LINE), needed);
    refused(PLIM_E_TOO_SHORT, memory + PLIM_LINE, 1);
    refused(PLIM_E_ALREADY_FORMATTED, memory + PLIM_LINE, SIZE_MAX);

    /* The handle itself. */
    refused(PLIM_E_ALREADY_FORMATTED, &desk.control, needed);
    refused(PLIM_E_ALREADY_FORMATTED, below(&desk.control, needed - 8), needed);

    /* Another region. */
    OK(plim_config_small(&config));
    OK(plim_format(other, sizeof other, &config, &there));
    refused(PLIM_E_ALREADY_FORMATTED, other, sizeof other);
    OK(plim_attach(other, sizeof other, &there));

    /* Everything that the core refused was counted, and no more than that has changed. */
    CHECK(control(PLIM_CONTROL_LAYOUT).hits > hits);
}

static void null_and_odd(void) {
    const size_t needed = plim_self_test_bytes();
    plim_control_info info, untouched;
    plim_self_test out;
    plim_control closed;
    uint32_t cursor = 0;
    size_t count = 7;

    memset(&info, 0xA5, sizeof info);
    untouched = info;
    EXPECT(PLIM_E_NULL, plim_controls(NULL, &cursor, &info, 1, &count));
    EXPECT(PLIM_E_NULL, plim_controls(&desk.region, NULL, &info, 1, &count));
    EXPECT(PLIM_E_NULL, plim_controls(&desk.region, &cursor, NULL, 1, &count));
    EXPECT(PLIM_E_NULL, plim_controls(&desk.region, &cursor, &info, 1, NULL));
    EXPECT(PLIM_E_CAPACITY, plim_controls(&desk.region, &cursor, &info, 0, &count));
    EXPECT(PLIM_E_CAPACITY, plim_controls(&desk.region, &cursor, &info, SIZE_MAX, &count));
    CHECK(cursor == 0 && count == 7 && memcmp(&info, &untouched, sizeof info) == 0);
    cursor = UINT32_MAX;
    OK(plim_controls(&desk.region, &cursor, &info, 1, &count));
    CHECK(cursor == UINT32_MAX && count == 0 && memcmp(&info, &untouched, sizeof info) == 0);

    EXPECT(PLIM_E_NULL, plim_control_self_test(NULL, scratch, needed, 9, &out));
    EXPECT(PLIM_E_NULL, plim_control_self_test(&desk.control, scratch, needed, 9, NULL));
    memset(&closed, 0, sizeof closed);
    EXPECT(PLIM_E_HANDLE, plim_control_self_test(&closed, scratch, needed, 9, &out));
    CHECK(control(PLIM_CONTROL_ARMING).was_tested == 0);
}

static void it_passes(void) {
    const size_t needed = plim_self_test_bytes();
    const uint64_t hits = control(PLIM_CONTROL_LAYOUT).hits;
    plim_control_info all[CONTROLS + 1];
    plim_fingerprint_parts here, after;
    plim_self_test out;
    plim_region none;
    uint64_t now;
    int at;

    OK(plim_fingerprint(&desk.region, &here));
    memset(scratch, 0xFF, sizeof scratch);
    for (now = 0; now < 2; now++) {
        memset(&out, 0xA5, sizeof out);
        OK(plim_control_self_test(&desk.control, scratch, needed, now, &out));
        CHECK(out.controls == CONTROLS && out.passed == CONTROLS);
        CHECK(out.control == PLIM_CONTROL_NONE && out.flaw == PLIM_FLAW_NONE);
        CHECK(out.expected == PLIM_OK && out.found == PLIM_OK);
        list(all, CONTROLS + 1);
        for (at = 0; at < CONTROLS; at++) {
            CHECK(all[at].was_tested == 1 && all[at].passed == 1 && all[at].last_test == now);
        }
    }
    /* What is behind the scratch memory is not written, and what was in it is no region. */
    for (at = (int)needed; at < SCRATCH_BYTES; at++) {
        CHECK(scratch[at] == 0xFF);
    }
    EXPECT(PLIM_E_BAD_MAGIC, plim_attach(scratch, sizeof scratch, &none));
    OK(plim_fingerprint(&desk.region, &after));
    CHECK(memcmp(&here, &after, sizeof here) == 0);
    CHECK(control(PLIM_CONTROL_LAYOUT).hits == hits);
    desk_audit(&desk);
    desk_route(&desk, &lane, desk_admit(&desk, &lane, 2, 100), 10);
}

/* A handle that was taken over tests nothing. */
static void a_lost_handle(void) {
    plim_control heir;
    plim_self_test out;

    OK(plim_control_take_over(&desk.region, &heir));
    EXPECT(PLIM_E_HANDLE_LOST,
           plim_control_self_test(&desk.control, scratch, sizeof scratch, 9, &out));
    OK(plim_control_self_test(&heir, scratch, sizeof scratch, 10, &out));
    CHECK(out.passed == CONTROLS && control(PLIM_CONTROL_ARMING).last_test == 10);
    OK(plim_control_close(&heir));
}

int main(void) {
    desk_open(&desk, memory);
    OK(plim_lane_open(&desk.region, 0, &lane));
    all_are_listed();
    words();
    settings();
    hits_move();
    bad_scratch();
    null_and_odd();
    it_passes();
    a_lost_handle();
    return 0;
}
