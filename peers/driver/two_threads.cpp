#include "bench.hpp"

#include <atomic>
#include <memory>
#include <thread>

namespace driver {

namespace {

// Few, so that some rounds are over before anybody else wants a core.
constexpr std::uint32_t LIVES = 512;

// A thread's numbers: hands share a house, and nothing else.
struct Worker {
    const House &house;
    peer_hand *hand;
    std::uint64_t now;
    std::uint64_t executions;
    std::int32_t odd = 0;

    Worker(const Bench &bench, std::uint32_t thread)
        : house(bench.house), hand(bench.house.hand(thread)), now(bench.now),
          executions(bench.executions + thread * LIVES * 2) {}

    std::uint64_t route(std::uint64_t parent, std::uint32_t venue) {
        const peer_child order = {parent, 20, PEER_REFERENCE, venue % PEER_VENUES, 0};
        std::uint64_t id = 0;
        odd |= house->route(hand, &order, now += 1000, &id);
        return id;
    }
    void report(std::uint64_t child) {
        odd |= house->ack(hand, child, now += 1000);
        for (int i = 0; i < 2; ++i) {
            const peer_fill fill = {child, execution_id(++executions), 10, PEER_REFERENCE};
            odd |= house->fill(hand, &fill, now += 1000) & ~PEER_PARENT_ENDED;
        }
    }
};

// Two threads on cores of their own: from when the second may begin until both have ended.
template <class First, class Second> double both(First first, Second second) {
    std::atomic<bool> ready{false}, go{false};
    std::thread other([&] {
        stay_on(1);
        ready.store(true, std::memory_order_release);
        while (!go.load(std::memory_order_acquire)) relax();
        second();
    });
    while (!ready.load(std::memory_order_acquire)) relax();
    const double start = nanoseconds();
    go.store(true, std::memory_order_release);
    first();
    other.join();
    return nanoseconds() - start;
}

// Takes the threads' numbers back into the bench.
void settle(Bench &bench, const Worker &a, const Worker &b) {
    bench.odd |= a.odd | b.odd;
    bench.now = a.now > b.now ? a.now : b.now;
    bench.executions += LIVES * 4;
    bench.must_be_even("two threads");
}

// Whole lives: by one thread, and by two on parents of their own.
void scaling(Bench &bench, std::uint32_t side, Results &results) {
    const auto live = [](Worker &worker, std::uint64_t parent) {
        for (std::uint32_t i = 0; i < LIVES; ++i) worker.report(worker.route(parent, i));
    };
    const std::uint64_t alone = bench.admit(side, LIVES * 20);
    Worker single(bench, 0), idle(bench, 1);
    const double one = timed(1, [&] { live(single, alone); });
    settle(bench, single, idle);
    const std::uint64_t first = bench.admit(side, LIVES * 20);
    const std::uint64_t second = bench.admit(side, LIVES * 20);
    Worker a(bench, 0), b(bench, 1);
    const double two = both([&] { live(a, first); }, [&] { live(b, second); });
    settle(bench, a, b);
    results.add("lives by one thread", bench.name(), one / LIVES);
    results.add("lives by two threads, two parents", bench.name(), two / (2 * LIVES));
    for (std::uint64_t parent : {alone, first, second}) bench.retire(parent);
}

// A strategy routes while a venue reports: on the same children, or on those of another parent.
void strategy_and_venue(Bench &bench, std::uint32_t side, bool same, Results &results) {
    const std::string of = same ? "strategy and venue, one parent"
                                : "strategy and venue, two parents";
    std::vector<std::uint32_t> &spent = results.single("route, " + of, bench.name());
    const std::uint64_t parent = bench.admit(side, LIVES * 20);
    const std::uint64_t other = same ? 0 : bench.admit(side, LIVES * 20);
    std::vector<std::atomic<std::uint64_t>> sent(LIVES);
    std::vector<std::uint64_t> mine(LIVES);
    if (!same)
        for (std::uint32_t i = 0; i < LIVES; ++i) sent[i] = bench.route(other, i);
    std::vector<std::uint32_t> took(LIVES);
    Worker strategy(bench, 0), venue(bench, 1);
    const double wall = both(
        [&] {
            for (std::uint32_t i = 0; i < LIVES; ++i) {
                const std::uint64_t before = ticks();
                const std::uint64_t child = strategy.route(parent, i);
                took[i] = std::uint32_t(ticks() - before);
                mine[i] = child;
                if (same) sent[i].store(child, std::memory_order_release);
            }
        },
        [&] {
            for (std::uint32_t i = 0; i < LIVES; ++i) {
                std::uint64_t child = 0;
                while ((child = sent[i].load(std::memory_order_acquire)) == 0) relax();
                venue.report(child);
            }
        });
    settle(bench, strategy, venue);
    results.add(of, bench.name(), wall / LIVES);
    spent.insert(spent.end(), took.begin(), took.end());
    if (!same) {
        for (std::uint64_t child : mine) {
            bench.ack(child);
            bench.fill(child);
            bench.fill(child);
        }
        bench.retire(other);
    }
    bench.retire(parent);
}

} // namespace

void measure_two_threads(const Engines &engines, const Extent &extent, Results &results) {
    if (std::thread::hardware_concurrency() < 2) fail("two threads need two cores");
    std::vector<std::unique_ptr<Bench>> benches;
    for (const peer_engine_table *engine : engines)
        benches.push_back(std::make_unique<Bench>(engine, wide(256, 1u << 15)));
    Results unseen;
    for (std::uint32_t round = 0; round <= extent.rounds; ++round) {
        Results &kept = round == 0 ? unseen : results;
        const std::uint32_t side = 1 + round % 2;
        for (std::size_t i = 0; i < benches.size(); ++i) {
            Bench &bench = *benches[(i + round) % benches.size()];
            scaling(bench, side, kept);
            strategy_and_venue(bench, side, true, kept);
            strategy_and_venue(bench, side, false, kept);
        }
        for (const auto &bench : benches)
            if (books(bench->house) != books(benches.front()->house))
                fail(std::string(bench->name()) + ": its books differ after two threads, round " +
                     std::to_string(round));
    }
}

} // namespace driver
