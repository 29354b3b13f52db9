//! The requests on a child, and their answers.

use super::super::request::{RequestKind, Requests};
use super::super::{Answer, REPLACES, RequestState};
use crate::units::{Price, Qty};
use zerocopy::FromZeros;

fn qty(n: u64) -> Qty {
    Qty::new(n).unwrap()
}

fn requests() -> Requests {
    Requests::new_zeroed()
}

/// Opens a replace to `n` at a price of `n`: its place and number.
fn replace(requests: &Requests, n: u64) -> (usize, u16) {
    let (place, number) = requests.claim_replace(qty(n), Price(n as i64)).unwrap();
    requests.open_claim(place, number, qty(n));
    (place, number)
}

/// The number and the quantity of a request that was answered.
fn first(answer: Answer) -> (u16, u64) {
    match answer {
        Answer::First(request) => (request.number(), request.qty().get()),
        Answer::Again | Answer::None => panic!("{answer:?}"),
    }
}

#[test]
fn the_fields_of_a_request_do_not_touch() {
    use super::super::request::Request;
    for state in [RequestState::Free, RequestState::Open, RequestState::Accepted] {
        for kind in [RequestKind::Cancel, RequestKind::Replace] {
            let request = Request::new(u16::MAX, kind, state, Qty::MAX);
            assert_eq!((request.number(), request.qty()), (u16::MAX, Qty::MAX));
            assert_eq!(request.is_open(), state == RequestState::Open);
            assert_eq!(request.is_accepted(), state == RequestState::Accepted);
        }
    }
}

#[test]
fn a_number_is_given_once_and_then_no_more() {
    let requests = requests();
    for number in 1..=u16::MAX {
        assert!(!requests.was_made(number));
        assert_eq!(requests.open_cancel(), Some(number));
        assert!(requests.was_made(number) && !requests.was_made(0));
    }
    assert_eq!(requests.open_cancel(), None);
    assert_eq!(requests.claim_replace(qty(1), Price(1)), None);
    requests.clear();
    assert_eq!((requests.pending(), requests.was_made(1)), ((false, false), false));
}

#[test]
fn a_cancel_is_answered_once_under_its_newest_number() {
    let requests = requests();
    assert_eq!(requests.answer_cancel(None, RequestState::Accepted), Answer::None);
    assert_eq!((requests.open_cancel(), requests.open_cancel()), (Some(1), Some(2)));
    assert_eq!(requests.pending(), (true, false));
    assert_eq!(requests.answer_cancel(Some(1), RequestState::Accepted), Answer::Again);
    assert_eq!(requests.answer_cancel(Some(3), RequestState::Accepted), Answer::None);
    assert_eq!(requests.pending(), (true, false));
    assert_eq!(first(requests.answer_cancel(Some(2), RequestState::Refused)), (2, 0));
    assert_eq!(requests.pending(), (false, false));
    for number in [Some(2), None] {
        assert_eq!(requests.answer_cancel(number, RequestState::Refused), Answer::Again);
    }
    assert_eq!(requests.open_cancel(), Some(3));
    assert_eq!(first(requests.answer_cancel(None, RequestState::Accepted)), (3, 0));
}

#[test]
fn a_cancel_beside_a_replace_is_still_wanted() {
    let alone = requests();
    alone.open_cancel().unwrap();
    assert_eq!(alone.refused_cancel(), RequestState::Refused);
    let (place, _) = replace(&alone, 5);
    assert_eq!(alone.refused_cancel(), RequestState::Wanted, "the replace is open");
    alone.answer_replace(place, RequestState::Accepted);
    assert_eq!(alone.refused_cancel(), RequestState::Refused);

    let beside = requests();
    let (place, _) = replace(&beside, 5);
    beside.open_cancel().unwrap();
    beside.answer_replace(place, RequestState::Accepted);
    let wanted = beside.refused_cancel();
    assert_eq!(wanted, RequestState::Wanted, "a replace was open when it was asked for");
    assert!(!beside.is_cancel_wanted());
    beside.answer_cancel(None, wanted);
    assert!(beside.is_cancel_wanted() && !beside.pending().0);
    beside.close_all();
    assert!(!beside.is_cancel_wanted());
}

#[test]
fn each_replace_has_a_place_until_it_is_answered() {
    let requests = requests();
    let open = [7, 9, 8].map(|n| replace(&requests, n));
    assert_eq!(open, [(0, 1), (1, 2), (2, 3)]);
    assert_eq!(requests.claim_replace(qty(1), Price(1)), None);
    assert_eq!(requests.pending(), (false, true));
    assert_eq!((requests.highest_open(), requests.highest_before(2)), (9, 7));
    assert_eq!((requests.highest_before(1), requests.highest_before(4)), (0, 9));
    assert_eq!([0, 1, 2, 3].map(|place| requests.price(place).0), [7, 9, 8, 0]);
    let found = |number| requests.find_replace(number).map(|(place, it)| (place, it.number()));
    assert_eq!((found(None), found(Some(2)), found(Some(4))), (Some((0, 1)), Some((1, 2)), None));

    assert_eq!(first(requests.answer_replace(0, RequestState::Accepted)), (1, 7));
    assert_eq!(requests.answer_replace(0, RequestState::Accepted), Answer::Again);
    assert_eq!(requests.answer_replace(REPLACES, RequestState::Accepted), Answer::None);
    assert_eq!((found(None), found(Some(1))), (Some((1, 2)), Some((0, 1))));
    let (_, accepted) = requests.find_replace(Some(1)).unwrap();
    assert!(accepted.is_accepted() && !accepted.is_open());
    assert_eq!(replace(&requests, 1), (0, 4));
    requests.close_all();
    assert_eq!((requests.pending(), requests.highest_open()), ((false, false), 0));
    let (_, refused) = requests.find_replace(Some(2)).unwrap();
    assert!(!refused.is_accepted());
}

#[test]
fn a_place_that_is_set_aside_is_nobodys_request_yet() {
    let requests = requests();
    assert_eq!(requests.find_replace(Some(0)), None);
    assert_eq!(requests.claim_replace(qty(7), Price(7)), Some((0, 1)));
    assert_eq!(requests.claim_replace(qty(9), Price(9)), Some((1, 2)));
    assert_eq!((requests.pending(), requests.highest_open()), ((false, false), 0));
    assert_eq!((requests.find_replace(Some(1)), requests.find_replace(None)), (None, None));
    assert_eq!(requests.answer_replace(0, RequestState::Accepted), Answer::Again);

    requests.open_claim(0, 1, qty(7));
    assert!(requests.close_claim(0), "nobody had answered it");
    assert!(!requests.close_claim(0) && !requests.close_claim(REPLACES));
    assert_eq!(requests.pending(), (false, false));
    requests.drop_claims();
    assert_eq!(replace(&requests, 3), (0, 3), "the places are free again");
    requests.drop_claims();
    assert_eq!(requests.pending(), (false, true), "what is open stays");
}

#[test]
fn what_was_not_sent_is_withdrawn() {
    let requests = requests();
    let (place, number) = replace(&requests, 7);
    let claimed = requests.claim_replace(qty(9), Price(9)).unwrap();
    for place in [place, claimed.0, REPLACES] {
        requests.withdraw(place);
    }
    assert_eq!(requests.pending(), (false, false));
    for number in [number, claimed.1] {
        let (_, request) = requests.find_replace(Some(number)).unwrap();
        assert!(!request.is_open() && !request.is_accepted());
    }
    let (place, number) = replace(&requests, 5);
    requests.answer_replace(place, RequestState::Accepted);
    requests.withdraw(place);
    assert!(requests.find_replace(Some(number)).unwrap().1.is_accepted(), "it was answered");
}
