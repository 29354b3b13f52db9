// Two strategies. Both send through the desk, and neither knows what kind of gate stands behind it.
#pragma once

#include "desk.hpp"
#include "orders.hpp"

#include <cstdint>
#include <vector>

namespace gateway {

/// When slicers must be done: 10:15.
constexpr Nanos kSessionEnd = 45 * kMinute;

class Strategy {
 public:
  virtual ~Strategy() = default;
  virtual const char* name() const = 0;
  /// Works its orders for as long as the desk is open.
  virtual void run(Desk& desk) = 0;
};

/// What ran on seven servers: each parent is spread evenly over the session and, at every step,
/// over the venues that show the stock. It counts what it has sent, and stops when a parent is
/// sent.
class Slicer final : public Strategy {
 public:
  explicit Slicer(const std::vector<ParentOrder>& orders);
  const char* name() const override { return "slicer"; }
  void run(Desk& desk) override;

 private:
  void work(Desk& desk, const ParentOrder& parent);

  const std::vector<ParentOrder>& orders_;
  std::vector<std::uint64_t> sent_;   // shares, by parent row
};

/// What ran on the eighth: dead code from 2003 that a reused flag woke up. The line that compared
/// the shares executed with the parent's quantity had been moved elsewhere, so it sends for ever.
class PowerPeg final : public Strategy {
 public:
  explicit PowerPeg(const std::vector<ParentOrder>& orders) : orders_(orders) {}
  const char* name() const override { return "power_peg"; }
  void run(Desk& desk) override;

 private:
  const std::vector<ParentOrder>& orders_;
};

}  // namespace gateway
