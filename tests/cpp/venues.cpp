// Property: venues and their sessions are in C++ what they are in C.
// Method:   one venue with terms of its own, one as FIX 4.4 has it; its session goes round.

#include "desk.hpp"

using namespace plimsoll;

int main() {
    static desk::Room room;
    desk::Desk desk(room);
    Lane lane = desk.region.lane(LaneIndex(0)).value();
    VenueTerms terms;
    terms.cooling = 1000000;
    terms.replace_means = ReplaceMeans::Remaining;
    terms.replace_is = ReplaceIs::CancelNew;
    terms.cum_qty_means = CumQtyMeans::Restarts;
    const VenueId restarts = desk.control.define_venue(terms).value();
    CHECK(desk.region.venue_terms(restarts)->cum_qty_means == CumQtyMeans::Restarts);
    terms.last_qty_means = LastQtyMeans::Cumulative;
    CHECK(desk.control.define_venue(terms).status() == Status::BadConfig);
    CHECK(desk.control.set_venue_terms(restarts, terms).status() == Status::BadConfig);
    terms.cum_qty_means = CumQtyMeans::CarriedOver;
    const VenueId other = desk.control.define_venue(terms).value();
    CHECK(other != desk.venue);
    desk.control.set_venue_terms(other, VenueTerms()).value();
    CHECK(desk.control.set_venue_terms(VenueId(99), terms).status() == Status::UnknownVenue);

    const ParentId parent = lane.admit(desk.order(1, Qty(100)), desk::opens).value();
    const NewChild child = {parent, desk.venue, Qty(10), desk::par};
    lane.route(child, desk::opens).value();
    CHECK(desk.region.venue_session(desk.venue).value() == VenueSession::Up);
    CHECK(desk.control.reconnect(desk.venue, desk::opens).status() == Status::NothingToChange);
    const plim_disconnected left = desk.control.disconnect(desk.venue, desk::opens).value();
    CHECK(left.unknown == 1 && left.at_risk == 10);
    CHECK(desk.region.venue_session(desk.venue).value() == VenueSession::Down);
    CHECK(lane.route(child, desk::opens).status() == Status::VenueDown);
    desk.control.reconnect(desk.venue, desk::opens).value();
    CHECK(desk.region.venue_session(desk.venue).value() == VenueSession::Recovering);
    CHECK(lane.route(child, desk::opens).status() == Status::VenueRecovering);
    CHECK(desk.region.venue_session(VenueId(99)).status() == Status::UnknownVenue);

    desk.control.set_venue_terms(other, terms).value();
    const VenueTerms found = desk.region.venue_terms(other).value();
    CHECK(found.cooling == terms.cooling && found.replace_means == terms.replace_means);
    CHECK(found.replace_is == terms.replace_is && found.cum_qty_means == terms.cum_qty_means);
    CHECK(found.last_qty_means == LastQtyMeans::Cumulative);
    CHECK(desk.region.venue_terms(desk.venue)->replace_means == ReplaceMeans::Total);
    CHECK(desk.region.venue_terms(VenueId(99)).status() == Status::UnknownVenue);
    return 0;
}
