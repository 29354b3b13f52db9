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

#include "face.h"

/* What there is: numbers for clients' ids, parents, children; and room for stamps. */
struct book {
    struct seat *seat;
    uint32_t parents;
    uint32_t children;
    uint64_t *clients;
    uint64_t *parent;
    uint64_t *parent_of_each;
    uint64_t *child;
    uint64_t *none;
};

/* An operation: what is done before, and what is counted. */
struct question {
    const char *name;
    enum checks checks;
    uint32_t counted;
    /* How many children have it done once together; 0: each parent has it done once. */
    uint32_t together;
    /* Ends with the counted one. */
    uint32_t steps[6];
};

static const struct question QUESTIONS[] = {
    {"admit", CHECKS_EVERY, DO_ADMIT, 0, {DO_ADMIT}},
    {"route", CHECKS_EVERY, DO_ROUTE, 1, {DO_ADMIT, DO_ROUTE}},
    {"route-unbound", CHECKS_FEW, DO_ROUTE, 1, {DO_ADMIT, DO_ROUTE}},
    {"sent", CHECKS_EVERY, DO_SENT, 1, {DO_ADMIT, DO_ROUTE, DO_SENT}},
    {"ack", CHECKS_EVERY, DO_ACK, 1, {DO_ADMIT, DO_ROUTE, DO_ACK}},
    {"partial-fill", CHECKS_EVERY, DO_PARTIAL_FILL, 1,
     {DO_ADMIT, DO_ROUTE, DO_ACK, DO_PARTIAL_FILL}},
    {"final-fill", CHECKS_EVERY, DO_FINAL_FILL, 1,
     {DO_ADMIT, DO_ROUTE, DO_ACK, DO_PARTIAL_FILL, DO_FINAL_FILL}},
    {"duplicate", CHECKS_EVERY, DO_PARTIAL_FILL, 1,
     {DO_ADMIT, DO_ROUTE, DO_ACK, DO_PARTIAL_FILL, DO_PARTIAL_FILL}},
    {"cancel-request", CHECKS_EVERY, DO_REQUEST_CANCEL, 1,
     {DO_ADMIT, DO_ROUTE, DO_ACK, DO_REQUEST_CANCEL}},
    {"canceled", CHECKS_EVERY, DO_CANCELED, 1,
     {DO_ADMIT, DO_ROUTE, DO_ACK, DO_REQUEST_CANCEL, DO_CANCELED}},
    {"child-life", CHECKS_EVERY, DO_CHILD_LIFE, 1, {DO_ADMIT, DO_CHILD_LIFE}},
    {"parent-life", CHECKS_EVERY, DO_PARENT_LIFE, 0, {DO_PARENT_LIFE}},
    {"event-read", CHECKS_EVERY, DO_READ_EVENT, 1, {DO_ADMIT, DO_OPEN_EVENTS, DO_ROUTE,
     DO_READ_EVENT}},
    {"event-read-16", CHECKS_EVERY, DO_READ_16_EVENTS, 16, {DO_ADMIT, DO_OPEN_EVENTS, DO_ROUTE,
     DO_READ_16_EVENTS}},
};

__attribute__((noinline)) void counting_begins(void) {
    __asm__ volatile("");
}

__attribute__((noinline)) void counting_ends(void) {
    __asm__ volatile("");
}

/* One step for everything that it is done on. */
static uint64_t perform(const struct book *book, uint32_t operation, uint64_t count) {
    struct work work = {operation, 0, count, book->child, book->none, book->none};

    switch (operation) {
    case DO_ADMIT:
    case DO_PARENT_LIFE:
        work.on = book->clients;
        work.made = book->parent;
        break;
    case DO_ROUTE:
    case DO_CHILD_LIFE:
        work.on = book->parent_of_each;
        work.made = book->child;
        break;
    case DO_OPEN_EVENTS:
        work.count = 1;
        break;
    default:
        break;
    }
    uint64_t sum = face_perform(book->seat, &work);
    uint32_t at;
    for (at = 0; operation == DO_ADMIT && at < book->children; at++) {
        book->parent_of_each[at] = book->parent[at / CHILDREN];
    }
    return sum;
}

static uint64_t *numbers(uint64_t count) {
    uint64_t *numbers = calloc(count, sizeof *numbers);

    if (numbers == NULL) {
        exit(1);
    }
    return numbers;
}

static void ask(const struct question *question, uint32_t parents) {
    const uint32_t children = parents * CHILDREN;
    const struct house_size size = {1, parents, children, parents * 40, parents, question->checks};
    struct face *face = face_open(&size);
    const struct book book = {face_seat(face, 0),    parents,           children,
                              numbers(parents),      numbers(parents),  numbers(children),
                              numbers(children + 2), numbers(children + 2)};
    const uint64_t times = question->together == 0 ? parents : children / question->together;
    const uint32_t *step = question->steps;
    uint64_t sum;
    uint32_t at;

    for (at = 0; at < parents; at++) {
        book.clients[at] = at + 1;
    }
    /* A repeated report is the same step twice: the last one is what counts. */
    for (; step[0] != question->counted || step[1] == question->counted; step++) {
        perform(&book, *step, *step == DO_ADMIT ? parents : children);
    }
    counting_begins();
    sum = perform(&book, question->counted, times);
    counting_ends();
    printf("%s %llu %llu\n", question->name, (unsigned long long)times, (unsigned long long)sum);
    free(book.clients);
    free(book.parent);
    free(book.parent_of_each);
    free(book.child);
    free(book.none);
    face_close(face);
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
    const size_t questions = sizeof QUESTIONS / sizeof QUESTIONS[0];
    size_t at;
    long parents = count > 1 ? atol(words[1]) : 0;

    if (parents < 1 || parents > 100000) {
        fprintf(stderr, "usage: hot PARENTS [OPERATION ...]\n");
        return 2;
    }
    for (at = 0; at < questions; at++) {
        if (is_wanted(QUESTIONS[at].name, count - 2, words + 2)) {
            ask(&QUESTIONS[at], (uint32_t)parents);
        }
    }
    return 0;
}
