// What people decide before the open: instruments, limits, how far a strategy may spread.
#pragma once

#include "orders.hpp"

#include <plimsoll.hpp>

#include <map>
#include <string>
#include <vector>

namespace gateway {

/// What the core calls the things of the day.
struct Names {
  plimsoll::AccountId account;
  plimsoll::StrategyId strategy;
  std::vector<plimsoll::VenueId> venues;                        // by the gateway's number for them
  std::map<std::string, plimsoll::InstrumentId> instruments;    // by symbol
};

/// The generation of the strategy that this gateway was built with. At admission the core refuses a
/// parent that means another: it is what would have stopped the eighth server of 2012 before its
/// first child. This demonstration supposes that the check was passed, and shows what stands behind
/// it.
constexpr std::uint32_t kStrategyGeneration = 1;
/// Its code, in this gateway's own registry.
constexpr std::uint32_t kStrategy = 1000;

/// The capacities of one router's region.
plimsoll::Config capacities(unsigned venues);

/// Lays the region out with the gateway's own codes. Stops the program if it cannot.
plimsoll::Region format(void* memory, std::size_t bytes, unsigned venues);

/// Defines all that `orders` need and arms the region. Stops the program if it cannot: a gateway
/// whose limits are not set must not start.
Names define_day(const plimsoll::Region& region, plimsoll::Control& control,
                 const std::vector<ParentOrder>& orders, unsigned venues);

/// How far one parent may spread.
plimsoll::FanOut fan_out_of(const ParentOrder& order);

}  // namespace gateway
