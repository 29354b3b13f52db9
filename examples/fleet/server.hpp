// One server of the fleet: a region in a mapped file, and the handles that its gateway holds.
#pragma once

#include "../gateway/orders.hpp"
#include "mapped_file.hpp"

#include <plimsoll.hpp>

#include <map>
#include <string>
#include <vector>

namespace fleet {

// The gateway's codes, as `plimsoll registry` would keep them. Power Peg's stay in the table as
// tombstones, and the retail orders have a bit of their own: no number is used twice.
constexpr plimsoll::StrategyId kSlicer(1000);
constexpr plimsoll::StrategyId kPowerPeg(1001);
constexpr std::uint32_t kPowerPegBit = 8;
constexpr std::uint32_t kRetailBit = 9;
constexpr std::uint64_t kRetail = std::uint64_t(1) << kRetailBit;

/// Which state of the registry a server was deployed with.
enum class Deployed { stale, current };

/// What a firm decides about alarms and resets. All else is the same in every act.
struct Rules {
  plimsoll::Nanos alarm_deadline;
  plimsoll::ResetTerms resets;
};

class Server {
 public:
  /// Makes the file and lays the region out, disarmed; defines the stocks of `orders` and the rest.
  Server(const std::string& path, Deployed deployed, const Rules& rules,
         const std::vector<gateway::ParentOrder>& orders);

  /// Arms for a day, where one of the fingerprints is this server's: the slicer, and nothing else.
  plimsoll::Armed arm(const plimsoll::Fingerprint* fingerprints, std::size_t count,
                      plimsoll::Nanos now);
  plimsoll::Armed arm(const plimsoll::Fingerprint& fingerprint, plimsoll::Nanos now) {
    return arm(&fingerprint, 1, now);
  }

  /// A customer's order for the slicer, as the core takes it.
  plimsoll::NewParent parent(const gateway::ParentOrder& order, std::uint64_t flags) const;
  /// Routes a child of a parent and says that it was sent. There is no wire here.
  plimsoll::Result<plimsoll::ChildId> send(plimsoll::ParentId parent, plimsoll::Qty qty,
                                           plimsoll::Price price, plimsoll::Nanos now);
  /// Kills the firm. How many children were ever published here: it does not move any more.
  std::uint64_t kill(plimsoll::Nanos now) const;
  /// Shares that were ever executed here.
  std::uint64_t executed() const;
  std::uint64_t alarms(plimsoll::Alarm alarm) const { return region.alarm(alarm).value().count; }

  const MappedFile file;
  const plimsoll::Region region;
  plimsoll::Control control;
  plimsoll::Lane lane;

 private:
  void define(const Rules& rules, const std::vector<gateway::ParentOrder>& orders);

  plimsoll::AccountId account_;
  plimsoll::VenueId venue_;
  std::map<std::string, plimsoll::InstrumentId> stocks_;
};

}  // namespace fleet
