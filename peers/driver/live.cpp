#include "bench.hpp"

#include <algorithm>
#include <memory>

namespace driver {

namespace {

constexpr std::uint32_t BATCH = 512; // at most

// Children by how far they are; as many in each state, and each call takes any of them.
struct Population {
    Bench bench;
    std::uint32_t batch;
    std::vector<std::uint64_t> parents;
    std::vector<std::uint64_t> sent, live, partly;

    Population(const peer_engine_table *engine, std::uint32_t count, std::uint32_t rounds)
        : bench(engine, wide(count / 10 + 64, count + (rounds + 2) * 2 * BATCH)),
          batch(std::min(BATCH, count / 6)) {
        for (std::uint32_t i = 0; i < count / 10 + 1; ++i)
            parents.push_back(bench.admit(1 + i % 2, 100000));
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::uint64_t child = bench.route(parents[i % parents.size()], i);
            if (i % 3 != 0) bench.ack(child);
            if (i % 3 == 2) bench.fill(child);
            (i % 3 == 0 ? sent : i % 3 == 1 ? live : partly).push_back(child);
        }
    }
};

std::vector<std::uint64_t> draw(std::vector<std::uint64_t> &from, std::uint32_t count,
                                Dice &dice) {
    std::vector<std::uint64_t> drawn(count);
    for (std::uint64_t &id : drawn) {
        const std::size_t at = dice.below(from.size());
        id = from[at];
        from[at] = from.back();
        from.pop_back();
    }
    return drawn;
}

void put(std::vector<std::uint64_t> &into, const std::vector<std::uint64_t> &ids) {
    into.insert(into.end(), ids.begin(), ids.end());
}

// Where the engine has such a call, the batch is announced before it is worked on.
void announce(Bench &bench, const std::vector<std::uint64_t> &ids) {
    if (bench.house->prefetch == nullptr) return;
    for (std::uint64_t id : ids) bench.house->prefetch(bench.house.hand(), id);
}

void round_of(Population &all, Dice dice, bool ahead, const std::string &of, Results &results) {
    Bench &bench = all.bench;
    std::vector<std::uint64_t> parents(all.batch), born(all.batch);
    for (std::uint64_t &id : parents) id = all.parents[dice.below(all.parents.size())];
    const auto to_ack = draw(all.sent, all.batch, dice);
    const auto to_fill = draw(all.live, all.batch, dice);
    const auto to_end = draw(all.partly, all.batch, dice);
    const double spent = timed(all.batch, [&] {
        for (std::uint32_t i = 0; i < all.batch; ++i) born[i] = bench.route(parents[i], i);
        if (ahead) announce(bench, to_ack);
        for (std::uint64_t id : to_ack) bench.ack(id);
        if (ahead) announce(bench, to_fill);
        for (std::uint64_t id : to_fill) bench.fill(id);
        if (ahead) announce(bench, to_end);
        for (std::uint64_t id : to_end) bench.fill(id);
    });
    results.add(of, bench.name(), spent);
    put(all.sent, born);
    put(all.live, to_ack);
    put(all.partly, to_fill);
}

} // namespace

void measure_live(const Engines &engines, std::uint32_t live, const Extent &extent,
                  Results &results) {
    std::vector<std::unique_ptr<Population>> all;
    for (const peer_engine_table *engine : engines)
        all.push_back(std::make_unique<Population>(engine, live, extent.rounds * 2));
    const std::string of = "child life, " + std::to_string(live) + " live";
    Results unseen;
    for (std::uint32_t round = 0; round < extent.rounds; ++round) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            Population &one = *all[(i + round) % all.size()];
            const bool ahead = one.bench.house->prefetch != nullptr;
            // The first of the two brings back what the other engines drove out of the caches.
            round_of(one, Dice(round * 2 + 1), false, of, ahead ? results : unseen);
            round_of(one, Dice(round * 2 + 2), ahead, ahead ? of + ", prefetched" : of, results);
            one.bench.must_be_even(of.c_str());
        }
        for (const auto &one : all)
            if (books(one->bench.house) != books(all.front()->bench.house))
                fail(std::string(one->bench.name()) + ": its books differ with " +
                     std::to_string(live) + " live");
    }
}

void measure_open_orders(const Engines &engines, const Extent &extent, Results &results) {
    constexpr std::uint32_t LIVES = 64;
    constexpr std::uint32_t SELDOM = 3; // the slow engines take part in one round of so many
    for (const std::uint32_t others : {0u, 100u, 1000u}) {
        const std::string of = "child life, " + std::to_string(others) + " other orders";
        std::vector<std::unique_ptr<Bench>> benches;
        for (const peer_engine_table *engine : engines) {
            benches.push_back(std::make_unique<Bench>(engine, wide(4096, 1u << 16)));
            Bench &bench = *benches.back();
            for (std::uint32_t i = 0; i < others; i += 100) {
                const std::uint64_t parent = bench.admit(1, 100 * 20);
                for (std::uint32_t k = 0; k < 100; ++k) bench.ack(bench.route(parent, k));
            }
        }
        for (std::uint32_t round = 0; round < extent.rounds; ++round)
            for (std::size_t i = 0; i < benches.size(); ++i) {
                Bench &bench = *benches[(i + round) % benches.size()];
                if (bench.house.is(PEER_SLOW) && round % SELDOM != 0) continue;
                const std::uint64_t parent = bench.admit(1, (LIVES + 1) * 20);
                bench.life(parent, 0);
                const double spent = timed(LIVES, [&] {
                    for (std::uint32_t k = 0; k < LIVES; ++k) bench.life(parent, k);
                });
                results.add(of, bench.name(), spent);
                bench.retire(parent);
                bench.must_be_even(of.c_str());
            }
        for (const auto &bench : benches) {
            const bool slow = bench->house.is(PEER_SLOW);
            const std::uint64_t rounds =
                slow ? (extent.rounds + SELDOM - 1) / SELDOM : extent.rounds;
            const std::uint64_t bought = rounds * (LIVES + 1) * 20;
            peer_position at{};
            (void)bench->house->position(bench->house.hand(), 0, 0, &at);
            if (at.bought != bought)
                fail(std::string(bench->name()) + " has bought " + std::to_string(at.bought) +
                     ", not " + std::to_string(bought));
        }
    }
}

} // namespace driver
