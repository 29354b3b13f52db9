// A session with one venue. Orders leave on the strategy's thread; reports arrive on the session's
// own.
#pragma once

#include "gate.hpp"
#include "spsc_queue.hpp"
#include "venue.hpp"

namespace gateway {

class Session {
 public:
  Session(Venue& venue, Gate& gate) : venue_(venue), gate_(gate) {}

  /// The strategy's thread: puts the order on the wire.
  void send(const NewOrderSingle& order) { push_waiting(venue_.orders, order); }
  /// The strategy's thread: no more orders.
  void log_out() { venue_.orders.close(); }
  const Quote& quote() const { return venue_.quote(); }

  /// The session's own thread: tells the gate all that the venue says, until the venue has hung up.
  void run() {
    drain(venue_.reports, [this](const ExecutionReport& report) {
      gate_.report(venue_.number(), report);
    });
  }

 private:
  Venue& venue_;
  Gate& gate_;
};

}  // namespace gateway
