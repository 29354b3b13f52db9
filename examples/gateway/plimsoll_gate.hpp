// The gate with the core behind it.
//
//   strategy's thread ── lane 0 ──┐
//   session of venue 0 ─ lane 1 ──┼── one region of memory
//   session of venue 1 ─ lane 2 ──┘
#pragma once

#include "gate.hpp"
#include "morning.hpp"
#include "router.hpp"

#include <plimsoll.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace gateway {

/// Memory for a region, from the heap.
class RegionMemory {
 public:
  explicit RegionMemory(std::size_t bytes);
  void* data() const { return block_.get(); }
  std::size_t size() const { return bytes_; }

 private:
  struct Free {
    void operator()(void* block) const;
  };
  std::size_t bytes_;
  std::unique_ptr<void, Free> block_;
};

class PlimsollGate final : public Gate {
 public:
  explicit PlimsollGate(unsigned venues);

  bool admit(const std::vector<ParentOrder>& orders) override;
  Answer route(const ParentOrder& parent, const ChildTerms& child, Nanos now) override;
  void sent(Nanos now) override;
  void report(unsigned venue, const ExecutionReport& report) override;

  /// After the close, when no thread uses the gate any more: audits the ledger, compares it with
  /// the venues' tape parent by parent, and adds what is wrong to the result's faults.
  void examine(RouterResult& result) const;

 private:
  /// What the thread of one session uses, on lines of its own.
  struct alignas(64) Session {
    explicit Session(plimsoll::Lane claimed) : lane(std::move(claimed)) {}
    plimsoll::Lane lane;
    std::uint64_t reports_amiss = 0;
    const char* first_amiss = "";
  };

  void examine_parent(const ParentOrder& order, const Tape& tape, RouterResult& result) const;

  RegionMemory memory_;
  plimsoll::Region region_;
  plimsoll::Lane lane_;               // the strategy's thread
  std::vector<Session> sessions_;     // by venue
  Names names_;
  std::vector<plimsoll::ParentId> parents_;   // by row
  plimsoll::ChildId in_doubt_;        // born, and not yet known to have left
  bool sent_refused_ = false;
};

}  // namespace gateway
