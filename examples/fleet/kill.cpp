// 9:31: somebody types `plimsoll kill FILE`, while the gateway routes and knows nothing of it.

#include "acts.hpp"
#include "clock.hpp"
#include "operator.hpp"
#include "server.hpp"

#include <atomic>
#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <thread>

namespace fleet {
namespace {

using plimsoll::Status;

constexpr Rules kRules = {plimsoll::Nanos(kHour),
                          {plimsoll::Nanos(kMinute), plimsoll::Nanos(kHour)}};
constexpr std::uint64_t kBefore = 200;   // children, before anybody types
constexpr std::uint64_t kAfter = 1'000;  // attempts, after the command has ended
constexpr std::chrono::microseconds kPause(200);
constexpr std::chrono::seconds kPatience(20);

/// The clock of all processes of a machine: CLOCK_MONOTONIC.
plimsoll::Nanos steady_now() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return plimsoll::Nanos(static_cast<std::uint64_t>(std::chrono::nanoseconds(now).count()));
}

/// A gateway whose own code sends for ever, whatever it is told.
class Gateway {
 public:
  Gateway(Server& server, plimsoll::ParentId parent, plimsoll::Price price)
      : server_(server), parent_(parent), price_(price), thread_([this] { run(); }) {}
  ~Gateway() {
    stop_ = true;
    thread_.join();
  }

  std::uint64_t born() const { return born_; }
  std::uint64_t refused() const { return refused_; }
  Status last_refusal() const { return last_refusal_; }

 private:
  void run() {
    while (!stop_) {
      const auto child = server_.send(parent_, plimsoll::Qty(1), price_, steady_now());
      if (child) {
        born_ += 1;
      } else {
        last_refusal_ = child.status();
        refused_ += 1;
      }
      std::this_thread::sleep_for(kPause);
    }
  }

  Server& server_;
  const plimsoll::ParentId parent_;
  const plimsoll::Price price_;
  std::atomic<bool> stop_{false};
  std::atomic<std::uint64_t> born_{0};
  std::atomic<std::uint64_t> refused_{0};
  std::atomic<Status> last_refusal_{Status::Ok};
  std::thread thread_;   // the last: it uses all the others
};

/// Waits until `holds`, but not for ever. Whether it did.
template <typename Condition>
bool wait_until(Condition holds) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(kPause);
  }
  return true;
}

}  // namespace

void kill(const Stage& stage, Verdict& verdict) {
  std::puts("The switch: plimsoll kill, from another process, while a gateway sends for ever");
  gateway::ParentOrder order = stage.orders[0];
  order.qty = 100'000;
  Server server(stage.folder + "/kill.region", Deployed::current, kRules, {order});
  const plimsoll::Nanos now = steady_now();
  server.arm(server.region.fingerprint(), now).value();
  const auto parent = server.lane.admit(server.parent(order, kRetail), now).value();
  Gateway gateway(server, parent, plimsoll::Price(order.limit_price));
  verdict.expect(wait_until([&] { return gateway.born() >= kBefore; }), "the gateway routes");

  // To break it: the person looks, and kills nothing.
  const Said said = operate(stage.plimsoll, stage.broken ? "status" : "kill", server.file.path());
  verdict.expect(said.status == 0, "the command is done: " + said.text);
  // One child may have been published before the kill, and be counted here after it.
  const std::uint64_t most = gateway.born() + 1;
  const std::uint64_t enough = gateway.refused() + kAfter;
  wait_until([&] { return gateway.refused() >= enough || gateway.born() > most; });
  verdict.expect(gateway.refused() >= enough, "every attempt after the kill is refused");
  verdict.expect(gateway.born() <= most, "nothing is born after the kill");
  if (!verdict.holds()) return;

  const std::uint64_t born = gateway.born();
  const std::string counted = "lane 0: " + std::to_string(born) + " published in all";
  // A second kill stops no more than the first, and its receipt counts again.
  const std::uint64_t later = server.kill(steady_now());
  std::printf("  the gateway has routed    %6" PRIu64 "\n", born);
  std::printf("  plimsoll kill says        %s\n", counted.c_str());
  std::printf("  the gateway tries again   %6" PRIu64 " times: %s\n", gateway.refused(),
              plimsoll::text(gateway.last_refusal()));
  std::printf("  published by then         %6" PRIu64 "\n", later);
  verdict.expect(said.text.find(counted) != std::string::npos, "the counts agree: " + said.text);
  verdict.expect(later == born, "the count stands still");
  verdict.expect(gateway.last_refusal(), Status::Halted, "a route after the kill");
}

}  // namespace fleet
