// A store as it is written first: standard maps, and every order an object of its own on the heap.
#ifndef PLIMSOLL_PEERS_MAP_STORE_HPP
#define PLIMSOLL_PEERS_MAP_STORE_HPP

#include "engine.hpp"

#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace peers {

enum class ExecutionIds { GLOBAL, PER_ORDER };

template <ExecutionIds IDS> class MapStore {
  public:
    struct Child;
    struct Parent : ParentTerms {
        std::vector<Child *> list;
    };
    struct Execution {
        std::uint64_t id;
        std::uint64_t qty;
        std::int64_t price;
    };
    struct Child : ChildTerms {
        Parent *parent = nullptr;
        std::vector<Execution> executions;
        std::unordered_set<std::uint64_t> execution_ids; // where they are kept per order
    };

    explicit MapStore(const peer_terms &) {
        for (std::uint32_t i = 0; i < PEER_ACCOUNTS; ++i) accounts_[i];
        for (std::uint32_t i = 0; i < PEER_INSTRUMENTS; ++i) instruments_[i];
        for (std::uint32_t i = 0; i < PEER_VENUES; ++i) venues_[i];
    }

    Account &account(std::uint32_t id) { return accounts_.find(id)->second; }
    Instrument &instrument(std::uint32_t id) { return instruments_.find(id)->second; }
    Venue &venue(std::uint32_t id) { return venues_.find(id)->second; }
    Position &position(std::uint32_t account, std::uint32_t instrument) {
        return positions_[std::uint64_t(account) << 32 | instrument];
    }

    Parent *parent(std::uint64_t id) {
        const auto found = parents_.find(id);
        return found == parents_.end() ? nullptr : found->second.get();
    }
    Child *child(std::uint64_t id) {
        const auto found = children_.find(id);
        return found == children_.end() ? nullptr : found->second.get();
    }
    Parent &parent_of(Child &child) { return *child.parent; }

    Parent *make_parent() {
        auto parent = std::make_unique<Parent>();
        parent->id = ++last_id_;
        return (parents_[parent->id] = std::move(parent)).get();
    }
    Child *make_child(Parent &parent) {
        auto made = std::make_unique<Child>();
        made->id = ++last_id_;
        made->parent = &parent;
        Child *child = made.get();
        children_.emplace(child->id, std::move(made));
        parent.list.push_back(child);
        return child;
    }

    // False where the execution was known.
    bool record(Child &child, const peer_fill &fill) {
        auto &ids = IDS == ExecutionIds::GLOBAL ? execution_ids_ : child.execution_ids;
        if (!ids.insert(fill.execution).second) return false;
        child.executions.push_back({fill.execution, fill.qty, fill.price});
        return true;
    }

    void free(Parent &parent) {
        for (Child *child : parent.list) {
            if (IDS == ExecutionIds::GLOBAL)
                for (const Execution &execution : child->executions)
                    execution_ids_.erase(execution.id);
            children_.erase(child->id);
        }
        parents_.erase(parent.id);
    }

    bool is_claimed(std::uint32_t account, std::uint64_t client_id) const {
        return client_ids_[account].count(client_id) != 0;
    }
    void claim(std::uint32_t account, std::uint64_t client_id) {
        client_ids_[account].insert(client_id);
    }

  private:
    std::unordered_map<std::uint32_t, Account> accounts_;
    std::unordered_map<std::uint32_t, Instrument> instruments_;
    std::unordered_map<std::uint32_t, Venue> venues_;
    std::unordered_map<std::uint64_t, Position> positions_;
    std::unordered_map<std::uint64_t, std::unique_ptr<Parent>> parents_;
    std::unordered_map<std::uint64_t, std::unique_ptr<Child>> children_;
    std::unordered_set<std::uint64_t> execution_ids_; // where they are kept in one set
    std::unordered_set<std::uint64_t> client_ids_[PEER_ACCOUNTS];
    std::uint64_t last_id_ = 0;
};

} // namespace peers

#endif
