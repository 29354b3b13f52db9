// Slabs, handles are indices, no lock: one thread
#include "lock.hpp"
#include "slab_store.hpp"

using Peer = peers::Engine<peers::SlabStore<peers::Handles::INDEXED>, peers::NoLock>;

extern "C" const peer_engine_table *peer_engine() {
    static constexpr peer_engine_table TABLE = Peer::table(
        "floor", "slabs, handles are indices, no lock: one thread",
        PEER_FULL);
    return &TABLE;
}
