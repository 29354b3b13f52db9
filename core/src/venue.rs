//! A venue: how it means what it says, and whether anybody can hear it.
//!
//! ```text
//!  Up ── disconnect ──► Down ── reconnect ──► Recovering ── end of a mass status ──► Up
//!   ▲ defined            ▲──────── disconnect ───────│
//! ```
//!
//! Law: nothing is born, or made larger, at a venue whose session is not up (law L8). What a
//! venue's terms leave unsaid is read the way that reserves more.
//!
//! Uses: `sync`, `refusal`, `switch`. Used by: `region`, `gate`, `report`, `control`, `view`.

use crate::refusal::Refusal;
use crate::switch::Switch;
use crate::sync::{AcqRel, Acquire, AtomicU64, Relaxed};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// What OrderQty (FIX 38) of a replace request means at a venue. The numbers are part of the C
/// interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ReplaceMeans {
    /// Nobody has said: the worse reading is reserved for.
    Unsaid = 0,
    /// The order's new total, what is executed included: as FIX has it.
    Total = 1,
    /// What is still to be executed, beside what was.
    Remaining = 2,
}

/// What a venue does with a replace request. The numbers are part of the C interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ReplaceIs {
    /// Nobody has said: the worse reading is reserved for.
    Unsaid = 0,
    /// One step: the order is never two.
    Atomic = 1,
    /// A cancel, then a new order: for a while both may be executed.
    CancelNew = 2,
}

/// What CumQty (FIX 14) counts after a replace. The numbers are part of the C interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum CumQtyMeans {
    /// Nobody has said: the worse reading is reserved for.
    Unsaid = 0,
    /// Everything since the first order of the chain: as FIX has it.
    CarriedOver = 1,
    /// What was executed since the last replace.
    Restarts = 2,
}

/// What LastQty (FIX 32) of a trade says. The numbers are part of the C interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum LastQtyMeans {
    /// The quantity of this execution: as FIX has it.
    Single = 1,
    /// All that was executed so far.
    Cumulative = 2,
}

impl ReplaceMeans {
    /// The meaning with this number.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<ReplaceMeans> {
        match code {
            0 => Some(ReplaceMeans::Unsaid),
            1 => Some(ReplaceMeans::Total),
            2 => Some(ReplaceMeans::Remaining),
            _ => None,
        }
    }
}

impl ReplaceIs {
    /// The way with this number.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<ReplaceIs> {
        match code {
            0 => Some(ReplaceIs::Unsaid),
            1 => Some(ReplaceIs::Atomic),
            2 => Some(ReplaceIs::CancelNew),
            _ => None,
        }
    }
}

impl CumQtyMeans {
    /// The meaning with this number.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<CumQtyMeans> {
        match code {
            0 => Some(CumQtyMeans::Unsaid),
            1 => Some(CumQtyMeans::CarriedOver),
            2 => Some(CumQtyMeans::Restarts),
            _ => None,
        }
    }
}

impl LastQtyMeans {
    /// The meaning with this number.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<LastQtyMeans> {
        match code {
            1 => Some(LastQtyMeans::Single),
            2 => Some(LastQtyMeans::Cumulative),
            _ => None,
        }
    }
}

/// How a venue means what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VenueTerms {
    /// How long cancelled quantity is held back before it may be routed again, in nanoseconds; 0
    /// for not at all. A fill that comes late then costs nothing.
    pub cooling: u64,
    /// What OrderQty of a replace request means.
    pub replace_means: ReplaceMeans,
    /// What the venue does with a replace request.
    pub replace_is: ReplaceIs,
    /// What CumQty counts after a replace.
    pub cum_qty: CumQtyMeans,
    /// What LastQty of a trade says. [`LastQtyMeans::Cumulative`] needs
    /// [`CumQtyMeans::CarriedOver`]: otherwise nobody could say what was executed before a replace.
    pub last_qty: LastQtyMeans,
}

impl VenueTerms {
    /// A venue that keeps to FIX 4.4, and where cancelled quantity need not cool.
    pub const FIX44: VenueTerms = VenueTerms {
        cooling: 0,
        replace_means: ReplaceMeans::Total,
        replace_is: ReplaceIs::Atomic,
        cum_qty: CumQtyMeans::CarriedOver,
        last_qty: LastQtyMeans::Single,
    };

    /// A venue of which nobody has said how it replaces: the core reserves for the worse reading.
    pub const UNSAID: VenueTerms = VenueTerms {
        cooling: 0,
        replace_means: ReplaceMeans::Unsaid,
        replace_is: ReplaceIs::Unsaid,
        cum_qty: CumQtyMeans::Unsaid,
        last_qty: LastQtyMeans::Single,
    };

    /// Whether they can be kept to. Executions that are told by their sum, and a sum that begins
    /// anew with a replace, cannot: nobody could say what was executed before it.
    pub(crate) const fn is_valid(self) -> bool {
        matches!(self.last_qty, LastQtyMeans::Single)
            || matches!(self.cum_qty, CumQtyMeans::CarriedOver)
    }

    /// All but the cooling time in one word: a byte each.
    const fn to_word(self) -> u64 {
        u64::from_le_bytes([
            self.replace_means as u8,
            self.replace_is as u8,
            self.cum_qty as u8,
            self.last_qty as u8,
            0,
            0,
            0,
            0,
        ])
    }

    /// What the word does not say is unsaid.
    fn from_words(cooling: u64, word: u64) -> VenueTerms {
        let [means, is, cum, last, ..] = word.to_le_bytes();
        VenueTerms {
            cooling,
            replace_means: ReplaceMeans::from_code(means).unwrap_or(ReplaceMeans::Unsaid),
            replace_is: ReplaceIs::from_code(is).unwrap_or(ReplaceIs::Unsaid),
            cum_qty: CumQtyMeans::from_code(cum).unwrap_or(CumQtyMeans::Unsaid),
            last_qty: LastQtyMeans::from_code(last).unwrap_or(LastQtyMeans::Single),
        }
    }
}

/// Whether anybody can hear a venue. The numbers are part of the C interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum VenueSession {
    /// Connected, and what is open there is known.
    Up = 1,
    /// Not connected: what is open there nobody knows.
    Down = 2,
    /// Connected again; what is open there is still being found out.
    Recovering = 3,
}

impl VenueSession {
    /// Every session there is.
    pub const ALL: [VenueSession; 3] =
        [VenueSession::Up, VenueSession::Down, VenueSession::Recovering];

    /// The session with this number.
    #[must_use]
    pub const fn from_code(code: u64) -> Option<VenueSession> {
        match code {
            1 => Some(VenueSession::Up),
            2 => Some(VenueSession::Down),
            3 => Some(VenueSession::Recovering),
            _ => None,
        }
    }

    /// The word for it, as `plimsoll replay` prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            VenueSession::Up => "up",
            VenueSession::Down => "down",
            VenueSession::Recovering => "recovering",
        }
    }
}

/// A venue's place.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C, align(64))]
pub(crate) struct VenueSlot {
    pub(crate) switch: Switch,
    /// [`VenueTerms::cooling`]. Written by the control handle, as is the next word; each alone, for
    /// they do not depend on each other.
    cooling: AtomicU64,
    /// The rest of [`VenueTerms`].
    means: AtomicU64,
    /// [`VenueSession`]. Written by the control handle; a birth reads it after it has read its
    /// lane's word with `Acquire`, as it does a switch.
    session: AtomicU64,
    /// How many mass statuses were begun. Written by the control handle.
    pub(crate) statement: AtomicU64,

    /// When the last of them was begun, and 1; 0 while none was since the venue was lost.
    pub(crate) begun_at: AtomicU64,
    reserved: [AtomicU64; 3],
}

impl VenueSlot {
    /// A venue that nobody knows yet; its session is up.
    pub(crate) fn define(&self, terms: &VenueTerms) {
        self.set_terms(terms);
        self.session.store(VenueSession::Up as u64, Relaxed);
        self.statement.store(0, Relaxed);
        self.begun_at.store(0, Relaxed);
    }

    pub(crate) fn set_terms(&self, terms: &VenueTerms) {
        self.cooling.store(terms.cooling, Relaxed);
        self.means.store(terms.to_word(), Relaxed);
    }

    /// What it is like, as words.
    pub(crate) fn terms_words(&self) -> [u64; 2] {
        [self.cooling.load(Relaxed), self.means.load(Relaxed)]
    }

    pub(crate) fn terms(&self) -> VenueTerms {
        VenueTerms::from_words(self.cooling.load(Relaxed), self.means.load(Relaxed))
    }

    /// A word that no session has is down.
    pub(crate) fn session(&self) -> VenueSession {
        VenueSession::from_code(self.session.load(Acquire)).unwrap_or(VenueSession::Down)
    }

    /// Whether a child may be born here, or made larger.
    pub(crate) fn permits_birth(&self) -> Result<(), Refusal> {
        match self.session() {
            VenueSession::Up => Ok(()),
            VenueSession::Down => Err(Refusal::VenueDown),
            VenueSession::Recovering => Err(Refusal::VenueRecovering),
        }
    }

    /// Whether a child may be born here, whatever its parent.
    pub(crate) fn takes_orders(&self) -> bool {
        self.session.load(Acquire) == VenueSession::Up as u64
            && !self.switch.is_halted()
            && !self.switch.is_reduce_only()
    }

    /// Nobody hears the venue any more; whether somebody did before.
    pub(crate) fn lose_session(&self) -> bool {
        let down = VenueSession::Down as u64;
        self.begun_at.store(0, Relaxed);
        self.session.swap(down, AcqRel) != down
    }

    /// The venue is heard again; whether it was not before.
    pub(crate) fn recover_session(&self) -> bool {
        self.pass(VenueSession::Down, VenueSession::Recovering)
    }

    fn pass(&self, from: VenueSession, to: VenueSession) -> bool {
        self.session.compare_exchange(from as u64, to as u64, AcqRel, Acquire).is_ok()
    }

    /// What is open at the venue is known again; whether it was recovering.
    pub(crate) fn open_session(&self) -> bool {
        self.pass(VenueSession::Recovering, VenueSession::Up)
    }

    /// How long cancelled quantity is held back, in nanoseconds.
    pub(crate) fn cooling(&self) -> u64 {
        self.cooling.load(Relaxed)
    }

    /// Whether a replace may come to its OrderQty beside what was executed before it.
    pub(crate) fn replace_is_additive(&self) -> bool {
        let terms = self.terms();
        let as_fix = (terms.replace_means, terms.replace_is, terms.cum_qty)
            == (ReplaceMeans::Total, ReplaceIs::Atomic, CumQtyMeans::CarriedOver);
        !as_fix
    }

    /// Whether a replace is one step for certain.
    pub(crate) fn replaces_at_once(&self) -> bool {
        self.terms().replace_is == ReplaceIs::Atomic
    }

    /// Whether CumQty may begin anew with a replace.
    pub(crate) fn restarts_cum(&self) -> bool {
        match self.terms().cum_qty {
            CumQtyMeans::Unsaid | CumQtyMeans::Restarts => true,
            CumQtyMeans::CarriedOver => false,
        }
    }

    /// Whether LastQty is all that was executed so far.
    pub(crate) fn is_cumulative(&self) -> bool {
        let [_, _, _, last, ..] = self.means.load(Relaxed).to_le_bytes();
        last == LastQtyMeans::Cumulative as u8
    }
}

const _: () = assert!(cfg!(loom) || size_of::<VenueSlot>() == 192);

#[cfg(all(test, not(loom)))]
mod tests;
