// The operator's program, as a person would run it: in another process.
#pragma once

#include <string>

namespace fleet {

/// What it said, on both streams, and its exit status.
struct Said {
  std::string text;
  int status = 0;
};

/// Runs `program` with a command, `kill` say, on a file. Throws when it cannot be run.
Said operate(const std::string& program, const std::string& command, const std::string& file);

}  // namespace fleet
