// The acts, and what they are given.
#pragma once

#include "../gateway/orders.hpp"
#include "verdict.hpp"

#include <string>
#include <vector>

namespace fleet {

struct Stage {
  std::string folder;                          // where the region files are made
  std::string plimsoll;                        // the operator's program
  std::vector<gateway::ParentOrder> orders;    // of all eight servers
  bool broken = false;
};

/// Eight servers and one manifest: the eighth has the older registry, and cannot be armed.
void stale(const Stage& stage, Verdict& verdict);

/// 97 warnings before the open: nobody answers, and routing stops by itself.
void warnings(const Stage& stage, Verdict& verdict);

/// A newer build has used the region: this one is refused.
void rollback(const Stage& stage, Verdict& verdict);

/// `plimsoll kill`, from another process, while a gateway routes.
void kill(const Stage& stage, Verdict& verdict);

}  // namespace fleet
