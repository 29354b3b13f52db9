// An engine that was loaded, and one house of it that somebody plays in.
#ifndef PLIMSOLL_PEERS_DRIVER_ENGINE_HPP
#define PLIMSOLL_PEERS_DRIVER_ENGINE_HPP

#include "peer.h"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace driver {

// Ends the run: nothing goes on after something that must not be.
struct Failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

[[noreturn]] inline void fail(const std::string &says) { throw Failure(says); }

// A shared library's function by name; null where it has none of that name.
void *find_in(const std::string &library, const char *function);

const peer_engine_table *load_engine(const std::string &library);

// Bounds that are looked at and never reached.
inline peer_terms wide(std::uint32_t parents, std::uint32_t children) {
    const std::uint32_t client_ids = parents * 2 > 1u << 16 ? parents * 2 : 1u << 16;
    return {parents, children, children * 3, client_ids, (1u << 21) - 1, 1u << 21, 1u << 20, 0};
}

// A house of an engine, closed at the end.
class House {
    const peer_engine_table *table_;
    peer_house *house_;
    peer_hand *hands_[2];

  public:
    House(const peer_engine_table *table, const peer_terms &terms)
        : table_(table), house_(table->open(&terms)) {
        if (house_ == nullptr) fail(std::string(table->name) + " does not open");
        for (std::uint32_t i = 0; i < 2; ++i) hands_[i] = table->hand(house_, i);
    }
    ~House() {
        if (house_ != nullptr) table_->close(house_);
    }
    House(const House &) = delete;
    House &operator=(const House &) = delete;
    House(House &&other) noexcept : table_(other.table_), house_(other.house_) {
        hands_[0] = other.hands_[0];
        hands_[1] = other.hands_[1];
        other.house_ = nullptr;
    }

    const peer_engine_table &table() const { return *table_; }
    const peer_engine_table *operator->() const { return table_; }
    peer_hand *hand(std::uint32_t thread = 0) const { return hands_[thread]; }
    peer_house *raw() const { return house_; }
    bool is(std::uint32_t trait) const { return (table_->traits & trait) != 0; }
};

// Where all positions and the money of a house stand, in one number.
std::uint64_t books(const House &house);

// A number for numbers.
class Digest {
    std::uint64_t value_ = UINT64_C(0xcbf29ce484222325);

  public:
    void add(std::uint64_t word) {
        value_ = (value_ ^ word) * UINT64_C(0x100000001b3);
        value_ ^= value_ >> 29;
    }
    std::uint64_t value() const { return value_; }
};

// Sends every number to another: no two to the same, and neighbours far apart. (splitmix64)
inline std::uint64_t scattered(std::uint64_t z) {
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

// What a venue calls its execution of this number: no gateway can count on a pattern.
inline std::uint64_t execution_id(std::uint64_t number) { return scattered(number); }

// Dice that are the same for all.
class Dice {
    std::uint64_t state_;

  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() { return scattered(state_ += UINT64_C(0x9e3779b97f4a7c15)); }
    std::uint64_t below(std::uint64_t n) { return next() % n; }
    bool one_in(std::uint64_t n) { return below(n) == 0; }
};

} // namespace driver

#endif
