// 97 warnings before the open, and nobody answers.

#include "acts.hpp"
#include "clock.hpp"
#include "server.hpp"

#include <cinttypes>
#include <cstdio>

namespace fleet {
namespace {

using plimsoll::Alarm;
using plimsoll::Nanos;
using plimsoll::Qty;
using plimsoll::Status;

constexpr unsigned kWarnings = 97;
constexpr Nanos kFirst = at(8, 1);
constexpr std::uint64_t kApart = 10 * kSecond;
constexpr Nanos kDeadline(30 * kMinute);
// To break it: a firm that gives itself so long that the open comes first.
constexpr Nanos kTooLate(2 * kHour);
constexpr Nanos kOpen = at(9, 30);
constexpr plimsoll::ResetTerms kResets = {Nanos(5 * kMinute), Nanos(kHour)};
const plimsoll::Key kKeys[] = {plimsoll::Key(0x9E3779B97F4A7C15, 1),
                               plimsoll::Key(0xC2B2AE3D27D4EB4F, 2)};

void tell(Nanos when, const char* what, const char* answer) {
  const int width = *answer == '\0' ? 0 : 47;
  std::printf("  %s  %-*s%s\n", text_of(when).c_str(), width, what, answer);
}

gateway::ParentOrder an_order(const char* client_id, std::uint64_t qty) {
  gateway::ParentOrder order;
  order.client_id = client_id;
  order.symbol = "K001";
  order.qty = qty;
  order.limit_price = 25'00;
  return order;
}

/// The morning on one server, with an order that is sound and can be sliced.
class Morning {
 public:
  Morning(const Stage& stage, Verdict& verdict)
      : verdict_(verdict), order_(an_order("sound", 100'000)), price_(order_.limit_price),
        server_(stage.folder + "/warnings.region", Deployed::current,
                {stage.broken ? kTooLate : kDeadline, kResets}, {order_}) {
    for (std::uint32_t person = 1; person <= 2; ++person) {
      server_.control.define_key(person, kKeys[person - 1]).value();
    }
  }

  void open_the_house() {
    server_.arm(server_.region.fingerprint(), at(8, 0)).value();
    parent_ = server_.lane.admit(server_.parent(order_, 0), at(8, 0)).value();
    tell(at(8, 0), "armed; alarms must be answered within 30 min", "");
  }

  void be_warned() {
    for (unsigned number = 1; number <= kWarnings; ++number) {
      const Nanos now(kFirst.get() + (number - 1) * kApart);
      number % 2 == 1 ? mean_power_peg(now) : be_rejected(now);
      if (number == 1) tell(now, "the 1st warning: an order means Power Peg", "retired_strategy");
      if (number == 2) tell(now, "the 2nd: a venue rejects a child", "rejected");
      if (number == kWarnings) tell(now, "the 97th; nobody has answered any", "");
    }
    const std::uint64_t count = show(Alarm::UnknownCode) + show(Alarm::Rejects);
    verdict_.expect(count == kWarnings, "every warning is counted");
  }

  /// Nobody does anything, and it stops by itself.
  void stop_by_itself() {
    const Nanos stop(kFirst.get() + kDeadline.get());
    route(Nanos(stop.get() - 1 * kSecond), Status::Ok, "a sound order is sliced");
    route(stop, Status::AlarmUnacknowledged, "routing stops by itself");
    route(kOpen, Status::AlarmUnacknowledged, "the open: still nothing leaves");
    verdict_.expect(stop < kOpen, "it stops before the open");
  }

  /// At last a person comes.
  void come_back() {
    plimsoll::Control& control = server_.control;
    control.disarm(at(9, 31)).value();
    arm(at(9, 31), Status::AlarmsRaised, "closed, and to be armed again");
    server_.kill(at(9, 32));
    tell(at(9, 32), "somebody else throws the firm's switch", "killed");
    control.acknowledge(Alarm::UnknownCode, at(9, 33)).value();
    arm(at(9, 33), Status::AlarmsRaised, "unknown_code acknowledged; arm");
    control.acknowledge(Alarm::Rejects, at(9, 34)).value();
    arm(at(9, 34), Status::KilledSince, "rejects acknowledged; arm");
    reset();
    arm(at(9, 41), Status::Ok, "arm");
    route(at(9, 42), Status::Ok, "a sound order is sliced");
  }

 private:
  /// An order for a strategy that is dead.
  void mean_power_peg(Nanos now) {
    plimsoll::NewParent terms = server_.parent(an_order("dead", 100), 0);
    terms.strategy = kPowerPeg;
    const auto admitted = server_.lane.admit(terms, now);
    verdict_.expect(admitted.status(), Status::RetiredStrategy, "an order for Power Peg");
  }

  void be_rejected(Nanos now) {
    const plimsoll::ChildId child = server_.send(parent_, Qty(100), price_, now).value();
    // That nothing of it was executed is the proof that a reset asks for later.
    plimsoll::Report report(child, plimsoll::ExecType::Rejected);
    report.cum_qty = Qty(0);
    report.leaves_qty = Qty(0);
    const auto outcome = server_.lane.report(report, now);
    verdict_.expect(outcome.ok() && outcome->raised.contains(Alarm::Rejects),
                    "the call that books a reject raises its alarm");
  }

  std::uint64_t show(Alarm alarm) {
    const plim_alarm_view view = server_.region.alarm(alarm).value();
    std::printf("            %-13s %2" PRIu64 " times, first %s, to be answered by %s\n",
                plimsoll::text(alarm), view.count, text_of(Nanos(view.first_at)).c_str(),
                text_of(Nanos(view.deadline)).c_str());
    verdict_.expect(view.raised != 0, "the alarm stands");
    return view.count;
  }

  /// Tries to send a child of the sound order; where it is born, its venue fills it.
  void route(Nanos now, Status claimed, const char* what) {
    const auto child = server_.send(parent_, Qty(100), price_, now);
    tell(now, what, child ? "routed" : child.text());
    verdict_.expect(child.status(), claimed, what);
    if (!child) return;
    const plimsoll::ExecId exec_id(0, now.get());
    const auto report = plimsoll::Report::trade(*child, exec_id, Qty(100), price_);
    verdict_.expect(server_.lane.report(report, now).ok(), "a fill is booked");
  }

  void arm(Nanos now, Status claimed, const char* what) {
    const plimsoll::Armed armed = server_.arm(server_.region.fingerprint(), now);
    tell(now, what, armed ? "armed" : armed.text());
    verdict_.expect(armed.status(), claimed, what);
  }

  /// Two persons, two keys, and five minutes between them.
  void reset() {
    const auto ticket = server_.control.request_reset(plimsoll::Scope::firm(), kKeys[0],
                                                      "97 warnings read and answered", at(9, 35));
    tell(at(9, 35), "person 1 asks for a reset of the firm", ticket ? "ticket" : ticket.text());
    const std::uint64_t nonce = ticket.value().nonce;
    confirm(nonce, 1, at(9, 36), Status::SameKey);
    confirm(nonce, 2, at(9, 37), Status::TooSoon);
    confirm(nonce, 2, at(9, 40), Status::Ok);
    const plimsoll::ResetRecord record = server_.region.last_reset().value();
    const bool both = record.requested_by == 1 && record.confirmed_by == 2;
    verdict_.expect(both, "both persons are on record");
  }

  void confirm(std::uint64_t nonce, unsigned person, Nanos now, Status claimed) {
    const auto done = server_.control.confirm_reset(nonce, kKeys[person - 1],
                                                    server_.region.fingerprint(), now);
    const std::string what = "person " + std::to_string(person) + " confirms it";
    tell(now, what.c_str(), done ? "reset" : done.text());
    verdict_.expect(done.status(), claimed, what);
  }

  Verdict& verdict_;
  const gateway::ParentOrder order_;
  const plimsoll::Price price_;
  Server server_;
  plimsoll::ParentId parent_;
};

}  // namespace

void warnings(const Stage& stage, Verdict& verdict) {
  std::puts("The 97 warnings: nobody answers (times and what they say are made up)");
  Morning morning(stage, verdict);
  morning.open_the_house();
  morning.be_warned();
  morning.stop_by_itself();
  if (verdict.holds()) morning.come_back();
  std::puts("  On 1 August 2012 the 97 were e-mails, and nothing hung on an answer.");
}

}  // namespace fleet
