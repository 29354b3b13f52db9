#include "strategy.hpp"

namespace gateway {
namespace {

// 3,000,000 children in 45 minutes; of three, one is filled in two parts: 4,000,000 executions.
constexpr Nanos kBetweenChildren = 45 * kMinute / 3'000'000;

}  // namespace

void PowerPeg::run(Desk& desk) {
  unsigned venue = 0;
  while (desk.open()) {
    for (const ParentOrder& parent : orders_) {
      if (!desk.open()) return;
      // Nobody looks at the answer.
      desk.send(parent, {venue, parent.peg_qty, parent.limit_price});
      desk.advance(kBetweenChildren);
      venue = (venue + 1) % desk.venues();
    }
  }
}

}  // namespace gateway
