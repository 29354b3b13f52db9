#include "operator.hpp"

#include <sys/wait.h>

#include <cstdio>
#include <stdexcept>

namespace fleet {

Said operate(const std::string& program, const std::string& command, const std::string& file) {
  const std::string line = "'" + program + "' " + command + " '" + file + "' 2>&1";
  std::FILE* pipe = ::popen(line.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + program);
  Said said;
  char part[256];
  while (std::fgets(part, sizeof part, pipe) != nullptr) said.text += part;
  const int ended = ::pclose(pipe);
  said.status = WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
  while (!said.text.empty() && said.text.back() == '\n') said.text.pop_back();
  return said;
}

}  // namespace fleet
