// Property: an order lives through the C++ face as it does through C: admitted, routed, executed in
//           part, replaced, cancelled, executed in full, ended once and retired.
// Method:   one lane walks two children through every ordinary report, and looks at each station.

#include "desk.hpp"

#include <string>

using namespace plimsoll;

namespace {

Outcome book(Lane& lane, const Report& report) {
    const Outcome outcome = lane.report(report, desk::opens).value();
    CHECK(outcome.breach == Breach::None);
    return outcome;
}

ChildId route(const desk::Desk& desk, Lane& lane, ParentId parent, Qty qty) {
    return lane.route({parent, desk.venue, qty, desk::par}, desk::opens).value();
}

ChildId first_child(const desk::Desk& desk, Lane& lane, ParentId parent) {
    const ChildId child = route(desk, lane, parent, Qty(300));
    CHECK(desk.region.child(child)->state == ChildState::Born);
    lane.sent(child, desk::opens).value();
    book(lane, Report(child, ExecType::New));
    CHECK(desk.region.child(child)->state == ChildState::Live);

    Report fill = Report::trade(child, parse<ExecId>("E1").value(), Qty(100), desk::par);
    fill.cum_qty = Qty(100);
    fill.leaves_qty = Qty(200);
    fill.ord_status = OrdStatus::PartiallyFilled;
    CHECK(!book(lane, fill).duplicate);
    CHECK(book(lane, fill).duplicate);

    const RequestId larger = lane.request_replace(child, Qty(500), desk::par, desk::opens).value();
    CHECK(larger.child == child && larger.number == 1);
    CHECK(desk.region.child(child)->pending_replace);
    CHECK(desk.region.parent(parent)->headroom == Qty(500));
    Report replaced(child, ExecType::Replaced);
    replaced.request = larger.number;
    replaced.order_qty = Qty(500);
    book(lane, replaced);
    CHECK(desk.region.child(child)->order_qty == Qty(500));

    const RequestId off = lane.request_cancel(child, desk::opens).value();
    CHECK(off != larger);
    Report canceled(child, ExecType::Canceled);
    canceled.request = off.number;
    canceled.cum_qty = Qty(100);
    CHECK(*book(lane, canceled).child == child);
    return child;
}

void ends(desk::Desk& desk, Lane& lane, ParentId parent) {
    lane.amend(parent, Qty(600), desk::opens).value();
    const ChildId child = route(desk, lane, parent, Qty(500));
    lane.sent(child, desk::opens).value();
    CHECK(lane.retire(parent, desk::opens).status() == Status::NotEnded);
    CHECK(book(lane, Report::trade(child, ExecId(2), Qty(500), desk::par)).parent_done);
    const ParentView view = desk.region.parent(parent).value();
    CHECK(view.state == ParentState::Done && view.executed == Qty(600) && view.headroom == Qty(0));
    CHECK(view.client_id == ClientId(7) && view.side == Side::Buy && view.children == 2);
    CHECK(desk.region.exposure(desk.account, desk.instrument)->bought == 600);
    CHECK(desk.region.audit()->clean());
    lane.retire(parent, desk::opens).value();
    CHECK(desk.region.parent(parent).status() == Status::UnknownParent);
}

void lapses(desk::Desk& desk, Lane& lane) {
    NewParent terms = desk.order(20, Qty(100));
    terms.expire_time = Nanos(desk::opens.get() + 100);
    terms.lease_ns = 50;
    const ParentId parent = lane.admit(terms, desk::opens).value();
    const NewChild child = {parent, desk.venue, Qty(1), desk::par, TimeInForce::Day};
    const Nanos late(desk::opens.get() + 50);
    CHECK(lane.route(child, late).status() == Status::ParentLeaseExpired);
    lane.refresh(parent, late).value();
    lane.amend(parent, Qty(200), late).value();
    const Nanos over(desk::opens.get() + 100);
    CHECK(lane.route(child, over).status() == Status::ParentExpired);
    const Ticked ticked = lane.tick(over).value();
    CHECK(ticked.looked > 0 && ticked.lapsed == 1 && ticked.cooled == 0);
    CHECK(lane.refresh(parent, over).status() == Status::ParentDone);
}

void breaches(desk::Desk& desk, Lane& lane) {
    const ParentId parent = lane.admit(desk.order(8, Qty(100)), desk::opens).value();
    const ChildId child = route(desk, lane, parent, Qty(100));
    const Report fill = Report::trade(child, ExecId(3), Qty(150), desk::par);
    const Outcome over = lane.report(fill, desk::opens).value();
    CHECK(over.breach == Breach::Overfill && over.overfill == Qty(50));
    CHECK(over.raised.contains(Alarm::Overfill) && !over.raised.contains(Alarm::Suspense));
    CHECK(desk.region.alarm(Alarm::Overfill)->raised == 1);
    desk.control.acknowledge(Alarm::Overfill, desk::opens).value();

    Report stranger = Report::trade(ChildId(42), ExecId(4), Qty(1), desk::par);
    stranger.hint = Hint{desk.account, desk.instrument, Side::Sell};
    const Outcome suspense = lane.report(stranger, desk::opens).value();
    CHECK(suspense.breach == Breach::Suspense && !suspense.child && !suspense.parent);
    CHECK(desk.region.suspense()->gross == 1);
    CHECK(text(suspense.breach) == std::string("suspense"));
}

}  // namespace

int main() {
    static desk::Room room;
    desk::Desk desk(room);
    Lane lane = desk.region.lane(LaneIndex(0)).value();
    const ParentId parent = lane.admit(desk.order(7, Qty(1000)), desk::opens).value();
    CHECK(lane.admit(desk.order(7, Qty(1)), desk::opens).status() == Status::DuplicateClientId);
    CHECK(desk.region.find_parent(desk.account, ClientId(7)).value() == parent);
    CHECK(desk.region.prefetch(&parent, 1).ok());
    const ChildId child = first_child(desk, lane, parent);
    CHECK(desk.region.child(child)->state == ChildState::Canceled);
    CHECK(desk.region.parent(parent)->headroom == Qty(900));
    ends(desk, lane, parent);
    breaches(desk, lane);
    lapses(desk, lane);
    return 0;
}
