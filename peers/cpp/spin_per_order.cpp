// Spinlock, unordered_map, heap; execution ids per order
#include "lock.hpp"
#include "map_store.hpp"

using Peer = peers::Engine<peers::MapStore<peers::ExecutionIds::PER_ORDER>, peers::SpinLock>;

extern "C" const peer_engine_table *peer_engine() {
    static constexpr peer_engine_table TABLE = Peer::table(
        "spin-per-order", "spinlock, unordered_map, heap; execution ids per order",
        PEER_FULL | PEER_THREADS);
    return &TABLE;
}
