//! Property: terms come back as they were stored, whatever they are; what they leave unsaid is read
//! the way that reserves more; a session goes round its circle and nowhere else.
//!
//! Method: every combination of terms; every step from every session.

use super::*;
use zerocopy::FromZeros;

fn slot() -> VenueSlot {
    VenueSlot::new_zeroed()
}

fn every_term() -> impl Iterator<Item = VenueTerms> {
    let all = (0u8..3).flat_map(|means| (0u8..3).map(move |is| (means, is)));
    let all = all.flat_map(|pair| (0u8..3).map(move |cum| (pair, cum)));
    let all = all
        .flat_map(|rest| [LastQtyMeans::Single, LastQtyMeans::Cumulative].map(|last| (rest, last)));
    all.map(|(((means, is), cum), last_qty)| VenueTerms {
        cooling: 7,
        replace_means: ReplaceMeans::from_code(means).unwrap(),
        replace_is: ReplaceIs::from_code(is).unwrap(),
        cum_qty: CumQtyMeans::from_code(cum).unwrap(),
        last_qty,
    })
}

#[test]
fn terms_come_back_as_they_were_stored() {
    let slot = slot();
    for terms in every_term() {
        slot.set_terms(&terms);
        assert_eq!(slot.terms(), terms);
        assert_eq!(slot.cooling(), 7);
    }
    assert_eq!(every_term().count(), 54);
}

#[test]
fn only_what_is_said_to_be_as_fix_has_it_is_read_that_way() {
    let slot = slot();
    for terms in every_term() {
        slot.set_terms(&terms);
        let fix = VenueTerms { cooling: 7, last_qty: terms.last_qty, ..VenueTerms::FIX44 };
        assert_eq!(slot.replace_is_additive(), terms != fix, "{terms:?}");
        assert_eq!(slot.restarts_cum(), terms.cum_qty != CumQtyMeans::CarriedOver, "{terms:?}");
        assert_eq!(slot.is_cumulative(), terms.last_qty == LastQtyMeans::Cumulative, "{terms:?}");
    }
    // A place that nobody has written says nothing.
    let empty = self::slot();
    assert_eq!(empty.terms(), VenueTerms::UNSAID);
    assert_eq!(empty.permits_birth(), Err(Refusal::VenueDown));
}

#[test]
fn numbers_that_are_none_are_refused() {
    for code in 3..=u8::MAX {
        assert_eq!(ReplaceMeans::from_code(code), None);
        assert_eq!(ReplaceIs::from_code(code), None);
        assert_eq!(CumQtyMeans::from_code(code), None);
        assert_eq!(LastQtyMeans::from_code(code), None);
    }
    assert_eq!(LastQtyMeans::from_code(0), None);
    assert!(VenueSession::ALL.iter().all(|one| VenueSession::from_code(*one as u64) == Some(*one)));
    assert!([0, 4, u64::MAX].iter().all(|code| VenueSession::from_code(*code).is_none()));
}

#[test]
fn a_session_goes_round_its_circle_and_nowhere_else() {
    let slot = slot();
    slot.define(&VenueTerms::FIX44);
    assert_eq!((slot.session(), slot.permits_birth()), (VenueSession::Up, Ok(())));
    assert!(!slot.recover_session() && !slot.open_session());
    assert_eq!(slot.session(), VenueSession::Up);

    assert!(slot.lose_session() && !slot.lose_session());
    assert_eq!(slot.permits_birth(), Err(Refusal::VenueDown));
    assert!(!slot.open_session());
    assert_eq!(slot.session(), VenueSession::Down);

    assert!(slot.recover_session() && !slot.recover_session());
    assert_eq!(slot.permits_birth(), Err(Refusal::VenueRecovering));
    assert!(slot.lose_session() && slot.recover_session());

    assert!(slot.open_session() && !slot.open_session());
    assert_eq!((slot.session(), slot.permits_birth()), (VenueSession::Up, Ok(())));
}
