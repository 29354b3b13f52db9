/*
 * The hot operations through the C interface, some times each, for `cargo xtask bench --count`.
 *
 * Every operation has a house of its own, in which it finds what it needs; then `counting_begins`,
 * the operation again and again, and `counting_ends`. Callgrind zeroes its counters at the one call
 * and writes them down at the other; it counts in the library's functions only, so that nothing
 * depends on how this file was compiled.
 *
 * Arguments: how many parents; then the operations, or none for all. It prints each name, and how
 * often it was done.
 */
#include "house.h"

enum { CHILDREN = 10, QTY = 100 };

struct book {
    struct house house;
    uint32_t parents;
    plim_parent_id *parent;
    plim_child_id *child;
    plim_events events;
    /* So that no answer is left unread. */
    uint64_t sum;
};

__attribute__((noinline)) void counting_begins(void) {
    __asm__ volatile("");
}

__attribute__((noinline)) void counting_ends(void) {
    __asm__ volatile("");
}

static void admit(struct book *book, uint32_t at) {
    struct house *house = &book->house;

    house->parent.client_id.low = at + 1;
    house->parent.qty = CHILDREN * QTY;
    OK(plim_admit(&house->lane, &house->parent, house->now++, &book->parent[at]));
    book->sum += book->parent[at];
}

static void route(struct book *book, uint32_t at) {
    struct house *house = &book->house;

    house->child.parent = book->parent[at / CHILDREN];
    house->child.qty = QTY;
    OK(plim_route(&house->lane, &house->child, house->now++, &book->child[at]));
    book->sum += book->child[at];
}

static void sent(struct book *book, uint32_t at) {
    OK(plim_sent(&book->house.lane, book->child[at], book->house.now++));
}

static void report(struct book *book, uint32_t at, uint32_t exec_type) {
    struct house *house = &book->house;
    plim_outcome outcome;

    house->report.exec_type = exec_type;
    house->report.child = book->child[at];
    OK(plim_report(&house->lane, &house->report, house->now++, &outcome));
    book->sum += outcome.breach + outcome.duplicate + outcome.parent_done;
    if (outcome.breach != 0) {
        fprintf(stderr, "a breach: %s\n", plim_breach_text(outcome.breach));
        exit(1);
    }
}

static void ack(struct book *book, uint32_t at) {
    report(book, at, PLIM_EXEC_NEW);
}

static void trade(struct book *book, uint32_t at, uint64_t exec_id, uint64_t qty, uint64_t cum) {
    plim_venue_report *form = &book->house.report;

    form->exec_id.low = at * 2 + exec_id;
    form->last_qty = qty;
    form->last_px = PRICE;
    form->has_cum_qty = 1;
    form->cum_qty = cum;
    form->has_leaves_qty = 1;
    form->leaves_qty = QTY - cum;
    report(book, at, PLIM_EXEC_TRADE);
    form->exec_id.low = 0;
    form->last_qty = 0;
    form->last_px = 0;
    form->has_cum_qty = 0;
    form->cum_qty = 0;
    form->has_leaves_qty = 0;
    form->leaves_qty = 0;
}

static void partial_fill(struct book *book, uint32_t at) {
    trade(book, at, 1, 40, 40);
}

static void final_fill(struct book *book, uint32_t at) {
    trade(book, at, 2, 60, 100);
}

static void request_cancel(struct book *book, uint32_t at) {
    plim_request_id request;

    OK(plim_request_cancel(&book->house.lane, book->child[at], book->house.now++, &request));
}

static void canceled(struct book *book, uint32_t at) {
    plim_venue_report *form = &book->house.report;

    form->has_cum_qty = 1;
    report(book, at, PLIM_EXEC_CANCELED);
    form->has_cum_qty = 0;
}

static void child_life(struct book *book, uint32_t at) {
    route(book, at);
    ack(book, at);
    partial_fill(book, at);
    final_fill(book, at);
}

static void parent_life(struct book *book, uint32_t at) {
    uint32_t child;

    admit(book, at);
    for (child = at * CHILDREN; child < (at + 1) * CHILDREN; child++) {
        child_life(book, child);
    }
}

static void read_events(struct book *book, size_t most) {
    plim_event events[16];
    size_t count = 0;
    uint64_t missed = 0;

    OK(plim_events_read(&book->events, events, most, &count, &missed));
    if (count != most || missed != 0) {
        fprintf(stderr, "%zu events, %llu missed\n", count, (unsigned long long)missed);
        exit(1);
    }
    book->sum += events[0].sequence;
}

static void event_read(struct book *book, uint32_t at) {
    (void)at;
    read_events(book, 1);
}

static void event_read_16(struct book *book, uint32_t at) {
    (void)at;
    read_events(book, 16);
}

/* Does one operation for each parent, or for each child. */
static void each(struct book *book, void (*step)(struct book *, uint32_t), uint32_t times) {
    uint32_t at;

    for (at = 0; at < times; at++) {
        step(book, at);
    }
}

typedef void step(struct book *, uint32_t);

/* An operation: what is done before, and what is counted. */
struct operation {
    const char *name;
    enum checks checks;
    /* Whether it is done once for each parent; otherwise, for each child. */
    int for_parents;
    /* For how many children it is done once. */
    uint32_t part;
    step *counted;
    step *before[5];
};

static const struct operation OPERATIONS[] = {
    {"admit", CHECKS_EVERY, 1, 1, admit, {NULL}},
    {"route", CHECKS_EVERY, 0, 1, route, {admit, NULL}},
    {"route-unbound", CHECKS_FEW, 0, 1, route, {admit, NULL}},
    {"sent", CHECKS_EVERY, 0, 1, sent, {admit, route, NULL}},
    {"ack", CHECKS_EVERY, 0, 1, ack, {admit, route, NULL}},
    {"partial-fill", CHECKS_EVERY, 0, 1, partial_fill, {admit, route, ack, NULL}},
    {"final-fill", CHECKS_EVERY, 0, 1, final_fill, {admit, route, ack, partial_fill, NULL}},
    {"duplicate", CHECKS_EVERY, 0, 1, partial_fill, {admit, route, ack, partial_fill, NULL}},
    {"cancel-request", CHECKS_EVERY, 0, 1, request_cancel, {admit, route, ack, NULL}},
    {"canceled", CHECKS_EVERY, 0, 1, canceled, {admit, route, ack, request_cancel, NULL}},
    {"child-life", CHECKS_EVERY, 0, 1, child_life, {admit, NULL}},
    {"parent-life", CHECKS_EVERY, 1, 1, parent_life, {NULL}},
    {"event-read", CHECKS_EVERY, 0, 1, event_read, {admit, route, NULL}},
    {"event-read-16", CHECKS_EVERY, 0, 16, event_read_16, {admit, route, NULL}},
};

static void run(const struct operation *operation, uint32_t parents) {
    struct book book;
    step *const *before;
    uint32_t times = operation->for_parents ? parents : parents * CHILDREN / operation->part;

    memset(&book, 0, sizeof book);
    house_open(&book.house, operation->checks, parents);
    OK(plim_events_open(&book.house.region, 0, &book.events));
    book.parents = parents;
    book.parent = calloc(parents, sizeof *book.parent);
    book.child = calloc((size_t)parents * CHILDREN, sizeof *book.child);
    for (before = operation->before; *before != NULL; before++) {
        each(&book, *before, *before == admit ? parents : parents * CHILDREN);
    }
    counting_begins();
    each(&book, operation->counted, times);
    counting_ends();
    printf("%s %u %llu\n", operation->name, times, (unsigned long long)book.sum);
    free(book.parent);
    free(book.child);
    house_close(&book.house);
}

static int is_wanted(const char *name, int count, char **names) {
    int at;

    for (at = 0; at < count; at++) {
        if (strcmp(name, names[at]) == 0) {
            return 1;
        }
    }
    return count == 0;
}

int main(int count, char **words) {
    const size_t operations = sizeof OPERATIONS / sizeof OPERATIONS[0];
    size_t at;
    long parents = count > 1 ? atol(words[1]) : 0;

    if (parents < 1 || parents > 100000) {
        fprintf(stderr, "usage: hot PARENTS [OPERATION ...]\n");
        return 2;
    }
    for (at = 0; at < operations; at++) {
        if (is_wanted(OPERATIONS[at].name, count - 2, words + 2)) {
            run(&OPERATIONS[at], (uint32_t)parents);
        }
    }
    return 0;
}
