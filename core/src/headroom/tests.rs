//! The arithmetic of amounts: all of it at six bits, samples at sixty-two.

use super::*;
use proptest::prelude::*;

/// Every word of six bits of amount and two tags, against plain integers: all inputs, no sampling.
#[test]
fn small_words_exhaustively() {
    const BITS: u32 = 6;
    let floor = -largest::<BITS>() - 1;
    for word in 0..=255u64 {
        let left = amount::<BITS>(word);
        assert!((floor..=largest::<BITS>()).contains(&left));
        for n in 0..80u64 {
            let charged = charge::<BITS>(word, n);
            assert_eq!(amount::<BITS>(charged), (left - n as i64).max(floor));
            assert_eq!(charged >> BITS, word >> BITS);
            let given = give::<BITS>(word, n);
            let most = largest::<BITS>();
            let expected = if left == floor { floor } else { (left + n as i64).min(most) };
            assert_eq!(amount::<BITS>(given), expected);
            assert_eq!(given >> BITS, word >> BITS);
            for credit in 0..20u64 {
                let fits = n as i64 <= left + credit as i64 && left - n as i64 > floor;
                match take::<BITS>(word, n, credit) {
                    Some(next) => {
                        assert!(fits);
                        assert_eq!(amount::<BITS>(next), left - n as i64);
                        assert!(amount::<BITS>(next) >= -(credit as i64));
                        assert_eq!(next >> BITS, word >> BITS);
                    }
                    None => assert!(!fits, "refused {n} of {left} with {credit}"),
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn any_word_any_number(word: u64, n: u64, credit: u64) {
        let left = i128::from(amount::<WIDTH>(word));
        if let Some(next) = take::<WIDTH>(word, n, credit) {
            prop_assert_eq!(i128::from(amount::<WIDTH>(next)), left - i128::from(n));
            prop_assert!(i128::from(amount::<WIDTH>(next)) >= -i128::from(credit));
        }
        prop_assert!(amount::<WIDTH>(charge::<WIDTH>(word, n)) <= amount::<WIDTH>(word));
        prop_assert!(amount::<WIDTH>(give::<WIDTH>(word, n)) >= amount::<WIDTH>(word));
    }
}

#[cfg(not(loom))]
mod verbs {
    use super::super::*;

    fn headroom(limit: u64) -> Headroom {
        let headroom = Headroom(AtomicU64::new(0));
        headroom.move_limit(0, limit);
        headroom
    }

    #[test]
    fn an_unset_limit_gives_nothing() {
        let unset = Headroom(AtomicU64::new(0));
        assert_eq!(unset.take(0, 100), Err(Refusal::LimitUnset));
        assert!(!unset.is_set());
    }

    #[test]
    fn what_is_taken_is_gone() {
        let room = headroom(10);
        assert_eq!(room.take(10, 0), Ok(()));
        assert_eq!(room.take(1, 0), Err(Refusal::ExceedsHeadroom));
        room.give(1);
        assert_eq!(room.take(1, 0), Ok(()));
    }

    #[test]
    fn closed_gives_nothing_out_and_takes_everything_in() {
        let room = headroom(10);
        room.close();
        assert_eq!(room.take(1, 0), Err(Refusal::Closed));
        room.give(5);
        room.charge(20);
        assert_eq!(room.amount(), -5);
        room.reopen();
        assert_eq!(room.take(1, 0), Err(Refusal::ExceedsHeadroom));
        assert_eq!(room.take(1, 6), Ok(()));
    }

    #[test]
    fn a_limit_moves_by_the_difference() {
        let room = headroom(10);
        assert_eq!(room.take(8, 0), Ok(()));
        room.move_limit(10, 5);
        assert_eq!(room.amount(), -3);
        room.move_limit(5, 9);
        assert_eq!(room.take(2, 0), Err(Refusal::ExceedsHeadroom));
        assert_eq!(room.take(1, 0), Ok(()));
    }
}
