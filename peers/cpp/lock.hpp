// What stands in a mutex's place.
#ifndef PLIMSOLL_PEERS_LOCK_HPP
#define PLIMSOLL_PEERS_LOCK_HPP

#include <atomic>

namespace peers {

// For one thread.
struct NoLock {
    void lock() {}
    void unlock() {}
};

// What is tried next where a mutex is too slow: test, and then test and set.
class SpinLock {
    alignas(64) std::atomic<bool> held_{false};

  public:
    void lock() {
        while (held_.exchange(true, std::memory_order_acquire))
            while (held_.load(std::memory_order_relaxed)) {
#if defined(__x86_64__) || defined(__i386__)
                __builtin_ia32_pause();
#endif
            }
    }
    void unlock() { held_.store(false, std::memory_order_release); }
};

} // namespace peers

#endif
