/*
 * Property: a region is armed only for what a manifest expects, and a refusal names the exact
 *           difference: the field, what was expected and what is here. What the manifest does not
 *           name takes nothing in, and what it caps takes in no more.
 * Method:   a manifest that is right, made wrong in one field after the other.
 */
#include "desk.h"

static unsigned char memory[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));

static struct desk desk;
static plim_fingerprint_parts here;
static plim_session_strategy allowed;
static plim_manifest manifest;
static plim_difference difference;

static plim_status arm(uint64_t lease_until) {
    memset(&difference, 0xA5, sizeof difference);
    return plim_control_arm(&desk.control, &manifest, lease_until, DESK_OPENS, &difference);
}

static int differs(plim_field field, uint64_t expected, uint64_t found) {
    return difference.field == field && difference.reserved == 0 &&
           difference.expected == expected && difference.found == found;
}

/* A manifest of what is here, and a lease of a hundred. */
static void open(void) {
    desk_open(&desk, memory);
    OK(plim_control_disarm(&desk.control, DESK_OPENS));
    OK(plim_fingerprint(&desk.region, &here));
    allowed = (plim_session_strategy){1, 1, UINT64_MAX, PLIM_NOTIONAL_MAX};
    memset(&manifest, 0, sizeof manifest);
    manifest.struct_size = sizeof manifest;
    manifest.fingerprints = &here;
    manifest.fingerprint_count = 1;
    manifest.strategies = &allowed;
    manifest.strategy_count = 1;
    manifest.lease = 100;
}

static void close(void) {
    OK(plim_control_close(&desk.control));
    memset(memory, 0, sizeof memory);
}

static void each_part_of_the_fingerprint(void) {
    plim_fingerprint_parts wrong;
    uint64_t *parts[] = {&wrong.layout, &wrong.abi, &wrong.registry, &wrong.limits, &wrong.build};
    uint64_t whole = 0, other = 0;
    unsigned at;

    open();
    OK(plim_fingerprint_whole(&here, &whole));
    manifest.fingerprints = &wrong;
    for (at = 0; at < 5; at++) {
        uint64_t found;

        wrong = here;
        found = *parts[at];
        *parts[at] ^= 1;
        OK(plim_fingerprint_whole(&wrong, &other));
        CHECK(whole != other);
        EXPECT(PLIM_E_WRONG_FINGERPRINT, arm(50));
        CHECK(differs((plim_field)(PLIM_FIELD_LAYOUT + (int)at), found ^ 1, found));
        EXPECT(PLIM_E_WRONG_FINGERPRINT,
               plim_control_arm(&desk.control, &manifest, 50, DESK_OPENS, NULL));
    }
    CHECK(here.abi == PLIM_ABI_VERSION);
    /* A limit that moves is a difference; moved back, it is none. */
    manifest.fingerprints = &here;
    OK(plim_control_set_firm_limit(&desk.control, 7));
    EXPECT(PLIM_E_WRONG_FINGERPRINT, arm(50));
    CHECK(difference.field == PLIM_FIELD_LIMITS && difference.expected == here.limits);
    OK(plim_control_set_firm_limit(&desk.control, PLIM_NOTIONAL_MAX));
    OK(arm(50));
    CHECK(differs(PLIM_FIELD_NONE, 0, 0));
    close();
}

/* Of several fingerprints one must fit; the difference is that from the nearest. */
static void several_fingerprints(void) {
    plim_fingerprint_parts some[3];

    open();
    some[0] = some[1] = here;
    some[0].layout ^= 1;
    some[0].build ^= 1;
    some[1].build ^= 2;
    manifest.fingerprints = some;
    manifest.fingerprint_count = 2;
    EXPECT(PLIM_E_WRONG_FINGERPRINT, arm(50));
    CHECK(differs(PLIM_FIELD_BUILD, here.build ^ 2, here.build));
    some[2] = here;
    manifest.fingerprint_count = 3;
    OK(arm(50));
    close();
    /* None at all fits nothing. */
    open();
    manifest.fingerprints = NULL;
    manifest.fingerprint_count = 0;
    EXPECT(PLIM_E_WRONG_FINGERPRINT, arm(50));
    CHECK(differs(PLIM_FIELD_LAYOUT, 0, here.layout));
    close();
}

static void strategies_and_the_lease(void) {
    open();
    allowed.code = 2;
    EXPECT(PLIM_E_UNKNOWN_STRATEGY, arm(50));
    CHECK(differs(PLIM_FIELD_STRATEGY, 2, 0));
    allowed.code = 1;
    allowed.generation = 3;
    EXPECT(PLIM_E_WRONG_GENERATION, arm(50));
    CHECK(differs(PLIM_FIELD_GENERATION, 3, 1));
    allowed.generation = 1;
    EXPECT(PLIM_E_LEASE_TOO_LONG, arm(DESK_OPENS + 101));
    CHECK(differs(PLIM_FIELD_LEASE, 100, 101));
    EXPECT(PLIM_E_LEASE_EXPIRED, arm(DESK_OPENS));
    CHECK(differs(PLIM_FIELD_NONE, 0, 0));
    OK(arm(DESK_OPENS + 100));
    EXPECT(PLIM_E_NOTHING_TO_CHANGE, arm(DESK_OPENS + 100));
    close();
}

/* What a person must deal with first. */
static void an_alarm_and_a_kill(void) {
    plim_lane lane;
    plim_new_parent terms;
    plim_parent_id parent = 0;
    plim_reset_ticket ticket;

    open();
    OK(plim_lane_open(&desk.region, 0, &lane));
    terms = desk_parent(&desk, 1, 10);
    terms.flags = 1;
    /* The flag that woke Power Peg is a tombstone; it is heard of before the open. */
    EXPECT(PLIM_E_NOT_ARMED, plim_admit(&lane, &terms, DESK_OPENS, &parent));
    EXPECT(PLIM_E_ALARMS_RAISED, arm(50));
    CHECK(differs(PLIM_FIELD_NONE, 0, 0));
    OK(plim_control_acknowledge(&desk.control, PLIM_ALARM_UNKNOWN_CODE, DESK_OPENS));
    OK(plim_kill(&desk.region, PLIM_SCOPE_FIRM, 0, 1, DESK_OPENS, NULL));
    EXPECT(PLIM_E_KILLED_SINCE, arm(50));
    OK(desk_request(&desk, PLIM_SCOPE_FIRM, 0, DESK_OPENS, &ticket));
    OK(desk_confirm(&desk, &ticket, DESK_OPENS));
    OK(arm(50));
    EXPECT(PLIM_E_UNKNOWN_FLAG, plim_admit(&lane, &terms, DESK_OPENS, &parent));
    OK(plim_lane_close(&lane));
    close();
}

/* A new strategy is launched with a small cap; what is not in the manifest is not launched. */
static void caps(void) {
    plim_lane lane;
    plim_new_parent terms;
    plim_parent_id parent = 0;

    open();
    OK(plim_lane_open(&desk.region, 0, &lane));
    allowed.max_parents = 2;
    allowed.max_notional = 15 * (uint64_t)PAR;
    OK(arm(50));
    desk_admit(&desk, &lane, 1, 10);
    terms = desk_parent(&desk, 2, 6);
    EXPECT(PLIM_E_EXCEEDS_SESSION_CAP, plim_admit(&lane, &terms, DESK_OPENS, &parent));
    desk_admit(&desk, &lane, 2, 5);
    terms = desk_parent(&desk, 3, 1);
    EXPECT(PLIM_E_EXCEEDS_SESSION_CAP, plim_admit(&lane, &terms, DESK_OPENS, &parent));
    OK(plim_control_disarm(&desk.control, DESK_OPENS));
    manifest.strategy_count = 0;
    manifest.strategies = NULL;
    OK(arm(50));
    EXPECT(PLIM_E_NOT_IN_MANIFEST, plim_admit(&lane, &terms, DESK_OPENS, &parent));
    CHECK(parent == 0);
    desk_audit(&desk);
    OK(plim_lane_close(&lane));
    close();
}

/* A region that was armed is what the operator has seen. */
static void names(void) {
    const char *const words[] = {"none",   "layout", "abi",        "registry", "limits",
                                 "build", "strategy", "generation", "lease"};
    int at;

    for (at = PLIM_FIELD_NONE; at <= PLIM_FIELD_LEASE; at++) {
        CHECK(strcmp(plim_field_text(at), words[at]) == 0);
    }
    CHECK(strcmp(plim_field_text(-1), "no_field") == 0);
}

int main(void) {
    each_part_of_the_fingerprint();
    several_fingerprints();
    strategies_and_the_lease();
    an_alarm_and_a_kill();
    caps();
    names();
    return 0;
}
