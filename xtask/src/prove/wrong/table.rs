//! The wrong designs: the law that each breaks, who catches it, and what it says then.
//!
//! Law: one row a design of `core/src/wrong.rs`, where each is described; `wrong` compares the two.
//!
//! Uses: nothing. Used by: `wrong`.

/// A test that claims to catch a design.
#[derive(Clone, Copy)]
pub(super) enum Harness {
    /// One of loom's scenes in core.
    Loom(&'static str),
    /// A test of a file in `tests/tests`.
    Test(&'static str, &'static str),
}

impl Harness {
    /// The file in `tests/tests`.
    pub(super) fn file(self) -> Option<&'static str> {
        match self {
            Harness::Loom(_) => None,
            Harness::Test(file, _) => Some(file),
        }
    }

    /// Where it runs.
    pub(super) fn folder(self) -> &'static str {
        match self {
            Harness::Loom(_) => "core",
            Harness::Test(..) => "tests",
        }
    }

    /// For people.
    pub(super) fn shown(self) -> String {
        match self {
            Harness::Loom(test) => format!("loom: {test}"),
            Harness::Test(file, test) => format!("{file}: {test}"),
        }
    }
}

/// A row.
pub(super) struct Wrong {
    /// Its name in the core.
    pub(super) design: &'static str,
    /// The law that it breaks.
    pub(super) law: &'static str,
    /// Who catches it.
    pub(super) harness: Harness,
    /// What it says then.
    pub(super) says: &'static str,
    /// Whether that takes too long for the short form.
    pub(super) long: bool,
}

impl Wrong {
    /// The test's name.
    pub(super) fn test(&self) -> &'static str {
        match self.harness {
            Harness::Loom(test) | Harness::Test(_, test) => test,
        }
    }
}

const fn row(
    design: &'static str,
    law: &'static str,
    harness: Harness,
    says: &'static str,
) -> Wrong {
    Wrong { design, law, harness, says, long: false }
}

const ACCOUNT: Harness = Harness::Loom("stop::loom::loom_kill_of_the_account");
const RESET: Harness = Harness::Loom("switch::tests::loom_no_kill_is_lost_against_a_racing_reset");
const RECORD: Harness = Harness::Loom("event::tests::loom_a_record_is_whole_or_missed");
const EXHAUST: Harness = Harness::Test("exhaust", "every_short_history_keeps_the_laws");
const REPLACE: Harness =
    Harness::Test("l5_proof", "a_replace_up_pays_first_and_a_replace_down_frees_last");
const END: Harness = Harness::Test("l5_proof", "an_end_frees_what_the_venue_says_not_what_we_have");

/// Every row, as the core has them.
pub(super) const DESIGNS: &[Wrong] = &[
    row("PublishUnchecked", "L6", ACCOUNT, "L6: the receipt is not what was born"),
    row("BeginAfterChecks", "L6", ACCOUNT, "L6: the receipt is not what was born"),
    row("PassOutlivesKill", "L6", EXHAUST, "L6: a child is born while its scope is stopped"),
    row(
        "PassBesideThrow",
        "L6",
        Harness::Loom("stop::loom::loom_a_switch_that_is_seen_to_be_thrown_halts"),
        "L6: born though it was seen to be forbidden",
    ),
    row(
        "WordAfterPublish",
        "L5",
        Harness::Loom("gate::loom::loom_disconnect_finds_every_birth"),
        "L5: a birth was not found, or not taken back",
    ),
    row(
        "TakeInTwoSteps",
        "L1",
        Harness::Loom("gate::loom::loom_two_lanes_on_one_parent_never_pass_it"),
        "L1: units were sent of two\n  left: 3",
    ),
    row(
        "SameGeneration",
        "L9",
        Harness::Test("l9_identity", "a_stale_id_is_refused_everywhere"),
        "assertion `left != right` failed\n  left: ChildId(",
    ),
    row("KillWithoutVoid", "L6", ACCOUNT, "L6: the receipt is not what was born"),
    row("KillThatStores", "L6", RESET, "L6: two kills were counted as one"),
    row("ResetByStore", "L7", RESET, "L7: a reset has lost a kill"),
    row(
        "ReplaceUpUnseen",
        "L12",
        Harness::Loom("gate::loom::loom_a_birth_beside_a_replace_up_keeps_to_the_fan_out"),
        "L12: 14 sent of 10",
    ),
    row("ReplaceUpUnpaid", "L1", REPLACE, "  left: 40\n right: 10"),
    row("ReplaceDownAtRequest", "L5", REPLACE, "  left: 10\n right: 40"),
    row(
        "DoubtFrees",
        "L5",
        Harness::Test("l5_proof", "doubt_and_time_and_restart_free_nothing"),
        "  left: (80, 0, 0)\n right: (40, 0, 40)",
    ),
    row("ReleaseByOwnCum", "L5", END, "  left: 80\n right: 65"),
    row("ReleaseAgain", "L2", END, "  left: (90, 0, 0)\n right: (65, 0, 0)"),
    row(
        "ReleaseTwice",
        "L2",
        Harness::Loom("gate::loom::loom_a_replace_up_races_the_reject_of_another"),
        "L2: given back twice",
    ),
    row(
        "AnswerByQuantity",
        "L5",
        Harness::Test("l5_proof", "a_repeated_answer_is_not_taken_for_the_next_request"),
        "the first answer was taken for the second",
    ),
    row(
        "UnknownOrderEnds",
        "L5",
        Harness::Test("l5_proof", "unknown_order_is_no_proof"),
        "failed: CancelRejected",
    ),
    row(
        "LinkBeforeWrite",
        "L4",
        Harness::Loom("gate::loom::loom_one_execution_reported_twice_at_once_counts_once"),
        "L4: two booked it, or none",
    ),
    row(
        "BookedAgain",
        "L4",
        Harness::Test("l3_truth", "long_histories"),
        "L4: duplicate is false, should be Some(true)",
    ),
    row("FillClamped", "L3", EXHAUST, "L1: 2 is out, 1 is paid for"),
    row(
        "BustUnheld",
        "L5",
        Harness::Test("busts", "what_a_bust_frees_is_not_routed_before_a_person_says_so"),
        "  left: None\n right: Some(Held)",
    ),
    row(
        "CorrectByStore",
        "L4",
        Harness::Loom("report::loom::loom_two_corrections_in_a_chain"),
        "L4: a chain counts for something else",
    ),
    row(
        "EndReadPlainly",
        "L2",
        Harness::Loom("gate::loom::loom_a_parent_says_once_that_it_ended"),
        "times that the parent said its end\n  left: 0",
    ),
    row(
        "TwoHide",
        "L9",
        Harness::Loom("gate::loom::loom_of_two_that_retire_neither_carries_out_what_the_other_hid"),
        "L9: what is pinned was given back",
    ),
    row("AdmitBeforeShares", "L2", EXHAUST, "L2: the audit found Position("),
    row(
        "TakeOverKeepsToken",
        "L9",
        Harness::Test("region", "handles_are_claimed_once_and_taken_over_for_good"),
        "  left: None\n right: Some(AlreadyClaimed)",
    ),
    row(
        "AcknowledgeLooksOnce",
        "L8",
        Harness::Loom("alarm::loom::loom_an_alarm_against_the_acknowledgement_of_another"),
        "L8: an alarm's deadline is lost",
    ),
    row(
        "PoolUntagged",
        "L9",
        Harness::Loom("pool::loom::loom_a_slot_is_taken_while_another_comes_back"),
        "a slot is in two places, or lost",
    ),
    row("RingUnfenced", "L8", RECORD, "a torn record"),
    row("TornRecord", "L8", RECORD, "a torn record"),
    row(
        "LossUntold",
        "L8",
        Harness::Test("events", "a_slow_reader_learns_what_it_missed"),
        "out of order",
    ),
    row("RestartForgetsDoubt", "L5", EXHAUST, "L5: a death frees"),
    row("RestartGoesOn", "L8", EXHAUST, "L8: a death has left the house open"),
];
