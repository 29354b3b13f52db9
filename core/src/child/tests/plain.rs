//! What plain reports look at in a child's slot: each word that lets them pass, and each that does not.

use super::super::plain::Claim;
use super::super::*;
use zerocopy::FromZeros;

fn qty(n: u64) -> Qty {
    Qty::saturating(n)
}

/// A slot of which the venue's CumQty and what is known of it are `word`.
fn known(word: u64) -> ChildSlot {
    let slot = ChildSlot::new_zeroed();
    slot.venue_cum.store(word, Relaxed);
    slot
}

fn word_of(slot: &ChildSlot) -> u64 {
    slot.venue_cum.load(Relaxed)
}

/// Each flag beside the claim but the one that says that it is written down.
fn flags() -> impl Iterator<Item = u64> {
    (Qty::BITS..64).map(|bit| 1 << bit).filter(|flag| *flag != SAID)
}

#[test]
fn a_claim_is_written_down_once_as_what_was_reported() {
    for reported in [0, 2, 9] {
        let slot = ChildSlot::new_zeroed();
        slot.bound.store(Bound::first(qty(9)).0, Relaxed);
        slot.word.store(ChildWord::born(1, qty(9)).less(reported).0, Relaxed);
        slot.say_claim();
        assert_eq!(word_of(&slot), SAID | reported);
        slot.word.store(ChildWord::born(1, qty(9)).less(9).0, Relaxed);
        slot.say_claim();
        assert_eq!(word_of(&slot), SAID | reported, "it stands");
    }
}

#[test]
fn what_is_reported_raises_a_claim_that_nothing_has_lowered() {
    let after = |word, cum| {
        let slot = known(word);
        slot.claim_reported(qty(cum));
        word_of(&slot)
    };
    for flag in [0, SAID, PROVEN] {
        assert_eq!(after(flag | 2, 5), flag | 5);
        assert_eq!(after(flag | 5, 2), flag | 5);
    }
    assert_eq!(after(SAID | CORRECTED | 2, 5), SAID | CORRECTED | 2, "it was lowered");
}

#[test]
fn a_state_is_plain_for_its_own_generation_where_nothing_cools() {
    let word = ChildWord::born(2, qty(9)).with_state(State::Live);
    assert!(word.is_plainly(2, State::Live));
    assert!(!word.is_plainly(3, State::Live) && !word.is_plainly(2, State::Sent));
    assert!(!word.with_cooling(true).is_plainly(2, State::Live));
}

#[test]
fn a_claim_is_plain_where_nothing_else_is_known() {
    assert_eq!(known(0).plain_claim(), Some(Claim::AsReported));
    assert_eq!(known(SAID).plain_claim(), Some(Claim::Said(0)));
    assert_eq!(known(SAID | 7).plain_claim(), Some(Claim::Said(7)));
    assert!(known(0).claims_nothing() && known(SAID).claims_nothing());
    assert!(!known(7).claims_nothing() && !known(SAID | 7).claims_nothing());
    for (word, as_reported, otherwise) in [(0, true, true), (SAID | 7, false, true)] {
        let still = |slot: &ChildSlot| (slot.is_still_plain(true), slot.is_still_plain(false));
        assert_eq!(still(&known(word)), (as_reported, otherwise));
        for flag in flags() {
            assert_eq!(still(&known(flag | word)), (false, false));
            assert!(known(flag | word).plain_claim().is_none());
            assert!(!known(flag | word).claims_nothing());
        }
    }
}

#[test]
fn an_end_is_proven_plainly_where_nothing_says_otherwise() {
    for (word, proven) in [(0, true), (SAID, true), (SAID | 4, true), (SAID | 5, false)] {
        let slot = known(word);
        assert_eq!(slot.prove_plainly(qty(4)), proven);
        assert_eq!(word_of(&slot), if proven { PROVEN | SAID | 4 } else { word });
        for flag in flags() {
            let slot = known(word | flag);
            assert!(!slot.prove_plainly(qty(4)));
            assert_eq!(word_of(&slot), word | flag);
        }
    }
}

#[test]
fn an_end_is_the_last_word_until_somebody_touches_the_child() {
    let ended = || {
        let slot = known(SAID | 4);
        let old = ChildWord::born(1, qty(9)).less(4).with_state(State::PartiallyFilled);
        slot.word.store(old.0, Relaxed);
        assert!(slot.prove_plainly(qty(4)) && slot.end(old, State::Canceled));
        (slot, old)
    };
    let (slot, old) = ended();
    let is_so = |slot: &ChildSlot| slot.has_ended_so(old, State::Canceled, qty(4));
    assert!(is_so(&slot) && !slot.end(old, State::Canceled));
    slot.word.store(slot.word().less(1).0, Relaxed);
    assert!(!is_so(&slot), "a late fill");
    let (slot, _) = ended();
    slot.note_corrected();
    assert!(!is_so(&slot), "a bust");
}

#[test]
fn a_replace_is_under_way_from_its_claim_to_its_answer() {
    let requests = &ChildSlot::new_zeroed().requests;
    assert!(!requests.is_replacing());
    let (place, number) = requests.claim_replace(qty(5), Price(1)).unwrap();
    assert!(requests.is_replacing() && !requests.pending().1);
    requests.open_claim(place, number, qty(5));
    assert!(requests.is_replacing() && requests.pending().1);
    requests.withdraw(place);
    assert!(!requests.is_replacing());
}
