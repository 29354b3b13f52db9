#include "results.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>

namespace gateway {
namespace {

constexpr std::size_t kFaultsShown = 5;

/// Sums over one router's parents and stocks, all from the venues' tape.
struct Totals {
  std::uint64_t parent_qty = 0;   // shares
  std::uint64_t overfill = 0;     // shares executed past their parents
  unsigned stocks_long = 0;
  unsigned stocks_short = 0;
  std::int64_t long_cents = 0;
  std::int64_t short_cents = 0;
};

Totals totals_of(const RouterResult& result) {
  Totals totals;
  std::map<std::string, std::int64_t> cents_of;
  for (const ParentOrder& order : result.orders) {
    const Tape::Line& line = result.tape.lines[order.row];
    totals.parent_qty += order.qty;
    if (line.shares > order.qty) totals.overfill += line.shares - order.qty;
    cents_of[order.symbol] += order.side == Side::buy ? line.money : -line.money;
  }
  for (const auto& [symbol, cents] : cents_of) {
    if (cents > 0) {
      totals.stocks_long += 1;
      totals.long_cents += cents;
    } else if (cents < 0) {
      totals.stocks_short += 1;
      totals.short_cents -= cents;
    }
  }
  return totals;
}

/// A time that may not have come: empty then.
std::string if_ever(bool ever, Nanos time) { return ever ? std::to_string(time) : std::string(); }

void write_routers(std::ostream& out, const std::vector<RouterResult>& results) {
  out << "router,strategy,parents,parent_qty,attempts,children,orders_executed,executions,shares,"
         "overfill,stocks_long,stocks_short,long_cents,short_cents,first_refused_at,tripped_at,"
         "last_execution_at,elapsed\n";
  for (const RouterResult& result : results) {
    const Totals totals = totals_of(result);
    const Attempts& attempts = result.attempts;
    const Tape& tape = result.tape;
    out << result.router << ',' << result.strategy << ',' << result.orders.size() << ','
        << totals.parent_qty << ',' << attempts.made << ',' << attempts.born << ',' << tape.orders
        << ',' << tape.executions << ',' << tape.shares << ',' << totals.overfill << ','
        << totals.stocks_long << ',' << totals.stocks_short << ',' << totals.long_cents << ','
        << totals.short_cents << ',' << if_ever(attempts.any_refused, attempts.first_refused_at)
        << ',' << if_ever(result.tripped, result.tripped_at) << ',' << tape.last_execution << ','
        << result.elapsed << '\n';
  }
}

void write_refusals(std::ostream& out, const std::vector<RouterResult>& results) {
  out << "router,refusal,count\n";
  for (const RouterResult& result : results) {
    for (const auto& [refusal, count] : result.attempts.refused) {
      out << result.router << ',' << refusal << ',' << count << '\n';
    }
  }
}

void write_curve(std::ostream& out, const RouterResult& eighth) {
  out << "until,shares\n";
  for (const Curve::Point& point : eighth.tape.curve.points(eighth.ended_at)) {
    out << point.until << ',' << point.shares << '\n';
  }
}

bool finish(std::ofstream& file, const std::string& path) {
  file.close();
  if (!file) std::cerr << path << ": cannot be written\n";
  return !file.fail();
}

}  // namespace

bool write_results(const std::string& folder, const std::vector<RouterResult>& results) {
  const std::string routers_path = folder + "/routers.csv";
  const std::string refusals_path = folder + "/refusals.csv";
  const std::string curve_path = folder + "/curve.csv";
  std::ofstream routers(routers_path);
  std::ofstream refusals(refusals_path);
  std::ofstream curve(curve_path);
  write_routers(routers, results);
  write_refusals(refusals, results);
  write_curve(curve, results.back());
  return finish(routers, routers_path) && finish(refusals, refusals_path) &&
         finish(curve, curve_path);
}

bool is_faultless(const std::vector<RouterResult>& results) {
  bool faultless = true;
  for (const RouterResult& result : results) {
    const std::size_t count = result.faults.size();
    for (std::size_t number = 0; number < std::min(count, kFaultsShown); ++number) {
      std::cerr << "router " << result.router << ": " << result.faults[number] << '\n';
    }
    if (count > kFaultsShown) std::cerr << "and " << count - kFaultsShown << " more\n";
    faultless = faultless && count == 0;
  }
  return faultless;
}

}  // namespace gateway
