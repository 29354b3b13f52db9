// Property: busts, statements, cooling and suspense are in C++ what they are in C.
// Method:   one desk with a venue that cools; every call once rightly and once wrongly, and what
//           the views, alarms and events say of it.

#include "desk.hpp"

using namespace plimsoll;

namespace {

ChildId route(const desk::Desk& desk, Lane& lane, ParentId parent, Qty qty) {
    const ChildId child =
        lane.route({parent, desk.venue, qty, desk::par}, desk::opens).value();
    lane.sent(child, desk::opens).value();
    return child;
}

/// A venue's word on one order.
Report word(ChildId child, OrdStatus status, Qty cum_qty) {
    Report report(child, ExecType::OrderStatus);
    report.ord_status = status;
    report.cum_qty = cum_qty;
    return report;
}

void busts(const desk::Desk& desk, Lane& lane) {
    const ParentId parent = lane.admit(desk.order(1, Qty(100)), desk::opens).value();
    const ChildId child = route(desk, lane, parent, Qty(100));
    const Report fill = Report::trade(child, ExecId(1), Qty(40), desk::par);
    lane.report(fill, desk::opens).value();
    const Report fix =
        Report::correction(child, ExecId(2), ExecId(1), Qty(50), desk::par);
    CHECK(!lane.report(fix, desk::opens)->raised.contains(Alarm::Bust));
    CHECK(desk.region.parent(parent)->executed == Qty(50));
    const Report bust = Report::bust(child, ExecId(3), ExecId(2));
    const Outcome outcome = lane.report(bust, desk::opens).value();
    CHECK(outcome.breach == Breach::None && outcome.raised.contains(Alarm::Bust));
    CHECK(!outcome.cancel_wanted);
    CHECK(desk.region.parent(parent)->executed == Qty(0));
    CHECK(desk.region.parent(parent)->state == ParentState::Held);
    CHECK(desk.region.alarm(Alarm::Bust)->value == 50);
    CHECK(desk.region.alarm(Alarm::Bust)->other == 0);
    CHECK(lane.report(bust, desk::opens)->duplicate);

    lane.report(Report(child, ExecType::New), desk::opens).value();
    lane.request_replace(child, Qty(90), desk::par, desk::opens).value();
    Report rejected(child, ExecType::CancelRejected);
    rejected.request = lane.request_cancel(child, desk::opens)->number;
    CHECK(lane.report(rejected, desk::opens)->cancel_wanted);
    CHECK(desk.region.child(child)->cancel_wanted);
    CHECK(desk.region.child(child)->pending_replace);
}

void statements(desk::Desk& desk, Lane& lane) {
    const ParentId parent = lane.admit(desk.order(2, Qty(100)), desk::opens).value();
    const ChildId child = route(desk, lane, parent, Qty(60));
    const Report stated = word(child, OrdStatus::PartiallyFilled, Qty(20));
    const Outcome outcome = desk.control.status(stated, desk::opens).value();
    CHECK(*outcome.child == child && outcome.raised.contains(Alarm::Difference));
    CHECK(desk.region.child(child)->inferred_qty == Qty(20));
    CHECK(desk.region.parent(parent)->inferred == Qty(20));
    CHECK(desk.region.parent(parent)->executed == Qty(20));
    const Report nobody = word(ChildId(42), OrdStatus::New, Qty(0));
    CHECK(desk.control.status(nobody, desk::opens).status() == Status::UnknownChild);

    Report copy = Report::trade(child, ExecId(9), Qty(25), desk::par);
    copy.cum_qty = Qty(25);
    desk.control.drop_copy(copy, desk::opens).value();
    CHECK(desk.region.child(child)->inferred_qty == Qty(25));
    lane.report(Report::trade(child, ExecId(1), Qty(25), desk::par), desk::opens).value();
    CHECK(desk.region.child(child)->inferred_qty == Qty(0));
    CHECK(desk.region.child(child)->cum_qty == Qty(25));

    const PositionCheck check =
        desk.control.check_position(desk.account, desk.instrument, Qty(25), Qty(1), desk::opens)
            .value();
    CHECK(check.bought == Qty(25) && check.sold == Qty(0) && !check.agrees);
    CHECK(desk.region.alarm(Alarm::PositionDiffers)->value == 1);
    CHECK(desk.control.check_position(AccountId(9), desk.instrument, Qty(0), Qty(0), desk::opens)
              .status() == Status::UnknownAccount);
    desk.control.acknowledge(Alarm::PositionDiffers, desk::opens).value();
}

void cools(desk::Desk& desk, Lane& lane) {
    VenueTerms terms;
    terms.cooling = 1000;
    desk.control.set_venue_terms(desk.venue, terms).value();
    const ParentId parent = lane.admit(desk.order(3, Qty(100)), desk::opens).value();
    const ChildId child = route(desk, lane, parent, Qty(60));
    Report canceled(child, ExecType::Canceled);
    canceled.cum_qty = Qty(0);
    lane.report(canceled, desk::opens).value();
    CHECK(desk.region.child(child)->cooling_qty == Qty(60));
    CHECK(desk.region.parent(parent)->headroom == Qty(40));
    desk.control.prove_cooled(child, desk::opens).value();
    CHECK(desk.region.child(child)->cooling_qty == Qty(0));
    CHECK(desk.region.parent(parent)->headroom == Qty(100));
    CHECK(desk.control.prove_cooled(child, desk::opens).status() == Status::NothingToChange);
    canceled.child = route(desk, lane, parent, Qty(30));
    lane.report(canceled, desk::opens).value();
    const Nanos before(desk::opens.get() - 1);
    CHECK(desk.control.prove_heard(desk.venue, before, desk::opens).value() == 0);
    CHECK(desk.control.prove_heard(desk.venue, desk::opens, desk::opens).value() == 1);
    CHECK(desk.region.parent(parent)->headroom == Qty(100));
    CHECK(desk.control.prove_heard(VenueId(9), desk::opens, desk::opens).status() ==
          Status::UnknownVenue);
}

void mass_status(desk::Desk& desk, Lane& lane) {
    const ParentId parent = lane.admit(desk.order(4, Qty(100)), desk::opens).value();
    const ChildId child = route(desk, lane, parent, Qty(10));
    const Nanos later(desk::opens.get() + 1);
    CHECK(desk.control.end_mass_status(desk.venue, desk::opens).status() ==
          Status::NothingToChange);
    desk.control.disconnect(desk.venue, desk::opens).value();
    CHECK(desk.control.begin_mass_status(desk.venue, later).status() == Status::VenueDown);
    desk.control.reconnect(desk.venue, later).value();
    desk.control.begin_mass_status(desk.venue, later).value();
    MassStatus found = desk.control.end_mass_status(desk.venue, later).value();
    CHECK(found.mentioned == 0 && found.absent >= 1 && found.at_risk >= Qty(10) && !found.is_up);
    for (std::uint64_t client = 1; client <= 4; ++client) {
        const ParentId of =
            desk.region.find_parent(desk.account, ClientId(client)).value();
        for (const ChildId one : desk.region.children(of)) {
            const ChildView view = desk.region.child(one).value();
            if (view.state != ChildState::Unknown) continue;
            const Qty cum = view.cum_qty;
            desk.control.status(word(one, OrdStatus::New, cum), later).value();
        }
    }
    found = desk.control.end_mass_status(desk.venue, later).value();
    CHECK(found.absent == 0 && found.unresolved == 0 && found.is_up && found.mentioned >= 1);
    CHECK(desk.region.venue_session(desk.venue).value() == VenueSession::Up);
    CHECK(desk.region.child(child)->state == ChildState::Live);
}

void suspense(desk::Desk& desk, Lane& lane) {
    const Nanos later(desk::opens.get() + 1);
    const ParentId parent = lane.admit(desk.order(5, Qty(100)), desk::opens).value();
    const ChildId child = route(desk, lane, parent, Qty(10));
    const ChildId stranger(42);
    for (std::uint64_t number = 1; number <= 16; ++number) {
        Report stray = Report::trade(stranger, ExecId(number), Qty(number), desk::par);
        if (number != 7) stray.hint = Hint{desk.account, desk.instrument, Side::Buy};
        CHECK(lane.report(stray, desk::opens)->breach == Breach::Suspense);
    }
    desk.control.acknowledge(Alarm::Suspense, later).value();
    std::uint64_t seen = 0;
    for (const SuspenseEntry& entry : desk.region.suspense_entries()) {
        ++seen;
        CHECK(entry.exec_id == ExecId(seen) && entry.qty == Qty(seen) && entry.assigned == 0);
        CHECK(entry.child == stranger && entry.price == desk::par && entry.time == desk::opens);
        CHECK(entry.account.has_value() == (seen != 7) && entry.side.has_value() == (seen != 7));
    }
    CHECK(seen == 16);
    const SuspenseId first = desk.region.find_suspense(ExecId(1), stranger).value();
    const SuspenseId second = desk.region.find_suspense(ExecId(2), stranger).value();
    CHECK(*desk.control.assign(first, child, later)->child == child);
    CHECK(!desk.control.assign(second, parent, later)->child);
    CHECK(desk.control.assign(second, parent, later).status() == Status::AlreadyAssigned);
    CHECK(desk.region.find_suspense(ExecId(1), stranger).status() == Status::NoSuchEntry);
    CHECK(desk.region.suspense_of(desk.account, desk.instrument)->assigned == 3);
    CHECK(desk.region.suspense()->assigned == 3);
    CHECK(desk.region.parent(parent)->executed == Qty(3));
    desk.control.filled_elsewhere(parent, Qty(5), later).value();
    CHECK(desk.region.parent(parent)->executed == Qty(8));
    CHECK(desk.control.filled_elsewhere(parent, Qty(5), later).status() ==
          Status::NothingToChange);
    desk.control.set_position_suspense_limit(desk.account, desk.instrument, Qty(1000)).value();
    CHECK(desk.control.set_position_suspense_limit(AccountId(9), desk.instrument, Qty(1))
              .status() == Status::UnknownAccount);
}

}  // namespace

int main() {
    static desk::Room room;
    desk::Desk desk(room);
    Lane lane = desk.region.lane(LaneIndex(0)).value();
    busts(desk, lane);
    statements(desk, lane);
    cools(desk, lane);
    mass_status(desk, lane);
    suspense(desk, lane);
    CHECK(desk.region.audit()->clean());
    return 0;
}
