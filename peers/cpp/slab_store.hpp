// Stores that a good engineer writes: everything is made at `open`, and no lock is taken.
//
// HASHED: orders have running numbers, and tables by open addressing lead to them and to
// executions.
// INDEXED: an order's number is its place and how often the place was used; executions hang on
// their child. It is the least that the same checks and records can cost with one thread.
#ifndef PLIMSOLL_PEERS_SLAB_STORE_HPP
#define PLIMSOLL_PEERS_SLAB_STORE_HPP

#include "engine.hpp"
#include "slab.hpp"

namespace peers {

enum class Handles { HASHED, INDEXED };

template <Handles HANDLES> class SlabStore {
    static constexpr bool INDEXED = HANDLES == Handles::INDEXED;
    using Orders = Table<Keys::RUNNING>; // our own numbers

  public:
    struct alignas(64) Parent : ParentTerms {
        std::uint32_t index = 0;
        std::uint32_t newest = NONE; // of its children
        std::uint32_t uses = 0;
    };
    struct alignas(64) Child : ChildTerms {
        std::uint32_t parent = 0;
        std::uint32_t index = 0;
        std::uint32_t older = NONE;     // of its parent's children
        std::uint32_t executions = NONE; // the newest
        std::uint32_t uses = 0;
    };
    static_assert(sizeof(Child) == 64, "one line for a child");
    struct Execution {
        std::uint64_t id;
        std::uint64_t qty;
        std::int64_t price;
        std::uint32_t older;
    };

    explicit SlabStore(const peer_terms &terms)
        : parents_(terms.parents), children_(terms.children), executions_(terms.executions),
          parent_ids_(INDEXED ? 1 : terms.parents), child_ids_(INDEXED ? 1 : terms.children),
          execution_ids_(INDEXED ? 1 : terms.executions), client_ids_(terms.client_ids) {}

    Account &account(std::uint32_t id) { return accounts_[id]; }
    Instrument &instrument(std::uint32_t id) { return instruments_[id]; }
    Venue &venue(std::uint32_t id) { return venues_[id]; }
    Position &position(std::uint32_t account, std::uint32_t instrument) {
        return positions_[account * PEER_INSTRUMENTS + instrument];
    }

    Parent *parent(std::uint64_t id) { return find(parents_, parent_ids_, id); }
    Child *child(std::uint64_t id) { return find(children_, child_ids_, id); }
    Parent &parent_of(Child &child) { return parents_[child.parent]; }

    Parent *make_parent() { return make(parents_, parent_ids_); }
    Child *make_child(Parent &parent) {
        Child *child = make(children_, child_ids_);
        if (child == nullptr) return nullptr;
        child->parent = parent.index;
        child->older = parent.newest;
        parent.newest = child->index;
        return child;
    }

    // False where the execution was known.
    bool record(Child &child, const peer_fill &fill) {
        if (INDEXED) {
            for (std::uint32_t at = child.executions; at != NONE; at = executions_[at].older)
                if (executions_[at].id == fill.execution) return false;
        } else if (execution_ids_.find(fill.execution) != NONE) {
            return false;
        }
        const std::uint32_t index = executions_.take();
        // A full table books the execution all the same, and cannot know it again.
        if (index == NONE) return true;
        executions_[index] = {fill.execution, fill.qty, fill.price, child.executions};
        child.executions = index;
        if (!INDEXED) execution_ids_.insert(fill.execution, index);
        return true;
    }

    void free(Parent &parent) {
        for (std::uint32_t at = parent.newest; at != NONE;) {
            Child &child = children_[at];
            for (std::uint32_t it = child.executions; it != NONE; it = executions_[it].older) {
                if (!INDEXED) execution_ids_.erase(executions_[it].id);
                executions_.give(it);
            }
            const std::uint32_t older = child.older;
            give(children_, child_ids_, child);
            at = older;
        }
        give(parents_, parent_ids_, parent);
    }

    bool is_claimed(std::uint32_t account, std::uint64_t client_id) const {
        return client_ids_.find(client_key(account, client_id)) != NONE;
    }
    void claim(std::uint32_t account, std::uint64_t client_id) {
        client_ids_.insert(client_key(account, client_id), account);
    }

  private:
    static std::uint64_t client_key(std::uint32_t account, std::uint64_t client_id) {
        return (client_id << 1 | account) + 1;
    }

    template <class Item> Item *find(Slab<Item> &slab, const Orders &table, std::uint64_t id) {
        if (!INDEXED) {
            const std::uint32_t index = table.find(id);
            return index == NONE ? nullptr : &slab[index];
        }
        const std::uint32_t index = std::uint32_t(id);
        if (index >= slab.size()) return nullptr;
        Item &item = slab[index];
        return item.id == id ? &item : nullptr;
    }
    template <class Item> Item *make(Slab<Item> &slab, Orders &table) {
        const std::uint32_t index = slab.take();
        if (index == NONE) return nullptr;
        Item &item = slab[index];
        const std::uint32_t uses = item.uses + 1;
        item = Item{};
        item.uses = uses;
        item.index = index;
        item.id = INDEXED ? std::uint64_t(uses) << 32 | index : ++last_id_;
        if (!INDEXED) table.insert(item.id, index);
        return &item;
    }
    template <class Item> void give(Slab<Item> &slab, Orders &table, Item &item) {
        if (!INDEXED) table.erase(item.id);
        item.id = 0;
        slab.give(item.index);
    }

    Account accounts_[PEER_ACCOUNTS];
    Instrument instruments_[PEER_INSTRUMENTS];
    Venue venues_[PEER_VENUES];
    Position positions_[PEER_ACCOUNTS * PEER_INSTRUMENTS];
    Slab<Parent> parents_;
    Slab<Child> children_;
    Slab<Execution> executions_;
    Orders parent_ids_;
    Orders child_ids_;
    Table<Keys::ANY> execution_ids_;
    Table<Keys::ANY> client_ids_;
    std::uint64_t last_id_ = 0;
};

} // namespace peers

#endif
