#include "morning.hpp"

#include <limits>

namespace gateway {
namespace {

using plimsoll::Notional;
using plimsoll::Qty;

constexpr std::uint32_t kMostStocks = 256;
constexpr std::uint32_t kMostParents = 256;
constexpr std::uint32_t kMostChildren = 16'384;
constexpr std::uint32_t kMostExecutions = 32'768;
constexpr std::uint32_t kMostStrays = 1'024;

constexpr Notional kFirmLimit(10'000'000'00);        // $10 million, in cents
constexpr Qty kMostOrderQty(10'000);
constexpr Qty kPositionLimit(100'000);
constexpr Qty kSuspenseLimit(1'000);

// A critical alarm that nobody acknowledges within five minutes stops all trading, whatever raised
// it.
constexpr plimsoll::Nanos kAlarmDeadline(5 * kMinute);
// Nobody renews the lease here. In a firm, the program that watches the gateway does, every few
// seconds.
constexpr plimsoll::Nanos kLeaseUntil(24 * 60 * kMinute);

// Routes refused past a parent's headroom after which it is held, and parents held after which the
// core throws the strategy's switch: law L12.
constexpr std::uint32_t kMostRefused = 8;
constexpr std::uint32_t kMostHeld = 3;
constexpr std::uint32_t kMostChildrenOfParent = 100;

// What is sent is bound parent by parent here, so these are wide: a second's orders and cancels of
// one session, and rejects of all.
constexpr std::uint32_t kWide = std::numeric_limits<std::uint32_t>::max();
constexpr plimsoll::Throttles kThrottles(plimsoll::Nanos(kMinute / 60), kWide, 10'000, 10'000,
                                         1'000);
constexpr plimsoll::Nanos kClockTolerance(kMinute);
// A reset is asked for by one person and confirmed by another, a minute later at the earliest.
constexpr plimsoll::ResetTerms kResets = {plimsoll::Nanos(kMinute), plimsoll::Nanos(10 * kMinute)};

plimsoll::InstrumentId define_stock(plimsoll::Control& control, plimsoll::AccountId account) {
  plimsoll::InstrumentTerms terms;
  terms.max_order_qty = kMostOrderQty;
  const plimsoll::InstrumentId stock = control.define_instrument(terms).value();
  control.set_position_limit(account, stock, {kPositionLimit, kPositionLimit}).value();
  return stock;
}

}  // namespace

plimsoll::Config capacities(unsigned venues) {
  plimsoll::Config config;
  config.session = 1;
  config.lanes = 1 + venues;
  config.accounts = 1;
  config.instruments = kMostStocks;
  config.venues = venues;
  config.strategies = 1;
  config.parties = 1;
  config.registry = 1;
  config.positions = kMostStocks;
  config.parents = kMostParents;
  config.children = kMostChildren;
  config.executions = kMostExecutions;
  config.suspense = kMostStrays;
  config.client_ids = kMostParents;
  config.repeats = kMostStocks;
  config.events = 4096;
  return config;
}

plimsoll::Region format(void* memory, std::size_t bytes, unsigned venues) {
  const plimsoll::RegistryEntry ours[] = {
      {plimsoll::RegistryKind::Strategy, kStrategy, kStrategyGeneration}};
  return plimsoll::Region::format(memory, bytes, capacities(venues), ours, 1).value();
}

Names define_day(const plimsoll::Region& region, plimsoll::Control& control,
                 const std::vector<ParentOrder>& orders, unsigned venues) {
  Names names;
  control
      .set_limits({kFirmLimit, kSuspenseLimit, kAlarmDeadline, kThrottles, kClockTolerance,
                   kResets})
      .value();
  names.account = control.define_account(kFirmLimit).value();
  names.strategy =
      control.define_strategy({kStrategy, kStrategyGeneration, kMostHeld, kWide, kWide}).value();
  for (unsigned venue = 0; venue < venues; ++venue) {
    names.venues.push_back(control.define_venue().value());
  }
  for (const ParentOrder& order : orders) {
    if (names.instruments.count(order.symbol) != 0) continue;
    names.instruments[order.symbol] = define_stock(control, names.account);
  }
  // Here the manifest is made of what is here. In a firm it comes from where the release was made.
  const plimsoll::Nanos now(0);
  control
      .arm({{region.fingerprint()}, {{names.strategy, kStrategyGeneration}}, kLeaseUntil},
           kLeaseUntil, now)
      .value();
  return names;
}

plimsoll::FanOut fan_out_of(const ParentOrder& order) {
  // Twice its quantity: what is cancelled or rejected may be sent once more.
  return {kMostChildrenOfParent, 2 * order.qty, kMostRefused, Notional::max()};
}

}  // namespace gateway
