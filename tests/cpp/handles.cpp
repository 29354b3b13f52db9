// Property: a handle gives its claim up when it goes, once, however it was moved about; what it
//           left behind when it was moved from is refused; and a region may be watched from copies.
// Method:   claims counted by what may be claimed again.

#include "desk.hpp"

#include <type_traits>
#include <utility>

using namespace plimsoll;

static_assert(!std::is_copy_constructible<Lane>::value, "a claim is not copied");
static_assert(!std::is_copy_assignable<Lane>::value, "a claim is not copied");
static_assert(std::is_nothrow_move_constructible<Lane>::value, "a claim is moved");
static_assert(std::is_nothrow_move_assignable<Lane>::value, "a claim is moved");
static_assert(!std::is_copy_constructible<Control>::value, "a claim is not copied");
static_assert(std::is_nothrow_move_constructible<Control>::value, "a claim is moved");
static_assert(std::is_copy_constructible<Region>::value, "anybody may watch");
static_assert(!std::is_default_constructible<Region>::value, "every region is a real one");
static_assert(!std::is_copy_constructible<Memory<64>>::value, "memory stays where it is");

namespace {

bool is_free(const Region& region, LaneIndex index) { return region.lane(index).ok(); }

void a_lane_goes(const Region& region) {
    const LaneIndex first(0);
    {
        const Lane lane = region.lane(first).value();
        CHECK(!is_free(region, first));
    }
    CHECK(is_free(region, first));

    Lane lane = region.lane(first).value();
    Lane moved = std::move(lane);
    CHECK(moved.index() == first);
    CHECK(lane.hold(ParentId(1), desk::opens).status() == Status::Handle);  // NOLINT: on purpose
    CHECK(!is_free(region, first));
    lane.close();
    CHECK(!is_free(region, first));

    Lane second = region.lane(LaneIndex(1)).value();
    second = std::move(moved);
    CHECK(is_free(region, LaneIndex(1)));
    CHECK(!is_free(region, first));
    second.close();
    second.close();
    CHECK(is_free(region, first));
    CHECK(second.hold(ParentId(1), desk::opens).status() == Status::Handle);
}

Result<Lane> claim(const Region& region) { return region.lane(LaneIndex(3)); }

void a_lane_travels_in_a_result(const Region& region) {
    {
        Result<Lane> result = claim(region);
        CHECK(result.ok());
        CHECK(result->index() == LaneIndex(3));
        Lane lane = std::move(result).value();
        CHECK(lane.index() == LaneIndex(3));
    }
    CHECK(is_free(region, LaneIndex(3)));
    CHECK(region.lane(LaneIndex(4)).status() == Status::NoSuchLane);
}

void an_heir(const Region& region) {
    Lane dead = region.lane(LaneIndex(2)).value();
    {
        Lane heir = region.take_over_lane(LaneIndex(2)).value();
        CHECK(dead.hold(ParentId(1), desk::opens).status() == Status::HandleLost);
        dead.close();
        CHECK(!is_free(region, LaneIndex(2)));
    }
    CHECK(is_free(region, LaneIndex(2)));
}

void the_control_handle(desk::Desk& desk) {
    CHECK(desk.region.control().status() == Status::AlreadyClaimed);
    Control mine = std::move(desk.control);
    mine.renew(desk::lease, desk::opens).value();
    mine.set_firm_limit(Notional(1)).value();
    mine.set_suspense_limit(Qty(1)).value();
    mine.set_alarm_deadline(Nanos(1)).value();
    const ResetTerms resets = {Nanos(1), Nanos(2)};
    CHECK(mine.set_limits({Notional::max(), Qty::max() + Qty(1), Nanos(1), Throttles::widest(),
                           Nanos(1), resets})
              .status() == Status::QuantityTooLarge);
    CHECK(mine.set_limits({Notional::max(), Qty(1), Nanos(1), Throttles(), Nanos(1), resets})
              .status() == Status::LimitUnset);
    desk.control = std::move(mine);
    desk.control.renew(desk::lease, desk::opens).value();
    CHECK(mine.renew(desk::lease, desk::opens).status() == Status::Handle);  // NOLINT: on purpose
    Control heir = desk.region.take_over_control().value();
    CHECK(desk.control.renew(desk::lease, desk::opens).status() == Status::HandleLost);
    const plim_recovery found = heir.recover(desk::opens).value();
    CHECK(found.epoch == 1 && desk.region.epoch() == 1);
    CHECK(desk.region.lease().status() == Status::NotArmed);
}

void a_watcher(const Region& region, desk::Room& room) {
    const Region copy = region;
    const Region joined = Region::attach(room).value();
    CHECK(copy.config().lanes == 4 && joined.config().parents == region.config().parents);
    CHECK(copy.audit()->clean());
    CHECK(Region::format(room, Config::small()).status() == Status::AlreadyFormatted);
    CHECK(Region::attach(room.data(), 64).status() == Status::TooShort);
    CHECK(Region::required_bytes(Config::small()).value() <= 64 * 1024);
    CHECK(Region::required_bytes(Config()).status() == Status::BadConfig);
}

}  // namespace

int main() {
    static desk::Room room;
    desk::Desk desk(room);
    a_lane_goes(desk.region);
    a_lane_travels_in_a_result(desk.region);
    an_heir(desk.region);
    a_watcher(desk.region, room);
    the_control_handle(desk);
    return 0;
}
