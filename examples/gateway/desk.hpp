// Where strategies send from: the clock, the gate and the wire, in this order.
#pragma once

#include "gate.hpp"
#include "session.hpp"
#include "venue.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

namespace gateway {

/// What the strategy tried and what came of it. Nanos are simulated.
struct Attempts {
  std::uint64_t made = 0;
  std::uint64_t born = 0;
  std::map<std::string_view, std::uint64_t> refused;   // by the gate's word, which is static
  bool any_refused = false;
  Nanos first_refused_at = 0;
  bool halted = false;
  Nanos halted_at = 0;                            // the first refusal because of a thrown switch
};

class Desk {
 public:
  Desk(Gate& gate, std::vector<std::unique_ptr<Session>>& sessions, const Bell& bell, Nanos close)
      : gate_(gate), sessions_(sessions), bell_(bell), close_(close) {}

  /// Whether trading goes on: the bell has not rung and the clock is before the close.
  bool open() const { return now_ < close_ && !bell_.rung(); }
  Nanos now() const { return now_; }
  /// Moves the simulated clock. Nobody in this program sleeps.
  void advance(Nanos by) { now_ += by; }

  unsigned venues() const { return static_cast<unsigned>(sessions_.size()); }
  const Quote& quote(unsigned venue) const { return sessions_[venue]->quote(); }

  /// Sends a child for `parent`, if the gate lets it be born. Whether it was.
  bool send(const ParentOrder& parent, const ChildTerms& child);

  const Attempts& attempts() const { return attempts_; }

 private:
  void note_refusal(const Answer& answer);

  Gate& gate_;
  std::vector<std::unique_ptr<Session>>& sessions_;
  const Bell& bell_;
  const Nanos close_;
  Nanos now_ = 0;
  Attempts attempts_;
};

}  // namespace gateway
