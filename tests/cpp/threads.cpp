// Property: two lanes on two threads share a parent through the C++ face, never send more than its
//           quantity, and count an execution that both report once.
// Method:   each thread routes until nothing is left, then reports every child of both.

#include "desk.hpp"

#include <array>
#include <thread>
#include <vector>

using namespace plimsoll;

namespace {

constexpr std::uint64_t quantity = 40;

struct Trader {
    Lane lane;
    std::vector<ChildId> children{};
    std::uint64_t counted = 0;
};

void route(const desk::Desk& desk, ParentId parent, Trader& trader) {
    for (;;) {
        const auto child = trader.lane.route({parent, desk.venue, Qty(1), desk::par}, desk::opens);
        if (child.status() == Status::ExceedsHeadroom) {
            break;
        }
        trader.children.push_back(child.value());
    }
}

/// Reports every child of both.
void report(const std::vector<ChildId>& children, Trader& trader) {
    for (const ChildId child : children) {
        const Report fill = Report::trade(child, ExecId(1), Qty(1), desk::par);
        trader.counted += trader.lane.report(fill, desk::opens)->duplicate ? 0 : 1;
    }
}

template <class Work> void both(std::array<Trader, 2>& traders, Work work) {
    std::thread first([&] { work(traders[0]); });
    std::thread second([&] { work(traders[1]); });
    first.join();
    second.join();
}

}  // namespace

int main() {
    static desk::Room room;
    const desk::Desk desk(room);
    std::array<Trader, 2> traders = {Trader{desk.region.lane(LaneIndex(0)).value()},
                                     Trader{desk.region.lane(LaneIndex(1)).value()}};
    const NewParent terms = desk.order(1, Qty(quantity));
    const ParentId parent = traders[0].lane.admit(terms, desk::opens).value();
    both(traders, [&](Trader& trader) { route(desk, parent, trader); });
    std::vector<ChildId> children = traders[0].children;
    children.insert(children.end(), traders[1].children.begin(), traders[1].children.end());
    CHECK(children.size() == quantity);
    both(traders, [&](Trader& trader) { report(children, trader); });
    CHECK(traders[0].counted + traders[1].counted == quantity);
    CHECK(desk.region.parent(parent)->executed == Qty(quantity));
    CHECK(desk.region.audit()->clean());
    return 0;
}
