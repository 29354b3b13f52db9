// What stands between a strategy and the wire. The two runs differ in this one class and in nothing
// else.
#pragma once

#include "messages.hpp"
#include "orders.hpp"

#include <vector>

namespace gateway {

/// A child that a strategy wants to send.
struct ChildTerms {
  unsigned venue = 0;
  std::uint64_t qty = 0;    // shares
  std::int64_t price = 0;   // cents
};

/// What the gate said to it.
struct Answer {
  bool born = false;
  ClOrdId cl_ord_id;               // when it was born
  const char* refusal = nullptr;   // the word for why not, when it was not; static
  bool halted = false;             // whether the reason is a thrown switch
};

class Gate {
 public:
  virtual ~Gate() = default;

  /// Before the open, on the strategy's thread. False when an order was refused.
  virtual bool admit(const std::vector<ParentOrder>& orders) = 0;
  /// The strategy's thread, as the last thing before the message is written.
  virtual Answer route(const ParentOrder& parent, const ChildTerms& child, Nanos now) = 0;
  /// The strategy's thread, as the first thing after the message is written.
  virtual void sent(Nanos now) = 0;
  /// The thread of that venue's session: everything that the venue says.
  virtual void report(unsigned venue, const ExecutionReport& report) = 0;
};

}  // namespace gateway
