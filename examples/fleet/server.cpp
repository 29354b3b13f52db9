#include "server.hpp"

#include "clock.hpp"

#include <limits>

namespace fleet {
namespace {

using plimsoll::Notional;
using plimsoll::Qty;
using plimsoll::RegistryEntry;
using plimsoll::RegistryKind;

constexpr std::uint32_t kGeneration = 1;
constexpr std::uint32_t kMany = 256;
constexpr std::uint32_t kMostChildren = 65'536;
constexpr std::uint32_t kUnbounded = std::numeric_limits<std::uint32_t>::max();
constexpr Notional kFirmLimit(1'000'000'000'00);   // a thousand million dollars, in cents
constexpr Qty kLimit(1'000'000);
constexpr plimsoll::Nanos kDay(24 * kHour);

plimsoll::Config capacities() {
  plimsoll::Config config;
  config.session = 1;
  config.lanes = 1;
  config.accounts = 1;
  config.instruments = kMany;
  config.venues = 1;
  config.strategies = 1;
  config.parties = 1;
  config.registry = 8;
  config.positions = kMany;
  config.parents = kMany;
  config.children = kMostChildren;
  config.executions = kMany;
  config.suspense = 16;
  config.client_ids = kMany;
  config.repeats = kMany;
  config.events = 256;
  return config;
}

std::vector<RegistryEntry> registry_of(Deployed deployed) {
  const bool is_current = deployed == Deployed::current;
  std::vector<RegistryEntry> entries = {
      {RegistryKind::Strategy, kSlicer.get()},
      {RegistryKind::Strategy, kPowerPeg.get(), kGeneration, is_current},
      {RegistryKind::Flag, kPowerPegBit, kGeneration, is_current},
  };
  if (is_current) entries.emplace_back(RegistryKind::Flag, kRetailBit);
  return entries;
}

plimsoll::Region format(const MappedFile& file, Deployed deployed) {
  const std::vector<RegistryEntry> entries = registry_of(deployed);
  return plimsoll::Region::format(file.data(), file.size(), capacities(), entries.data(),
                                  entries.size())
      .value();
}

}  // namespace

Server::Server(const std::string& path, Deployed deployed, const Rules& rules,
               const std::vector<gateway::ParentOrder>& orders)
    : file(path, plimsoll::Region::required_bytes(capacities()).value()),
      region(format(file, deployed)),
      control(region.control().value()),
      lane(region.lane(plimsoll::LaneIndex(0)).value()) {
  define(rules, orders);
}

void Server::define(const Rules& rules, const std::vector<gateway::ParentOrder>& orders) {
  plimsoll::Limits limits;
  limits.firm = kFirmLimit;
  limits.suspense = Qty(1'000);
  limits.alarm_deadline = rules.alarm_deadline;
  // The first reject of a venue is an alarm; what else is sent in a second is not bounded here.
  limits.throttles = {plimsoll::Nanos(kSecond), kUnbounded, kUnbounded, kUnbounded, 1};
  limits.clock_tolerance = plimsoll::Nanos(kMinute);
  limits.resets = rules.resets;
  control.set_limits(limits).value();
  account_ = control.define_account(kFirmLimit).value();
  venue_ = control.define_venue().value();
  control.define_strategy({kSlicer.get(), kGeneration, 3, kUnbounded, kUnbounded}).value();
  for (const gateway::ParentOrder& order : orders) {
    if (stocks_.count(order.symbol) != 0) continue;
    const auto stock = control.define_instrument({1, 1, kLimit}).value();
    control.set_position_limit(account_, stock, {kLimit, kLimit}).value();
    stocks_[order.symbol] = stock;
  }
}

plimsoll::Armed Server::arm(const plimsoll::Fingerprint* fingerprints, std::size_t count,
                            plimsoll::Nanos now) {
  const plimsoll::SessionStrategy allowed(kSlicer, kGeneration);
  return control.arm({fingerprints, count, &allowed, 1, kDay}, now + kDay, now);
}

plimsoll::NewParent Server::parent(const gateway::ParentOrder& order, std::uint64_t flags) const {
  plimsoll::NewParent terms;
  terms.account = account_;
  terms.instrument = stocks_.at(order.symbol);
  terms.strategy = kSlicer;
  terms.generation = kGeneration;
  terms.client_id = plimsoll::parse<plimsoll::ClientId>(order.client_id).value();
  terms.side = order.side == gateway::Side::buy ? plimsoll::Side::Buy : plimsoll::Side::Sell;
  terms.qty = Qty(order.qty);
  terms.price = plimsoll::Price(order.limit_price);
  terms.fan_out = {kMostChildren, 2 * order.qty, 8, Notional::max()};
  terms.flags = flags;
  return terms;
}

plimsoll::Result<plimsoll::ChildId> Server::send(plimsoll::ParentId parent, Qty qty,
                                                 plimsoll::Price price, plimsoll::Nanos now) {
  auto born = lane.route({parent, venue_, qty, price}, now);
  if (born) lane.sent(*born, now).value();
  return born;
}

std::uint64_t Server::kill(plimsoll::Nanos now) const {
  return region.kill(plimsoll::Scope::firm(), 931, now).value().raw().published[0];
}

std::uint64_t Server::executed() const {
  std::uint64_t shares = 0;
  for (const auto& [symbol, stock] : stocks_) {
    const plim_exposure found = region.exposure(account_, stock).value();
    shares += found.bought + found.sold;
  }
  return shares;
}

}  // namespace fleet
