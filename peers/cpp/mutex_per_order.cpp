// Mutex, unordered_map, heap; execution ids per order
#include "map_store.hpp"

using Peer = peers::Engine<peers::MapStore<peers::ExecutionIds::PER_ORDER>, std::mutex>;

extern "C" const peer_engine_table *peer_engine() {
    static constexpr peer_engine_table TABLE = Peer::table(
        "mutex-per-order", "mutex, unordered_map, heap; execution ids per order",
        PEER_FULL | PEER_THREADS);
    return &TABLE;
}
