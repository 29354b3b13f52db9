// Slabs, open addressing, no lock: one thread
#include "lock.hpp"
#include "slab_store.hpp"

using Peer = peers::Engine<peers::SlabStore<peers::Handles::HASHED>, peers::NoLock>;

extern "C" const peer_engine_table *peer_engine() {
    static constexpr peer_engine_table TABLE = Peer::table(
        "good", "slabs, open addressing, no lock: one thread",
        PEER_FULL);
    return &TABLE;
}
