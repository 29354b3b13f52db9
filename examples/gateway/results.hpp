// What a run leaves behind: three CSV files for `cargo xtask demo`, and a verdict.
#pragma once

#include "router.hpp"

#include <string>
#include <vector>

namespace gateway {

/// Writes `routers.csv`, `refusals.csv` and `curve.csv` (the eighth router's) into `folder`, which
/// is there. False, with a message on standard error, when it cannot.
bool write_results(const std::string& folder, const std::vector<RouterResult>& results);

/// Prints the first faults of each router to standard error. True when there is none.
bool is_faultless(const std::vector<RouterResult>& results);

}  // namespace gateway
