// Whether everything was as an act claims.
#pragma once

#include <plimsoll.hpp>

#include <iostream>
#include <string>

namespace fleet {

class Verdict {
 public:
  void expect(bool holds, const std::string& claim) {
    if (holds) return;
    holds_ = false;
    std::cerr << "not so: " << claim << '\n';
  }
  /// A call must answer just this.
  void expect(plimsoll::Status answer, plimsoll::Status claimed, const std::string& call) {
    expect(answer == claimed,
           call + " answers " + plimsoll::text(claimed) + "; it was " + plimsoll::text(answer));
  }

  bool holds() const { return holds_; }

 private:
  bool holds_ = true;
};

}  // namespace fleet
