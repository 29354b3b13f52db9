// Property: through C++ the slicers plan, and the gate routes as much of a plan as it allows.
// Method:   a sweep over three venues and a plan of the program's own; TWAP and VWAP for a whole
//           day.

#include "desk.hpp"

using namespace plimsoll;

namespace {

void sweeps(const desk::Desk& desk, Lane& lane) {
    const Level levels[] = {{desk.venue, Price(2500), Qty(60)},
                            {desk.venue, Price(2499), Qty(50), 2},
                            {desk.venue, Price(2499), Qty(50), 1}};
    const Plan plan = sweep(Side::Buy, Price(2500), Qty(130), 10, levels).value();
    CHECK(plan.size() == 3);
    CHECK(plan[0].price == Price(2499) && plan[0].qty == Qty(50));
    CHECK(plan[2].price == Price(2500) && plan[2].qty == Qty(30));
    CHECK(sweep(Side::Buy, Price(2400), Qty(130), 10, levels)->empty());
    const Maybe<Price> par = desk::par;
    CHECK(sweep(Side::Sell, Maybe<Price>(), Qty(130), 10, levels)->size() == 3);
    CHECK(sweep(Side::Buy, Maybe<Price>(), Qty(130), 10, nullptr, 0)->empty());
    const Qty large = Qty::max() + Qty(1);
    CHECK(sweep(Side::Buy, par, large, 10, levels).status() == Status::QuantityTooLarge);

    const ParentId parent = lane.admit(desk.order(1, Qty(100)), desk::opens).value();
    const TimeInForce at_once = TimeInForce::ImmediateOrCancel;
    const Driven driven = lane.route(parent, plan, at_once, desk::opens).value();
    CHECK(driven.size() == 2 && driven.refused() == Status::ExceedsHeadroom);
    for (std::size_t place = 0; place < driven.size(); ++place) {
        CHECK(driven[place].leg.qty == Qty(50));
        lane.sent(driven[place].child, desk::opens).value();
        CHECK(desk.region.child(driven[place].child)->time_in_force == at_once);
    }
    CHECK(desk.region.parent(parent)->working == Qty(100));
}

void a_plan_of_its_own(const desk::Desk& desk, Lane& lane) {
    const ParentId parent = lane.admit(desk.order(2, Qty(100)), desk::opens).value();
    Plan plan;
    CHECK(plan.empty());
    for (std::size_t place = 0; place < PLIM_LEGS_MAX; ++place) {
        CHECK(plan.add({desk.venue, Qty(1), desk::par}));
    }
    CHECK(!plan.add({desk.venue, Qty(1), desk::par}));
    const Driven driven = lane.route(parent, plan, TimeInForce::Day, desk::opens).value();
    const bool all = driven.size() == PLIM_LEGS_MAX;
    CHECK(driven.size() > 0);
    CHECK(driven.refused() == (all ? Status::Ok : Status::ChildrenFull));
}

void day(const Schedule& schedule, Qty total) {
    Qty sent(0);
    for (std::uint64_t now = 0; now < 1200; ++now) {
        const Qty due = schedule.due(total, sent, Nanos(now)).value();
        CHECK(sent + due <= schedule.target(total, Nanos(now)).value());
        sent = sent + due;
    }
    CHECK(sent == total);
}

}  // namespace

int main() {
    static desk::Room room;
    desk::Desk desk(room);
    Lane lane = desk.region.lane(LaneIndex(0)).value();
    sweeps(desk, lane);
    a_plan_of_its_own(desk, lane);
    const std::uint32_t weights[] = {3, 0, 1, 4};
    day(Schedule::twap(Nanos(100), Nanos(1000), 9, 10, Qty(500)), Qty(1003));
    day(Schedule::vwap(Nanos(100), Nanos(1000), weights, 4, 10, Qty(500)), Qty(1003));
    const Schedule never = Schedule::twap(Nanos(1), Nanos(1), 9, 10, Qty(500));
    CHECK(never.due(Qty(1), Qty(0), Nanos(1)).status() == Status::ScheduleNoTime);
    return 0;
}
