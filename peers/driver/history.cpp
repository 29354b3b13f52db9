#include "history.hpp"

#include <algorithm>
#include <map>

namespace driver {

namespace {

constexpr std::uint64_t TICK = 1000; // nanoseconds between two calls

// Plays steps to a house.
class Player {
    House house_;
    std::vector<std::uint64_t> parents_;
    std::vector<std::uint64_t> children_;
    std::uint64_t now_ = 1;

    std::int32_t perform(const Step &step) {
        peer_hand *hand = house_.hand(0);
        peer_hand *venue = house_.is(PEER_THREADS) ? house_.hand(1) : hand;
        switch (step.kind) {
        case Kind::ADMIT: {
            std::uint64_t id = 0;
            const std::int32_t answer = house_->admit(hand, &step.parent, now_, &id);
            if (answer == PEER_OK) parents_.push_back(id);
            return answer;
        }
        case Kind::ROUTE: {
            const peer_child order = {parents_[step.which], step.qty, step.price, step.venue, 0};
            std::uint64_t id = 0;
            const std::int32_t answer = house_->route(hand, &order, now_, &id);
            if (answer == PEER_OK) children_.push_back(id);
            return answer;
        }
        case Kind::ACK: return house_->ack(venue, children_[step.which], now_);
        case Kind::FILL: {
            const peer_fill fill = {children_[step.which], execution_id(step.execution), step.qty,
                                    step.price};
            return house_->fill(venue, &fill, now_);
        }
        case Kind::ASK_CANCEL: return house_->request_cancel(hand, children_[step.which], now_);
        case Kind::CANCELED:
            return house_->canceled(venue, children_[step.which], step.qty, now_);
        case Kind::CLOSE: return house_->cancel_parent(hand, parents_[step.which], now_);
        case Kind::RETIRE: return house_->retire(hand, parents_[step.which], now_);
        }
        return PEER_FAULT;
    }

    std::uint64_t state_after(const Step &step) const {
        Digest digest;
        const bool child = step.kind == Kind::ACK || step.kind == Kind::FILL ||
                           step.kind == Kind::ASK_CANCEL || step.kind == Kind::CANCELED;
        if (child) {
            peer_child_state at{};
            digest.add(std::uint64_t(
                house_->child_state(house_.hand(), children_[step.which], &at)));
            digest.add(at.executed);
            digest.add(at.leaves);
            digest.add(at.state);
            digest.add(at.pending_cancel);
        }
        for (std::uint64_t parent : parents_) {
            peer_parent_state at{};
            digest.add(std::uint64_t(house_->parent_state(house_.hand(), parent, &at)));
            digest.add(at.executed);
            digest.add(at.reserved);
            digest.add(at.headroom);
            digest.add(at.overfill);
            digest.add(at.sent);
            digest.add(at.children);
            digest.add(at.state);
        }
        return digest.value();
    }

  public:
    explicit Player(const peer_engine_table *engine) : house_(engine, wide(256, 8192)) {}

    Expected play(const Step &step) {
        now_ += TICK;
        const std::int32_t answer = perform(step);
        return {answer, state_after(step)};
    }
    std::size_t parents() const { return parents_.size(); }
    std::size_t children() const { return children_.size(); }
    std::uint64_t books() const { return driver::books(house_); }
};

// What the maker of a history knows of an order at its venue.
struct Order {
    std::uint32_t number;
    std::uint32_t parent;
    std::uint64_t qty;
    std::int64_t price;
    std::uint64_t cum = 0; // the venue's
    bool over = false;
    bool asked = false;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> told; // executions that were reported
    std::vector<std::pair<std::uint64_t, std::uint64_t>> late; // and that will be
};

struct Known {
    std::uint32_t number;
    peer_parent order;
    bool closed = false;
};

// Makes up the next call.
class Maker {
    Dice dice_;
    std::vector<Known> parents_;
    std::vector<Order> orders_;
    std::uint64_t client_ids_ = 0;
    std::uint64_t executions_ = 0;

    Step admit() {
        peer_parent order{};
        order.client_id = ++client_ids_;
        if (dice_.one_in(20)) order.client_id = 1 + dice_.below(client_ids_);
        order.qty = 10 * (1 + dice_.below(200));
        if (dice_.one_in(30)) order.qty += 3;
        order.side = dice_.one_in(2) ? 1 : 2;
        order.price = PEER_REFERENCE + std::int64_t(dice_.below(900)) - 450;
        if (dice_.one_in(30)) order.price = PEER_REFERENCE + (order.side == 1 ? 700 : -700);
        order.account = std::uint32_t(dice_.below(PEER_ACCOUNTS));
        order.instrument = std::uint32_t(dice_.below(PEER_INSTRUMENTS));
        order.max_children = 4 + std::uint32_t(dice_.below(30));
        order.max_sent = order.qty * 3;
        if (dice_.one_in(10)) order.expires = 1 + TICK * (400 + dice_.below(2000));
        return {Kind::ADMIT, 0, 0, 0, 0, 0, order};
    }

    Step route() {
        const Known &parent = parents_[dice_.below(parents_.size())];
        std::uint64_t qty = 10 * (1 + dice_.below(parent.order.qty / 30 + 1));
        std::int64_t price = parent.order.price;
        price += (parent.order.side == 1 ? -1 : 1) * std::int64_t(dice_.below(20));
        switch (dice_.below(40)) {
        case 0: qty = 0; break;
        case 1: qty += 1; break;
        case 2: qty = PEER_MAX_QTY + 10; break;
        case 3: price = parent.order.price + (parent.order.side == 1 ? 1 : -1); break;
        case 4: qty = parent.order.qty; break;
        default: break;
        }
        const auto venue = std::uint32_t(dice_.below(PEER_VENUES));
        return {Kind::ROUTE, parent.number, venue, qty, price, 0, {}};
    }

    Step fill(Order &order) {
        if (!order.told.empty() && dice_.one_in(6)) {
            const auto again = order.told[dice_.below(order.told.size())];
            return report(order, again);
        }
        if (!order.late.empty() && (order.over || dice_.one_in(2))) {
            const auto now = order.late.back();
            order.late.pop_back();
            order.told.push_back(now);
            return report(order, now);
        }
        if (order.over) return {Kind::ACK, order.number, 0, 0, 0, 0, {}};
        const std::uint64_t rest = order.qty - std::min(order.qty, order.cum);
        std::uint64_t qty = rest == 0 ? 0 : 1 + dice_.below(rest);
        if (dice_.one_in(100)) qty = rest + 1 + dice_.below(30); // more than was ordered
        if (qty == 0) return {Kind::ACK, order.number, 0, 0, 0, 0, {}};
        order.cum += qty;
        const std::pair<std::uint64_t, std::uint64_t> made = {++executions_, qty};
        if (dice_.one_in(5)) {
            order.late.push_back(made); // the venue has executed it, and we do not know yet
            return {Kind::ACK, order.number, 0, 0, 0, 0, {}};
        }
        order.told.push_back(made);
        return report(order, made);
    }

    static Step report(const Order &order, std::pair<std::uint64_t, std::uint64_t> execution) {
        return {Kind::FILL, order.number, 0, execution.second, order.price, execution.first, {}};
    }

    Step cancel(Order &order) {
        if (!order.asked) {
            order.asked = true;
            return {Kind::ASK_CANCEL, order.number, 0, 0, 0, 0, {}};
        }
        if (order.over || order.cum >= order.qty) return fill(order);
        order.over = true;
        return {Kind::CANCELED, order.number, 0, order.cum, 0, 0, {}};
    }

  public:
    explicit Maker(std::uint64_t seed) : dice_(seed) {}

    Step next() {
        if (parents_.size() < 3 || (dice_.one_in(25) && parents_.size() < 40)) return admit();
        const std::uint64_t what = dice_.below(100);
        if (orders_.empty() || what < 30) return route();
        Order &order = orders_[dice_.below(orders_.size())];
        if (what < 45) return {Kind::ACK, order.number, 0, 0, 0, 0, {}};
        if (what < 80) return fill(order);
        if (what < 93) return cancel(order);
        Known &parent = parents_[dice_.below(parents_.size())];
        if (what < 94 && !parent.closed) {
            parent.closed = true;
            return {Kind::CLOSE, parent.number, 0, 0, 0, 0, {}};
        }
        return {Kind::RETIRE, parent.number, 0, 0, 0, 0, {}};
    }

    // Takes note of what became of a call.
    void learn(const Step &step, std::int32_t answer, const Player &player) {
        if (answer != PEER_OK) return;
        if (step.kind == Kind::ADMIT)
            parents_.push_back({std::uint32_t(player.parents() - 1), step.parent});
        if (step.kind == Kind::ROUTE) {
            Order order{};
            order.number = std::uint32_t(player.children() - 1);
            order.parent = step.which;
            order.qty = step.qty;
            order.price = step.price;
            orders_.push_back(order);
        }
        if (step.kind == Kind::RETIRE) {
            const auto is_its = [&](const Order &order) { return order.parent == step.which; };
            orders_.erase(std::remove_if(orders_.begin(), orders_.end(), is_its), orders_.end());
            const auto is_it = [&](const Known &known) { return known.number == step.which; };
            parents_.erase(std::remove_if(parents_.begin(), parents_.end(), is_it),
                           parents_.end());
        }
    }
};

const char *name_of(Kind kind) {
    static const char *const NAMES[] = {"admit",      "route",    "ack",   "fill",
                                        "ask cancel", "canceled", "close", "retire"};
    return NAMES[std::size_t(kind)];
}

} // namespace

std::vector<std::pair<std::int32_t, std::uint32_t>> History::answers() const {
    std::map<std::int32_t, std::uint32_t> counts;
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (steps[i].kind == Kind::ADMIT || steps[i].kind == Kind::ROUTE ||
            steps[i].kind == Kind::RETIRE)
            ++counts[expected[i].answer];
    return {counts.begin(), counts.end()};
}

History make_history(const peer_engine_table *engine, std::uint64_t seed, std::size_t length) {
    Player player(engine);
    Maker maker(seed);
    History history{seed, {}, {}, 0};
    for (std::size_t i = 0; i < length; ++i) {
        const Step step = maker.next();
        const Expected expected = player.play(step);
        maker.learn(step, expected.answer, player);
        history.steps.push_back(step);
        history.expected.push_back(expected);
    }
    history.books = player.books();
    return history;
}

std::optional<std::string> difference(const peer_engine_table *engine, const History &history) {
    Player player(engine);
    for (std::size_t i = 0; i < history.steps.size(); ++i) {
        const Step &step = history.steps[i];
        const Expected found = player.play(step);
        const Expected &expected = history.expected[i];
        const std::string where = std::string(engine->name) + ", seed " +
                                  std::to_string(history.seed) + ", call " + std::to_string(i) +
                                  " (" + name_of(step.kind) + "): ";
        if (found.answer != expected.answer)
            return where + "answers " + std::to_string(found.answer) + ", not " +
                   std::to_string(expected.answer);
        if (found.state != expected.state) return where + "its books differ";
    }
    if (player.books() == history.books) return std::nullopt;
    return std::string(engine->name) + ", seed " + std::to_string(history.seed) +
           ": positions or money differ at the end";
}

} // namespace driver
