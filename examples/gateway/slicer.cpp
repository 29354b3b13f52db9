#include "strategy.hpp"

#include <plimsoll.hpp>

#include <algorithm>

namespace gateway {
namespace {

constexpr std::uint32_t kSlices = 9;         // one every five minutes
constexpr std::uint64_t kRoundLot = 100;     // shares
constexpr plimsoll::Qty kCatchUp(500);       // the most in one step, however late it is

/// What the venues show for a stock, at the parent's price.
std::vector<plimsoll::Level> levels_of(const Desk& desk, const ParentOrder& parent) {
  std::vector<plimsoll::Level> levels;
  for (unsigned venue = 0; venue < desk.venues(); ++venue) {
    const Quote& quote = desk.quote(venue);
    levels.emplace_back(plimsoll::VenueId(venue), plimsoll::Price(parent.limit_price),
                        plimsoll::Qty(quote.shares), quote.fee);
  }
  return levels;
}

plimsoll::Plan sweep(const ParentOrder& parent, plimsoll::Qty due,
                     const std::vector<plimsoll::Level>& levels) {
  const auto side = parent.side == Side::buy ? plimsoll::Side::Buy : plimsoll::Side::Sell;
  const plimsoll::Price limit(parent.limit_price);
  return plimsoll::sweep(side, limit, due, 1, levels.data(), levels.size()).value();
}

}  // namespace

Slicer::Slicer(const std::vector<ParentOrder>& orders) : orders_(orders), sent_(orders.size()) {}

void Slicer::run(Desk& desk) {
  for (; desk.open(); desk.advance(kSecond)) {
    for (const ParentOrder& parent : orders_) work(desk, parent);
  }
}

void Slicer::work(Desk& desk, const ParentOrder& parent) {
  // The planners need no region and no lane: they are arithmetic, and know nothing of the gate.
  const auto schedule = plimsoll::Schedule::twap(plimsoll::Nanos(0), plimsoll::Nanos(kSessionEnd),
                                                 kSlices, kRoundLot, kCatchUp);
  std::uint64_t& sent = sent_[parent.row];
  const auto due = schedule.due(plimsoll::Qty(parent.qty), plimsoll::Qty(sent),
                                plimsoll::Nanos(desk.now())).value();
  if (due.get() == 0) return;
  const plimsoll::Plan plan = sweep(parent, due, levels_of(desk, parent));
  for (std::size_t place = 0; place < plan.size(); ++place) {
    const plimsoll::Leg leg = plan[place];
    if (!desk.send(parent, {leg.venue.get(), leg.qty.get(), leg.price.get()})) return;
    sent += leg.qty.get();
  }
}

}  // namespace gateway
