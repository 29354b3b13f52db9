// What the issue asks for, beside what was measured; and the tables for people.
#ifndef PLIMSOLL_PEERS_DRIVER_GOALS_HPP
#define PLIMSOLL_PEERS_DRIVER_GOALS_HPP

#include "bench.hpp"

namespace driver {

// A ratio of two figures of one run.
struct Goal {
    std::string says;
    bool at_most; // else at least
    double goal;
    double seen;

    bool is_met() const { return at_most ? seen <= goal : seen >= goal; }
};

// Those that can be told from what was measured.
std::vector<Goal> goals(const Results &results);

std::string json_of(const std::vector<Goal> &goals);

// The tables, in Markdown.
std::string tables(const Engines &engines, const Results &results,
                   const std::vector<Goal> &goals);

} // namespace driver

#endif
