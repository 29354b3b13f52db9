// The workloads. Each takes a round of an engine's; the driver goes from engine to engine, so that
// whatever disturbs the machine disturbs all.
#ifndef PLIMSOLL_PEERS_DRIVER_BENCH_HPP
#define PLIMSOLL_PEERS_DRIVER_BENCH_HPP

#include "engine.hpp"
#include "measure.hpp"

namespace driver {

// A house that is being measured: its clock and the numbers that were given out.
struct Bench {
    House house;
    std::uint64_t now = 1;
    std::uint64_t client_ids = 0;
    std::uint64_t executions = 0;
    std::int32_t odd = 0; // what was answered that should not have been

    Bench(const peer_engine_table *engine, const peer_terms &terms) : house(engine, terms) {}

    const char *name() const { return house->name; }
    std::uint64_t tick() { return now += 1000; }

    std::uint64_t admit(std::uint32_t side, std::uint64_t qty) {
        const peer_parent order = {++client_ids, qty, PEER_REFERENCE, UINT64_C(1) << 40, 0,
                                   0,            0,   0,              side,              1u << 19};
        std::uint64_t id = 0;
        odd |= house->admit(house.hand(), &order, tick(), &id);
        return id;
    }
    std::uint64_t route(std::uint64_t parent, std::uint32_t venue) {
        const peer_child order = {parent, 20, PEER_REFERENCE, venue % PEER_VENUES, 0};
        std::uint64_t id = 0;
        odd |= house->route(house.hand(), &order, tick(), &id);
        return id;
    }
    void ack(std::uint64_t child) { odd |= house->ack(house.hand(), child, tick()); }
    void execute(std::uint64_t child, std::uint64_t execution, std::int32_t expected = 0) {
        const peer_fill fill = {child, execution_id(execution), 10, PEER_REFERENCE};
        const std::int32_t outcome = house->fill(house.hand(), &fill, tick());
        odd |= (outcome & ~PEER_PARENT_ENDED) ^ expected;
    }
    void fill(std::uint64_t child) { execute(child, ++executions); }
    void life(std::uint64_t parent, std::uint32_t venue) {
        const std::uint64_t child = route(parent, venue);
        ack(child);
        fill(child);
        fill(child);
    }
    void retire(std::uint64_t parent) {
        odd |= house->retire(house.hand(), parent, tick());
    }
    // Fails where anything answered otherwise than it should.
    void must_be_even(const char *after) const {
        if (odd != 0)
            fail(std::string(name()) + " answered " + std::to_string(odd) + " in " + after);
    }
};

// How long to measure.
struct Extent {
    bool small;
    std::uint32_t rounds;
};

using Engines = std::vector<const peer_engine_table *>;

// One thread: each call, a child's life, a parent's.
void measure_one_thread(const Engines &engines, const Extent &extent, Results &results);
// The same by how many children live.
void measure_live(const Engines &engines, std::uint32_t live, const Extent &extent,
                  Results &results);
// A child's life by how many other orders are open; the slow engines too.
void measure_open_orders(const Engines &engines, const Extent &extent, Results &results);
// A strategy's thread and a venue's.
void measure_two_threads(const Engines &engines, const Extent &extent, Results &results);
// What the machine can do at best.
void measure_floor(std::uint32_t rounds, Results &results);
// What messages cost.
void measure_messages(const peer_message_table *messages, std::uint32_t rounds, Results &results);

// The engines that can do something.
inline Engines which(const Engines &engines, std::uint32_t traits) {
    Engines able;
    for (const peer_engine_table *engine : engines)
        if ((engine->traits & traits) == traits) able.push_back(engine);
    return able;
}

} // namespace driver

#endif
