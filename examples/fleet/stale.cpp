// The fleet: eight servers, and one that was forgotten.

#include "acts.hpp"
#include "clock.hpp"
#include "server.hpp"

#include <cinttypes>
#include <cstdio>
#include <memory>

namespace fleet {
namespace {

using plimsoll::Alarm;
using plimsoll::Fingerprint;
using plimsoll::Status;

constexpr unsigned kServers = 8;
constexpr unsigned kForgotten = 8;
constexpr plimsoll::Nanos kMorning = at(7, 0);
constexpr Rules kRules = {plimsoll::Nanos(kHour),
                          {plimsoll::Nanos(kMinute), plimsoll::Nanos(kHour)}};

using Fleet = std::vector<std::unique_ptr<Server>>;   // number n at n - 1

/// What one server made of the orders that went to it.
struct Tally {
  unsigned orders = 0;
  unsigned refused = 0;
  Status refusal = Status::Ok;   // of the last that was refused
  std::uint64_t alarms = 0;
  unsigned children = 0;
};

Fleet deploy(const Stage& stage) {
  Fleet fleet;
  for (unsigned number = 1; number <= kServers; ++number) {
    const std::string path = stage.folder + "/server" + std::to_string(number) + ".region";
    const Deployed deployed = number == kForgotten ? Deployed::stale : Deployed::current;
    fleet.push_back(std::make_unique<Server>(path, deployed, kRules, stage.orders));
  }
  return fleet;
}

/// Sends a server its orders of the day with the new flag, and a child for each that it takes.
Tally trade(Server& server, unsigned number, const Stage& stage, plimsoll::Nanos now) {
  Tally tally;
  const std::uint64_t alarms = server.alarms(Alarm::UnknownCode);
  for (const gateway::ParentOrder& order : stage.orders) {
    if (order.router != number) continue;
    tally.orders += 1;
    const auto parent = server.lane.admit(server.parent(order, kRetail), now);
    if (parent) {
      const plimsoll::Price price(order.limit_price);
      server.send(*parent, plimsoll::Qty(order.qty), price, now).value();
      tally.children += 1;
    } else {
      tally.refused += 1;
      tally.refusal = parent.status();
    }
  }
  tally.alarms = server.alarms(Alarm::UnknownCode) - alarms;
  return tally;
}

/// The operator's look before the fleet is opened: what each server shows, beside the manifest. How
/// many the manifest names.
unsigned compare(const Fleet& fleet, const std::vector<Fingerprint>& manifest, Verdict& verdict) {
  std::puts("  server  fingerprint         registry            the manifest");
  unsigned fits = 0;
  for (unsigned number = 1; number <= kServers; ++number) {
    const Server& server = *fleet[number - 1];
    const Fingerprint found = server.region.fingerprint();
    bool is_named = false;
    for (const Fingerprint& expected : manifest) is_named = is_named || expected == found;
    fits += is_named;
    std::printf("  %6u  0x%016" PRIx64 "  0x%016" PRIx64 "  %s\n", number, found.whole(),
                found.registry, is_named ? "names it" : "does not name it");
    Fingerprint but_for_registry = found;
    but_for_registry.registry = manifest[0].registry;
    verdict.expect(but_for_registry == manifest[0], "the servers differ in their registry only");
    verdict.expect(server.file.is_private(), "the file of a region has mode 0600");
  }
  return fits;
}

/// Prints what the registry of one server has and that of the other has not, row by row.
void print_missing(const Server& in, const Server& from, const char* where) {
  for (const plimsoll::RegistryEntry& entry : in.region.registry()) {
    bool is_there = false;
    for (const plimsoll::RegistryEntry& other : from.region.registry()) {
      is_there = is_there || (entry.kind == other.kind && entry.code == other.code &&
                              entry.generation == other.generation &&
                              entry.retired == other.retired);
    }
    if (is_there) continue;
    const bool is_flag = entry.kind == PLIM_REGISTRY_FLAG;
    const bool is_retail = is_flag && entry.code == kRetailBit;
    std::printf("    only %s  %-8s  %4u  %s%s\n", where, is_flag ? "flag" : "strategy", entry.code,
                is_retail ? "retail" : "power_peg", entry.retired != 0 ? ", retired" : "");
  }
}

/// The eighth is asked to arm for the manifest: it says what differs.
void ask_the_eighth(Fleet& fleet, const std::vector<Fingerprint>& manifest, Verdict& verdict) {
  Server& eighth = *fleet[kForgotten - 1];
  const plimsoll::Armed armed = eighth.arm(manifest.data(), manifest.size(), kMorning);
  const plimsoll::Difference& differs = armed.difference();
  std::printf("  the eighth, asked to arm: %s\n", armed.text());
  std::printf("    field %s, expected 0x%016" PRIx64 ", found 0x%016" PRIx64 "\n",
              plimsoll::text(differs.field), differs.expected, differs.found);
  print_missing(*fleet[0], eighth, "on servers 1 to 7");
  print_missing(eighth, *fleet[0], "on server 8      ");
  verdict.expect(armed.status(), Status::WrongFingerprint, "arming the stale server");
  verdict.expect(differs.field == plimsoll::Field::Registry, "the field is the registry");
  verdict.expect(differs.expected == manifest[0].registry, "the manifest's registry is expected");
  verdict.expect(differs.found == eighth.region.fingerprint().registry, "its own is found");
}

/// The fleet's rule: all or none. How many it armed.
unsigned open_all(Fleet& fleet, const std::vector<Fingerprint>& manifest, unsigned fits) {
  if (fits != kServers) return 0;
  for (const auto& server : fleet) server->arm(manifest.data(), manifest.size(), kMorning).value();
  return kServers;
}

void all_or_none(Fleet& fleet, const Stage& stage, const std::vector<Fingerprint>& manifest,
                 unsigned fits, Verdict& verdict) {
  const unsigned armed = open_all(fleet, manifest, fits);
  unsigned refused = 0;
  for (const auto& server : fleet) {
    const auto answer = server->lane.admit(server->parent(stage.orders[0], 0), kMorning);
    refused += answer.status() == Status::NotArmed;
  }
  std::printf("  all or none: it names %u of 8, so %u are armed; an order to each: %u %s\n", fits,
              armed, refused, plimsoll::text(Status::NotArmed));
  verdict.expect(fits == kServers - 1, "the manifest names seven of eight");
  verdict.expect(armed == 0 && refused == kServers, "no server is armed, and none takes an order");
}

/// Seven are armed all the same, and take the orders with the new flag.
void trade_on_seven(Fleet& fleet, const Stage& stage, const std::vector<Fingerprint>& manifest,
                    Verdict& verdict) {
  Tally seven;
  for (unsigned number = 1; number <= kServers; ++number) {
    if (number == kForgotten) continue;
    Server& server = *fleet[number - 1];
    server.arm(manifest.data(), manifest.size(), kMorning).value();
    const Tally tally = trade(server, number, stage, at(9, 30));
    seven.orders += tally.orders;
    seven.refused += tally.refused;
    seven.children += tally.children;
  }
  std::printf("  servers 1 to 7: %u orders with the new flag, %u refused\n", seven.orders,
              seven.refused);
  verdict.expect(seven.refused == 0, "servers that know the flag refuse nothing");
  const bool all = seven.orders > 0 && seven.children == seven.orders;
  verdict.expect(all, "each of their orders has its child");
}

/// Somebody means well: takes note of the alarm, and arms the eighth for what it happens to be.
void force(Server& eighth, Verdict& verdict) {
  const Fingerprint own = eighth.region.fingerprint();
  const Status over_alarm = eighth.arm(own, at(9, 31)).status();
  verdict.expect(over_alarm, Status::AlarmsRaised, "arming over the alarm");
  eighth.control.acknowledge(Alarm::UnknownCode, at(9, 31)).value();
  const Status by_force = eighth.arm(own, at(9, 31)).status();
  verdict.expect(by_force, Status::Ok, "arming for its own fingerprint");
}

void expect_refused(const Tally& tally, Status refusal, Verdict& verdict) {
  const std::string claim = std::string(plimsoll::text(refusal)) + " on the eighth: ";
  verdict.expect(tally.orders == 212, claim + "the 212 orders came");
  verdict.expect(tally.refused == tally.orders, claim + "every order is refused");
  verdict.expect(tally.refusal, refusal, "an order with the new flag");
  verdict.expect(tally.alarms == tally.orders, claim + "every order raises the alarm");
}

void print_row(const char* name, const char* then, std::uint64_t closed, std::uint64_t armed) {
  std::printf("  %-20s  %14s  %16" PRIu64 "  %16" PRIu64 "\n", name, then, closed, armed);
}

void print_eighth(const Tally& closed, const Tally& armed, std::uint64_t children,
                  std::uint64_t shares) {
  const char* row = "  %-20s  %14s  %16s  %16s\n";
  std::puts("");
  std::printf(row, "the eighth server", "1 August 2012", "here, not armed", "here, forced");
  print_row("orders with the flag", "212", closed.orders, armed.orders);
  print_row("refused", "none", closed.refused, armed.refused);
  std::printf(row, "  as", "", plimsoll::text(closed.refusal), plimsoll::text(armed.refusal));
  print_row("alarms unknown_code", "", closed.alarms, armed.alarms);
  // Both were counted at the end, and there is none of either.
  print_row("children", "millions", children, children);
  print_row("shares executed", "397 million", shares, shares);
}

void as_in_2012(Fleet& fleet, const Stage& stage, const std::vector<Fingerprint>& manifest,
                Verdict& verdict) {
  std::puts("\n  As it was done in 2012: seven are opened, and all eight are sent to.");
  trade_on_seven(fleet, stage, manifest, verdict);
  Server& eighth = *fleet[kForgotten - 1];
  const Tally closed = trade(eighth, kForgotten, stage, at(9, 30));
  force(eighth, verdict);
  const Tally armed = trade(eighth, kForgotten, stage, at(9, 32));
  expect_refused(closed, Status::NotArmed, verdict);
  expect_refused(armed, Status::UnknownFlag, verdict);
  // It is the flag alone: without it the same server takes the same order.
  for (const gateway::ParentOrder& order : stage.orders) {
    if (order.router != kForgotten) continue;
    const auto plain = eighth.lane.admit(eighth.parent(order, 0), at(9, 33));
    verdict.expect(plain.status(), Status::Ok, "an order without the flag");
    break;
  }
  const std::uint64_t children = eighth.kill(at(9, 34));
  print_eighth(closed, armed, children, eighth.executed());
  verdict.expect(children == 0 && eighth.executed() == 0, "no child is born on the eighth");
  std::puts("  forced: somebody acknowledges unread, and arms it for its own fingerprint");
}

}  // namespace

void stale(const Stage& stage, Verdict& verdict) {
  std::puts("The fleet: eight servers, one manifest, and one server was forgotten");
  Fleet fleet = deploy(stage);
  std::vector<Fingerprint> manifest = {fleet[0]->region.fingerprint()};
  // To break it: the manifest is made of whatever is there, as if nobody had decided anything.
  if (stage.broken) manifest.push_back(fleet[kForgotten - 1]->region.fingerprint());
  const unsigned fits = compare(fleet, manifest, verdict);
  std::puts("  layout, interface, limits and build are the same on all eight\n");
  all_or_none(fleet, stage, manifest, fits, verdict);
  if (verdict.holds()) ask_the_eighth(fleet, manifest, verdict);
  if (verdict.holds()) as_in_2012(fleet, stage, manifest, verdict);
}

}  // namespace fleet
