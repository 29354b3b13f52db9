// What was traded, counted where it was traded: on the venue's side of the wire.
//
// No number here comes from the gateway or from Plimsoll. It is the other party's word, against
// which the ledger is checked at the end.
#pragma once

#include "messages.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gateway {

/// Shares executed against time: in steps of 10 ms for the first ten seconds, of one second after.
class Curve {
 public:
  struct Point {
    Nanos until = 0;            // the end of the step
    std::uint64_t shares = 0;   // executed since 09:30
  };

  void add(Nanos time, std::uint64_t shares);
  void merge(const Curve& other);
  /// The end of every step up to `close`, with the sum so far.
  std::vector<Point> points(Nanos close) const;

 private:
  std::vector<std::uint64_t> steps_;
};

struct Tape {
  struct Line {
    std::uint64_t shares = 0;   // executed for one parent
    std::int64_t money = 0;     // what they cost or brought, in cents
  };

  explicit Tape(std::size_t parents) : lines(parents) {}
  void book(const NewOrderSingle& order, std::uint64_t last_qty, std::int64_t last_px);
  void merge(const Tape& other);

  std::vector<Line> lines;        // by parent row
  std::uint64_t orders = 0;       // that executed, at least in part
  std::uint64_t executions = 0;
  std::uint64_t shares = 0;
  Nanos last_execution = 0;
  Curve curve;
};

}  // namespace gateway
