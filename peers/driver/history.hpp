// Random histories: made once against one engine, then played to every other, and compared call by
// call and book by book.
#ifndef PLIMSOLL_PEERS_DRIVER_HISTORY_HPP
#define PLIMSOLL_PEERS_DRIVER_HISTORY_HPP

#include "engine.hpp"

#include <optional>

namespace driver {

enum class Kind : std::uint8_t { ADMIT, ROUTE, ACK, FILL, ASK_CANCEL, CANCELED, CLOSE, RETIRE };

// One call. Parents and children are numbered in the order of their births, engine by engine.
struct Step {
    Kind kind;
    std::uint32_t which; // parent, or child
    std::uint32_t venue;
    std::uint64_t qty; // or the venue's CumQty
    std::int64_t price;
    std::uint64_t execution;
    peer_parent parent;
};

struct Expected {
    std::int32_t answer;
    std::uint64_t state; // of what the call was about
};

struct History {
    std::uint64_t seed;
    std::vector<Step> steps;
    std::vector<Expected> expected;
    std::uint64_t books;
    // How often each answer came: what the history has tried.
    std::vector<std::pair<std::int32_t, std::uint32_t>> answers() const;
};

// Makes a history of `length` calls by playing it to `engine`.
History make_history(const peer_engine_table *engine, std::uint64_t seed, std::size_t length);

// Where `engine` first differs from a history; nothing where it does not.
std::optional<std::string> difference(const peer_engine_table *engine, const History &history);

// Breaks each check alone. Where `engine` first answers otherwise than it must; nothing where it
// does not.
std::optional<std::string> wrong_check(const peer_engine_table *engine);

// How many scenes `wrong_check` plays.
std::size_t checks();

} // namespace driver

#endif
