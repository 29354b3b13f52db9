/// A desk that is open for trading, in C++: the definitions that every test begins with.
#ifndef PLIM_TESTS_DESK_HPP
#define PLIM_TESTS_DESK_HPP

#include "../c/check.h"
#include "plimsoll.hpp"

namespace desk {

constexpr plimsoll::Nanos opens{1};
constexpr plimsoll::Nanos lease{1000000000};
constexpr plimsoll::Price par{2500};
/// The keys of persons 1 and 2.
const plimsoll::Key asks{1, 11};
const plimsoll::Key confirms{2, 22};

/// Memory for Config::small() with four lanes.
using Room = plimsoll::Memory<128 * 1024>;

inline plimsoll::Region format(Room& room) {
    plimsoll::Config config = plimsoll::Config::small();
    config.lanes = 4;
    return plimsoll::Region::format(room, config).value();
}

struct Desk {
    explicit Desk(Room& room)
        : region(format(room)), control(region.control().value()), account(), instrument(),
          strategy(), venue() {
        using namespace plimsoll;
        control
            .set_limits({Notional::max(), Qty(1000), lease, Throttles::widest(), lease,
                         {Nanos(0), lease}})
            .value();
        control.define_key(1, asks).value();
        control.define_key(2, confirms).value();
        account = control.define_account(Notional::max()).value();
        instrument = control.define_instrument({1, 1, Qty(1000000), Collar::limit()}).value();
        strategy = control.define_strategy({1, 1, 3, UINT32_MAX, UINT32_MAX}).value();
        venue = control.define_venue().value();
        control.set_position_limit(account, instrument, {Qty(1000000), Qty(1000000)}).value();
        arm(lease, opens).value();
    }

    /// Arms the region for what runs there.
    plimsoll::Armed arm(plimsoll::Nanos until, plimsoll::Nanos now) {
        return control.arm({{region.fingerprint()}, {{strategy, 1}}, lease}, until, now);
    }

    /// Opens a scope again, as two persons do.
    void reset(plimsoll::Scope scope) {
        const plimsoll::ResetTicket ticket =
            control.request_reset(scope, asks, "test", opens).value();
        control.confirm_reset(ticket.nonce, confirms, region.fingerprint(), opens).value();
    }

    /// A parent that buys.
    plimsoll::NewParent order(std::uint64_t client, plimsoll::Qty qty) const {
        using namespace plimsoll;
        const FanOut fan_out = {100, 10000, 100, Notional::max()};
        return {account, instrument, strategy, ClientId(client), Side::Buy, qty, par, fan_out};
    }

    plimsoll::Region region;
    plimsoll::Control control;
    plimsoll::AccountId account;
    plimsoll::InstrumentId instrument;
    plimsoll::StrategyId strategy;
    plimsoll::VenueId venue;
};

}  // namespace desk

#endif
