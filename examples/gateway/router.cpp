#include "router.hpp"

#include "open_gate.hpp"
#include "plimsoll_gate.hpp"
#include "session.hpp"
#include "strategy.hpp"
#include "venue.hpp"

#include <array>
#include <chrono>
#include <limits>
#include <memory>
#include <thread>
#include <utility>

namespace gateway {
namespace {

constexpr unsigned kPowerPegRouter = 8;
constexpr std::uint64_t kNoBell = std::numeric_limits<std::int64_t>::max();

// What each venue shows in every stock: shares, and the fee for taking them.
constexpr std::array<Quote, 3> kQuotes{{{300, 30}, {200, -5}, {500, 28}}};

std::unique_ptr<Strategy> strategy_of(unsigned router, const std::vector<ParentOrder>& orders) {
  if (router == kPowerPegRouter) return std::make_unique<PowerPeg>(orders);
  return std::make_unique<Slicer>(orders);
}

/// The connections of one server, and the threads at both of their ends.
class Connections {
 public:
  Connections(Gate& gate, std::size_t parents, Bell& bell) {
    for (unsigned number = 0; number < kQuotes.size(); ++number) {
      venues_.push_back(std::make_unique<Venue>(number, kQuotes[number], parents, bell));
      sessions_.push_back(std::make_unique<Session>(*venues_.back(), gate));
    }
    for (auto& venue : venues_) threads_.emplace_back([&venue] { venue->run(); });
    for (auto& session : sessions_) threads_.emplace_back([&session] { session->run(); });
  }
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;
  ~Connections() { log_out(); }

  std::vector<std::unique_ptr<Session>>& sessions() { return sessions_; }

  /// Closes every connection and waits until the last report has been read.
  void log_out() {
    if (threads_.empty()) return;
    for (auto& session : sessions_) session->log_out();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  /// After `log_out`: the tapes of all venues, put together.
  Tape tape(std::size_t parents) const {
    Tape all(parents);
    for (const auto& venue : venues_) all.merge(venue->tape());
    return all;
  }

 private:
  std::vector<std::unique_ptr<Venue>> venues_;
  std::vector<std::unique_ptr<Session>> sessions_;
  std::vector<std::thread> threads_;
};

void run_day(Gate& gate, const Day& day, RouterResult& result) {
  const std::size_t parents = result.orders.size();
  result.tape = Tape(parents);
  if (!gate.admit(result.orders)) {
    result.faults.push_back("an order of the morning was not admitted");
    return;
  }
  const bool is_eighth = result.router == kPowerPegRouter;
  const auto strategy = strategy_of(result.router, result.orders);
  Bell bell(is_eighth ? day.executions : kNoBell);
  const auto opened = std::chrono::steady_clock::now();
  Connections connections(gate, parents, bell);
  Desk desk(gate, connections.sessions(), bell, is_eighth ? day.unplugged_at : kSessionEnd);
  strategy->run(desk);
  connections.log_out();
  const auto elapsed = std::chrono::steady_clock::now() - opened;

  result.strategy = strategy->name();
  result.attempts = desk.attempts();
  result.ended_at = desk.now();
  result.tape = connections.tape(parents);
  result.elapsed = static_cast<std::uint64_t>(std::chrono::nanoseconds(elapsed).count());
}

/// What must be true after a day with Plimsoll, beside what the gate itself examines.
void judge(RouterResult& result) {
  if (result.router == kPowerPegRouter) {
    if (!result.tripped) result.faults.push_back("Power Peg was not tripped");
    return;
  }
  if (result.tripped) result.faults.push_back("a slicer was tripped");
  if (result.attempts.any_refused) result.faults.push_back("a slicer was refused");
  for (const ParentOrder& order : result.orders) {
    const bool filled = result.tape.lines[order.row].shares == order.qty;
    if (!filled) result.faults.push_back("parent " + order.client_id + ": not filled");
  }
}

}  // namespace

RouterResult run_router(unsigned router, std::vector<ParentOrder> orders, const Day& day) {
  RouterResult result;
  result.router = router;
  result.orders = std::move(orders);
  if (day.protection == Protection::none) {
    OpenGate gate;
    run_day(gate, day, result);
  } else {
    PlimsollGate gate(static_cast<unsigned>(kQuotes.size()));
    run_day(gate, day, result);
    gate.examine(result);
    judge(result);
  }
  return result;
}

}  // namespace gateway
