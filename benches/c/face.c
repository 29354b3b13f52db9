/* The C interface, as a gateway in C calls it. */
#include "house.h"

#include "face.h"

enum { SEATS = 4 };

struct seat {
    struct house *house;
    uint32_t index;
    plim_lane lane;
    plim_events events;
    plim_new_parent parent;
    plim_new_child child;
    plim_venue_report report;
    uint64_t now;
};

struct face {
    struct house house;
    struct seat seats[SEATS];
};

static uint64_t admit_for(struct seat *seat, uint64_t client, uint64_t qty, uint64_t *made) {
    seat->parent.client_id.low = client;
    seat->parent.qty = qty;
    OK(plim_admit(&seat->lane, &seat->parent, seat->now += BETWEEN, made));
    return *made;
}

static uint64_t route(struct seat *seat, uint64_t parent, uint64_t *made) {
    seat->child.parent = parent;
    OK(plim_route(&seat->lane, &seat->child, seat->now += BETWEEN, made));
    return *made;
}

static uint64_t sent(struct seat *seat, uint64_t child, uint64_t *made) {
    (void)made;
    OK(plim_sent(&seat->lane, child, seat->now += BETWEEN));
    return 1;
}

static uint64_t report(struct seat *seat, const plim_venue_report *report) {
    plim_outcome outcome;

    OK(plim_report(&seat->lane, report, seat->now += BETWEEN, &outcome));
    if (outcome.breach != 0) {
        fprintf(stderr, "a breach: %s\n", plim_breach_text(outcome.breach));
        exit(1);
    }
    return outcome.child + outcome.duplicate + outcome.parent_done;
}

/* A form that says nothing yet of a child. */
static plim_venue_report form(const struct seat *seat, uint64_t child, uint32_t exec_type) {
    plim_venue_report report = seat->report;

    report.child = child;
    report.exec_type = exec_type;
    return report;
}

static uint64_t ack(struct seat *seat, uint64_t child, uint64_t *made) {
    const plim_venue_report said = form(seat, child, PLIM_EXEC_NEW);

    (void)made;
    return report(seat, &said);
}

static uint64_t trade(struct seat *seat, uint64_t child, uint64_t number, uint64_t qty,
                      uint64_t cum) {
    plim_venue_report said = form(seat, child, PLIM_EXEC_TRADE);

    said.exec_id.low = child;
    said.exec_id.high = number;
    said.last_qty = qty;
    said.last_px = PRICE;
    said.has_cum_qty = 1;
    said.cum_qty = cum;
    said.has_leaves_qty = 1;
    said.leaves_qty = CHILD_QTY - cum;
    return report(seat, &said);
}

static uint64_t request_cancel(struct seat *seat, uint64_t child, uint64_t *made) {
    plim_request_id request;

    (void)made;
    OK(plim_request_cancel(&seat->lane, child, seat->now += BETWEEN, &request));
    return request.number;
}

static uint64_t end(struct seat *seat, uint64_t child, uint64_t cum) {
    plim_venue_report said = form(seat, child, PLIM_EXEC_CANCELED);

    said.has_cum_qty = 1;
    said.cum_qty = cum;
    return report(seat, &said);
}

static uint64_t retire(struct seat *seat, uint64_t parent, uint64_t *made) {
    plim_children walk;
    plim_child_id children[CHILDREN];
    plim_child_view view;
    uint64_t sum = 0;
    size_t count = 0;
    size_t at;

    (void)made;
    OK(plim_children_open(&seat->house->region, parent, &walk));
    do {
        OK(plim_children_next(&walk, children, CHILDREN, &count));
        for (at = 0; at < count; at++) {
            OK(plim_view_child(&seat->house->region, children[at], &view));
            if (view.leaves_qty != 0) {
                sum += end(seat, children[at], view.cum_qty);
            }
        }
    } while (count != 0);
    /* One that is executed in full has ended, and is not closed. */
    if (plim_cancel_parent(&seat->lane, parent, seat->now += BETWEEN) == PLIM_OK) {
        sum++;
    }
    OK(plim_retire(&seat->lane, parent, seat->now += BETWEEN));
    return sum;
}

static uint64_t open_events(struct seat *seat, uint64_t on, uint64_t *made) {
    plim_event events[16];
    uint64_t missed = 0;
    size_t count = 0;

    (void)on;
    (void)made;
    OK(plim_events_open(&seat->house->region, seat->index, &seat->events));
    do {
        OK(plim_events_read(&seat->events, events, 16, &count, &missed));
    } while (count != 0);
    return 0;
}

static uint64_t read_events(struct seat *seat, size_t most) {
    plim_event events[16];
    uint64_t missed = 0;
    size_t count = 0;

    OK(plim_events_read(&seat->events, events, most, &count, &missed));
    if (count != most || missed != 0) {
        fprintf(stderr, "%zu events, not %zu\n", count, most);
        exit(1);
    }
    return events[0].child;
}

static void prefetch_children(struct seat *seat, const uint64_t *children, size_t count) {
    OK(plim_prefetch_children(&seat->house->region, children, count));
}

static void prefetch_parents(struct seat *seat, const uint64_t *parents, size_t count) {
    OK(plim_prefetch_parents(&seat->house->region, parents, count));
}

#include "perform.h"

struct face *face_open(const struct house_size *size) {
    struct face *face = calloc(1, sizeof *face);

    if (face == NULL || size->lanes > SEATS) {
        exit(1);
    }
    house_open(&face->house, size);
    return face;
}

void face_close(struct face *face) {
    house_close(&face->house);
    free(face);
}

struct seat *face_seat(struct face *face, uint32_t lane) {
    struct seat *seat = &face->seats[lane];

    seat->house = &face->house;
    seat->index = lane;
    OK(plim_lane_open(&face->house.region, lane, &seat->lane));
    seat->parent = face->house.parent;
    seat->child = face->house.child;
    seat->child.qty = CHILD_QTY;
    seat->report = face->house.report;
    seat->now = OPENS;
    open_events(seat, 0, NULL);
    return seat;
}
