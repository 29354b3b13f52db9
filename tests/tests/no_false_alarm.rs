//! *Property*: a venue that keeps the rules raises no alarm. Whatever it does, as long as its mail
//! comes in order, no report is a breach; nor is one that comes again at once from a drop copy. An
//! alarm that cries wolf is one that nobody reads.
//!
//! *Method*: histories with an honest venue, the mail delivered first come, first served; then the
//! same with every piece delivered twice, the second time on another lane.

use plimsoll::{AlarmKind, Breach};
use plimsoll_tests::call::Call;
use plimsoll_tests::generator::{History, cases, histories};
use plimsoll_tests::play::{Verdict, must, play_in};
use plimsoll_tests::step::Step;
use plimsoll_tests::world::PLENTY;
use proptest::prelude::*;

/// The mail in order, each piece `times` times, and nothing that needs a person or a new process.
fn in_order(history: History, times: u8) -> History {
    let mut history = history.honest();
    let orderly = |step: Step| match step {
        Step::Again { .. } | Step::Restart => Vec::new(),
        // A statement that is ahead of the mail says so.
        Step::Status { .. }
        | Step::DropCopy { .. }
        | Step::ProveCooled { .. }
        | Step::Disconnect { .. }
        | Step::Recover { .. } => Vec::new(),
        Step::Deliver { lane, .. } => {
            let first = Step::Deliver { lane, mail: 0 };
            let again =
                (1..times).map(|time| Step::Again { lane: lane.wrapping_add(time), mail: 0 });
            [first].into_iter().chain(again).collect()
        }
        step => vec![step],
    };
    history.steps = history.steps.into_iter().flat_map(orderly).collect();
    history
}

fn no_breach(history: &History, twice: bool) -> Verdict {
    play_in(PLENTY, history, |scene| match scene.answer.outcome() {
        // An answer may come again when the next request is open already: that is told, and moves nothing.
        Some(outcome) if outcome.breach == Some(Breach::UnexpectedAnswer) && twice => Ok(()),
        // An operator's own statement may be ahead of the mail, and says so.
        Some(_) if matches!(scene.call, Call::Status { .. }) => Ok(()),
        // A parent may be retired before the last of its mail came; what comes then is for
        // suspense.
        Some(outcome) if outcome.breach == Some(Breach::Suspense) => Ok(()),
        Some(outcome) => {
            let wolf = outcome.raised.iter().find(|kind| *kind != AlarmKind::Suspense);
            must(outcome.breach.is_none() && wolf.is_none(), || format!("false alarm: {outcome:?}"))
        }
        None => Ok(()),
    })
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn mail_in_order_raises_nothing(history in histories(160)) {
        no_breach(&in_order(history, 1), false).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn nor_does_mail_that_comes_twice(history in histories(120)) {
        no_breach(&in_order(history, 2), true).map_err(TestCaseError::fail)?;
    }
}

#[test]
fn a_broken_copy_is_caught() {
    // A venue that overfills is not honest: the check must see what it brings.
    let steps = [
        Step::Admit { lane: 0, shape: 0, qty: 100, client: 0, price: 0, fan_out: 255 },
        Step::Route { lane: 0, parent: 0, venue: 0, qty: 16, price: 0, terms: 0, confirm: true },
        Step::Venue { child: 0, act: plimsoll_tests::step::Act::Overfill, qty: 5, claims: 0 },
        Step::Deliver { lane: 0, mail: 0 },
    ];
    let history = History { setup: 0, steps: steps.to_vec() };
    assert!(no_breach(&history, false).is_err());
}
