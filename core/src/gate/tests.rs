//! *Property*: a birth and a replace-up look at everything that may refuse them, give back what they
//! took on every way out, and are told as they are; the short way permits what the long way would.
//! *Method*: one rule a test; where another thread would have to come in between, the steps of a call
//! are taken one by one, and what it would have done is done between them.

use super::*;
use crate::event::{Event, Poll};
use crate::parent::FanOut;
use crate::report::Report;
use crate::scene::{TINY, arm, child, closed_world, order, qty, world};
use crate::stop::ONE_KILL;
use crate::venue::{ReplaceMeans, VenueTerms};
use crate::{Config, ExecType, Side};
use pass::with_venue;

const NOW: Nanos = Nanos(2);
const PLAIN: VenueId = VenueId(0);
/// A venue whose replaces come on top of what is left.
const ADDS: VenueId = VenueId(1);
const TRADER: Scope = Scope::Party(crate::PartyId(0));

/// An armed region with two venues, a lane and a parent of 10 that may send as much as `most`.
struct House {
    region: Region<'static>,
    lane: Lane<'static>,
    parent: ParentId,
}

fn house(most: u64) -> House {
    let region = closed_world(&Config { venues: 2, children: 8, events: 64, ..TINY }, 0);
    let mut control = region.control().unwrap();
    let adds = VenueTerms { replace_means: ReplaceMeans::Remaining, ..VenueTerms::FIX44 };
    control.define_venue(&adds).unwrap();
    arm(&mut control, Nanos(1_000_000), Nanos(0)).unwrap();
    let mut lane = region.lane(0).unwrap();
    let fan_out = FanOut { max_sent: most, max_children: 4, ..FanOut::WIDEST };
    let parent = crate::NewParent { fan_out, ..order(1, Side::Buy, 10) };
    let parent = lane.admit(&parent, Nanos(1)).unwrap();
    House { region, lane, parent }
}

impl House {
    fn route(&mut self, venue: VenueId, n: u64) -> ChildId {
        let child = NewChild { venue, ..child(self.parent, n) };
        self.lane.route(&child, NOW).unwrap()
    }

    fn book(&self) -> Book<'static> {
        self.region.book(self.parent).unwrap()
    }

    fn headroom(&self) -> u64 {
        self.book().slot.word().headroom()
    }

    fn reduce_only(&self, scope: Scope) {
        self.region.restrict(scope, Level::ReduceOnly, &Cause::default()).unwrap();
    }

    /// The newest event of a kind.
    fn told(&self, kind: EventKind) -> Event {
        let mut reader = self.region.events(0).unwrap();
        let mut found = None;
        while let Poll::Event(event) = reader.poll() {
            found = if event.kind == kind { Some(event) } else { found };
        }
        found.unwrap()
    }
}

#[test]
fn nothing_is_taken_of_a_parent_that_is_not_open() {
    let (region, parent) = world(10);
    let book = region.book(parent).unwrap();
    for (close, refusal) in
        [(ParentWord::hold as fn(_) -> _, Refusal::Held), (ParentWord::close, Refusal::Closed)]
    {
        change(&book.slot.word, |word| close(ParentWord(word)).0);
        let before = book.slot.word();
        assert_eq!(Taken::take(&book, 3).map(|taken| taken.amount), Err(refusal));
        assert_eq!(book.slot.word(), before);
    }
}

#[test]
fn one_execution_record_in_sixteen_is_left_and_at_least_one() {
    let left = [0, 15, 16, 31, 32, 160].map(reserve);
    assert_eq!(left, [1, 1, 1, 1, 2, 10]);
}

/// Two scopes that are restricted at once restrict no less than each does.
#[test]
fn what_any_scope_restricts_is_restricted() {
    let venue = Scope::Venue(PLAIN);
    let account = Scope::Account(AccountId(0));
    let instrument = Scope::Instrument(InstrumentId(0));
    let scopes = [account, instrument, Scope::Strategy(StrategyId(1)), venue, TRADER];
    for (first, second) in scopes.iter().flat_map(|one| scopes.map(|two| (*one, two))) {
        let house = house(100);
        let terms = house.book().slot.terms();
        let is_open = || house.region.is_open_for(&terms, house.region.venue(PLAIN));
        assert_eq!(is_open(), Ok(false));
        house.reduce_only(first);
        house.reduce_only(second);
        assert_eq!(is_open(), Ok(true), "{first:?} {second:?}");
        house.region.kill(second, 0, NOW).unwrap();
        assert_eq!(is_open(), Err(Refusal::Halted));
    }
}

#[test]
fn a_halted_venue_is_told_before_an_unknown_parent() {
    let mut house = house(100);
    let nobody = child(ParentId::from_bits(77), 1);
    assert_eq!(house.lane.route(&nobody, NOW), Err(Refusal::UnknownParent));
    house.region.kill(Scope::Venue(PLAIN), 0, NOW).unwrap();
    assert_eq!(house.lane.route(&nobody, NOW), Err(Refusal::Halted));
}

/// After the first child the short way is open, and each thing that may refuse the next closes it.
#[test]
fn the_short_way_is_open_where_nothing_refuses() {
    let mut house = house(100);
    let first = child(house.parent, 1);
    let begun = house.lane.slot.publish.load(Acquire);
    let short = |house: &House, child: &NewChild, begun, now| {
        house.lane.check_with_pass(child, begun, now).is_some()
    };
    assert!(!short(&house, &first, begun, NOW), "nothing was looked at");
    house.lane.route(&first, NOW).unwrap();
    let begun = house.lane.slot.publish.load(Acquire);
    assert!(short(&house, &first, begun, NOW));
    assert!(short(&house, &NewChild { venue: ADDS, ..first }, begun, NOW));
    let refused = [
        NewChild { price: Price(2), ..first },
        NewChild { qty: Qty::ZERO, ..first },
        NewChild { venue: VenueId(2), ..first },
        NewChild { parent: ParentId::from_bits(77), ..first },
    ];
    assert!(refused.iter().all(|child| !short(&house, child, begun, NOW)));
    assert!(!short(&house, &first, begun.wrapping_add(ONE_KILL), NOW));
    assert!(!short(&house, &first, begun, Nanos(1_000_000)), "the lease is over");
    let throw = house.region.begin_throw();
    assert!(!short(&house, &first, begun, NOW));
    drop(throw);
    assert!(short(&house, &first, begun, NOW));
}

#[test]
fn what_is_known_of_venues_goes_with_the_kills_that_it_is_from() {
    let house = house(100);
    let (lane, slot) = (&house.lane, house.book().slot);
    let begun = lane.slot.publish.load(Acquire);
    let known = || lane.slot.venues.load(Relaxed);
    assert!(!lane.takes_orders(VenueId(9), begun));
    assert!(lane.takes_orders(ADDS, begun));
    assert!(pass::has_venue(known(), ADDS, begun) && !pass::has_venue(known(), PLAIN, begun));
    let word = known();
    slot.pass.store(1, Relaxed);
    lane.drop_pass(slot, begun);
    assert_eq!((slot.pass.load(Relaxed), known()), (0, word));
    let killed = begun.wrapping_add(ONE_KILL);
    lane.drop_pass(slot, killed);
    assert_eq!(known(), crate::stop::kills(killed));
    house.region.kill(Scope::Venue(ADDS), 0, NOW).unwrap();
    assert!(!lane.takes_orders(ADDS, killed));
    assert_eq!(with_venue(with_venue(0, ADDS, begun), ADDS, begun), with_venue(0, ADDS, begun));
}

/// A kill between a birth's checks and its publication: the child is void, and its quantity back (L6).
#[test]
fn a_birth_that_a_kill_overtakes_gives_everything_back() {
    let house = house(100);
    let (lane, asked) = (&house.lane, child(house.parent, 4));
    let begun = lane.slot.publish.load(Acquire);
    let checked = lane.check(&asked, begun, NOW).unwrap();
    house.region.kill(Scope::Firm, 0, NOW).unwrap();
    assert_eq!(lane.birth(&asked, &checked, begun, NOW), Err(Refusal::Halted));
    assert_eq!(house.headroom(), 10);
    house.region.audit().unwrap();
}

#[test]
fn a_birth_its_sending_and_its_requests_are_told() {
    let mut house = house(100);
    let parent = house.parent;
    let child = house.route(ADDS, 3);
    let all = |event: Event| (event.parent, event.child, event.qty, event.price, event.detail);
    assert_eq!(all(house.told(EventKind::Born)), (parent, child, 3, 1, 1));
    house.lane.sent(child, NOW).unwrap();
    assert_eq!(all(house.told(EventKind::Sent)), (parent, child, 0, 0, 0));
    house.lane.request_cancel(child, NOW).unwrap();
    assert_eq!(all(house.told(EventKind::Requested)), (parent, child, 0, 0, 1));
    house.lane.request_replace(child, qty(4), Price(1), NOW).unwrap();
    assert_eq!(all(house.told(EventKind::Requested)), (parent, child, 7, 0, 2));
}

/// A parent past its fan-out is held, and its strategy halted after so many: both are told with why.
#[test]
fn a_strategy_that_is_halted_is_told_with_why() {
    let mut house = house(100);
    for _ in 0..4 {
        house.route(PLAIN, 1);
    }
    let more = house.lane.route(&child(house.parent, 1), NOW);
    assert_eq!(more, Err(Refusal::FanOutChildren));
    for kind in [EventKind::Held, EventKind::Killed] {
        assert_eq!(house.told(kind).detail, AlarmKind::FanOut as u64);
    }
}

/// Whatever scope is restricted: a replace-up that opens more is refused and leaves nothing behind,
/// a replace-down passes.
#[test]
fn a_replace_up_is_restricted_as_a_birth_is() {
    let scopes =
        [Scope::Firm, Scope::Lane(0), Scope::Account(AccountId(0)), Scope::Venue(PLAIN), TRADER];
    for scope in scopes {
        let mut house = house(100);
        let child = house.route(PLAIN, 5);
        house.reduce_only(scope);
        let up = house.lane.request_replace(child, qty(7), Price(1), NOW);
        assert_eq!(up, Err(Refusal::ReduceOnly), "{scope:?}");
        assert_eq!(house.headroom(), 5);
        assert_eq!(house.book().slot.replaced_up.load(Acquire), 0);
        let down = house.lane.request_replace(child, qty(3), Price(1), NOW);
        assert!(down.is_ok(), "{scope:?}");
        house.region.audit().unwrap();
    }
}

/// Where the session is lost only a request for more is refused; one for another price passes.
#[test]
fn a_lost_session_stops_what_asks_for_more_and_nothing_else() {
    let mut house = house(100);
    let child = house.route(PLAIN, 5);
    house.region.venue(PLAIN).unwrap().lose_session();
    let mut ask = |n, price| house.lane.request_replace(child, qty(n), Price(price), NOW);
    assert_eq!(ask(6, 1), Err(Refusal::VenueDown));
    assert!(ask(5, 0).is_ok());
    assert!(ask(4, 1).is_ok());
    assert_eq!(house.headroom(), 5);
}

/// Again what is in force is refused, unless a replace is open or it would come on top.
#[test]
fn a_replace_that_changes_nothing_is_refused_where_that_is_certain() {
    let mut house = house(100);
    let plain = house.route(PLAIN, 2);
    let adds = house.route(ADDS, 2);
    let mut ask = |child, n| house.lane.request_replace(child, qty(n), Price(1), NOW);
    assert_eq!(ask(plain, 2), Err(Refusal::NothingToChange));
    assert!(ask(adds, 2).is_ok());
    assert!(ask(plain, 3).is_ok());
    assert!(ask(plain, 2).is_ok(), "to withdraw what is open");
}

/// All that a parent may ever send may be sent, by a replace-up too, and no unit more (L12).
#[test]
fn a_replace_up_may_reach_the_most_that_is_sent() {
    for (n, answer) in [(8, Ok(())), (9, Err(Refusal::FanOutQuantity))] {
        let mut house = house(8);
        let child = house.route(PLAIN, 5);
        let asked = house.lane.request_replace(child, qty(n), Price(1), NOW);
        assert_eq!(asked.map(|_| ()), answer);
    }
}

#[test]
fn a_lost_venue_makes_its_own_children_unknown_and_no_others() {
    let mut house = house(100);
    let child = house.route(PLAIN, 3);
    house.lane.report(&Report::new(child, ExecType::New), NOW).unwrap();
    let state = |house: &House| house.region.child(child).unwrap().state;
    assert_eq!(house.lane.lose_sight(child, ADDS, NOW), None);
    assert_eq!(state(&house), State::Live);
    assert_eq!(house.lane.lose_sight(child, PLAIN, NOW), Some(3));
    assert_eq!(state(&house), State::Unknown);
}

/// An acknowledgement may be heard before the thread that sends has said so: the child stays as it is.
#[test]
fn what_was_acknowledged_is_not_merely_sent() {
    let mut house = house(100);
    let child = house.route(PLAIN, 3);
    let state = |house: &House| house.region.child(child).unwrap().state;
    assert_eq!(state(&house), State::Born);
    house.lane.sent(child, NOW).unwrap();
    assert_eq!(state(&house), State::Sent);
    house.lane.report(&Report::new(child, ExecType::New), NOW).unwrap();
    house.lane.sent(child, NOW).unwrap();
    assert_eq!(state(&house), State::Live);
}
