// What happens around the day of 1 August 2012: before the open, in the evening, and at 9:31.
//
//   fleet ACT FOLDER PLIMSOLL ORDERS.csv… [--break]
//
// The region files are made in FOLDER; PLIMSOLL is the operator's program. Each act checks itself.
// With --break one thing is done otherwise than a careful firm would, and the check must say so.
// Exit status: 0; 1 when something was otherwise than claimed; 2 when the act could not be played.

#include "acts.hpp"

#include <cstdlib>
#include <exception>
#include <iostream>
#include <map>

namespace {

constexpr int kOtherwise = 1;
constexpr int kUnusable = 2;

using Act = void (*)(const fleet::Stage&, fleet::Verdict&);

const std::map<std::string, Act> kActs = {{"stale", fleet::stale},
                                          {"warnings", fleet::warnings},
                                          {"rollback", fleet::rollback},
                                          {"kill", fleet::kill}};

int play(Act act, const fleet::Stage& stage) {
  fleet::Verdict verdict;
  act(stage, verdict);
  std::cout.flush();
  return verdict.holds() ? EXIT_SUCCESS : kOtherwise;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> words(argv, argv + argc);
  fleet::Stage stage;
  if (words.back() == "--break") {
    stage.broken = true;
    words.pop_back();
  }
  if (words.size() < 5 || kActs.count(words[1]) == 0) {
    std::cerr << "usage: fleet stale|warnings|rollback|kill FOLDER PLIMSOLL ORDERS.csv… "
                 "[--break]\n";
    return kUnusable;
  }
  stage.folder = words[2];
  stage.plimsoll = words[3];
  for (std::size_t file = 4; file < words.size(); ++file) {
    if (!gateway::read_orders(words[file], stage.orders)) return kUnusable;
  }
  try {
    return play(kActs.at(words[1]), stage);
  } catch (const std::exception& fault) {
    std::cerr << words[1] << ": " << fault.what() << '\n';
    return kUnusable;
  }
}
