// The day of 1 August 2012 on eight routers, without Plimsoll or with it.
//
//   gateway without|with EXECUTIONS SECONDS FOLDER ORDERS.csv…
//
//   customers ──► strategy ──► gate ──► session ──► venue     orders: on the strategy's thread
//                                ▲         │          │
//                                └─ report ┴──────────┘       reports: on the session's thread
//
// The eighth router's plug is pulled after EXECUTIONS executions or, on the simulated clock,
// SECONDS after 09:30, whichever is first. The routers are eight servers that share nothing, so
// here they run one after another. Exit status: 0; 1 when a check after the close failed; 2 when
// the day could not run.

#include "orders.hpp"
#include "results.hpp"
#include "router.hpp"

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

namespace {

constexpr unsigned kRouters = 8;
constexpr int kFaulty = 1;
constexpr int kUnusable = 2;

bool parse(const char* text, std::uint64_t& number) {
  char* end = nullptr;
  number = std::strtoull(text, &end, 10);
  return end != text && *end == '\0' && number > 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv, argv + argc);
  std::uint64_t executions = 0;
  std::uint64_t seconds = 0;
  if (argc < 6 || (words[1] != "without" && words[1] != "with") || !parse(argv[2], executions) ||
      !parse(argv[3], seconds)) {
    std::cerr << "usage: gateway without|with EXECUTIONS SECONDS FOLDER ORDERS.csv…\n";
    return kUnusable;
  }
  std::vector<gateway::ParentOrder> orders;
  for (int file = 5; file < argc; ++file) {
    if (!gateway::read_orders(words[static_cast<std::size_t>(file)], orders)) return kUnusable;
  }

  gateway::Day day;
  day.protection = words[1] == "with" ? gateway::Protection::plimsoll : gateway::Protection::none;
  day.executions = executions;
  day.unplugged_at = seconds * gateway::kSecond;
  std::vector<gateway::RouterResult> results;
  for (unsigned router = 1; router <= kRouters; ++router) {
    results.push_back(gateway::run_router(router, gateway::orders_of_router(orders, router), day));
  }
  if (!gateway::write_results(words[4], results)) return kUnusable;
  return gateway::is_faultless(results) ? EXIT_SUCCESS : kFaulty;
}
