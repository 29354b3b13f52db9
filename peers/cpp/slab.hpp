// Blocks that are made once, and a table of numbers by open addressing: no allocation after `open`.
#ifndef PLIMSOLL_PEERS_SLAB_HPP
#define PLIMSOLL_PEERS_SLAB_HPP

#include <cstdint>
#include <vector>

namespace peers {

constexpr std::uint32_t NONE = UINT32_MAX;

// Items by index; a free one is used again, the last first.
template <class Item> class Slab {
    std::vector<Item> items_;
    std::vector<std::uint32_t> free_;

  public:
    explicit Slab(std::uint32_t capacity) : items_(capacity) {
        free_.reserve(capacity);
        for (std::uint32_t i = capacity; i > 0; --i) free_.push_back(i - 1);
    }
    std::uint32_t take() {
        if (free_.empty()) return NONE;
        const std::uint32_t index = free_.back();
        free_.pop_back();
        return index;
    }
    void give(std::uint32_t index) { free_.push_back(index); }
    Item &operator[](std::uint32_t index) { return items_[index]; }
    std::uint32_t size() const { return std::uint32_t(items_.size()); }
};

// What the keys of a table are like: running numbers are their own best hash.
enum class Keys { RUNNING, ANY };

// From a key, never 0, to a number. Linear probing at a load of at most a half.
template <Keys KEYS> class Table {
    struct Entry {
        std::uint64_t key;
        std::uint64_t value;
    };
    std::vector<Entry> entries_;
    std::uint64_t mask_;

    std::uint64_t home(std::uint64_t key) const {
        if (KEYS == Keys::RUNNING) return key & mask_;
        key *= UINT64_C(0x9e3779b97f4a7c15);
        return (key >> 32 ^ key) & mask_;
    }
    static std::uint64_t round_up(std::uint64_t n) {
        std::uint64_t size = 16;
        while (size < n) size *= 2;
        return size;
    }

  public:
    explicit Table(std::uint64_t capacity)
        : entries_(round_up(capacity * 2), Entry{0, 0}), mask_(entries_.size() - 1) {}

    // NONE where it is not there.
    std::uint32_t find(std::uint64_t key) const {
        for (std::uint64_t at = home(key); entries_[at].key != 0; at = (at + 1) & mask_)
            if (entries_[at].key == key) return std::uint32_t(entries_[at].value);
        return NONE;
    }
    // False where it was there.
    bool insert(std::uint64_t key, std::uint32_t value) {
        std::uint64_t at = home(key);
        for (; entries_[at].key != 0; at = (at + 1) & mask_)
            if (entries_[at].key == key) return false;
        entries_[at] = {key, value};
        return true;
    }
    void erase(std::uint64_t key) {
        std::uint64_t hole = home(key);
        while (entries_[hole].key != key) {
            if (entries_[hole].key == 0) return;
            hole = (hole + 1) & mask_;
        }
        // Whatever probed past the hole moves into it.
        for (std::uint64_t at = (hole + 1) & mask_; entries_[at].key != 0; at = (at + 1) & mask_) {
            const std::uint64_t from = home(entries_[at].key);
            if (((at - from) & mask_) < ((at - hole) & mask_)) continue;
            entries_[hole] = entries_[at];
            hole = at;
        }
        entries_[hole] = {0, 0};
    }
};

} // namespace peers

#endif
