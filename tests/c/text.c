/*
 * Property: an id that was written as text is read back as itself, and any other text is refused;
 *           every status, breach, state, alarm and finding has one word, and no two have the same.
 * Method:   ids of a live desk and random 64-bit numbers there and back; every text with one
 *           character changed; all numbers from -10 to 500.
 */
#include "desk.h"

static unsigned char memory[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));

/* A well-known generator of numbers that look random (xorshift64*). */
static uint64_t next_number(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static void child_there_and_back(plim_child_id child) {
    char text[PLIM_TEXT_SIZE];
    plim_child_id back = 0;
    plim_parent_id parent = 7;
    size_t at;

    OK(plim_child_text(child, text, 15));
    CHECK(strlen(text) == 14);
    OK(plim_child_from_text(text, 14, &back));
    CHECK(back == child);
    EXPECT(PLIM_E_TEXT, plim_parent_from_text(text, 14, &parent));
    CHECK(parent == 7);
    for (at = 0; at < 14; at++) {
        const char was = text[at];

        text[at] = was == '7' ? '8' : '7';
        EXPECT(PLIM_E_TEXT, plim_child_from_text(text, 14, &back));
        text[at] = was;
    }
    EXPECT(PLIM_E_TEXT, plim_child_from_text(text, 13, &back));
    EXPECT(PLIM_E_TEXT, plim_child_from_text(text, 15, &back));
    EXPECT(PLIM_E_TEXT, plim_child_from_text(text, 0, &back));
    EXPECT(PLIM_E_TEXT, plim_child_from_text("\xff\xfe\xfd\xfc", 4, &back));
    CHECK(back == child);
}

static void request_there_and_back(plim_child_id child, uint16_t number) {
    const plim_request_id request = {child, number, {0, 0, 0}};
    plim_request_id back;
    char text[PLIM_TEXT_SIZE];

    OK(plim_request_text(&request, text, sizeof text));
    CHECK(strlen(text) >= 16 && strlen(text) <= 20);
    OK(plim_request_from_text(text, strlen(text), &back));
    CHECK(memcmp(&request, &back, sizeof back) == 0);
}

static void ids(void) {
    struct desk desk;
    plim_lane lane;
    plim_parent_id parent, back = 0;
    plim_child_id child;
    char text[PLIM_TEXT_SIZE];
    uint64_t state = 88172645463325252;
    unsigned turn;

    desk_open(&desk, memory);
    OK(plim_lane_open(&desk.region, 0, &lane));
    parent = desk_admit(&desk, &lane, 1, 100);
    child = desk_route(&desk, &lane, parent, 10);
    OK(plim_parent_text(parent, text, sizeof text));
    OK(plim_parent_from_text(text, strlen(text), &back));
    CHECK(back == parent);
    child_there_and_back(child);
    request_there_and_back(child, 1);
    request_there_and_back(child, 65535);
    for (turn = 0; turn < 1000; turn++) {
        const uint64_t number = next_number(&state);

        /* The top bits of a child's id are 10. */
        child_there_and_back(number >> 2 | (uint64_t)1 << 63);
    }
}

static void outside_ids(void) {
    static char huge[100000];
    plim_exec_id short_id, long_id;
    plim_client_id client;

    OK(plim_exec_id_from_text("E1", 2, &short_id));
    OK(plim_exec_id_from_text("123456789012345", 15, &long_id));
    CHECK(short_id.high != long_id.high || short_id.low != long_id.low);
    CHECK(long_id.high >> 56 == 15);
    /* A longer one is a hash under a byte of its own: for ever the same. */
    OK(plim_exec_id_from_text("1234567890123456", 16, &long_id));
    CHECK(long_id.high == 0x809ff5fc73986368 && long_id.low == 0xcae75b5136307826);
    OK(plim_exec_id_from_text("20261123-XLON-000000000000000042", 32, &long_id));
    CHECK(long_id.high == 0x80b89b44adf46eeb && long_id.low == 0xe47a9190248bc4f4);
    memset(huge, 'E', sizeof huge);
    OK(plim_exec_id_from_text(huge, sizeof huge, &long_id));
    OK(plim_exec_id_from_text(huge, sizeof huge - 1, &short_id));
    CHECK(long_id.high >> 56 == 0x80 && long_id.low != short_id.low);
    huge[sizeof huge - 1] = '\xff';
    EXPECT(PLIM_E_TEXT, plim_exec_id_from_text(huge, sizeof huge, &short_id));
    EXPECT(PLIM_E_TEXT, plim_exec_id_from_text("\xff", 1, &short_id));
    EXPECT(PLIM_E_TEXT, plim_client_id_from_text("1234567890123456", 16, &client));
    OK(plim_client_id_from_text("", 0, &client));
    OK(plim_client_id_from_text("P1", 2, &client));
    CHECK(client.high >> 56 == 2 && client.low == ('P' << 8 | '1'));
}

/* The words of one enumeration: how many there are, apart from `none`, and all different. */
static size_t words(const char *(*text)(int32_t), const char *none) {
    static const char *found[512];
    size_t count = 0, at;
    int32_t number;

    for (number = -10; number <= 500; number++) {
        const char *word = text(number);

        CHECK(word != NULL && word[0] != '\0');
        if (strcmp(word, none) == 0) {
            continue;
        }
        for (at = 0; at < count; at++) {
            CHECK(strcmp(found[at], word) != 0);
        }
        found[count++] = word;
    }
    return count;
}

static void all_words(void) {
    CHECK(words(plim_status_text, "unknown_status") >= 70);
    CHECK(words(plim_breach_text, "unknown_breach") >= 12);
    CHECK(words(plim_parent_state_text, "no_state") == 4);
    CHECK(words(plim_child_state_text, "no_state") == 14);
    CHECK(words(plim_alarm_text, "no_alarm") >= 20);
    CHECK(words(plim_finding_text, "unknown_finding") >= 16);
    CHECK(words(plim_controls_name, "no_control") == 86);
    CHECK(words(plim_measure_text, "no_measure") == 7);
    CHECK(words(plim_flaw_text, "no_flaw") == 10);
    CHECK(strcmp(plim_status_text(PLIM_OK), "ok") == 0);
    CHECK(strcmp(plim_status_text(PLIM_E_EXCEEDS_HEADROOM), "exceeds_headroom") == 0);
    CHECK(strcmp(plim_breach_text(PLIM_B_OVERFILL), "overfill") == 0);
    CHECK(strcmp(plim_alarm_text(PLIM_ALARM_CUM_QTY_GAP), "cum_qty_gap") == 0);
    CHECK(strcmp(plim_alarm_text(PLIM_ALARM_BUST), "bust") == 0);
    CHECK(strcmp(plim_breach_text(PLIM_B_IMPOSSIBLE_PRICE), "impossible_price") == 0);
    CHECK(strcmp(plim_finding_text(PLIM_FINDING_COOLING), "audit_cooling") == 0);
    CHECK(strcmp(plim_child_state_text(PLIM_CHILD_DONE_FOR_DAY), "done_for_day") == 0);
    CHECK(strcmp(plim_status_text(INT32_MIN), "unknown_status") == 0);
    CHECK(plim_abi_version() == PLIM_ABI_VERSION);
    CHECK(strchr(plim_version(), '.') != NULL);
}

int main(void) {
    ids();
    outside_ids();
    all_words();
    return 0;
}
