//! Flow: what a strategy sends, against what came in for it.
//!
//! ```text
//!   step       e−3       e−2       e−1        e
//!   brought  ├──────────────────────────────────────┤   by the parents that were open in these
//!   out                ├────────────────────────────┤   routed and replaced up in these
//! ```
//!
//! Law (L12): in one window a strategy sends no more than `max_ratio` times the quantity of the
//! parents that were open in it. So too the firm, all its strategies together.
//!
//! Why this rule. To set what left beside what *entered* in the same window is what everybody
//! thinks of first, and wrong: a parent that came in this morning and is routed now would trip a
//! lawful strategy. To set it beside all that ever entered is blind by noon. What entered and is
//! not over yet is what a router is there to send. A strategy that sends each parent's quantity at
//! most `max_ratio` times, in however many windows, never trips, whenever its parents came: each
//! part of what it sent in a window belongs to a parent that was open in the window, and is at most
//! `max_ratio` times that parent's quantity. Knight's Power Peg trips as soon as it has sent
//! `max_ratio` times what is open, however many parents it spreads that over, and however often its
//! quantity comes back to it. What it hides behind is what is open and waits: that is why the
//! fan-out of each parent is bounded besides, over its whole life.
//!
//! A slot belongs to one lane and one strategy (or the firm) and has one writer, so it needs no
//! lock prefix; who looks adds up the slots of all lanes. The totals only grow. A step begins with
//! a copy of the totals, so what came since is a difference, and nothing is ever cleared:
//!
//! ```text
//!   writer   tag ← step, busy │ copies of out, ended │ tag ← step             a seqlock a copy
//!   reader   out, ended of every lane │ their copies │ admitted of every lane
//! ```
//!
//! The order is the law's other half: whatever is read as sent, its parent's admission was before
//! it, so it is read too; a copy is younger than the total that was read before it, or of its own
//! step. Too little may be read as sent and too much as brought, never the other way round. Clocks
//! of lanes may be one step apart: that is why what was open is counted for one step more. A lane
//! that is further behind counts in the step of the one that is furthest.
//!
//! Looking at all lanes costs a line or two from each other core. So who has looked takes an
//! allowance with it, a lane's share of half of what is left, and looks again only when that is
//! used up or a new step begins. All of them together never have more in hand than half of what was
//! left, so the ratio is found out before it is passed by more than a half of itself.

use crate::sync::{Acquire, AtomicU64, Relaxed, Release, fence};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// Copies that a slot keeps: the step that stands and three before it.
const COPIES: usize = 4;
/// Steps in which what is sent counts: one window.
const SENT: u64 = super::STEPS - 1;
/// How many steps longer what came in counts: clocks may be that far apart.
pub(crate) const APART: u64 = 1;

/// The mark of a copy that is being written.
const BUSY: u64 = 1 << 63;

/// What one lane has done for one strategy, or for the firm. Line 0 is read and written by every
/// route of the lane, line 1 once a step; both are read by who looks.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct FlowSlot {
    /// Units ever sent; grows, and wraps. All `Release`: who reads a total sees the step that it
    /// was counted in, and the admissions before it.
    out: AtomicU64,
    /// Units of parents ever admitted, amended up or resumed here.
    admitted: AtomicU64,
    /// Units of parents that have ended or were amended down here.
    ended: AtomicU64,
    /// Units that the lane may send before it looks at the others. Read by the owner only.
    allowance: AtomicU64,
    /// Which step each copy is of, and 1; 0 while there is none. [`BUSY`] while it is written.
    tags: [AtomicU64; COPIES],

    /// `out` as it was when the step began.
    out_before: [AtomicU64; COPIES],
    /// `ended` as it was when the step began.
    ended_before: [AtomicU64; COPIES],
}

const _: () = assert!(cfg!(loom) || size_of::<FlowSlot>() == 128);

/// What was found in all slots of a strategy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flow {
    /// Units of the parents that were open in the window.
    pub(crate) brought: u64,
    /// Units sent in the window.
    pub(crate) out: u64,
}

/// Whether `out` is more than `max_ratio` times what was brought.
#[must_use]
pub(crate) const fn exceeds(brought: u64, out: u64, max_ratio: u32) -> bool {
    out as u128 > brought as u128 * max_ratio as u128
}

/// What one of `lanes` lanes may send before it looks again: its share of half of what is left.
#[must_use]
pub(crate) const fn share(flow: Flow, max_ratio: u32, lanes: u32) -> u64 {
    let most = flow.brought.saturating_mul(max_ratio as u64);
    let left = most.saturating_sub(flow.out) / 2;
    match left.checked_div(lanes as u64) {
        Some(share) => share,
        None => left,
    }
}

/// The difference of two totals that wrap; nothing where the second is the younger.
pub(crate) const fn since(total: u64, before: u64) -> u64 {
    let more = total.wrapping_sub(before);
    if more as i64 > 0 { more } else { 0 }
}

/// What a word says that only this thread writes.
fn own(word: &AtomicU64) -> u64 {
    if cfg!(loom) {
        // loom remembers only the last access to a word: a plain load here would hide from it that
        // the store which follows races with a reader's load.
        word.fetch_add(0, Relaxed)
    } else {
        word.load(Relaxed)
    }
}

/// Adds to a word that only this thread writes.
fn add(word: &AtomicU64, n: u64) {
    word.store(own(word).wrapping_add(n), Release);
}

pub(crate) const fn tag_of(step: u64) -> u64 {
    if step < BUSY - 1 { step + 1 } else { BUSY - 1 }
}

/// The youngest step among tags, busy or not.
fn newest_of(tags: impl Iterator<Item = u64>) -> u64 {
    tags.map(|tag| tag & !BUSY).max().unwrap_or(0)
}

/// One lane's totals and their copies, as they stood at one moment.
struct Seen {
    out: u64,
    ended: u64,
    tags: [u64; COPIES],
    out_before: [u64; COPIES],
    ended_before: [u64; COPIES],
}

impl Seen {
    /// The youngest step's tag.
    fn newest(&self) -> u64 {
        newest_of(self.tags.iter().copied())
    }

    /// A total as it was when the first step from `tag` on began; the total itself where none has
    /// begun since.
    fn before(&self, tag: u64, total: u64, copies: &[u64; COPIES]) -> u64 {
        let copies = self.tags.iter().zip(copies);
        let first =
            copies.filter(|(of, _)| (tag.max(1)..BUSY).contains(*of)).min_by_key(|(of, _)| **of);
        first.map_or(total, |(_, copy)| *copy)
    }
}

impl FlowSlot {
    /// Begins `step`, unless it has begun or a later one has. For the lane's owner, like all that
    /// writes.
    pub(crate) fn begin(&self, step: u64) {
        let tag = tag_of(step);
        let place = (step % COPIES as u64) as usize;
        let Some(of) = self.tags.get(place) else { return };
        if self.has_begun(step) || self.newest() > tag {
            return;
        }
        let copies = self.out_before.get(place).zip(self.ended_before.get(place));
        let Some((out, ended)) = copies else { return };
        of.store(tag | BUSY, Relaxed);
        // Who reads one of the new copies finds this tag, busy or not.
        fence(Release);
        out.store(own(&self.out), Relaxed);
        ended.store(own(&self.ended), Relaxed);
        of.store(tag, Release);
        self.allowance.store(0, Relaxed);
    }

    fn has_begun(&self, step: u64) -> bool {
        let of = self.tags.get((step % COPIES as u64) as usize);
        of.is_some_and(|of| own(of) == tag_of(step))
    }

    fn newest(&self) -> u64 {
        newest_of(self.tags.iter().map(|tag| tag.load(Acquire)))
    }

    /// Counts what a parent brings, before anybody can route it: its quantity, what an amendment
    /// adds, its quantity again where it is resumed.
    pub(crate) fn brings(&self, qty: u64) {
        add(&self.admitted, qty);
    }

    /// Counts what has left: a parent's quantity when it has ended, what an amendment takes away.
    /// It still counts as brought for the window and a step.
    pub(crate) fn ends(&self, qty: u64, step: u64) {
        self.begin(step);
        add(&self.ended, qty);
    }

    /// Counts what was sent: after the birth, or the replace-up, was published. Its step has begun.
    pub(crate) fn sent(&self, qty: u64) {
        add(&self.out, qty);
        let allowance = self.allowance.load(Relaxed);
        self.allowance.store(allowance.saturating_sub(qty), Relaxed);
    }

    /// Whether `qty` more may be sent in a step that has begun, without a look at the others.
    pub(crate) fn allows(&self, qty: u64, step: u64) -> bool {
        self.has_begun(step) && qty <= self.allowance.load(Relaxed)
    }

    /// Allows whatever is sent in a step: there is no bound.
    pub(crate) fn allow_all(&self, step: u64) {
        self.begin(step);
        self.allowance.store(u64::MAX, Relaxed);
    }

    /// Allows nothing before the next look: the bound is another.
    pub(crate) fn forget_allowance(&self) {
        self.allowance.store(0, Relaxed);
    }

    /// Whether `qty` more may be sent: from the allowance, or, where that is too little, as all
    /// slots of the strategy say. Nothing that a reader sees changes, but that a step begins.
    ///
    /// # Errors
    ///
    /// What was found, where `qty` more would exceed the ratio: trip the scope.
    pub(crate) fn permits<'s>(
        &self,
        all: impl Iterator<Item = &'s FlowSlot> + Clone,
        (qty, step): (u64, u64),
        (max_ratio, lanes): (u32, u32),
    ) -> Result<(), Flow> {
        self.begin(step);
        if qty <= self.allowance.load(Relaxed) {
            return Ok(());
        }
        // The lane's own later step stands, where a report has begun it.
        let step = caught_up(all.clone(), step.max(self.newest().saturating_sub(1)));
        self.begin(step);
        let seen = sum(all.clone(), step).or_else(|| sum(all.clone(), caught_up(all, step)));
        // A lane began a step this very moment, twice: it looks itself, and so do we next time.
        let Some(mut flow) = seen else { return Ok(()) };
        if exceeds(flow.brought, flow.out.saturating_add(qty), max_ratio) {
            return Err(flow);
        }
        flow.out = flow.out.saturating_add(qty);
        // What is about to be sent is taken off again by `sends`.
        let share = share(flow, max_ratio, lanes).saturating_add(qty);
        self.allowance.store(share, Relaxed);
        Ok(())
    }

    /// The totals first, then the copies: see above. `None` where a step began meanwhile.
    fn look(&self) -> Option<Seen> {
        let read = |words: &[AtomicU64; COPIES]| core::array::from_fn(|i| load(words, i));
        let (out, ended) = (self.out.load(Acquire), self.ended.load(Acquire));
        let tags: [u64; COPIES] =
            core::array::from_fn(|i| self.tags.get(i).map_or(0, |tag| tag.load(Acquire)));
        let (out_before, ended_before) = (read(&self.out_before), read(&self.ended_before));
        fence(Acquire);
        let still: [u64; COPIES] = read(&self.tags);
        (still == tags).then_some(Seen { out, ended, tags, out_before, ended_before })
    }

    /// Forgets when anything was sent: what is open counts, and what is sent from now on.
    pub(crate) fn forget_steps(&self) {
        self.tags.iter().for_each(|tag| tag.store(0, Release));
        self.allowance.store(0, Relaxed);
    }

    /// Forgets everything but what its open parents have brought. Only for `recover`, while nothing
    /// else runs.
    pub(crate) fn restart(&self, brought: u64) {
        let words = [&self.out, &self.ended, &self.allowance];
        for word in words.into_iter().chain(&self.tags) {
            word.store(0, Relaxed);
        }
        self.admitted.store(brought, Relaxed);
    }
}

fn load(words: &[AtomicU64; COPIES], place: usize) -> u64 {
    words.get(place).map_or(0, |word| word.load(Relaxed))
}

/// The step in which a lane counts whose time lies in `step`: that of the lane that is furthest,
/// where clocks are further apart than [`sum`] bridges. Otherwise neither would count what the
/// other does.
#[must_use]
pub(crate) fn caught_up<'s>(slots: impl Iterator<Item = &'s FlowSlot>, step: u64) -> u64 {
    let furthest = slots.map(FlowSlot::newest).max().unwrap_or(0).saturating_sub(1);
    if furthest > step.saturating_add(APART) { furthest } else { step }
}

/// What all slots of a strategy say of the window that ends with `step`, or with the step after it,
/// where another lane is there already. `None` where a lane began a step meanwhile, or is further
/// ahead.
#[must_use]
pub(crate) fn sum<'s>(
    slots: impl Iterator<Item = &'s FlowSlot> + Clone,
    step: u64,
) -> Option<Flow> {
    sum_apart(slots, step, APART)
}

/// As [`sum`], where clocks are no more than `apart` steps from one another: 0 or 1.
pub(super) fn sum_apart<'s>(
    slots: impl Iterator<Item = &'s FlowSlot> + Clone,
    step: u64,
    apart: u64,
) -> Option<Flow> {
    let own = tag_of(step);
    let newest = slots.clone().map(FlowSlot::newest).max().unwrap_or(0);
    let end = newest.max(own).min(own.saturating_add(apart));
    let sent_from = end.saturating_sub(SENT);
    let open_from = sent_from.saturating_sub(apart);
    let (mut out, mut ended) = (0u64, 0u64);
    for slot in slots.clone() {
        let seen = slot.look()?;
        // A later step may have replaced a copy of ours. One of ours that is still being written is
        // passed by: nothing was counted in its step before our totals were read.
        if seen.newest() > end {
            return None;
        }
        let before = seen.before(sent_from, seen.out, &seen.out_before);
        out = out.saturating_add(since(seen.out, before));
        ended = ended.wrapping_add(seen.before(open_from, seen.ended, &seen.ended_before));
    }
    let admitted = slots.map(|slot| slot.admitted.load(Acquire));
    let admitted = admitted.fold(0u64, u64::wrapping_add);
    Some(Flow { brought: since(admitted, ended), out })
}
