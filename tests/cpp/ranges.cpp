// Property: a range gives each child, escaped child or event once, in order, however many there
//           are.
// Method:   more children than a batch holds, walked by a loop; a kill with its receipt; a reader
//           that is overtaken.

#include "desk.hpp"

#include <vector>

using namespace plimsoll;

namespace {

std::vector<ChildId> route(desk::Desk& desk, Lane& lane, ParentId parent, unsigned count) {
    std::vector<ChildId> routed;
    for (unsigned number = 0; number < count; ++number) {
        routed.push_back(lane.route({parent, desk.venue, Qty(1), desk::par}, desk::opens).value());
        if (number % 2 == 0) lane.sent(routed.back(), desk::opens).value();
    }
    return routed;
}

void children(const desk::Desk& desk, ParentId parent, const std::vector<ChildId>& routed) {
    std::size_t left = routed.size();
    for (const ChildId child : desk.region.children(parent)) {
        CHECK(left > 0 && child == routed[--left]);
    }
    CHECK(left == 0);
    for (const ChildId child : desk.region.children(ParentId(1))) {
        CHECK(child.get() == 0);
    }
}

void escaped(desk::Desk& desk, Lane& lane, const std::vector<ChildId>& routed) {
    const Receipt receipt = lane.kill(desk.strategy, 7, desk::opens).value();
    std::size_t found = 0, in_doubt = 0;
    for (const Escaped one : desk.region.escaped(receipt)) {
        CHECK(one.child == routed[found]);
        ++found;
        in_doubt += one.in_doubt;
    }
    CHECK(found == routed.size() && in_doubt == routed.size() / 2);
    CHECK(desk.region.is_halted(desk.strategy).value());
    CHECK(!desk.region.is_halted(Scope::firm()).value());
    CHECK(desk.region.kill_count(desk.strategy).value() == receipt.kill_count());
    CHECK(desk.region.kill(VenueId(9), 7, desk::opens).status() == Status::UnknownVenue);

    const Key& key = desk::asks;
    const ResetTicket ticket =
        desk.control.request_reset(desk.strategy, key, "test", desk::opens).value();
    CHECK(ticket.kills == receipt.kill_count() && ticket.not_before == desk::opens);
    desk.control.kill(desk.strategy, 7, desk::opens).value();
    CHECK(desk.control
              .confirm_reset(ticket.nonce, desk::confirms, desk.region.fingerprint(), desk::opens)
              .status() == Status::KilledSince);
    for (const ChildId child : routed) lane.sent(child, desk::opens).ok();
    desk.reset(desk.strategy);
    CHECK(desk.region.last_reset()->scope == Scope(desk.strategy));
}

void held(desk::Desk& desk, Lane& lane, ParentId parent) {
    desk.region.kill(parent, 7, desk::opens).value();
    const NewChild child = {parent, desk.venue, Qty(1), desk::par};
    CHECK(lane.route(child, desk::opens).status() == Status::Held);
    desk.control.release(parent, desk::opens).value();
    CHECK(lane.route(child, desk::opens).ok());
}

void events(const desk::Desk& desk, Lane& lane) {
    Event batch[40];
    std::uint64_t missed = 0;
    EventReader reader = desk.region.events(lane.index()).value();
    CHECK(reader.read(batch, 40, missed).value() > 0);
    const ParentId parent = lane.admit(desk.order(2, Qty(10)), desk::opens).value();
    missed = 0;
    CHECK(reader.read(batch, 40, missed).value() == 1 && missed == 0);
    CHECK(batch[0].kind == EventKind::Admitted && batch[0].parent == parent);
    CHECK(batch[0].qty == Qty(10) && batch[0].price == desk::par && batch[0].time == desk::opens);
    for (std::uint64_t qty = 20; qty < 520; ++qty) {
        lane.amend(parent, Qty(qty), desk::opens).value();
    }
    const std::size_t kept = reader.read(batch, 40, missed).value();
    CHECK(kept > 0 && kept + missed == 500);
    CHECK(batch[kept - 1].qty == Qty(519));
    CHECK(desk.region.events(LaneIndex(99)).status() == Status::NoSuchLane);
}

}  // namespace

int main() {
    static desk::Room room;
    desk::Desk desk(room);
    Lane lane = desk.region.lane(LaneIndex(0)).value();
    const ParentId parent = lane.admit(desk.order(1, Qty(100)), desk::opens).value();
    const std::vector<ChildId> routed = route(desk, lane, parent, 40);
    children(desk, parent, routed);
    escaped(desk, lane, routed);
    held(desk, lane, parent);
    events(desk, lane);
    return 0;
}
