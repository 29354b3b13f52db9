/*
 * Property: a region knows the gateway's codes that it was formatted with and refuses every other
 *           one, with an alarm, before any child; a registry that skips, repeats or takes back is
 *           refused; and a region that a newer build has used says so to an older one.
 * Method:   the eighth server: a parent with the new flag, sent to a region with the older registry
 *           and to one with the newer.
 */
#include "desk.h"

static unsigned char memory[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));

static struct desk desk;

enum { STRATEGY = PLIM_REGISTRY_STRATEGY, FLAG = PLIM_REGISTRY_FLAG };

static const plim_registry_entry OLDER[] = {{STRATEGY, 1000, 1, 0}, {FLAG, 8, 1, 0}};
static const plim_registry_entry NEWER[] = {
    {STRATEGY, 1000, 2, 0}, {STRATEGY, 1001, 1, 1}, {FLAG, 8, 1, 0}, {FLAG, 9, 1, 0}};

static plim_status format(const plim_registry_entry *entries, size_t count) {
    plim_config config;

    OK(plim_config_small(&config));
    return plim_format_with_registry(memory, sizeof memory, &config, entries, count,
                                     &desk.region);
}

static void what_is_no_register(void) {
    static const plim_registry_entry many[PLIM_REGISTRY_MAX + 1];
    plim_registry_entry some[5];
    size_t at;

    EXPECT(PLIM_E_CAPACITY, format(many, PLIM_REGISTRY_MAX + 1));
    EXPECT(PLIM_E_CAPACITY, format(many, SIZE_MAX));
    EXPECT(PLIM_E_NULL, format(NULL, 1));
    EXPECT(PLIM_E_ALIGN,
           format((const plim_registry_entry *)(const void *)((const char *)many + 1), 1));
    /* A gap, a repetition, a code of the library's, a flag of another meaning, no generation. */
    for (at = 0; at < 5; at++) {
        static const plim_registry_entry bad[] = {{STRATEGY, 1002, 1, 0}, {STRATEGY, 1000, 1, 0},
                                                  {STRATEGY, 4, 1, 0},    {FLAG, 8, 2, 0},
                                                  {STRATEGY, 1001, 0, 0}};
        some[0] = OLDER[0];
        some[1] = bad[at];
        EXPECT(PLIM_E_BAD_REGISTRY, format(some, 2));
    }
    some[0] = OLDER[0];
    some[0].kind = 3;
    EXPECT(PLIM_E_ENUM, format(some, 1));
    some[0] = OLDER[0];
    some[0].retired = 2;
    EXPECT(PLIM_E_BOOL, format(some, 1));
    /* More than the region has room for. */
    for (at = 0; at < 5; at++) {
        some[at] = OLDER[0];
        some[at].code = 1000 + (uint32_t)at;
    }
    EXPECT(PLIM_E_BAD_REGISTRY, format(some, 5));
    for (at = 0; at < sizeof memory; at++) {
        CHECK(memory[at] == 0);
    }
}

static void define(uint32_t generation) {
    plim_strategy_terms terms;

    memset(&terms, 0, sizeof terms);
    terms.struct_size = sizeof terms;
    terms.code = 1000;
    terms.generation = generation;
    terms.max_held = terms.max_ratio = terms.max_repeats = 100;
    OK(plim_control_define_strategy(&desk.control, &terms, &desk.strategy));
    CHECK(desk.strategy == 1000);
}

static void the_eighth_server(void) {
    plim_fingerprint_parts before, after;
    plim_registry_entry list[3];
    plim_new_parent order;
    plim_parent_id parent = 0;
    plim_lane lane;
    plim_alarm_view alarm;
    uint32_t cursor = 0;
    size_t count = 0;

    OK(format(OLDER, 2));
    desk_define(&desk);
    define(1);
    OK(plim_fingerprint(&desk.region, &before));
    OK(plim_lane_open(&desk.region, 0, &lane));
    desk.strategy = 1;
    order = desk_parent(&desk, 1, 10);
    order.flags = (uint64_t)1 << 8 | (uint64_t)1 << 9;
    EXPECT(PLIM_E_UNKNOWN_FLAG, plim_admit(&lane, &order, DESK_OPENS, &parent));
    OK(plim_view_alarm(&desk.region, PLIM_ALARM_UNKNOWN_CODE, &alarm));
    CHECK(alarm.raised == 1 && alarm.value == 1 && alarm.other == order.flags);
    OK(plim_control_acknowledge(&desk.control, PLIM_ALARM_UNKNOWN_CODE, DESK_OPENS));

    /* The registry goes on, and never back. */
    EXPECT(PLIM_E_NOTHING_TO_CHANGE, plim_control_extend_registry(&desk.control, NEWER, 4));
    OK(plim_control_disarm(&desk.control, DESK_OPENS));
    OK(plim_control_extend_registry(&desk.control, NEWER, 4));
    EXPECT(PLIM_E_BAD_REGISTRY, plim_control_extend_registry(&desk.control, OLDER, 2));
    EXPECT(PLIM_E_BAD_REGISTRY, plim_control_extend_registry(&desk.control, NULL, 0));
    define(2);
    OK(plim_registry_entries(&desk.region, &cursor, list, 3, &count));
    CHECK(count == 3 && memcmp(list, NEWER, sizeof list) == 0);
    OK(plim_registry_entries(&desk.region, &cursor, list, 3, &count));
    CHECK(count == 1 && memcmp(list, &NEWER[3], sizeof list[0]) == 0);
    OK(plim_registry_entries(&desk.region, &cursor, list, 3, &count));
    CHECK(count == 0 && cursor == 4);
    OK(plim_fingerprint(&desk.region, &after));
    CHECK(after.registry != before.registry && after.layout == before.layout);
    OK(desk_arm(&desk.region, &desk.control, DESK_LEASE, DESK_OPENS));
    desk.strategy = 1;
    OK(plim_admit(&lane, &order, DESK_OPENS, &parent));
    CHECK(desk_parent_view(&desk, parent).flags == order.flags);
    OK(plim_lane_close(&lane));
}

static void the_rollback(void) {
    const uint64_t ours = plim_build_version(), newer = ours + 1;
    plim_inspection found;
    plim_region region;

    CHECK(plim_build_source() != 0);
    OK(plim_inspect(memory, sizeof memory, &found));
    CHECK(found.abi == PLIM_ABI_VERSION && found.build == ours && found.oldest_build <= ours);
    CHECK(found.reserved == 0);
    OK(plim_attach(memory, sizeof memory, &region));
    OK(plim_control_require_build(&desk.control, newer));
    EXPECT(PLIM_E_NOTHING_TO_CHANGE, plim_control_require_build(&desk.control, ours));
    EXPECT(PLIM_E_BUILD_TOO_OLD, plim_attach(memory, sizeof memory, &region));
    OK(plim_inspect(memory, sizeof memory, &found));
    CHECK(found.oldest_build == newer && found.build == ours);
    EXPECT(PLIM_E_TOO_SHORT, plim_inspect(memory, 8, &found));
    OK(plim_control_close(&desk.control));
    memset(memory, 0, 64);
    EXPECT(PLIM_E_BAD_MAGIC, plim_inspect(memory, sizeof memory, &found));
}

int main(void) {
    what_is_no_register();
    the_eighth_server();
    the_rollback();
    return 0;
}
