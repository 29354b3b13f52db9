// The controls of the driver: engines that are wrong in one thing each. It must notice every one.
#include "lock.hpp"
#include "slab_store.hpp"

using Store = peers::SlabStore<peers::Handles::INDEXED>;
template <peers::Fault FAULT> using Peer = peers::Engine<Store, peers::NoLock, FAULT>;

static constexpr peer_engine_table TABLES[] = {
    Peer<peers::COUNTS_TWICE>::table("counts-twice", "a repeated execution is booked again",
                                     PEER_FULL),
    Peer<peers::TRUSTS_ITSELF>::table("trusts-itself",
                                      "a cancel frees what we have not heard executed", PEER_FULL),
    Peer<peers::NO_COLLAR>::table("no-collar", "a check is left out", PEER_FULL),
    Peer<peers::FORGETS_POSITION>::table("forgets-position", "no position is kept", PEER_FULL),
};

// The control of this number; null past the last.
extern "C" const peer_engine_table *peer_faulty(unsigned number) {
    return number < sizeof TABLES / sizeof *TABLES ? &TABLES[number] : nullptr;
}
