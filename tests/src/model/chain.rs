//! The executions of one child, as chains: a trade, and what it was corrected to since.
//!
//! ```text
//!   T 40 ── C1 30 ── C2 35          counts 35          each names the one before it, or any other of the chain
//!   (T not heard) ── B 0            counts 0, and goes on doing so when T is heard
//! ```
//!
//! Law: a chain counts for what its records say one after the other, whatever came first: a trade and
//! a correction for their own quantity, a bust for what it leaves of that; what was executed is the
//! sum over the chains (L3). A record that is heard again adds nothing (L4).
//!
//! Uses: `plimsoll`. Used by: `model`, `laws`.

use plimsoll::{ExecId, ExecType, Price, Qty, Report};

/// What a record is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    /// The venue's id.
    Id(ExecId),
    /// A correction without an id of its own: what it says of what.
    Words(ExecId, bool, Qty, Price),
    /// The same where the venue tells sums: and to which sum.
    Sum(ExecId, bool, Qty, Price, Qty),
}

/// What a record stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// An execution, for this quantity at this price.
    Trade(Qty, Price),
    /// Named by a bust or a correction, and not heard itself; whether the venue has said a CumQty
    /// since it was corrected.
    NotHeard { counted: bool },
    /// A bust or a correction, as it was said.
    Correction { bust: bool, qty: Qty, price: Price },
    /// A restatement, or one of a venue's sums.
    Mark,
}

/// See the module's text.
#[derive(Clone, Debug, Default)]
pub struct Chains(Vec<Vec<(Name, What)>>);

/// What a report of an execution is to the chains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It was not heard before.
    New,
    /// The execution that a bust or a correction named before.
    Awaited,
    /// It was heard before, with the same numbers.
    Again,
    /// Its id was heard before, with other numbers.
    Conflict,
    /// It names nothing that is known, or itself.
    Nonsense,
}

/// What a chain counts for: a bust takes back what it says, or all of it where it says nothing.
fn counts(chain: &[(Name, What)]) -> u64 {
    // A restatement is no execution, whatever is said of it.
    if matches!(chain, [(_, What::Mark), ..]) {
        return 0;
    }
    chain.iter().fold(0, |counts, (_, what)| match *what {
        What::Trade(qty, _) | What::Correction { bust: false, qty, .. } => qty.get(),
        What::Correction { bust: true, qty, .. } if qty.is_zero() => 0,
        What::Correction { bust: true, qty, .. } => u64::saturating_sub(counts, qty.get()),
        What::NotHeard { .. } | What::Mark => 0,
    })
}

impl Chains {
    /// What was executed by the executions that were reported.
    #[must_use]
    pub fn sum(&self) -> u64 {
        self.0.iter().map(|chain| counts(chain)).sum()
    }

    /// What the chain counts for that a record stands in.
    #[must_use]
    pub fn counted_with(&self, id: ExecId) -> u64 {
        self.place(Name::Id(id)).map_or(0, |(chain, _)| counts(&self.0[chain]))
    }

    /// How many records there are.
    #[must_use]
    pub fn records(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    /// Whether a record has this id.
    #[must_use]
    pub fn knows(&self, id: ExecId) -> bool {
        self.place(Name::Id(id)).is_some()
    }

    /// The chain that a record stands in, and where.
    fn place(&self, name: Name) -> Option<(usize, usize)> {
        let mut chains = self.0.iter().enumerate();
        chains.find_map(|(chain, links)| {
            links.iter().position(|(known, _)| *known == name).map(|link| (chain, link))
        })
    }

    fn what(&self, name: Name) -> Option<What> {
        self.place(name).map(|(chain, link)| self.0[chain][link].1)
    }

    /// What `report`, a trade, is.
    #[must_use]
    pub fn trade(&self, report: &Report) -> Heard {
        match self.what(Name::Id(report.exec_id)) {
            None => Heard::New,
            Some(What::NotHeard { .. }) => Heard::Awaited,
            Some(What::Trade(qty, price)) if (qty, price) == (report.last_qty, report.last_px) => {
                Heard::Again
            }
            Some(What::Trade(..) | What::Correction { .. } | What::Mark) => Heard::Conflict,
        }
    }

    /// Whether a trade of this id and these numbers was reported, corrected since or not.
    #[must_use]
    pub fn is_reported(&self, report: &Report) -> bool {
        self.trade(report) == Heard::Again
    }

    /// Whether a restatement, or a sum, has this id.
    #[must_use]
    pub fn is_mark(&self, id: ExecId) -> bool {
        self.what(Name::Id(id)) == Some(What::Mark)
    }

    /// Whether a trade of this id came before, or one that was corrected before it came.
    #[must_use]
    pub fn is_old(&self, id: ExecId) -> bool {
        self.place(Name::Id(id)).is_some_and(|(chain, link)| {
            let awaited = matches!(self.0[chain][link].1, What::NotHeard { .. });
            !awaited || link + 1 < self.0[chain].len()
        })
    }

    /// Whether the chain that a record stands in begins with an execution that was not heard.
    #[must_use]
    pub fn is_headless(&self, id: ExecId) -> bool {
        let chain = self.place(Name::Id(id)).and_then(|(chain, _)| self.0[chain].first());
        chain.is_none_or(|(_, what)| matches!(what, What::NotHeard { .. }))
    }

    /// Whether the venue has said a CumQty since an execution that is not heard was corrected.
    #[must_use]
    pub fn is_counted(&self, id: ExecId) -> bool {
        self.what(Name::Id(id)) == Some(What::NotHeard { counted: true })
    }

    /// What a correction counts for that stands in a chain of its own, since what it corrects was
    /// not named yet.
    #[must_use]
    pub fn apart(&self, report: &Report) -> u64 {
        let name = self.named(report).map(|named| Self::name_of(report, named));
        let place = name.and_then(|name| self.place(name));
        place.filter(|(_, link)| *link == 0).map_or(0, |(chain, _)| counts(&self.0[chain]))
    }

    /// Takes a trade in.
    pub fn take_trade(&mut self, report: &Report) {
        let name = Name::Id(report.exec_id);
        let what = What::Trade(report.last_qty, report.last_px);
        match self.place(name) {
            None => self.0.push(vec![(name, what)]),
            Some((chain, link)) if matches!(self.0[chain][link].1, What::NotHeard { .. }) => {
                self.0[chain][link].1 = what;
            }
            Some(_) => {}
        }
    }

    /// Takes a restatement in.
    pub fn take_mark(&mut self, id: ExecId) {
        if !self.knows(id) {
            self.0.push(vec![(Name::Id(id), What::Mark)]);
        }
    }

    /// What a correction of a venue's sum is known by.
    fn name_of_sum(report: &Report, named: ExecId) -> Name {
        match Self::name_of(report, named) {
            Name::Words(named, bust, qty, price) => {
                Name::Sum(named, bust, qty, price, report.cum_qty.unwrap_or(Qty::ZERO))
            }
            name => name,
        }
    }

    /// Whether a correction of a venue's sum was heard before.
    #[must_use]
    pub fn knows_sum(&self, report: &Report) -> bool {
        let name = self.named(report).map(|named| Self::name_of_sum(report, named));
        name.is_some_and(|name| self.place(name).is_some())
    }

    /// Takes a correction of a venue's sum in.
    pub fn take_sum(&mut self, report: &Report) {
        if let Some(named) = self.named(report).filter(|_| !self.knows_sum(report)) {
            self.0.push(vec![(Self::name_of_sum(report, named), What::Mark)]);
        }
    }

    /// The execution that a bust or a correction names.
    #[must_use]
    pub fn named(&self, report: &Report) -> Option<ExecId> {
        report.exec_ref.or_else(|| self.knows(report.exec_id).then_some(report.exec_id))
    }

    fn name_of(report: &Report, named: ExecId) -> Name {
        let own = report.exec_id;
        let bust = is_bust(report);
        if own.0 != 0 && own != named {
            Name::Id(own)
        } else {
            Name::Words(named, bust, report.last_qty, if bust { Price(0) } else { report.last_px })
        }
    }

    fn said(report: &Report) -> What {
        let bust = is_bust(report);
        let price = if bust { Price(0) } else { report.last_px };
        What::Correction { bust, qty: report.last_qty, price }
    }

    /// Whether a correction was heard before, of something else.
    #[must_use]
    pub fn stands_elsewhere(&self, report: &Report) -> bool {
        let name = self.named(report).map(|named| Self::name_of(report, named));
        let what = name.and_then(|name| self.what(name));
        what == Some(Self::said(report)) && self.correction(report) == Heard::Conflict
    }

    /// What `report`, a bust or a correction, is.
    #[must_use]
    pub fn correction(&self, report: &Report) -> Heard {
        let Some(named) = self.named(report) else { return Heard::Nonsense };
        let name = Self::name_of(report, named);
        let target = self.place(Name::Id(named)).map(|(chain, _)| chain);
        match (self.what(name), self.place(name)) {
            (None, _) | (_, None) => Heard::New,
            // One that would correct what corrects it.
            (_, Some((chain, 0))) if Some(chain) == target => Heard::Nonsense,
            (Some(What::NotHeard { .. }), _) => Heard::Awaited,
            (Some(what), Some((chain, _))) => {
                let again = what == Self::said(report) && Some(chain) == target;
                if again { Heard::Again } else { Heard::Conflict }
            }
        }
    }

    /// Whether a bust says that it takes back another quantity than what it names was counted for.
    #[must_use]
    pub fn is_of_another_size(&self, report: &Report) -> bool {
        let heard = self.named(report).filter(|named| !self.is_headless(*named));
        let counted = heard.map_or(0, |named| self.counted_with(named));
        let taken = report.last_qty.get();
        is_bust(report) && counted > 0 && taken > 0 && taken != counted
    }

    /// Takes a bust or a correction in: it stands at the end of the chain that it names, with all
    /// that names it behind it.
    pub fn take_correction(&mut self, report: &Report) {
        let heard = self.correction(report);
        let Some(named) = self.named(report) else { return };
        if self.place(Name::Id(named)).is_none() {
            self.0.push(vec![(Name::Id(named), What::NotHeard { counted: false })]);
        }
        if matches!(heard, Heard::New | Heard::Awaited) {
            let name = Self::name_of(report, named);
            let own = Self::said(report);
            let mut behind = match self.place(name) {
                Some((chain, _)) => self.0.remove(chain),
                None => vec![(name, own)],
            };
            behind[0].1 = own;
            if let Some((chain, _)) = self.place(Name::Id(named)) {
                self.0[chain].extend(behind);
            }
        }
        let stands = matches!(heard, Heard::New | Heard::Awaited | Heard::Again);
        if let Some((chain, _)) = self.place(Name::Id(named))
            && let What::NotHeard { counted } = &mut self.0[chain][0].1
        {
            *counted |= stands && report.cum_qty.is_some();
        }
    }
}

fn is_bust(report: &Report) -> bool {
    report.exec_type == ExecType::TradeCancel
}
