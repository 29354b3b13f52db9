// A gate that stands open: every child is born and nobody keeps a ledger. This is the gateway of
// that day.
#pragma once

#include "gate.hpp"

#include <cstdint>
#include <string>

namespace gateway {

class OpenGate final : public Gate {
 public:
  bool admit(const std::vector<ParentOrder>&) override { return true; }
  Answer route(const ParentOrder&, const ChildTerms&, Nanos) override {
    Answer answer;
    answer.born = true;
    answer.cl_ord_id = ClOrdId(std::to_string(++last_id_));
    return answer;
  }
  void sent(Nanos) override {}
  /// One part of the firm knew that the parents were filled. It was not this part.
  void report(unsigned, const ExecutionReport&) override {}

 private:
  std::uint64_t last_id_ = 0;
};

}  // namespace gateway
