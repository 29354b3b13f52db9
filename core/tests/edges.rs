//! *Property*: what hardly ever happens to an order is booked by the same laws. *Method*: one history a
//! test, through the public interface; each reaches a rule that no other test had reached.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::*;
use plimsoll::*;

/// A venue whose replaces ask for what remains, and whose CumQty goes on.
const ADDS: VenueTerms = VenueTerms { replace_means: ReplaceMeans::Remaining, ..VenueTerms::FIX44 };
const COOLS: VenueTerms = VenueTerms { cooling: 100, ..VenueTerms::FIX44 };
/// A child that no lane ever routed.
const NOBODY: ChildId = ChildId::from_bits(77);

/// The names that requests have are used up; what is out can still end (L9).
#[test]
fn a_child_makes_so_many_requests_and_no_more() {
    let (world, mut lane, parent, child) = one_child(100);
    for number in 1..=u16::MAX {
        assert_eq!(lane.request_cancel(child, NOW).map(|id| id.number), Ok(number));
    }
    assert_eq!(lane.request_cancel(child, NOW), Err(Refusal::TooManyRequests));
    let replace = lane.request_replace(child, qty(50), Price(9), NOW);
    assert_eq!(replace, Err(Refusal::TooManyRequests));
    assert!(world.child(child).pending_cancel && !world.child(child).pending_replace);
    lane.report(&canceled(child, 40), NOW).unwrap();
    assert_eq!(world.headroom(parent), 60);
    world.is_clean();
}

/// A replace that comes on top of all that an order can be is refused, and reserves nothing (L1).
#[test]
fn a_replace_past_the_largest_order_is_refused() {
    let most = Qty::MAX.get();
    let (world, mut lane, parent, child) = child_at(ADDS, most, most);
    let replace = lane.request_replace(child, qty(1), Price(10), NOW);
    assert_eq!(replace, Err(Refusal::QuantityTooLarge));
    assert_eq!((world.headroom(parent), world.child(child).leaves_qty), (0, Qty::MAX));
    world.is_clean();
}

/// At a venue where a replace may be a cancel and a new order, the end of the old one is heard while the
/// replace is open: nobody knows the child any more. Heard again, after the new order was
/// acknowledged, it is known by its ExecID, and ends nothing (L4, L5).
#[test]
fn the_end_of_a_replaced_order_heard_again_is_not_the_end_of_the_new_one() {
    let terms = VenueTerms { replace_is: ReplaceIs::CancelNew, ..VenueTerms::FIX44 };
    let (world, mut lane, parent, child) = child_at(terms, 300, 100);
    let up = lane.request_replace(child, qty(150), Price(10), NOW).unwrap();
    let end = Report { exec_id: ExecId(9), ..canceled(child, 0) };
    assert!(!lane.report(&end, NOW).unwrap().duplicate);
    assert_eq!(world.child(child).state, State::Unknown);
    lane.report(&replaced(up), NOW).unwrap();
    assert!(world.child(child).state.is_alive());
    let (headroom, state) = (world.headroom(parent), world.child(child).state);
    assert!(lane.report(&end, NOW).unwrap().duplicate);
    assert_eq!((world.headroom(parent), world.child(child).state), (headroom, state));
    assert!(headroom <= 150);
    world.is_clean();
}

/// The venue says of a replace that it left more to come than anybody asked for: it is reserved for as
/// the venue says, and told (L3).
#[test]
fn a_replaced_that_claims_more_than_was_asked_for_is_reserved_for_and_told() {
    let (world, mut lane, parent, child) = child_at(ADDS, 300, 100);
    lane.report(&counted(child, 1, 30, 30), NOW).unwrap();
    let up = lane.request_replace(child, qty(50), Price(10), NOW).unwrap();
    assert_eq!(world.headroom(parent), 300 - 150);
    let claims = Report { leaves_qty: Some(qty(200)), ..with_cum(30, replaced(up)) };
    let outcome = lane.report(&claims, NOW).unwrap();
    assert_eq!(outcome.breach, Some(Breach::ImpossibleReport));
    assert_eq!((world.headroom(parent), world.executed(parent)), (300 - 230, 30));
    world.is_clean();
}

/// A halt is over where a restatement says that the order is at work.
#[test]
fn a_restatement_ends_a_halt() {
    for (executed, state) in [(0, State::Live), (30, State::PartiallyFilled)] {
        let (world, mut lane, _, child) = one_child(100);
        if executed > 0 {
            lane.report(&trade(child, 1, executed), NOW).unwrap();
        }
        lane.report(&Report::new(child, ExecType::Suspended), NOW).unwrap();
        assert_eq!(world.child(child).state, State::Suspended);
        let restated = Report::new(child, ExecType::Restated);
        lane.report(&restated, NOW).unwrap();
        assert_eq!(world.child(child).state, State::Suspended, "it says nothing of the halt");
        let ord_status = Some(OrdStatus::New);
        lane.report(&Report { ord_status, ..restated }, NOW).unwrap();
        assert_eq!(world.child(child).state, state);
        world.is_clean();
    }
}

/// An execution of a child that nobody knew was assigned to one; its bust still names the unknown one,
/// and takes back what was assigned, once (L3, L4).
#[test]
fn a_bust_follows_an_execution_that_was_assigned() {
    let (mut world, mut lane, parent, child) = one_child(100);
    lane.report(&trade(NOBODY, 1, 60), NOW).unwrap();
    let entry = world.region.find_suspense(ExecId(1), NOBODY).unwrap();
    world.control.assign(entry, Target::Child(child), NOW).unwrap();
    assert_eq!(world.executed(parent), 60);
    for again in [false, true] {
        let outcome = lane.report(&bust(NOBODY, 11, 1, 0), NOW).unwrap();
        assert_eq!((outcome.child, outcome.duplicate), (Some(child), again));
        assert_eq!(world.executed(parent), 0);
        assert!(world.is_held(parent));
        world.is_clean();
    }
}

/// Every report up to a time was heard: what has cooled since before then is free, and nothing else;
/// nor is that of another venue (L5).
#[test]
fn what_was_heard_of_a_venue_ends_the_cooling_from_before_then() {
    let (mut world, mut lane, parent, first) = child_at(COOLS, 100, 30);
    let second = lane.route(&new_child(parent, 20), NOW).unwrap();
    lane.report(&canceled(first, 0), Nanos(10)).unwrap();
    lane.report(&canceled(second, 0), Nanos(40)).unwrap();
    assert_eq!((world.headroom(parent), world.parent(parent).cooling), (50, 50));
    let unknown = world.control.prove_heard(VenueId(1), Nanos(20), Nanos(50));
    assert_eq!(unknown, Err(Refusal::UnknownVenue));
    assert_eq!(world.control.prove_heard(VENUE, Nanos(5), Nanos(50)), Ok(0));
    assert_eq!(world.control.prove_heard(VENUE, Nanos(20), Nanos(50)), Ok(1));
    assert_eq!((world.headroom(parent), world.parent(parent).cooling), (80, 20));
    assert_eq!(world.control.prove_heard(VENUE, Nanos(20), Nanos(50)), Ok(0), "again");
    assert_eq!(world.control.prove_heard(VENUE, Nanos(40), Nanos(50)), Ok(1));
    assert_eq!((world.headroom(parent), world.parent(parent).cooling), (100, 0));
    world.is_clean();
}

/// A position that is asked for by what is not there, or has no limit, is not compared.
#[test]
fn a_position_is_checked_only_where_there_is_one() {
    let (mut world, _lane, _, _) = one_child(100);
    let (account, instrument) = (world.account, world.instrument);
    let mut check = |account, instrument| {
        world.control.check_position(account, instrument, (0, 0), NOW).map(|found| found.agrees)
    };
    assert_eq!(check(AccountId(9), instrument), Err(Refusal::UnknownAccount));
    assert_eq!(check(account, InstrumentId(9)), Err(Refusal::UnknownInstrument));
    assert_eq!(check(account, instrument), Ok(true));
}

/// A parent is found by its account's name for it, for as long as it is there; the name stays used
/// (L9).
#[test]
fn a_parent_is_found_by_its_name_until_it_is_retired() {
    let (world, mut lane, parent, child) = one_child(100);
    let find = |account, name| world.region.find_parent(account, ClientId(name));
    assert_eq!(find(world.account, 1), Some(parent));
    assert_eq!((find(world.account, 2), find(AccountId(9), 1)), (None, None));
    lane.report(&trade(child, 1, 100), NOW).unwrap();
    lane.retire(parent, NOW).unwrap();
    assert_eq!(find(world.account, 1), None);
}
