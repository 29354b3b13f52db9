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
            for credit in (0..20u64).chain(60..70) {
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

#[test]
fn a_number_past_the_range_is_no_amount() {
    let word = with_amount::<WIDTH>(SET, 0);
    let most = i64::MAX as u64;
    assert_eq!(take::<WIDTH>(word, 1, most), Some(with_amount::<WIDTH>(SET, -1)));
    assert_eq!(take::<WIDTH>(word, 1, most + 1), None);
    assert_eq!(take::<WIDTH>(word, 1, u64::MAX), None);
    assert_eq!(take::<WIDTH>(word, most + 1, most), None);
    assert_eq!(take::<WIDTH>(word, u64::MAX, most), None);
    assert_eq!(amount::<WIDTH>(give::<WIDTH>(word, u64::MAX)), largest::<WIDTH>());
    assert_eq!(amount::<WIDTH>(charge::<WIDTH>(word, u64::MAX)), -largest::<WIDTH>() - 1);
}

#[test]
fn an_amount_is_above_or_below_zero_or_neither() {
    for (amount, over, under) in [(0, 0, 0), (1, 1, 0), (7, 7, 0), (-1, 0, 1), (-7, 0, 7)] {
        assert_eq!((above(amount), below(amount)), (over, under), "{amount}");
    }
    assert_eq!((above(i64::MAX), below(i64::MIN)), (i64::MAX as u64, 1 << 63));
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
        assert_eq!((room.is_set(), room.amount()), (true, -3));
        room.move_limit(5, 9);
        assert_eq!(room.take(2, 0), Err(Refusal::ExceedsHeadroom));
        assert_eq!(room.take(1, 0), Ok(()));
    }

    #[test]
    fn a_limit_begins_and_is_forgotten() {
        let room = Headroom(AtomicU64::new(0));
        room.begin(9);
        assert!(room.is_set());
        assert_eq!((room.take(9, 0), room.amount()), (Ok(()), 0));
        room.unset();
        assert!(!room.is_set());
        assert_eq!((room.take(0, 0), room.amount()), (Err(Refusal::LimitUnset), 0));
    }

    #[test]
    fn a_limit_is_rebuilt_only_where_it_was_set() {
        let room = Headroom(AtomicU64::new(0));
        room.rebuild(5);
        assert_eq!((room.is_set(), room.amount()), (false, 0));
        room.begin(9);
        room.rebuild(-3);
        assert_eq!((room.is_set(), room.amount()), (true, -3));
    }

    #[test]
    fn count_is_lost_at_the_bottom_alone() {
        let room = headroom(0);
        room.charge(largest::<WIDTH>() as u64);
        assert!(!room.has_lost_count());
        room.charge(1);
        assert!(room.has_lost_count());
        room.give(5);
        assert!(room.has_lost_count());
    }
}
