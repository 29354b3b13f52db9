//! One child, summed up afresh from the facts about it.
//!
//! ```text
//!   told     = Σ of its chains of executions
//!   claimed  = the greatest CumQty that its venue ever claimed: only reserved for
//!   stated   = what is known with authority to be executed: counted
//!   cum      = the greater of told and stated      inferred = cum − told
//!   bound    = the most it may still come to: greatest of OrderQty, open replace targets, claimed
//!              and stated; once the venue has ended it with a CumQty: of claimed and stated alone,
//!              and OrderQty while that cools
//!   reserved = bound − cum, or nothing             load on the parent = greater of bound and told
//! ```
//!
//! What is stated: a statement says it exactly. A drop copy's CumQty, a restatement's, and a venue's
//! sums say the least of it; so does what a venue had claimed when an execution came again with other
//! numbers. Where something is stated, a new execution adds to it what its CumQty has beyond it, and
//! no more than its own size; a reported execution that counts for less takes the difference off. A
//! correction of an execution that nobody reported says it exactly.
//!
//! What is claimed: a report's CumQty raises it. It is lowered by an execution that counts for less: of
//! an order that lives, to what the report says then, or to what is left where no more was claimed than
//! was reported, or by the difference; never below what is left. Of an order that has ended only where
//! it ended at just what was reported; otherwise to what it ended at, for it may have left out the
//! execution already. An end that is stated sets it.
//! Where a venue's CumQty may begin anew with a replace, what came before it is not in it: the session's
//! CumQty then says nothing but at the order's end, where it is read on top of all that the orders before
//! may have come to; and after a statement of the end not even there. Where a replace may be a cancel and
//! a new order, it is reserved on top of the order, and an end beside an open one proves nothing.
//!
//! An execution that is repeated, or comes after its own correction, claims nothing: what it says was
//! so before.
//!
//! Law: quantity that may still be executed is never summed as free (L1, L5).
//!
//! Uses: `plimsoll`, `chain`. Used by: `model`.

use crate::model::chain::{Chains, Heard};
use crate::model::{Fact, Word, is_correction};
use plimsoll::{
    ChildId, CumQtyMeans, ExecType, LastQtyMeans, NewChild, OrdStatus, Qty, ReplaceIs, Report,
    State, TimeInForce, VenueTerms,
};

/// A request that is not answered.
#[derive(Clone, Copy, Debug)]
pub struct Open {
    /// Its number among the child's requests.
    pub number: u16,
    /// The OrderQty it asks for; none for a cancel.
    pub target: Option<u64>,
}

/// See the module's text.
#[derive(Clone, Debug)]
pub struct Child {
    /// Its name.
    pub id: ChildId,
    /// Its terms.
    pub order: NewChild,
    /// OrderQty, as the venue confirmed it last.
    pub order_qty: u64,
    /// The requests that are open, oldest first.
    pub open: Vec<Open>,
    /// How its venue means what it says.
    pub terms: VenueTerms,
    /// The executions that can be recognised.
    pub chains: Chains,
    /// What was executed that cannot be recognised.
    pub unrecorded: u64,
    /// What is known with authority to be executed, where anything is.
    pub stated: Option<u64>,
    /// A report that ends it came.
    pub ended: bool,
    /// The venue has said with how much it ended.
    pub proven: bool,
    /// With how much.
    pub end_cum: u64,
    /// What the orders before the one that the venue counts its CumQty from may have come to.
    pub base: u64,
    /// So has a statement: nothing else says more of it.
    pub settled_end: bool,
    /// What it releases waits until then, and for a tick of that lane; of any lane where none is
    /// named.
    pub cools: Option<(u64, Option<u32>)>,
    /// What it was bound to when it began to cool: what was asked for then may have been granted.
    pub held: u64,
    /// Its state; none where the laws leave a choice.
    pub state: Option<State>,
    /// The quantity it was sent with, and every replace-up.
    pub sent: u64,
    /// The most that a venue claimed it may come to, where that was more than its bound; else
    /// nothing.
    pub claimed: u64,
    confirmed_by: u16,
    requests: u16,
    /// Its bound is what the core chose, once.
    pub settled: bool,
    /// The greatest CumQty that any report claimed.
    pub said_cum: u64,
    /// An execution counts for less since the last call: its parent is held.
    pub busted: bool,
    /// The largest OrderQty that it ever had, or was reserved for because it was asked for.
    pub peak: u64,
    /// The greatest OrderQty that any report named.
    pub named: u64,
    /// One was ever busted or corrected: what a repetition says of CumQty was so before.
    pub corrected: bool,
    /// Something was taken back, or corrected, since the last call: its parent may live again.
    pub resumes: bool,
    /// When it was routed.
    pub born_at: u64,
    /// The mass status that its venue is asked for has mentioned it.
    pub mentioned: bool,
}

/// What a report is to a child, as far as the laws are plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A trade that is new.
    NewTrade,
    /// A trade that was booked before.
    SameTrade,
    /// A trade with the id of another.
    OtherTrade,
    /// A trade that a bust or a correction named before it came.
    AwaitedTrade,
    /// A trade of a venue that tells sums only: so much was executed by now.
    Sum(u64),
    /// One that was heard before, by its id.
    SameSum,
    /// A bust or a correction.
    Corrected,
    /// One that was heard before.
    SameCorrection,
    /// One with the id of something else.
    OtherCorrection,
    /// A bust or a correction where a venue tells sums only: so much was executed.
    SumCorrected(u64),
    /// One that was heard before.
    SameSumCorrection,
    /// A bust or a correction of nothing that can be.
    NoCorrection,
    /// Something that moves no quantity.
    Status,
    /// The end of the order, with the CumQty given.
    End(u64),
    /// The end of the order, with nothing said of its CumQty.
    EndUnproven,
    /// An end beside an open replace, where that may be of the old order alone.
    EndOfOld,
    /// An end that was heard before, where it may be of an old order.
    SameEnd,
    /// Answers request `number`; OrderQty is then the quantity given.
    Replaced(u16, u64),
    /// Refuses request `number`.
    Refused(u16),
    /// The venue does not know the order; what is answered with it, if anything.
    Lost(Option<u16>),
    /// The venue changed the order on its own; to this OrderQty, if it says one that counts.
    Restated(Option<u64>),
    /// Answers a request that was never made.
    Unexpected,
    /// Answers a request that is not open any more.
    Again,
    /// What contradicts itself: its claims are noted, and nothing else.
    Odd,
}

impl Child {
    pub(super) fn born(id: ChildId, order: NewChild, terms: VenueTerms, at: u64) -> Child {
        let qty = order.qty.get();
        Child {
            id,
            order,
            order_qty: qty,
            open: Vec::new(),
            terms,
            chains: Chains::default(),
            unrecorded: 0,
            stated: None,
            ended: false,
            proven: false,
            end_cum: 0,
            base: 0,
            settled_end: false,
            cools: None,
            held: 0,
            state: Some(State::Born),
            sent: qty,
            claimed: 0,
            confirmed_by: 0,
            requests: 0,
            settled: false,
            said_cum: 0,
            busted: false,
            peak: qty,
            named: qty,
            corrected: false,
            resumes: false,
            born_at: at,
            mentioned: false,
        }
    }

    /// What was executed by the executions that were reported.
    #[must_use]
    pub fn told(&self) -> u64 {
        self.chains.sum() + self.unrecorded
    }

    /// What was executed, what is merely stated included.
    #[must_use]
    pub fn cum(&self) -> u64 {
        self.told().max(self.stated.unwrap_or(0))
    }

    /// The most that it may still come to.
    #[must_use]
    pub fn bound(&self) -> u64 {
        let targets = self.open.iter().filter_map(|open| open.target);
        // What the venue says it has executed it has, more than the order or not.
        let said = self.said_cum.max(self.stated.unwrap_or(0));
        let most = targets.chain([self.order_qty, said]).max().unwrap_or(0);
        match (self.proven, self.cools) {
            (false, _) => most,
            (true, Some(_)) => said.max(self.order_qty).max(self.held),
            (true, None) => said,
        }
    }

    /// What is promised for it.
    #[must_use]
    pub fn reserved(&self) -> u64 {
        self.bound().saturating_sub(self.cum())
    }

    /// What of it cools.
    #[must_use]
    pub fn cooling(&self) -> u64 {
        if self.proven && self.cools.is_some() { self.reserved() } else { 0 }
    }

    /// What it takes of its parent.
    #[must_use]
    pub fn load(&self) -> u64 {
        self.bound().max(self.cum())
    }

    /// Whether it can do nothing more, as far as is plain.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.ended || self.cum() >= self.bound()
    }

    /// Whether a drop copy is of an execution that was reported before one of the child's counted
    /// for less: it says nothing.
    #[must_use]
    pub fn is_stale_copy(&self, report: &Report) -> bool {
        let trade = report.exec_type == ExecType::Trade;
        trade && self.corrected && self.chains.is_reported(report)
    }

    /// A report with its CumQty over the child's whole life, where it says that.
    #[must_use]
    pub fn read(&self, report: &Report, word: Word) -> Report {
        if self.base == 0 || word == Word::Statement {
            return *report;
        }
        let ends = is_end(report.exec_type) && !self.settled_end;
        let whole = report.cum_qty.map(|cum| Qty::saturating(cum.get() + self.base));
        Report { cum_qty: whole.filter(|_| ends), ..*report }
    }

    /// Whether a replace is reserved for on top of the order.
    #[must_use]
    pub fn adds(&self) -> bool {
        let plain = VenueTerms::FIX44;
        (self.terms.replace_means, self.terms.replace_is, self.terms.cum_qty)
            != (plain.replace_means, plain.replace_is, plain.cum_qty)
    }

    fn restarts(&self) -> bool {
        self.terms.cum_qty != CumQtyMeans::CarriedOver
    }

    /// What `report` is to this child now.
    #[must_use]
    pub fn meaning(&self, report: &Report, word: Word) -> Meaning {
        let claimed = report.cum_qty.map(Qty::get);
        let may_be_old = self.restarts() || self.terms.replace_is != ReplaceIs::Atomic;
        let says_end = is_end(report.exec_type) && word != Word::Statement;
        if says_end && may_be_old && (self.outlives_with(report) || !lives(report)) {
            if self.is_known(report.exec_id) {
                return Meaning::SameEnd;
            }
            if self.is_replacing() {
                return Meaning::EndOfOld;
            }
        }
        match report.exec_type {
            ExecType::Trade => self.meaning_of_trade(report),
            ExecType::TradeCancel | ExecType::TradeCorrect => self.meaning_of_correction(report),
            // The order outlives the session: nothing has ended, whatever is left of it.
            ExecType::DoneForDay if self.outlives() => Meaning::Status,
            ExecType::Canceled | ExecType::Expired | ExecType::DoneForDay | ExecType::Rejected => {
                Self::meaning_of_end(report, claimed)
            }
            ExecType::Replaced | ExecType::ReplaceRejected | ExecType::CancelRejected => {
                self.meaning_of_answer(report)
            }
            ExecType::PendingNew
            | ExecType::New
            | ExecType::PendingCancel
            | ExecType::PendingReplace
            | ExecType::Suspended
            | ExecType::Stopped
            | ExecType::Calculated
            | ExecType::OrderStatus => Meaning::Status,
            ExecType::Restated => self.meaning_of_restatement(report),
            _ => Meaning::Odd,
        }
    }

    fn outlives_with(&self, report: &Report) -> bool {
        report.exec_type == ExecType::DoneForDay && self.outlives()
    }

    fn outlives(&self) -> bool {
        let tif = self.order.time_in_force;
        matches!(tif, TimeInForce::GoodTillCancel | TimeInForce::GoodTillDate)
    }

    fn meaning_of_trade(&self, report: &Report) -> Meaning {
        if self.tells_sums() {
            let sum = report.cum_qty.unwrap_or(report.last_qty).get();
            let again = self.is_known(report.exec_id);
            return match (sum, again) {
                (0, _) => Meaning::Odd,
                (_, true) => Meaning::SameSum,
                (_, false) => Meaning::Sum(sum),
            };
        }
        if report.last_qty.is_zero() {
            return Meaning::Odd;
        }
        match self.chains.trade(report) {
            Heard::New => Meaning::NewTrade,
            Heard::Awaited => Meaning::AwaitedTrade,
            Heard::Again => Meaning::SameTrade,
            Heard::Conflict | Heard::Nonsense => Meaning::OtherTrade,
        }
    }

    fn meaning_of_correction(&self, report: &Report) -> Meaning {
        match (self.chains.named(report), report.cum_qty) {
            (None, _) => Meaning::NoCorrection,
            (Some(_), Some(_)) if self.tells_sums() && self.chains.knows_sum(report) => {
                Meaning::SameSumCorrection
            }
            (Some(_), Some(cum)) if self.tells_sums() => Meaning::SumCorrected(cum.get()),
            (Some(_), None) if self.tells_sums() => Meaning::NoCorrection,
            (Some(_), _) => match self.chains.correction(report) {
                Heard::New | Heard::Awaited => Meaning::Corrected,
                Heard::Again => Meaning::SameCorrection,
                Heard::Conflict => Meaning::OtherCorrection,
                Heard::Nonsense => Meaning::NoCorrection,
            },
        }
    }

    pub(super) fn tells_sums(&self) -> bool {
        self.terms.last_qty == LastQtyMeans::Cumulative
    }

    fn meaning_of_end(report: &Report, claimed: Option<u64>) -> Meaning {
        match claimed {
            // An end that leaves something open contradicts itself, and ends nothing.
            _ if lives(report) => Meaning::Odd,
            Some(claimed) => Meaning::End(claimed),
            None => Meaning::EndUnproven,
        }
    }

    /// The open request that a report answers.
    fn answered(&self, report: &Report) -> Option<Open> {
        let wants_replace = report.exec_type != ExecType::CancelRejected;
        let mut of_kind = self.open.iter().filter(|open| open.target.is_some() == wants_replace);
        let open = match report.request {
            Some(number) => of_kind.find(|open| open.number == number),
            None => of_kind.next(),
        };
        open.copied()
    }

    fn meaning_of_answer(&self, report: &Report) -> Meaning {
        let replaced = report.exec_type == ExecType::Replaced;
        let said = report.order_qty.map(Qty::get);
        let named = report.request.is_some();
        let open = self.answered(report);
        if report.unknown_order && !replaced {
            // It says nothing of a replace; a cancel has nothing left to wait for.
            let cancel = open.filter(|_| report.exec_type == ExecType::CancelRejected);
            return Meaning::Lost(cancel.map(|open| open.number));
        }
        // Without a number, only the size can tell what is answered: what was asked for, or what is
        // executed already where that is more.
        let cum = report.cum_qty.map_or(0, Qty::get);
        let fits = |open: &Open, qty| open.target.is_some_and(|to| qty == to || qty == to.max(cum));
        let adds = self.adds();
        let meant =
            |open: &Open| !replaced || adds || named || said.is_none_or(|qty| fits(open, qty));
        let Some(open) = open.filter(meant) else {
            let made = report.request.is_some_and(|number| (1..=self.requests).contains(&number));
            return if made { Meaning::Again } else { Meaning::Unexpected };
        };
        if !replaced {
            return Meaning::Refused(open.number);
        }
        if adds {
            // Only a CumQty over the whole chain, and what is left, can tell what it came to.
            let whole = report.cum_qty.zip(report.leaves_qty).filter(|_| !self.restarts());
            let whole = whole.map(|(cum, leaves)| cum.get() + leaves.get());
            return Meaning::Replaced(open.number, whole.or(open.target).unwrap_or(0));
        }
        // It is of what is executed and what is left, where that is more than it says.
        let whole = cum + report.leaves_qty.map_or(0, Qty::get);
        Meaning::Replaced(open.number, said.or(open.target).unwrap_or(0).max(whole))
    }

    /// A venue's own change: smaller only with an id that is new.
    fn meaning_of_restatement(&self, report: &Report) -> Meaning {
        if self.chains.is_mark(report.exec_id) && report.exec_id.0 != 0 {
            return Meaning::Again;
        }
        let Some(said) = report.order_qty.map(Qty::get) else {
            return Meaning::Restated(None);
        };
        // What has ended at a CumQty only cools down.
        let smaller = report.exec_id.0 != 0 && !self.proven && !self.is_known(report.exec_id);
        let counts = said > self.order_qty || smaller;
        Meaning::Restated(counts.then_some(said))
    }

    /// Whether a report with this id was booked; those without one are never known again.
    pub(super) fn is_known(&self, id: plimsoll::ExecId) -> bool {
        id.0 != 0 && self.chains.knows(id)
    }

    /// An OrderQty is never less than what is executed.
    fn at_least_cum(&self, report: &Report, qty: u64) -> u64 {
        qty.max(self.cum()).max(report.cum_qty.map_or(0, Qty::get))
    }

    pub(super) fn take_in(&mut self, fact: &Fact) {
        (self.busted, self.resumes) = (false, false);
        match fact {
            Fact::Sent { .. } if self.state == Some(State::Born) => self.state = Some(State::Sent),
            Fact::Requested { number, target, .. } => {
                let on_top = if self.adds() { self.bound() } else { 0 };
                let target = target.map(|target| on_top + target);
                let up = target.unwrap_or(0).saturating_sub(self.bound());
                self.sent += up;
                if up > 0 {
                    self.peak = self.peak.max(target.unwrap_or(0));
                }
                self.requests = *number;
                // Of two cancels that are open, the newer one counts.
                self.open.retain(|open| target.is_some() || open.target.is_some());
                self.open.push(Open { number: *number, target });
            }
            Fact::Doubted { .. } => self.state = Some(State::Unknown),
            Fact::Recovered { at } => {
                if self.state == Some(State::Born) {
                    self.state = Some(State::Unknown);
                }
                // What is stated may be all of it, and the state is made again from that.
                self.state = self.state.filter(|_| self.stated.is_none());
                self.cools = self.cools.map(|_| (at + self.terms.cooling, Some(0)));
            }
            Fact::Reported { report, recorded, lane, at, word } => {
                self.take_report(report, *recorded, (*lane, *at), *word);
                self.mentioned |= *word == Word::Statement;
            }
            Fact::Ticked { lane, at } => {
                let over = |(until, of): (u64, Option<u32>)| *at >= until && of == Some(*lane);
                self.cools = self.cools.filter(|cools| !over(*cools));
            }
            Fact::Cooled { .. } => self.cools = None,
            Fact::Begun { .. } => self.mentioned = false,
            Fact::Lost { .. } | Fact::Missed { .. } if self.state.is_some_and(State::is_alive) => {
                self.state = Some(State::Unknown);
            }
            Fact::Settled { bound, state, replacing, .. } => {
                if !replacing {
                    self.open.retain(|open| open.target.is_none());
                }
                self.settle(*bound, *state);
            }
            _ => {}
        }
    }

    /// Where the laws leave a choice, what the core chose is taken for what is so.
    fn settle(&mut self, bound: u64, state: State) {
        self.state = Some(state);
        if state.is_alive() {
            self.proven = false;
            self.cools = None;
        }
        let filled = state == State::Filled;
        self.ended = !state.is_alive() && (self.ended || !filled);
        // Below what it was executed its bound does not show.
        if bound == self.bound() || bound == self.load() {
            return;
        }
        self.settled = true;
        if self.proven && self.cools.is_none() {
            self.said_cum = bound;
        } else {
            self.open.retain(|open| open.target.is_none_or(|target| target <= bound));
            self.order_qty = bound;
            self.peak = self.peak.max(bound);
        }
    }

    /// What a report says that the order is, where that is more than it was; else nothing.
    #[must_use]
    pub fn claim(&self, report: &Report) -> u64 {
        let part = |qty: Option<Qty>| qty.map_or(0, Qty::get);
        let claim = part(report.order_qty).max(part(report.cum_qty) + part(report.leaves_qty));
        if claim > self.bound().max(self.order_qty) { claim } else { 0 }
    }

    /// Whether a report says that more was executed than the child may come to.
    #[must_use]
    pub fn says_more(&self, report: &Report) -> bool {
        report.cum_qty.is_some_and(|cum| cum.get() > self.bound())
    }

    /// `by` is the lane that heard it, and when; `word` whose word it is.
    pub(super) fn take_report(
        &mut self,
        report: &Report,
        recorded: bool,
        by: (u32, u64),
        word: Word,
    ) {
        let report = &self.read(report, word);
        let meaning = self.meaning(report, word);
        let was = self.cum();
        self.claimed = self.claimed.max(self.claim(report));
        self.named = self.named.max(report.order_qty.map_or(0, Qty::get));
        if self.claims(report) {
            let cum = report.cum_qty.map_or(0, Qty::get);
            self.said_cum = self.said_cum.max(cum);
            match word {
                Word::Session => {}
                Word::Copy => self.state_at_least(cum),
                Word::Statement => self.stated = Some(cum),
            }
        }
        let corrects = matches!(
            meaning,
            Meaning::Corrected
                | Meaning::SameCorrection
                | Meaning::OtherCorrection
                | Meaning::SumCorrected(_)
                | Meaning::SameSumCorrection
                | Meaning::NoCorrection
        );
        self.believe_larger(meaning, report, recorded, word);
        let was_bound = self.bound();
        match meaning {
            _ if corrects => self.take_correction(meaning, report, recorded),
            Meaning::End(claimed) => {
                self.end_cum = claimed;
                let cools = self.terms.cooling > 0 && was_bound > claimed;
                if word == Word::Statement {
                    // With authority it stands in the place of whatever was claimed before.
                    (self.said_cum, self.stated) = (claimed, Some(claimed));
                    (self.cools, self.settled_end) = (None, true);
                } else if cools && !self.proven {
                    self.cools = Some((by.1.saturating_add(self.terms.cooling), Some(by.0)));
                    self.held = was_bound;
                }
                self.end(report.exec_type, true);
                self.open.clear();
            }
            meaning => self.take_meaning(meaning, report, recorded),
        }
        if word == Word::Statement {
            self.take_filled(report);
            self.busted |= self.cum() < was;
            self.resumes |= self.cum() < was;
        }
    }

    /// Whether a report's CumQty is a claim: not what a repetition says, and for a correction it is
    /// told with what that does.
    #[must_use]
    pub fn claims(&self, report: &Report) -> bool {
        let trade = report.exec_type == ExecType::Trade;
        let stale = trade && self.corrected && self.chains.is_old(report.exec_id);
        report.cum_qty.is_some() && !stale && !is_correction(report)
    }

    fn state_at_least(&mut self, cum: u64) {
        self.stated = Some(self.stated.map_or(cum, |stated| stated.max(cum)));
    }

    /// A venue that says of an order that it is larger than it ever was is believed.
    fn believe_larger(&mut self, meaning: Meaning, report: &Report, recorded: bool, word: Word) {
        let of_size = matches!(report.exec_type, ExecType::Replaced | ExecType::Restated);
        let executes = report.exec_type == ExecType::Trade || is_correction(report);
        let new = meaning == Meaning::NewTrade && recorded;
        if of_size || (executes && !new) || (self.base > 0 && word != Word::Statement) {
            return;
        }
        let open = report.cum_qty.zip(report.leaves_qty);
        let open = open.map_or(0, |(cum, leaves)| cum.get() + leaves.get());
        let said = report.order_qty.map_or(0, Qty::get).max(open);
        if said > self.peak {
            self.order_qty = said;
            self.peak = said;
            if self.state == Some(State::Filled) && !self.proven {
                self.state = Some(self.by_progress());
            }
        }
    }

    /// A statement that an order is filled, at less than was asked for, proves that it has ended;
    /// unless it was asked for another size, which may revive it.
    fn take_filled(&mut self, report: &Report) {
        let filled = report.exec_type == ExecType::OrderStatus
            && report.ord_status == Some(OrdStatus::Filled);
        let same = report.order_qty.is_none_or(|qty| qty.get() == self.order_qty);
        let less = |cum: &u64| *cum <= self.order_qty && *cum < self.bound();
        let less = report.cum_qty.map(Qty::get).filter(less);
        if let Some(cum) = less.filter(|_| filled && same && !self.is_replacing()) {
            (self.proven, self.settled_end, self.end_cum) = (true, true, cum);
            (self.said_cum, self.stated) = (cum, Some(cum));
            self.cools = None;
            self.state = None;
        }
    }

    pub(super) fn is_replacing(&self) -> bool {
        self.open.iter().any(|open| open.target.is_some())
    }

    /// The state of an order at work, or filled.
    fn by_progress(&self) -> State {
        match self.cum() {
            0 => State::Live,
            cum if cum < self.order_qty => State::PartiallyFilled,
            _ => State::Filled,
        }
    }

    /// A chain that counted for `from` counts for `to`, which is less: the claim is lowered. `told`
    /// is what was reported before.
    fn lower_claim(&mut self, report: &Report, told: u64, (from, to): (u64, u64)) {
        let less = from.saturating_sub(to);
        let left = told.saturating_sub(less);
        let says = report.cum_qty.map(Qty::get);
        let lowered = match (self.proven, says) {
            (true, _) if self.end_cum == told => {
                let lowered = says.unwrap_or(0).max(left);
                self.end_cum = self.end_cum.min(lowered);
                lowered
            }
            // It may have left out the busted execution already.
            (true, _) => self.end_cum,
            (false, Some(says)) => says.max(left),
            (false, None) if self.said_cum == told => left,
            (false, None) => self.said_cum.saturating_sub(less).max(left),
        };
        self.said_cum = self.said_cum.min(lowered);
    }

    fn take_correction(&mut self, meaning: Meaning, report: &Report, recorded: bool) {
        match meaning {
            Meaning::Corrected if recorded => self.correct(report),
            Meaning::Corrected => {
                // What it adds is booked; what it takes away can be told again.
                let counted = self.chains.named(report).filter(|id| !self.chains.is_headless(*id));
                let counted = counted.map_or(0, |id| self.chains.counted_with(id));
                let bust = report.exec_type == ExecType::TradeCancel;
                let more = report.last_qty.get().saturating_sub(counted);
                self.book_unrecorded(report, if bust { 0 } else { more });
                self.stay();
            }
            Meaning::SumCorrected(cum) => {
                // Its new sum is what counts, once.
                self.busted |= cum < self.cum().max(self.said_cum);
                self.stated = Some(cum);
                self.said_cum = cum;
                self.corrected = true;
                self.chains.take_sum(report);
                self.go_on(report);
            }
            Meaning::SameCorrection | Meaning::OtherCorrection => {
                // It changes nothing, but may have named what nobody reported.
                self.corrected |=
                    meaning == Meaning::SameCorrection || self.chains.stands_elsewhere(report);
                self.chains.take_correction(report);
                self.stay();
            }
            _ => self.stay(),
        }
    }

    /// A chain counts for another quantity.
    fn correct(&mut self, report: &Report) {
        self.corrected = true;
        // What was counted apart, for want of what it corrects, counts in its chain from now on.
        let apart = self.chains.apart(report);
        let told = self.told() - apart;
        let named = self.chains.named(report);
        let from = named.map_or(0, |id| self.chains.counted_with(id));
        self.chains.take_correction(report);
        let to = named.map_or(0, |id| self.chains.counted_with(id));
        let headless = named.is_none_or(|id| self.chains.is_headless(id));
        self.busted |= to < from || apart > 0;
        if to < from {
            // What was stated had it, where it was reported.
            if !headless {
                self.stated = self.stated.map(|stated| stated.saturating_sub(from - to));
            }
            self.lower_claim(report, told, (from, to));
        }
        if let Some(cum) = report.cum_qty.map(Qty::get) {
            self.said_cum = self.said_cum.max(cum);
            if headless {
                let counted = self.cum();
                self.stated = self.stated.map(|_| cum);
                self.busted |= self.cum() < counted;
            }
        }
        self.go_on(report);
    }

    /// After a correction an order goes on with what it has. One that was filled lives again, unless
    /// the venue says that it does not: then it has ended with what it has.
    fn go_on(&mut self, report: &Report) {
        self.resumes = true;
        let ended = report.ord_status.is_some_and(|status| !status.is_alive())
            || report.leaves_qty.is_some_and(Qty::is_zero);
        if self.state != Some(State::Filled) {
            return self.stay();
        }
        if ended && !lives(report) {
            let has = self.told().max(self.said_cum);
            if has < self.order_qty && !self.is_replacing() {
                // What cools goes on cooling.
                self.settled_end = self.cools.is_none();
                (self.proven, self.said_cum, self.end_cum) = (true, has, has);
            }
            if !self.proven {
                self.state = Some(self.by_progress());
            }
        } else {
            (self.proven, self.settled_end, self.cools) = (false, false, None);
            self.ended = false;
            self.state = Some(self.by_progress());
        }
    }

    /// No more than the venue has counted beyond what was told, where it counts: what was stated of that
    /// is told now.
    fn book_unrecorded(&mut self, report: &Report, qty: u64) -> u64 {
        let cum = report.cum_qty.map_or(u64::MAX, Qty::get);
        let booked = qty.min(cum.saturating_sub(self.told()));
        self.unrecorded += booked;
        booked
    }

    fn take_meaning(&mut self, meaning: Meaning, report: &Report, recorded: bool) {
        match meaning {
            Meaning::NewTrade => {
                let (last, cum) = (report.last_qty.get(), report.cum_qty.map_or(0, Qty::get));
                let booked = if recorded {
                    self.chains.take_trade(report);
                    last
                } else {
                    self.book_unrecorded(report, last)
                };
                // So much more may have been executed than was stated, and not more than it.
                self.stated = self.stated.map(|stated| stated.max(cum.min(stated + booked)));
                self.state = self.state_after_trade();
            }
            Meaning::AwaitedTrade => {
                let was_counted = self.chains.is_counted(report.exec_id);
                self.chains.take_trade(report);
                let due = self.chains.counted_with(report.exec_id);
                let less = report.last_qty.get().saturating_sub(due);
                if report.cum_qty.is_some() && !was_counted {
                    // The venue had counted it in full when it said what is stated.
                    self.stated = self.stated.map(|stated| stated.saturating_sub(less));
                }
                self.busted |= less > 0;
                self.resumes |= less > 0;
                self.stay();
            }
            Meaning::Sum(sum) => {
                self.chains.take_mark(report.exec_id);
                self.said_cum = self.said_cum.max(sum);
                self.state_at_least(sum);
                self.stay();
            }
            Meaning::SameSum => self.stay(),
            Meaning::Status => self.take_status(report.exec_type),
            // Nothing is proven, and what is asked for is still to be answered.
            Meaning::EndUnproven => {
                self.end(report.exec_type, self.proven);
                let meant = |open: &Open| report.request.is_none_or(|number| number == open.number);
                let canceled = report.exec_type == ExecType::Canceled;
                self.open.retain(|open| !(canceled && open.target.is_none() && meant(open)));
            }
            Meaning::Replaced(number, qty) => {
                if self.restarts() {
                    // All that the orders before it may have come to, answered or not.
                    let older = self.open.iter().filter(|open| open.number < number);
                    let older = older.filter_map(|open| open.target).max().unwrap_or(0);
                    self.base = self.order_qty.max(older);
                }
                self.open.retain(|open| open.number != number);
                // An answer that was overtaken by the answer to a later request says nothing of
                // what is so now.
                if number > self.confirmed_by {
                    self.confirmed_by = number;
                    self.order_qty = if self.adds() { qty } else { self.at_least_cum(report, qty) };
                    self.peak = self.peak.max(self.order_qty);
                }
                self.resized(self.state == Some(State::Filled));
            }
            Meaning::Restated(qty) => {
                if let Some(qty) = qty {
                    self.order_qty = qty;
                    self.peak = self.peak.max(qty);
                }
                if report.order_qty.is_some() && report.exec_id.0 != 0 {
                    self.chains.take_mark(report.exec_id);
                }
                // What a restatement says was executed counts, reported or not.
                if let Some(cum) = report.cum_qty.map(Qty::get) {
                    self.state_at_least(cum);
                }
                let over = [Some(State::Filled), Some(State::DoneForDay)];
                let for_today = self.state == Some(State::DoneForDay);
                self.resized(over.contains(&self.state));
                self.state = self.state.filter(|_| !for_today);
            }
            Meaning::Refused(number) => {
                self.open.retain(|open| open.number != number);
                self.state = None;
            }
            Meaning::Lost(number) => {
                if let Some(number) = number {
                    self.open.retain(|open| open.number != number);
                }
                let unknown = |state: State| if state.is_alive() { State::Unknown } else { state };
                self.state = self.state.map(unknown);
            }
            Meaning::Unexpected | Meaning::Again => {
                self.believe(report);
                let filled = self.state == Some(State::Filled);
                // An answer that nobody waited for may bring an order back that was filled at less.
                let back = report.exec_type == ExecType::Replaced && filled;
                if back && meaning == Meaning::Unexpected {
                    self.resized(true);
                } else {
                    self.stay();
                }
            }
            Meaning::Odd | Meaning::SameEnd => self.stay(),
            Meaning::EndOfOld => {
                if report.exec_id.0 != 0 {
                    self.chains.take_mark(report.exec_id);
                }
                let unknown = |state: State| if state.is_alive() { State::Unknown } else { state };
                self.state = self.state.map(unknown);
            }
            Meaning::OtherTrade => {
                // What the venue has counted beyond what is known counts from now on.
                if report.cum_qty.is_some() && self.said_cum > self.cum() {
                    self.state_at_least(self.said_cum);
                }
                self.stay();
            }
            Meaning::SameTrade => self.stay(),
            Meaning::End(_)
            | Meaning::Corrected
            | Meaning::SameCorrection
            | Meaning::OtherCorrection
            | Meaning::SumCorrected(_)
            | Meaning::SameSumCorrection
            | Meaning::NoCorrection => {}
        }
    }

    /// Its size is another one: it may live again, where it was not over for good.
    fn resized(&mut self, may_revive: bool) {
        if may_revive && self.cum() < self.order_qty {
            (self.proven, self.settled_end, self.cools) = (false, false, None);
            self.ended = false;
            self.state = None;
        } else {
            self.stay();
        }
    }

    /// What is over stays over; else its state is open.
    fn stay(&mut self) {
        let over = [State::Canceled, State::Expired, State::Rejected, State::DoneForDay];
        self.state = self.state.filter(|state| over.contains(state));
    }

    /// A venue that says it has a larger order may be believed; one that says smaller, not.
    fn believe(&mut self, report: &Report) {
        let said = report.order_qty.map_or(0, Qty::get);
        self.claimed = self.claimed.max(if said > self.order_qty { said } else { 0 });
    }

    fn state_after_trade(&self) -> Option<State> {
        let plain = matches!(
            self.state,
            Some(State::Born | State::Sent | State::Live | State::PartiallyFilled)
        );
        // What a venue claimed it may be or not.
        let disputed = (self.order_qty..self.claimed).contains(&self.cum());
        match (plain && self.open.is_empty() && !disputed, self.cum() >= self.order_qty) {
            (true, true) => Some(State::Filled),
            (true, false) => Some(State::PartiallyFilled),
            (false, _) => None,
        }
    }

    fn take_status(&mut self, exec_type: ExecType) {
        // What is stated may be all of it.
        self.state = match (exec_type, self.state.filter(|_| self.stated.is_none())) {
            (ExecType::New, Some(State::Born | State::Sent)) => Some(State::Live),
            (ExecType::New, Some(State::Live)) => Some(State::Live),
            (ExecType::New, Some(State::PartiallyFilled)) => Some(State::PartiallyFilled),
            _ => None,
        };
    }

    fn end(&mut self, exec_type: ExecType, proven: bool) {
        let alive = matches!(
            self.state,
            Some(State::Born | State::Sent | State::Live | State::PartiallyFilled)
        ) && self.stated.is_none();
        self.state = match exec_type {
            ExecType::Canceled if alive => Some(State::Canceled),
            ExecType::Expired if alive => Some(State::Expired),
            ExecType::DoneForDay if alive => Some(State::DoneForDay),
            ExecType::Rejected if alive => Some(State::Rejected),
            _ => None,
        };
        self.proven = proven;
        self.ended = true;
    }
}

fn is_end(exec_type: ExecType) -> bool {
    matches!(
        exec_type,
        ExecType::Canceled | ExecType::Expired | ExecType::Rejected | ExecType::DoneForDay
    )
}

/// Whether a report says that the order is not over.
fn lives(report: &Report) -> bool {
    // A pending request stands above the end of its order, and says nothing of it.
    let pending = [OrdStatus::PendingCancel, OrdStatus::PendingReplace];
    let alive = |status: OrdStatus| status.is_alive() && !pending.contains(&status);
    report.ord_status.is_some_and(alive) || report.leaves_qty.is_some_and(|qty| !qty.is_zero())
}
