//! One step of a history, before the names in it are known; eight bytes spell one.
//!
//! The last ones are spelled by the simulator alone, which draws steps and not bytes: new meanings for
//! old bytes would change what a committed history says.
//!
//! Law: every eight bytes spell a step, and `[0; 8]` the dullest one, so that proptest, a fuzzer
//! and a plain seed all speak the same language, and cutting eight bytes out of a history leaves
//! the others as they were.
//!
//! Uses: nothing. Used by: `generator`, `driver`.

/// One step. Numbers that name something are taken modulo what there is; see `driver`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "fields are numbers that `driver` gives a meaning to")]
pub enum Step {
    /// Time passes.
    Wait { nanos: u32 },
    /// A parent is admitted; what it is depends on `shape`.
    Admit { lane: u8, shape: u8, qty: u16, client: u8, price: u8, fan_out: u8 },
    /// A parent's quantity is changed.
    Amend { lane: u8, parent: u8, qty: u16 },
    /// Upstream vouches for a parent again.
    Refresh { lane: u8, parent: u8 },
    /// A lane carries out what is due; where `late` is not 0, another one whose clock is behind.
    Tick { lane: u8, late: u16 },
    /// A parent is cancelled.
    CancelParent { lane: u8, parent: u8 },
    /// A parent is held.
    Hold { lane: u8, parent: u8 },
    /// A parent that was held is released by the operator.
    Release { parent: u8 },
    /// A parent's slot is given back.
    Retire { lane: u8, parent: u8 },
    /// A child is routed; `confirm` says whether `sent` is called at once.
    Route { lane: u8, parent: u8, venue: u8, qty: u16, price: u8, terms: u8, confirm: bool },
    /// `sent` is called for a child.
    Sent { lane: u8, child: u8 },
    /// A child's cancel is requested.
    RequestCancel { lane: u8, child: u8 },
    /// A child's replace is requested.
    RequestReplace { lane: u8, child: u8, qty: u16, price: u8 },
    /// The gateway does not know any more what became of a child.
    Doubt { lane: u8, child: u8 },
    /// The venue does something with an order, and puts a report into the mail.
    Venue { child: u8, act: Act, qty: u16, claims: u8 },
    /// A piece of mail is delivered; number 0 is the oldest.
    Deliver { lane: u8, mail: u8 },
    /// A piece of mail that was delivered before is delivered again.
    Again { lane: u8, mail: u8 },
    /// A report that no venue should have made is delivered.
    Forge { lane: u8, child: u8, exec_type: u8, numbers: u16, claims: u8, exec: u8 },
    /// A report for a child that never was is delivered.
    Stray { lane: u8, exec_type: u8, qty: u16 },
    /// How an order stands is asked of its venue, and stated through the control handle.
    Status { child: u8, claims: u8 },
    /// A piece of mail, delivered or not, comes as a drop copy.
    DropCopy { mail: u8, old: bool },
    /// A venue proves that no late fill of an order comes.
    ProveCooled { child: u8 },
    /// A venue's session is lost.
    Disconnect { venue: u8 },
    /// It is back, and what is open there is asked for; `thorough` where every order is told.
    Recover { venue: u8, thorough: bool },
    /// A scope is killed, or stopped less or more than that.
    Kill { lane: u8, scope: u8, which: u8, level: u8 },
    /// A scope is reset; `manner` says what the two persons do, and what comes in between.
    Reset { scope: u8, which: u8, manner: u8 },
    /// Whatever is halted is reset, what is raised is acknowledged, and the region is armed.
    Resume { lease: u16 },
    /// The region is disarmed.
    Disarm,
    /// A lane is taken over from its owner.
    TakeOver { lane: u8 },
    /// The process ends and another attaches to the memory.
    Restart,
    /// A piece of mail is lost on its way.
    Lose { mail: u8 },
    /// The sessions send again what was lost.
    Resend,
    /// The process dies in the next call, after so many writes to the region.
    Die { writes: u16 },
    /// A newer build joins, and is rolled back to this one.
    Rollback,
    /// A monitor is heard.
    Beat { monitor: u8 },
    /// A lane's journal is kept.
    Keep { lane: u8 },
    /// An execution in suspense is assigned to a child, or to a parent.
    Assign { entry: u8, to: u8, child: bool },
}

/// What a venue may do with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Acknowledges the order.
    Acknowledge,
    /// Says that it has the order, not yet acknowledged.
    SayPending,
    /// Executes a part.
    Fill,
    /// Executes the rest.
    FillRest,
    /// Grants the oldest request.
    Grant,
    /// Refuses the oldest request.
    Deny,
    /// Says that the oldest request is pending.
    SayRequestPending,
    /// Cancels the order of its own accord.
    Cancel,
    /// Rejects an order that it has not acknowledged.
    Reject,
    /// Lets the order expire.
    Expire,
    /// Is done with the order for the day.
    DoneForDay,
    /// Suspends the order.
    Suspend,
    /// Tells how the order stands.
    SayStatus,
    /// Executes more than was ordered. Only a broken venue does that.
    Overfill,
    /// Takes an execution back, in whole or in part.
    Bust,
    /// Changes an execution's quantity or price.
    Correct,
    /// Executes an order that it has ended, while that may still happen.
    LateFill,
}

/// The bytes of one step.
pub const STEP_BYTES: usize = 8;

/// What venues do, as often as it stands here: most orders live for a while before they end.
const ACTS: [Act; 50] = [
    Act::Acknowledge,
    Act::Acknowledge,
    Act::Acknowledge,
    Act::Acknowledge,
    Act::Acknowledge,
    Act::Acknowledge,
    Act::Fill,
    Act::Fill,
    Act::Fill,
    Act::Fill,
    Act::Fill,
    Act::Fill,
    Act::Fill,
    Act::Fill,
    Act::Fill,
    Act::FillRest,
    Act::FillRest,
    Act::Grant,
    Act::Grant,
    Act::Grant,
    Act::Grant,
    Act::Grant,
    Act::Grant,
    Act::Grant,
    Act::Grant,
    Act::Grant,
    Act::Grant,
    Act::Grant,
    Act::Grant,
    Act::Deny,
    Act::Deny,
    Act::Deny,
    Act::Cancel,
    Act::Reject,
    Act::Expire,
    Act::DoneForDay,
    Act::Suspend,
    Act::SayPending,
    Act::SayStatus,
    Act::SayStatus,
    Act::Bust,
    Act::Bust,
    Act::Bust,
    Act::Correct,
    Act::Correct,
    Act::Correct,
    Act::LateFill,
    Act::LateFill,
    Act::LateFill,
    Act::Cancel,
];

impl Step {
    /// The step that `bytes` spell.
    #[must_use]
    pub fn decode(bytes: [u8; STEP_BYTES]) -> Step {
        let [kind, lane, first, second, third, fourth, low, high] = bytes;
        let qty = u16::from_le_bytes([low, high]);
        match kind {
            0..8 => Step::Wait { nanos: u32::from(qty) },
            8..10 => Step::Wait { nanos: u32::from(qty) * 5_000 },
            10..30 => Step::Admit {
                lane,
                shape: first,
                qty,
                client: second,
                price: third,
                fan_out: fourth,
            },
            30..36 => Step::Amend { lane, parent: first, qty },
            36..38 => Step::CancelParent { lane, parent: first },
            38 => Step::Hold { lane, parent: first },
            39..42 => Step::Release { parent: first },
            42..47 => Step::Retire { lane, parent: first },
            47..82 => Step::Route {
                lane,
                parent: first,
                venue: second,
                qty,
                price: third,
                terms: fourth,
                confirm: kind < 78,
            },
            82..85 => Step::Sent { lane, child: first },
            85..91 => Step::RequestCancel { lane, child: first },
            91..114 => Step::RequestReplace { lane, child: first, qty, price: second },
            114..117 => Step::Doubt { lane, child: first },
            117..172 => {
                let act = ACTS.get(usize::from(second) % ACTS.len()).copied();
                Step::Venue {
                    child: first,
                    act: act.unwrap_or(Act::Acknowledge),
                    qty,
                    claims: third,
                }
            }
            _ => Step::decode_rest(bytes),
        }
    }

    /// The steps about the mail, about what nobody should report, and about control.
    fn decode_rest(bytes: [u8; STEP_BYTES]) -> Step {
        let [kind, lane, first, second, third, fourth, low, high] = bytes;
        let qty = u16::from_le_bytes([low, high]);
        match kind {
            ..174 => Step::Venue { child: first, act: Act::SayRequestPending, qty, claims: third },
            174..177 => Step::Venue { child: first, act: Act::Overfill, qty, claims: third },
            177..212 => Step::Deliver { lane, mail: first },
            212..215 => Step::Status { child: first, claims: third },
            215..217 => Step::DropCopy { mail: first, old: second > 128 },
            217 => Step::ProveCooled { child: first },
            218 if second < 128 => Step::Disconnect { venue: first },
            218 => Step::Recover { venue: first, thorough: third < 200 },
            219..223 => Step::Refresh { lane, parent: first },
            223..225 => Step::Tick { lane, late: if first < 200 { 0 } else { qty } },
            225..232 => Step::Again { lane, mail: first },
            232..237 => Step::Forge {
                lane,
                child: first,
                exec_type: second,
                numbers: qty,
                claims: third,
                exec: fourth,
            },
            237..239 => Step::Stray { lane, exec_type: second, qty },
            239 | 251 => Step::Kill { lane, scope: first, which: second, level: third },
            240..242 => Step::Reset { scope: first, which: second, manner: third },
            242..251 => Step::Resume { lease: qty },
            252 if first < 128 => Step::Disarm,
            252 => Step::Resume { lease: qty },
            253 => Step::TakeOver { lane },
            254 => Step::Restart,
            255 => Step::Resume { lease: qty },
        }
    }

    /// Whether only a venue that breaks the rules, or nobody, brings this about.
    #[must_use]
    pub fn is_foul(&self) -> bool {
        matches!(
            self,
            Step::Forge { .. } | Step::Stray { .. } | Step::Venue { act: Act::Overfill, .. }
        )
    }

    /// Whether it changes an execution that was reported.
    #[must_use]
    pub fn is_correction(&self) -> bool {
        matches!(self, Step::Venue { act: Act::Bust | Act::Correct, .. })
    }
}
