//! Wrong designs, each behind one switch: what the harnesses of the proof must catch.
//!
//! A harness that has never failed shows nothing. So the steps on which the laws rest can be taken
//! out, one at a time, in builds with `--cfg plimsoll_wrong`; the one that is out is named by the
//! environment's `PLIMSOLL_WRONG`. `cargo xtask prove --only wrong` builds once, and plays each
//! design to the harness that claims to catch it.
//!
//! Law: without that cfg [`is`] is the constant `false`, and the compiler leaves nothing of it: the
//! gates count the object's bytes, and no build that a gateway links has the cfg.
//!
//! Uses: nothing. Used by: every room with a step that can be taken out.

/// What may be wrong. Where several ways to be wrong come to the same, one stands for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(plimsoll_wrong), allow(dead_code, reason = "named, and never asked for"))]
pub(crate) enum Design {
    /// A birth is published whatever its lane's word is by now.
    PublishUnchecked,
    /// A birth reads its lane's word after it has looked at the switches.
    BeginAfterChecks,
    /// What a lane has found permitted stands, whatever kills its word shows.
    PassOutlivesKill,
    /// A birth goes by what its lane has found permitted also while something is being forbidden.
    PassBesideThrow,
    /// A birth is counted before its record is the child's.
    WordAfterPublish,
    /// What a parent has left is looked at, and taken by a second step.
    TakeInTwoSteps,
    /// A slot is used again under the generation that it had.
    SameGeneration,
    /// A kill throws the switch, and touches no lane's word.
    KillWithoutVoid,
    /// Two killers at once are counted as one: the count is stored.
    KillThatStores,
    /// A reset closes the switch whatever was seen of it.
    ResetByStore,
    /// A replace-up is counted, and a birth that has looked before is not told.
    ReplaceUpUnseen,
    /// A replace-up is sent before the parent has paid.
    ReplaceUpUnpaid,
    /// A replace-down gives back when it is asked for.
    ReplaceDownAtRequest,
    /// A time-out gives back.
    DoubtFrees,
    /// An end frees what we have not seen executed.
    ReleaseByOwnCum,
    /// The report of an end frees each time that it comes.
    ReleaseAgain,
    /// Of two that lower a bound both give the difference back.
    ReleaseTwice,
    /// An answer counts for the request that its numbers look like.
    AnswerByQuantity,
    /// 'Unknown order' is taken for the order's end.
    UnknownOrderEnds,
    /// An execution is linked, then its record is written.
    LinkBeforeWrite,
    /// An execution that comes again is booked again.
    BookedAgain,
    /// A fill past what is left of its order is cut to that.
    FillClamped,
    /// What a bust frees may be routed at once.
    BustUnheld,
    /// What a chain of executions counts for is stored, whatever it was meanwhile.
    CorrectByStore,
    /// A parent's end is looked for by a plain load of what is executed.
    EndReadPlainly,
    /// Of two lanes that retire a parent neither looks for the other.
    TwoHide,
    /// A parent is admitted, then its share is taken from the limits.
    AdmitBeforeShares,
    /// Who takes a lane over goes by the token of the owner before.
    TakeOverKeepsToken,
    /// Who acknowledges an alarm looks once which deadline is the next.
    AcknowledgeLooksOnce,
    /// A shared pool's word has no tag that grows.
    PoolUntagged,
    /// A record is overwritten with nothing between its stamp and its words.
    RingUnfenced,
    /// A reader does not look again whether its record was overwritten.
    TornRecord,
    /// A reader that was overtaken goes on as if nothing were lost.
    LossUntold,
    /// After a restart, what is not known to be sent is taken for unsent.
    RestartForgetsDoubt,
    /// A restart goes on trading.
    RestartGoesOn,
}

/// Whether this design is the one that is wrong.
#[cfg(not(plimsoll_wrong))]
#[inline(always)]
pub(crate) const fn is(_: Design) -> bool {
    false
}

#[cfg(plimsoll_wrong)]
impl Design {
    /// Each of them.
    const ALL: [Design; 35] = [
        Design::PublishUnchecked,
        Design::BeginAfterChecks,
        Design::PassOutlivesKill,
        Design::PassBesideThrow,
        Design::WordAfterPublish,
        Design::TakeInTwoSteps,
        Design::SameGeneration,
        Design::KillWithoutVoid,
        Design::KillThatStores,
        Design::ResetByStore,
        Design::ReplaceUpUnseen,
        Design::ReplaceUpUnpaid,
        Design::ReplaceDownAtRequest,
        Design::DoubtFrees,
        Design::ReleaseByOwnCum,
        Design::ReleaseAgain,
        Design::ReleaseTwice,
        Design::AnswerByQuantity,
        Design::UnknownOrderEnds,
        Design::LinkBeforeWrite,
        Design::BookedAgain,
        Design::FillClamped,
        Design::BustUnheld,
        Design::CorrectByStore,
        Design::EndReadPlainly,
        Design::TwoHide,
        Design::AdmitBeforeShares,
        Design::TakeOverKeepsToken,
        Design::AcknowledgeLooksOnce,
        Design::PoolUntagged,
        Design::RingUnfenced,
        Design::TornRecord,
        Design::LossUntold,
        Design::RestartForgetsDoubt,
        Design::RestartGoesOn,
    ];

    /// The one that `PLIMSOLL_WRONG` names, if it is set.
    fn named() -> Option<Design> {
        let name = std::env::var("PLIMSOLL_WRONG").ok()?;
        let named = |design: &Design| std::format!("{design:?}") == name;
        let found = Design::ALL.into_iter().find(named);
        assert!(found.is_some(), "PLIMSOLL_WRONG names no design: {name}");
        found
    }
}

/// Whether this design is the one that is wrong.
#[cfg(plimsoll_wrong)]
pub(crate) fn is(design: Design) -> bool {
    /// Read once: a process has one.
    static NAMED: std::sync::OnceLock<Option<Design>> = std::sync::OnceLock::new();
    *NAMED.get_or_init(Design::named) == Some(design)
}
