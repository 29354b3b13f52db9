/*
 * Property: what was stopped is opened again only by two persons with a key each, after a delay and
 *           before an expiry, when nobody has stopped it since, no alarm stands, no child is in
 *           doubt, nothing lies in suspense, and the second has seen what runs here; and it is
 *           written down who they were and why.
 * Method:   every refusal by a row, and after each the scope is as halted as before.
 */
#include "desk.h"

enum { DELAY = 100, EXPIRY = 1000, ASKED = 10 };

static unsigned char memory[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));

static struct desk desk;
static plim_lane lane;
static plim_fingerprint_parts here;
static uint64_t strategy;

static void open(void) {
    desk_open(&desk, memory);
    strategy = desk.strategy;
    OK(plim_control_set_reset_terms(&desk.control, DELAY, EXPIRY));
    OK(plim_fingerprint(&desk.region, &here));
    OK(plim_lane_open(&desk.region, 0, &lane));
}

static void close(void) {
    OK(plim_lane_close(&lane));
    OK(plim_control_close(&desk.control));
    memset(memory, 0, sizeof memory);
}

static plim_reset_ticket request(uint64_t now) {
    plim_reset_ticket ticket;

    OK(desk_request(&desk, PLIM_SCOPE_STRATEGY, strategy, now, &ticket));
    CHECK(ticket.nonce != 0);
    CHECK(ticket.not_before == now + DELAY && ticket.not_after == now + EXPIRY);
    return ticket;
}

static int halted(void) {
    uint32_t halted = 9;

    OK(plim_is_halted(&desk.region, PLIM_SCOPE_STRATEGY, strategy, &halted));
    return halted == 1;
}

/* Confirms in time, but is refused, and nothing is opened. */
static void refused(plim_status status, uint64_t nonce, const plim_key *key, uint64_t now) {
    EXPECT(status, plim_control_confirm_reset(&desk.control, nonce, key, &here, now));
    CHECK(halted());
}

static void kill_strategy(void) {
    OK(plim_kill(&desk.region, PLIM_SCOPE_STRATEGY, strategy, 1, DESK_OPENS, NULL));
}

static void keys_and_times(void) {
    const plim_key stranger = {0, 99};
    const plim_key *const first = &DESK_KEYS[0], *const second = &DESK_KEYS[1];
    plim_reset_request by_stranger;
    plim_reset_record record;
    plim_reset_ticket ticket, later;
    plim_fingerprint_parts other;

    open();
    EXPECT(PLIM_E_NOTHING_TO_CHANGE,
           desk_request(&desk, PLIM_SCOPE_STRATEGY, strategy, ASKED, &ticket));
    EXPECT(PLIM_E_NO_SUCH_REQUEST, plim_last_reset(&desk.region, &record));
    kill_strategy();
    memset(&by_stranger, 0, sizeof by_stranger);
    by_stranger.struct_size = sizeof by_stranger;
    by_stranger.scope = PLIM_SCOPE_STRATEGY;
    by_stranger.scope_id = strategy;
    by_stranger.key = stranger;
    EXPECT(PLIM_E_UNKNOWN_KEY,
           plim_control_request_reset(&desk.control, &by_stranger, ASKED, &ticket));
    refused(PLIM_E_NO_SUCH_REQUEST, 0, second, ASKED + DELAY);
    refused(PLIM_E_NO_SUCH_REQUEST, 12345, second, ASKED + DELAY);
    ticket = request(ASKED);
    refused(PLIM_E_UNKNOWN_KEY, ticket.nonce, &stranger, ASKED + DELAY);
    refused(PLIM_E_SAME_KEY, ticket.nonce, first, ASKED + DELAY);
    refused(PLIM_E_NO_SUCH_REQUEST, ticket.nonce + 1, second, ASKED + DELAY);
    refused(PLIM_E_CLOCK_BACKWARDS, ticket.nonce, second, ASKED - 1);
    OK(plim_control_acknowledge(&desk.control, PLIM_ALARM_CLOCK_BACKWARDS, ASKED));
    refused(PLIM_E_TOO_SOON, ticket.nonce, second, ASKED + DELAY - 1);
    other = here;
    other.limits ^= 1;
    EXPECT(PLIM_E_WRONG_FINGERPRINT,
           plim_control_confirm_reset(&desk.control, ticket.nonce, second, &other, ASKED + DELAY));
    /* A second request takes the place of the first. */
    OK(desk_request(&desk, PLIM_SCOPE_STRATEGY, strategy, ASKED + DELAY, &later));
    CHECK(later.nonce != ticket.nonce && later.kills == ticket.kills);
    refused(PLIM_E_NO_SUCH_REQUEST, ticket.nonce, second, ASKED + DELAY);
    refused(PLIM_E_TOO_LATE, later.nonce, second, ASKED + DELAY + EXPIRY + 1);
    CHECK(halted());
    close();
}

static void a_kill_in_between(void) {
    plim_reset_ticket ticket;
    plim_reset_record record;

    open();
    kill_strategy();
    ticket = request(ASKED);
    kill_strategy();
    refused(PLIM_E_KILLED_SINCE, ticket.nonce, &DESK_KEYS[1], ASKED + DELAY);
    ticket = request(ASKED + DELAY);
    OK(desk_confirm(&desk, &ticket, ASKED + 2 * DELAY));
    CHECK(!halted());
    OK(plim_last_reset(&desk.region, &record));
    CHECK(record.scope == PLIM_SCOPE_STRATEGY && record.scope_id == strategy);
    CHECK(record.requested_by == 1 && record.confirmed_by == 2 && record.at == ASKED + 2 * DELAY);
    CHECK(strcmp(record.why, "test") == 0 && record.reserved == 0);
    kill_strategy();
    /* What was used is used up. */
    refused(PLIM_E_NO_SUCH_REQUEST, ticket.nonce, &DESK_KEYS[1], ASKED + 2 * DELAY);
    close();
}

/* What somebody should look at first. */
static void what_is_not_settled(void) {
    const plim_exec_id stranger = {0, 77};
    plim_reset_ticket ticket;
    plim_parent_id parent;
    plim_child_id child = 0;
    plim_new_child terms;
    plim_venue_report report;
    plim_suspense_id entry = 0;
    plim_outcome outcome;

    open();
    OK(plim_control_set_suspense_limit(&desk.control, 1000));
    parent = desk_admit(&desk, &lane, 1, 100);
    terms = desk_child(&desk, parent, 10);
    OK(plim_route(&lane, &terms, DESK_OPENS, &child));
    kill_strategy();
    ticket = request(ASKED);
    /* Nobody knows whether it was sent. */
    refused(PLIM_E_CHILD_UNPROVEN, ticket.nonce, &DESK_KEYS[1], ASKED + DELAY);
    OK(plim_sent(&lane, child, ASKED));
    OK(plim_doubt(&lane, child, ASKED));
    refused(PLIM_E_CHILD_UNPROVEN, ticket.nonce, &DESK_KEYS[1], ASKED + DELAY);
    report = desk_report(child, PLIM_EXEC_NEW);
    OK(plim_report(&lane, &report, ASKED, &outcome));
    /* An execution that nobody can place. */
    report = desk_trade(12345, 77, 10);
    OK(plim_report(&lane, &report, ASKED, &outcome));
    CHECK(outcome.breach == PLIM_B_SUSPENSE);
    refused(PLIM_E_ALARMS_RAISED, ticket.nonce, &DESK_KEYS[1], ASKED + DELAY);
    OK(plim_control_acknowledge(&desk.control, PLIM_ALARM_SUSPENSE, ASKED + DELAY));
    refused(PLIM_E_SUSPENSE_OPEN, ticket.nonce, &DESK_KEYS[1], ASKED + DELAY);
    OK(plim_find_suspense(&desk.region, &stranger, 12345, &entry));
    OK(plim_control_assign_to_child(&desk.control, entry, child, ASKED + DELAY, &outcome));
    OK(desk_confirm(&desk, &ticket, ASKED + DELAY));
    CHECK(!halted());
    desk_audit(&desk);
    close();
}

/* A parent has no switch: one person releases it. */
static void a_parent(void) {
    plim_reset_ticket ticket;
    plim_parent_id parent;

    open();
    parent = desk_admit(&desk, &lane, 1, 100);
    EXPECT(PLIM_E_NOTHING_TO_CHANGE, plim_control_release(&desk.control, parent, ASKED));
    OK(plim_hold(&lane, parent, DESK_OPENS));
    EXPECT(PLIM_E_NOTHING_TO_CHANGE,
           desk_request(&desk, PLIM_SCOPE_PARENT, parent, ASKED, &ticket));
    OK(plim_control_release(&desk.control, parent, ASKED));
    EXPECT(PLIM_E_UNKNOWN_PARENT, plim_control_release(&desk.control, parent ^ 1, ASKED));
    CHECK(desk_parent_view(&desk, parent).state == PLIM_PARENT_OPEN);
    close();
}

static void who_gets_a_key(void) {
    const plim_key none = {0, 0}, key = {5, 0};
    plim_key many = {7, 0};
    uint32_t person;

    open();
    EXPECT(PLIM_E_NOTHING_TO_CHANGE, plim_control_define_key(&desk.control, 3, &key));
    OK(plim_control_disarm(&desk.control, DESK_OPENS));
    EXPECT(PLIM_E_UNKNOWN_KEY, plim_control_define_key(&desk.control, 3, &none));
    EXPECT(PLIM_E_ALREADY_DEFINED, plim_control_define_key(&desk.control, 3, &DESK_KEYS[0]));
    EXPECT(PLIM_E_ALREADY_DEFINED, plim_control_define_key(&desk.control, 2, &key));
    for (person = 3; person <= 8; person++, many.low++) {
        OK(plim_control_define_key(&desk.control, person, &many));
    }
    EXPECT(PLIM_E_DEFINITIONS_FULL, plim_control_define_key(&desk.control, 9, &key));
    EXPECT(PLIM_E_LIMIT_UNSET, plim_control_set_reset_terms(&desk.control, 5, 5));
    close();
}

int main(void) {
    keys_and_times();
    a_kill_in_between();
    what_is_not_settled();
    a_parent();
    who_gets_a_key();
    return 0;
}
