// One server of the eight: a strategy on its own thread, a session and its venue on two more each.
#pragma once

#include "desk.hpp"
#include "orders.hpp"
#include "tape.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace gateway {

/// Which gate the routers are built with.
enum class Protection { none, plimsoll };

/// Slicers have from 09:30 to 10:15. The eighth router runs until somebody pulls its plug.
struct Day {
  Protection protection = Protection::none;
  std::uint64_t executions = 0;   // the plug is pulled after so many,
  Nanos unplugged_at = 0;         // or at this time, whichever is first
};

/// What one router did.
struct RouterResult {
  unsigned router = 0;
  std::string strategy;
  std::vector<ParentOrder> orders;
  Attempts attempts;
  Tape tape{0};
  Nanos ended_at = 0;                 // when the strategy stopped
  std::uint64_t elapsed = 0;          // nanoseconds of real time, from the open to the last report
  bool tripped = false;               // whether the core threw the strategy's switch
  Nanos tripped_at = 0;
  std::vector<std::string> faults;    // what the examination after the close found wrong
};

/// Lives through the day on one server: number 8 runs Power Peg, the others slice.
RouterResult run_router(unsigned router, std::vector<ParentOrder> orders, const Day& day);

}  // namespace gateway
