#include "bench.hpp"

#include <memory>

namespace driver {

namespace {

constexpr std::uint32_t BATCH = 512;
constexpr std::uint32_t PARENTS = 48; // in a round of parents' lives

using Ids = std::vector<std::uint64_t>;

// Each call alone, over a batch of children of one parent.
void calls(Bench &bench, std::uint32_t side, Results &results) {
    const std::string name = bench.name();
    const auto time = [&](const char *what, auto work) {
        results.add(what, name, timed(BATCH, work));
    };
    Ids ids(BATCH);
    const std::uint64_t parent = bench.admit(side, BATCH * 20);
    const std::uint64_t first = bench.executions;
    time("route", [&] {
        for (std::uint32_t i = 0; i < BATCH; ++i) ids[i] = bench.route(parent, i);
    });
    time("ack", [&] { for (std::uint64_t id : ids) bench.ack(id); });
    time("partial fill", [&] { for (std::uint64_t id : ids) bench.fill(id); });
    time("repeated fill", [&] {
        std::uint64_t execution = first;
        for (std::uint64_t id : ids) bench.execute(id, ++execution, PEER_DUPLICATE);
    });
    time("final fill", [&] { for (std::uint64_t id : ids) bench.fill(id); });
    bench.retire(parent);
    const std::uint64_t other = bench.admit(side, BATCH * 20);
    for (std::uint32_t i = 0; i < BATCH; ++i) bench.ack(ids[i] = bench.route(other, i));
    peer_hand *hand = bench.house.hand();
    bench.odd |= bench.house->cancel_parent(hand, other, bench.tick());
    time("cancel request", [&] {
        for (std::uint64_t id : ids)
            bench.odd |= bench.house->request_cancel(hand, id, bench.tick());
    });
    time("canceled", [&] {
        for (std::uint64_t id : ids)
            bench.odd |= bench.house->canceled(hand, id, 0, bench.tick()) & ~PEER_PARENT_ENDED;
    });
    bench.retire(other);
}

void lives(Bench &bench, std::uint32_t side, Results &results) {
    const std::uint64_t parent = bench.admit(side, BATCH * 20);
    results.add("child life", bench.name(), timed(BATCH, [&] {
        for (std::uint32_t i = 0; i < BATCH; ++i) bench.life(parent, i);
    }));
    bench.retire(parent);
    Ids parents(PARENTS);
    results.add("parent life", bench.name(), timed(PARENTS, [&] {
        for (std::uint64_t &id : parents) {
            id = bench.admit(side, 200);
            for (std::uint32_t i = 0; i < 10; ++i) bench.life(id, i);
        }
    }));
    for (std::uint64_t id : parents) bench.retire(id);
}

// Every call alone between two looks at the clock.
void singles(Bench &bench, std::uint32_t side, Results &results) {
    const std::string name = bench.name();
    const auto time = [&](const char *what, auto call) {
        std::vector<std::uint32_t> &spent = results.single(what, name);
        std::uint64_t before = ticks();
        for (std::uint32_t i = 0; i < BATCH; ++i) {
            call(i);
            const std::uint64_t after = ticks();
            spent.push_back(std::uint32_t(after - before));
            before = after;
        }
    };
    Ids ids(BATCH);
    const std::uint64_t parent = bench.admit(side, BATCH * 20);
    time("route", [&](std::uint32_t i) { ids[i] = bench.route(parent, i); });
    time("ack", [&](std::uint32_t i) { bench.ack(ids[i]); });
    time("partial fill", [&](std::uint32_t i) { bench.fill(ids[i]); });
    time("final fill", [&](std::uint32_t i) { bench.fill(ids[i]); });
    bench.retire(parent);
}

} // namespace

void measure_one_thread(const Engines &engines, const Extent &extent, Results &results) {
    std::vector<std::unique_ptr<Bench>> benches;
    for (const peer_engine_table *engine : engines)
        benches.push_back(std::make_unique<Bench>(engine, wide(256, 8192)));
    Results unseen; // the first round warms up
    for (std::uint32_t round = 0; round <= extent.rounds; ++round) {
        Results &kept = round == 0 ? unseen : results;
        const std::uint32_t side = 1 + round % 2;
        measure_floor(1, kept);
        for (std::size_t i = 0; i < benches.size(); ++i) {
            Bench &bench = *benches[(i + round) % benches.size()];
            calls(bench, side, kept);
            lives(bench, side, kept);
            singles(bench, side, kept);
            bench.must_be_even("one thread");
        }
        for (const auto &bench : benches)
            if (books(bench->house) != books(benches.front()->house))
                fail(std::string(bench->name()) + ": its books differ after round " +
                     std::to_string(round));
    }
}

} // namespace driver
