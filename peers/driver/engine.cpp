#include "engine.hpp"

#include <dlfcn.h>

namespace driver {

void *find_in(const std::string &library, const char *function) {
    // Stays loaded: its functions are called until the process ends.
    void *handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) fail("cannot load " + library + ": " + dlerror());
    return dlsym(handle, function);
}

const peer_engine_table *load_engine(const std::string &library) {
    const auto engine = reinterpret_cast<peer_engine_function>(find_in(library, "peer_engine"));
    if (engine == nullptr) fail(library + " exports no peer_engine");
    const peer_engine_table *table = engine();
    if (table == nullptr || table->version != PEER_VERSION)
        fail(library + " speaks another version of peer.h");
    return table;
}

std::uint64_t books(const House &house) {
    Digest digest;
    for (std::uint32_t account = 0; account < PEER_ACCOUNTS; ++account)
        for (std::uint32_t instrument = 0; instrument < PEER_INSTRUMENTS; ++instrument) {
            peer_position at{};
            digest.add(std::uint64_t(house->position(house.hand(), account, instrument, &at)));
            digest.add(at.bought);
            digest.add(at.sold);
            digest.add(std::uint64_t(at.buy_room));
            digest.add(std::uint64_t(at.sell_room));
            digest.add(std::uint64_t(at.account_money));
            digest.add(std::uint64_t(at.firm_money));
        }
    return digest.value();
}

} // namespace driver
