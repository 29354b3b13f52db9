// Mutex, unordered_map, heap; one set of execution ids
#include "map_store.hpp"

using Peer = peers::Engine<peers::MapStore<peers::ExecutionIds::GLOBAL>, std::mutex>;

extern "C" const peer_engine_table *peer_engine() {
    static constexpr peer_engine_table TABLE = Peer::table(
        "mutex-global", "mutex, unordered_map, heap; one set of execution ids",
        PEER_FULL | PEER_THREADS);
    return &TABLE;
}
