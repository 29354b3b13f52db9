// Spinlock, unordered_map, heap; one set of execution ids
#include "lock.hpp"
#include "map_store.hpp"

using Peer = peers::Engine<peers::MapStore<peers::ExecutionIds::GLOBAL>, peers::SpinLock>;

extern "C" const peer_engine_table *peer_engine() {
    static constexpr peer_engine_table TABLE = Peer::table(
        "spin-global", "spinlock, unordered_map, heap; one set of execution ids",
        PEER_FULL | PEER_THREADS);
    return &TABLE;
}
