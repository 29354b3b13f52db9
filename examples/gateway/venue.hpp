// A venue, simulated: it accepts every order and fills it at once, at the order's price.
#pragma once

#include "messages.hpp"
#include "spsc_queue.hpp"
#include "tape.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace gateway {

/// The bell that ends trading at all venues together, after so many executions.
class Bell {
 public:
  explicit Bell(std::uint64_t executions) : left_(static_cast<std::int64_t>(executions)) {}

  /// Any thread: takes one execution, or says that the bell has rung.
  bool take() { return left_.fetch_sub(1, std::memory_order_relaxed) > 0; }
  /// Any thread.
  bool rung() const { return left_.load(std::memory_order_relaxed) <= 0; }

 private:
  // Written by every venue, read by the strategy. Nothing else hangs on it, so relaxed is enough.
  std::atomic<std::int64_t> left_;
};

/// What a venue shows that it would trade in any stock.
struct Quote {
  std::uint64_t shares = 0;
  std::int64_t fee = 0;   // hundredths of a cent for a share; negative is a rebate
};

class Venue {
 public:
  Venue(unsigned number, Quote quote, std::size_t parents, Bell& bell)
      : number_(number), quote_(quote), bell_(bell), tape_(parents) {}

  /// The venue's own thread: trades until the gateway closes `orders`.
  void run();

  unsigned number() const { return number_; }
  const Quote& quote() const { return quote_; }
  /// Only after `run` has returned.
  const Tape& tape() const { return tape_; }

  // The two directions of the connection.
  SpscQueue<NewOrderSingle> orders{256};
  SpscQueue<ExecutionReport> reports{1024};

 private:
  void trade(const NewOrderSingle& order);

  const unsigned number_;
  const Quote quote_;
  Bell& bell_;
  Tape tape_;
  std::uint64_t orders_seen_ = 0;
  std::uint64_t last_exec_id_ = 0;
};

}  // namespace gateway
