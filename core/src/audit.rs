//! The books, proved from their records: every sum made again, and compared.
//!
//! Law L2 and L4, in one call: for each parent quantity = executed + reserved + balance, with both
//! sums made from its children and theirs from their executions; for each child no execution twice;
//! for every limit what its parents have set aside. Exact at rest; while lanes work it may find
//! what is only on its way.
//!
//! Uses: `region`, `ledger`. Used by: everybody.

use crate::child::{ChildSlot, ChildWord, State};
use crate::execution;
use crate::headroom;
use crate::headroom::{Headroom, above, below, with_amount};
use crate::id::{AccountId, ChildId, ParentId, Parts};
use crate::parent::{self, Head, ParentSlot};
use crate::region::Region;
use crate::suspense::{SuspenseId, SuspenseTotals};
use crate::sync::{Acquire, AtomicU64, Relaxed};
use crate::tree;
use crate::units::Qty;

/// What was counted where everything agreed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Parents that are not retired.
    pub parents: u64,
    /// Their children, void ones included.
    pub children: u64,
    /// Their executions.
    pub executions: u64,
}

/// The first disagreement that an audit finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Finding {
    /// A parent's quantity is not executed + reserved + headroom − overfill, or is none at all; by how
    /// much.
    Conservation(ParentId, i64),
    /// A parent's executed is not the sum of its children's executions, of what was assigned to it
    /// and of what was executed elsewhere.
    Executed(ParentId),
    /// A parent's unknown, cooling or inferred quantity is not the sum of its children's.
    Unknown(ParentId),
    /// A parent has ended and something is reserved, or has not ended though nothing is left to do.
    End(ParentId),
    /// What the levels above set aside for a parent is neither its quantity nor, after its end,
    /// what was executed.
    Settled(ParentId),
    /// A parent's list of children is broken.
    List(ParentId),
    /// A child's leaves are not its bound less its executions.
    Leaves(ChildId),
    /// A child's bound is not what facts and requests make it.
    Bound(ChildId),
    /// Whether a child is cooling is not what its facts say.
    Cooling(ChildId),
    /// What is inferred of a child is not what its venue has stated beyond its executions, or is more
    /// than what is reserved for it.
    Inferred(ChildId),
    /// An execution stands twice, not where its id leads, or is counted for another quantity than its
    /// last correction says.
    Execution(ChildId),
    /// A position's rooms or tallies are not what its parents make them; its place in the table.
    Position(u32),
    /// An account's headroom is not its limit less what its parents set aside.
    Account(AccountId),
    /// The firm's headroom is not its limit less what all parents set aside.
    Firm,
    /// Suspense's totals, or a position's of them, are not the sum of its entries.
    Suspense,
}

impl Finding {
    /// The word for it, as `plimsoll replay` prints it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Finding::Conservation(..) => "audit_conservation",
            Finding::Executed(_) => "audit_executed",
            Finding::Unknown(_) => "audit_unknown",
            Finding::End(_) => "audit_end",
            Finding::Settled(_) => "audit_settled",
            Finding::List(_) => "audit_list",
            Finding::Leaves(_) => "audit_leaves",
            Finding::Bound(_) => "audit_bound",
            Finding::Cooling(_) => "audit_cooling",
            Finding::Inferred(_) => "audit_inferred",
            Finding::Execution(_) => "audit_execution",
            Finding::Position(_) => "audit_position",
            Finding::Account(_) => "audit_account",
            Finding::Firm => "audit_firm",
            Finding::Suspense => "audit_suspense",
        }
    }
}

/// Weighted sums over all parents: two books that agree in them agree in every position and
/// account, but for odds of one in 2^64 for each weight. So the whole is checked in one pass
/// without memory for a sum a position.
#[derive(Clone, Copy, Default)]
struct Sums {
    bought: u64,
    sold: u64,
    buying: u64,
    selling: u64,
    money: u64,
    firm: u64,
    direct: u64,
}

/// Totals of suspense, or weighted sums of them.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Strays {
    executions: u64,
    gross: u64,
    assigned: u64,
}

impl Strays {
    fn of(totals: &SuspenseTotals) -> Strays {
        Strays {
            executions: totals.executions.load(Acquire),
            gross: totals.gross.load(Acquire),
            assigned: totals.assigned.load(Acquire),
        }
    }

    fn add(&mut self, index: u32, executions: u64, gross: u64, assigned: u64) {
        add(&mut self.executions, index, executions);
        add(&mut self.gross, index, gross);
        add(&mut self.assigned, index, assigned);
    }
}

const fn weight(index: u32) -> u64 {
    let x = (index as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (x ^ (x >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9) | 1
}

fn add(sum: &mut u64, index: u32, n: u64) {
    *sum = sum.wrapping_add(weight(index).wrapping_mul(n));
}

impl<'a> Region<'a> {
    /// Makes every sum again from the records and compares. Takes time in proportion to the used
    /// slots; any thread.
    ///
    /// # Errors
    ///
    /// The first [`Finding`]. While lanes work, look again before believing it.
    pub fn audit(&self) -> Result<Audit, Finding> {
        let mut audit = Audit::default();
        let mut sums = Sums::default();
        let fresh = self.pools.parents.fresh.load(Acquire) as usize;
        for (index, slot) in (0u32..).zip(self.parents.iter().take(fresh)) {
            if !slot.word().is_live() {
                continue;
            }
            let Some(id) = self.parent_id(index) else { continue };
            self.audit_parent(id, slot, &mut audit)?;
            audit.parents += 1;
            let terms = slot.terms();
            let settled = slot.settled.load(Acquire);
            let executed = slot.executed.load(Acquire);
            add(&mut sums.direct, index, slot.direct.load(Acquire));
            let buy = terms.side.is_buy();
            let (done, open) = if buy {
                (&mut sums.bought, &mut sums.buying)
            } else {
                (&mut sums.sold, &mut sums.selling)
            };
            add(done, terms.position, executed);
            add(open, terms.position, settled);
            add(&mut sums.money, terms.account, settled.wrapping_mul(terms.unit));
            sums.firm = sums.firm.wrapping_add(settled.wrapping_mul(terms.unit));
        }
        self.audit_limits(sums)?;
        self.audit_suspense(sums.direct)?;
        Ok(audit)
    }

    fn audit_parent(
        &self,
        id: ParentId,
        slot: &ParentSlot,
        audit: &mut Audit,
    ) -> Result<(), Finding> {
        let head = Head(slot.head.load(Acquire));
        let (mut executed, mut reserved) = (slot.executed_without_child(), 0u64);
        let (mut unknown, mut cooling, mut inferred) = (0u64, 0u64, 0u64);
        let mut next = head.newest();
        for _ in 0..head.count() {
            let index = next.ok_or(Finding::List(id))?;
            let child = self.children.get(index as usize).ok_or(Finding::List(id))?;
            if child.parent() != id || child.word().state().is_none() {
                return Err(Finding::List(id));
            }
            let cum = self.audit_child(index, child, audit)?;
            executed = executed.wrapping_add(cum);
            reserved = reserved.wrapping_add(child.word().reserved());
            unknown = unknown.wrapping_add(child.word().unknown());
            cooling = cooling.wrapping_add(child.word().cooling());
            inferred = inferred.wrapping_add(child.inferred_qty());
            audit.children += 1;
            next = (child.older.load(Relaxed) as u32).checked_sub(1);
        }
        if next.is_some() {
            return Err(Finding::List(id));
        }
        let word = slot.word();
        let quantity = slot.quantity.load(Acquire);
        if executed.wrapping_add(inferred) != slot.executed.load(Acquire) {
            return Err(Finding::Executed(id));
        }
        let lost_count = word.balance() <= -headroom::largest::<{ parent::WIDTH }>();
        let off = i128::from(quantity)
            - i128::from(executed)
            - i128::from(reserved)
            - i128::from(word.balance());
        // No parent has more, and what no other word bears out may be damage.
        let is_quantity = quantity <= Qty::MAX.get();
        if !is_quantity || off != 0 && !lost_count {
            return Err(Finding::Conservation(id, i64::try_from(off).unwrap_or(i64::MAX)));
        }
        let sums = [(unknown, &slot.unknown), (cooling, &slot.cooling), (inferred, &slot.inferred)];
        if sums.into_iter().any(|(sum, kept)| sum != kept.load(Acquire)) {
            return Err(Finding::Unknown(id));
        }
        let executed = executed.wrapping_add(inferred);
        let over = crate::ledger::is_over(word, executed, quantity);
        if over && !word.is_done() {
            return Err(Finding::End(id));
        }
        let settled = crate::ledger::due_of(word, quantity);
        if slot.settled.load(Acquire) != settled {
            return Err(Finding::Settled(id));
        }
        Ok(())
    }

    /// What a child was executed, from its records.
    fn audit_child(
        &self,
        index: u32,
        child: &ChildSlot,
        audit: &mut Audit,
    ) -> Result<u64, Finding> {
        let generation = child.word().generation();
        let id = ChildId::from_parts(Parts { session: self.session, generation, index });
        let owner = id.to_bits();
        let mut cum = child.unrecorded.load(Acquire);
        let mut lost = false;
        let row = tree::row(&child.executions);
        row.walk(self.executions, |place, record| {
            if !tree::Keyed::belongs_to(record, owner) {
                return;
            }
            let key = tree::Keyed::node(record).key();
            lost |= row.find(self.executions, key, owner) != Some(place);
            lost |= record.booked() != execution::due(self.executions, place);
            cum = cum.wrapping_add(record.booked());
            audit.executions += u64::from(record.is_trade());
        });
        if lost {
            return Err(Finding::Execution(id));
        }
        let word = child.word();
        let bound = child.bound().qty();
        let leaves = i64::try_from(i128::from(bound) - i128::from(cum)).unwrap_or(i64::MIN);
        // Past what the word can count it stays at the bottom, and its parent says so.
        let lost_count = word.leaves() < -headroom::largest::<{ crate::child::WIDTH }>();
        if !lost_count && word != ChildWord(with_amount::<{ crate::child::WIDTH }>(word.0, leaves))
        {
            return Err(Finding::Leaves(id));
        }
        let due = if word.state() == Some(State::Void) { 0 } else { child.due_bound() };
        if bound != due {
            return Err(Finding::Bound(id));
        }
        if word.is_cooling() != child.is_held_back() {
            return Err(Finding::Cooling(id));
        }
        let inferred = child.inferred.load(Acquire);
        // What is inferred is reserved: it moved no balance.
        let is_reserved = inferred <= word.reserved() || lost_count;
        if inferred != child.due_inferred() || !is_reserved {
            return Err(Finding::Inferred(id));
        }
        Ok(cum)
    }

    fn audit_limits(&self, parents: Sums) -> Result<(), Finding> {
        let mut books = Sums::default();
        let mut firm_retired = 0u64;
        let count = self.control.defined.positions.load(Acquire) as usize;
        for (index, slot) in (0u32..).zip(self.positions.iter().take(count)) {
            let (mut retired_bought, mut retired_sold, mut money) = (0u64, 0u64, 0u64);
            for tally in self.tallies_of(index) {
                let read = |word: &AtomicU64| word.load(Acquire);
                let (was_bought, was_sold) =
                    (read(&tally.retired_bought), read(&tally.retired_sold));
                add(&mut books.bought, index, read(&tally.bought).wrapping_sub(was_bought));
                add(&mut books.sold, index, read(&tally.sold).wrapping_sub(was_sold));
                retired_bought = retired_bought.wrapping_add(was_bought);
                retired_sold = retired_sold.wrapping_add(was_sold);
                money = money.wrapping_add(read(&tally.retired_money));
            }
            let used = |limit: &AtomicU64, left: i64, retired: u64| {
                let used = limit.load(Relaxed).wrapping_sub(above(left)).wrapping_add(below(left));
                used.wrapping_sub(retired)
            };
            let bought = used(&slot.long, slot.buy_room.amount(), retired_bought);
            let sold = used(&slot.short, slot.sell_room.amount(), retired_sold);
            add(&mut books.buying, index, bought);
            add(&mut books.selling, index, sold);
            let account = (tree::Keyed::node(slot).key() >> 32) as u32;
            books.money = books.money.wrapping_sub(weight(account).wrapping_mul(money));
            firm_retired = firm_retired.wrapping_add(money);
        }
        let agree = books.bought == parents.bought
            && books.sold == parents.sold
            && books.buying == parents.buying
            && books.selling == parents.selling;
        if !agree {
            return Err(Finding::Position(count as u32));
        }
        self.audit_money(parents, books.money, firm_retired)
    }

    fn audit_money(&self, parents: Sums, mut money: u64, retired: u64) -> Result<(), Finding> {
        let used = |limit: &AtomicU64, left: i64| {
            limit.load(Relaxed).wrapping_sub(above(left)).wrapping_add(below(left))
        };
        let count = self.control.defined.accounts.load(Acquire) as usize;
        let mut rooms = self.accounts.iter().take(count).map(|slot| &slot.headroom);
        if self.control.headroom.has_lost_count() || rooms.any(Headroom::has_lost_count) {
            // A fill past all reason: nothing can be committed any more, and the sums mean nothing.
            return Ok(());
        }
        for (index, slot) in (0u32..).zip(self.accounts.iter().take(count)) {
            add(&mut money, index, used(&slot.limit, slot.headroom.amount()));
        }
        if money != parents.money {
            return Err(Finding::Account(AccountId(count as u32)));
        }
        let firm = used(&self.control.limit, self.control.headroom.amount());
        if firm.wrapping_sub(retired) != parents.firm {
            return Err(Finding::Firm);
        }
        Ok(())
    }

    fn audit_suspense(&self, direct: u64) -> Result<(), Finding> {
        let totals = &self.control.suspended;
        // Past the last entry, executions are counted without one.
        let mut firm = Strays {
            executions: totals.lost_executions.load(Acquire),
            gross: totals.lost_gross.load(Acquire),
            assigned: 0,
        };
        let (mut entries, mut books) = (Strays::default(), Strays::default());
        let (mut lost, mut assigned_direct) = (false, 0u64);
        tree::walk(self.suspense, &self.control.suspense, |index, entry| {
            lost |= self.suspended(SuspenseId(index)).is_none() || !entry.is_whole();
            let assigned = if entry.assigned() == 0 { 0 } else { entry.qty() };
            firm.executions = firm.executions.saturating_add(1);
            firm.gross = firm.gross.saturating_add(entry.qty());
            firm.assigned = firm.assigned.saturating_add(assigned);
            let parent = self.parent_slot(ParentId::from_bits(entry.assigned()));
            if let Some((slot, parts)) = parent
                && slot.word().is(parts.generation)
            {
                add(&mut assigned_direct, parts.index, entry.qty());
            }
            if let Some(position) = entry.position() {
                entries.add(position, 1, entry.qty(), assigned);
            }
        });
        let count = self.control.defined.positions.load(Acquire) as usize;
        for (index, slot) in (0u32..).zip(self.positions.iter().take(count)) {
            let book = Strays::of(&slot.suspended);
            let without = &slot.suspended;
            let executions = book.executions.wrapping_sub(without.lost_executions.load(Acquire));
            let gross = book.gross.wrapping_sub(without.lost_gross.load(Acquire));
            books.add(index, executions, gross, book.assigned);
        }
        // A sum past what a word can count stays at the largest there is, and means nothing.
        let countless = firm.gross == u64::MAX;
        if lost
            || assigned_direct != direct
            || firm != Strays::of(totals)
            || (entries != books && !countless)
        {
            return Err(Finding::Suspense);
        }
        Ok(())
    }
}
