#include "bench.hpp"

#include <atomic>
#include <thread>

namespace driver {

namespace {

// Something that the compiler cannot see through.
extern "C" __attribute__((noinline)) std::int32_t empty_call(peer_hand *, std::uint64_t,
                                                             std::uint64_t) {
    asm volatile("");
    return 0;
}

void compare_and_swap(Results &results) {
    constexpr std::uint32_t COUNT = 10000;
    std::atomic<std::uint64_t> word{0};
    results.add("compare-and-swap", "machine", timed(COUNT, [&] {
        for (std::uint32_t i = 0; i < COUNT; ++i) {
            std::uint64_t old = word.load(std::memory_order_relaxed);
            word.compare_exchange_strong(old, old + 1, std::memory_order_acq_rel);
        }
    }));
}

void empty(Results &results) {
    constexpr std::uint32_t COUNT = 10000;
    std::int32_t (*volatile call)(peer_hand *, std::uint64_t, std::uint64_t) = empty_call;
    results.add("empty call", "machine", timed(COUNT, [&] {
        for (std::uint32_t i = 0; i < COUNT; ++i) (void)call(nullptr, i, i);
    }));
}

// A cache line there and back, halved.
void line(Results &results) {
    constexpr std::uint64_t TRIPS = 2000;
    struct alignas(128) Word {
        std::atomic<std::uint64_t> at{0};
    };
    Word there, back;
    std::thread other([&] {
        stay_on(1);
        for (std::uint64_t i = 1; i <= TRIPS; ++i) {
            while (there.at.load(std::memory_order_acquire) != i) relax();
            back.at.store(i, std::memory_order_release);
        }
    });
    const auto trip = [&](std::uint64_t i) {
        there.at.store(i, std::memory_order_release);
        while (back.at.load(std::memory_order_acquire) != i) relax();
    };
    trip(1); // the other thread has begun
    const double spent = timed((TRIPS - 1) * 2, [&] {
        for (std::uint64_t i = 2; i <= TRIPS; ++i) trip(i);
    });
    other.join();
    results.add("line one way", "machine", spent);
}

} // namespace

void measure_floor(std::uint32_t rounds, Results &results) {
    for (std::uint32_t round = 0; round < rounds; ++round) {
        compare_and_swap(results);
        empty(results);
        if (std::thread::hardware_concurrency() > 1) line(results);
    }
}

void measure_messages(const peer_message_table *messages, std::uint32_t rounds,
                      Results &results) {
    constexpr std::uint32_t COUNT = 256;
    std::uint64_t sum = 0;
    for (std::uint32_t round = 0; round < rounds; ++round) {
        results.add("build NewOrderSingle", messages->name, timed(COUNT, [&] {
            for (std::uint32_t i = 0; i < COUNT; ++i) sum += messages->build(i);
        }));
        results.add("parse ExecutionReport", messages->name, timed(COUNT, [&] {
            for (std::uint32_t i = 0; i < COUNT; ++i) sum += messages->parse(i);
        }));
    }
    if (sum == 0) fail(std::string(messages->name) + " made nothing");
}

} // namespace driver
