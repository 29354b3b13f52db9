/* One interface for every engine that is measured beside the core: the core itself, what people
 * would write instead, and what they could take instead.
 *
 * An engine is a shared library that exports `peer_engine`. Its whole state is made by `open`; a
 * thread gets a hand, and calls with it. Times, prices (ticks), quantities (units) and ids are
 * integers; no call reads a clock. What a call answers is compared with what the core answers.
 *
 * The world is the same everywhere: 2 accounts, 4 instruments (lot 10, at most PEER_MAX_QTY an
 * order, a reference price of PEER_REFERENCE with a band of PEER_BAND either way), 4 venues, 1
 * strategy with its code and generation in a registry, 3 parties to each parent (client, trader,
 * desk), 1 monitor.
 *
 * The checks on `route`, in this order. All engines that say PEER_FULL make them; the driver breaks
 * each alone and demands the same refusal:
 *
 *    1 the clock never goes back                       PEER_CLOCK_BACKWARDS
 *    2 somebody has armed the house                    PEER_NOT_ARMED
 *    3 the lease runs                                  PEER_LEASE_EXPIRED
 *    4 the monitor was heard in time                   PEER_MONITOR_SILENT
 *    5 no critical alarm is past its deadline          PEER_ALARM_UNACKNOWLEDGED
 *    6 the switches of the firm, the account, the instrument, the strategy, the venue and the three
 *      parties are not thrown                          PEER_HALTED
 *    7 the session with the venue is up                PEER_VENUE_DOWN
 *    8 the parent is known, and its strategy is in the session's registry
 *                                                      PEER_UNKNOWN_PARENT, PEER_NOT_IN_MANIFEST
 *    9 the quantity: not zero, no more than the most   PEER_ZERO_QUANTITY, PEER_QUANTITY_TOO_LARGE
 *   10 whole lots                                      PEER_OFF_LOT
 *   11 the parent's limit price                        PEER_PRICE_BEYOND_LIMIT
 *   12 the collar, around a fresh reference price      PEER_OUTSIDE_COLLAR, PEER_STALE_REFERENCE
 *   13 the parent is open: not done, closed or held    PEER_PARENT_DONE, PEER_CLOSED, PEER_HELD
 *   14 its expire time and its lease                   PEER_PARENT_EXPIRED,
 *                                                      PEER_PARENT_LEASE_EXPIRED
 *   15 its fan-out: children, and quantity ever sent   PEER_FAN_OUT_CHILDREN, PEER_FAN_OUT_QUANTITY
 *   16 its headroom                                    PEER_EXCEEDS_HEADROOM
 *   17 pace: orders in a window, executions in a row, units out for units in, of the strategy and
 *      of the firm                                     PEER_THROTTLED, PEER_REPEATED, PEER_HALTED
 */
#ifndef PLIMSOLL_PEER_H
#define PLIMSOLL_PEER_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Compared when a library is loaded. */
#define PEER_VERSION 1u

/* The world. */
#define PEER_ACCOUNTS 2u
#define PEER_INSTRUMENTS 4u
#define PEER_VENUES 4u
#define PEER_LOT 10u
#define PEER_MAX_QTY 1000000u
#define PEER_REFERENCE 10000
#define PEER_BAND 500
#define PEER_MONEY (UINT64_C(1) << 58)    /* of the firm, and of each account */
#define PEER_POSITION (UINT64_C(1) << 40) /* long and short, of each account in each instrument */

/* Times, in nanoseconds since the house was opened at 1. */
#define PEER_REFERENCE_AGE (UINT64_C(1) << 44)
#define PEER_SILENCE (UINT64_C(1) << 45)
#define PEER_LEASE (UINT64_C(1) << 46)
#define PEER_PATIENCE (UINT64_C(1) << 42)
#define PEER_WINDOW (UINT64_C(1) << 30)

/* What commands answer: the numbers of plim_status. */
enum {
    PEER_OK = 0,
    PEER_CLOCK_BACKWARDS = 23,
    PEER_NOT_ARMED = 30,
    PEER_LEASE_EXPIRED = 31,
    PEER_ALARM_UNACKNOWLEDGED = 32,
    PEER_HALTED = 33,
    PEER_VENUE_DOWN = 35,
    PEER_MONITOR_SILENT = 37,
    PEER_UNKNOWN_PARENT = 45,
    PEER_UNKNOWN_CHILD = 46,
    PEER_DUPLICATE_CLIENT_ID = 47,
    PEER_NOT_IN_MANIFEST = 54,
    PEER_ZERO_QUANTITY = 60,
    PEER_QUANTITY_TOO_LARGE = 61,
    PEER_OFF_LOT = 62,
    PEER_PRICE_BEYOND_LIMIT = 65,
    PEER_OUTSIDE_COLLAR = 66,
    PEER_STALE_REFERENCE = 68,
    PEER_PARENT_DONE = 80,
    PEER_CLOSED = 81,
    PEER_HELD = 82,
    PEER_FAN_OUT_CHILDREN = 83,
    PEER_FAN_OUT_QUANTITY = 84,
    PEER_EXCEEDS_HEADROOM = 85,
    PEER_EXCEEDS_POSITION = 86,
    PEER_EXCEEDS_ACCOUNT = 87,
    PEER_EXCEEDS_FIRM = 88,
    PEER_PARENT_EXPIRED = 89,
    PEER_PARENT_LEASE_EXPIRED = 90,
    PEER_THROTTLED = 92,
    PEER_REPEATED = 94,
    PEER_CHILD_ENDED = 100,
    PEER_NOT_ENDED = 102,
    PEER_FULL_TABLE = 121,
    PEER_FAULT = 399 /* the engine has no such number, or failed in a way of its own */
};

/* What reports answer: these bits. */
enum {
    PEER_DUPLICATE = 1,   /* the execution was known: nothing moved */
    PEER_PARENT_ENDED = 2,
    PEER_CHILD_OVERFILL = 4,
    PEER_OVERFILL = 8,    /* past the parent */
    PEER_UNKNOWN = 16     /* fits no child */
};

/* What an engine can do. */
enum {
    PEER_FULL = 1,    /* all checks, all calls, all of the digest */
    PEER_THREADS = 2, /* two hands may be used by two threads at once */
    PEER_SLOW = 4     /* only in the comparison by number of open orders */
};

/* What `halt` stops: the numbers of plim_scope. */
enum {
    PEER_FIRM = 0,
    PEER_ACCOUNT = 1,
    PEER_INSTRUMENT = 2,
    PEER_VENUE = 3,
    PEER_STRATEGY = 4,
    PEER_PARENT = 6,
    PEER_PARTY = 7
};

/* What `spoil` breaks. */
enum {
    PEER_DISARM = 1,
    PEER_DISCONNECT = 2,        /* venue 0 */
    PEER_STRIKE_STRATEGY = 3,   /* from the session's registry */
    PEER_LOWER_REFERENCE = 4    /* of instrument 0, by twice the band */
};

/* Capacities, and the bounds of pace. Every number is at least 1. */
typedef struct peer_terms {
    uint32_t parents;
    uint32_t children;
    uint32_t executions;
    uint32_t client_ids;
    uint32_t orders;      /* a hand may send in PEER_WINDOW */
    uint32_t max_repeats; /* executions on one side in a row, in PEER_WINDOW */
    uint32_t max_ratio;   /* units out for each unit in */
    uint32_t reserved;
} peer_terms;

typedef struct peer_parent {
    uint64_t client_id;
    uint64_t qty;
    int64_t price;
    uint64_t max_sent;
    uint64_t expires; /* 0: never */
    uint64_t lease;   /* 0: none */
    uint32_t account;
    uint32_t instrument;
    uint32_t side; /* 1 buys, 2 sells */
    uint32_t max_children;
} peer_parent;

typedef struct peer_child {
    uint64_t parent;
    uint64_t qty;
    int64_t price;
    uint32_t venue;
    uint32_t reserved;
} peer_child;

typedef struct peer_fill {
    uint64_t child;
    uint64_t execution; /* the venue's id of it: no two executions of the run have the same */
    uint64_t qty;
    int64_t price;
} peer_fill;

/* Where a parent stands. */
typedef struct peer_parent_state {
    uint64_t executed;
    uint64_t reserved; /* for its children */
    uint64_t headroom;
    uint64_t overfill;
    uint64_t sent;
    uint32_t children;
    uint32_t state; /* plim_parent_state: 1 open, 2 held, 3 closed, 4 done */
} peer_parent_state;

typedef struct peer_child_state {
    uint64_t executed;
    uint64_t leaves;
    uint32_t state; /* plim_child_state: 1 born, 3 live, 4 partially filled, 5 filled, 7 canceled */
    uint32_t pending_cancel;
} peer_child_state;

typedef struct peer_position {
    uint64_t bought;
    uint64_t sold;
    int64_t buy_room;
    int64_t sell_room;
    int64_t account_money;
    int64_t firm_money;
} peer_position;

/* A hand, and an engine. */
typedef struct peer_hand peer_hand;
typedef struct peer_house peer_house;

typedef struct peer_engine_table {
    uint32_t version; /* PEER_VERSION */
    uint32_t traits;
    const char *name;  /* one word */
    const char *title; /* one line: what it is */

    peer_house *(*open)(const peer_terms *terms); /* NULL where it cannot */
    void (*close)(peer_house *house);
    peer_hand *(*hand)(peer_house *house, uint32_t thread); /* 0: strategy; 1: venue */

    /* Commands. The outputs are written only on PEER_OK. */
    int32_t (*admit)(peer_hand *, const peer_parent *, uint64_t now, uint64_t *parent);
    int32_t (*route)(peer_hand *, const peer_child *, uint64_t now, uint64_t *child);
    int32_t (*request_cancel)(peer_hand *, uint64_t child, uint64_t now);
    int32_t (*cancel_parent)(peer_hand *, uint64_t parent, uint64_t now);
    int32_t (*retire)(peer_hand *, uint64_t parent, uint64_t now);

    /* Reports. */
    int32_t (*ack)(peer_hand *, uint64_t child, uint64_t now);
    int32_t (*fill)(peer_hand *, const peer_fill *, uint64_t now);
    int32_t (*canceled)(peer_hand *, uint64_t child, uint64_t cum_qty, uint64_t now);

    /* Lets the caches know that reports on this child come soon; NULL where nothing does. */
    void (*prefetch)(peer_hand *, uint64_t child);

    /* The operator's. */
    int32_t (*halt)(peer_house *, uint32_t scope, uint64_t id, uint64_t now);
    int32_t (*spoil)(peer_house *, uint32_t what, uint64_t now);

    /* What it has on its books; 0 where it knows no such thing. */
    int32_t (*parent_state)(peer_hand *, uint64_t parent, peer_parent_state *);
    int32_t (*child_state)(peer_hand *, uint64_t child, peer_child_state *);
    int32_t (*position)(peer_hand *, uint32_t account, uint32_t instrument, peer_position *);
} peer_engine_table;

/* What a library of an engine exports. */
typedef const peer_engine_table *(*peer_engine_function)(void);

/* What a library of messages exports, as `peer_messages`: what the gateway pays for FIX anyway. */
typedef struct peer_message_table {
    uint32_t version;
    uint32_t reserved;
    const char *name;
    const char *title;
    uint64_t (*build)(uint64_t number); /* a NewOrderSingle as bytes; how many */
    uint64_t (*parse)(uint64_t number); /* an ExecutionReport from bytes; its CumQty */
} peer_message_table;

typedef const peer_message_table *(*peer_messages_function)(void);

#ifdef __cplusplus
}
#endif

#endif
