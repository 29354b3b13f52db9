//! The requests on a child: one cancel and up to three replaces may be open at a time.
//!
//! ```text
//!   63 …… 48   47 … 45   44 … 42   41 …… 0
//!    number   │  state  │  kind   │ OrderQty asked for
//! ```
//!
//! Law: a request is answered once. Its answer is one CAS from open to answered, and only the
//! thread whose CAS succeeds acts on it. An answer counts for the request that it names, never for
//! one whose numbers look alike.
//!
//! Uses: `sync`, `units`. Used by: `child`.

use crate::headroom;
use crate::sync::{AcqRel, Acquire, AtomicU64, Relaxed, Release};
use crate::units::{Price, Qty};
#[cfg(not(loom))]
use zerocopy::{FromBytes, IntoBytes, KnownLayout};

/// Replaces that may be open at a time on one child.
pub(crate) const REPLACES: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestKind {
    Cancel = 1,
    Replace = 2,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestState {
    /// Nobody uses it.
    Free = 0,
    /// A lane is writing it.
    Claimed = 1,
    /// The venue is asked.
    Open = 2,
    /// The venue did it.
    Accepted = 3,
    /// The venue refused, or the order died.
    Refused = 4,
    /// A cancel that the venue refused while a replace was open: it is still wanted.
    Wanted = 5,
}

/// A request, as its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Request(u64);

impl Request {
    pub(crate) const fn new(
        number: u16,
        kind: RequestKind,
        state: RequestState,
        qty: Qty,
    ) -> Request {
        Request((number as u64) << 48 | (state as u64) << 45 | (kind as u64) << 42 | qty.get())
    }

    pub(crate) const fn number(self) -> u16 {
        (self.0 >> 48) as u16
    }

    pub(crate) const fn qty(self) -> Qty {
        Qty::saturating(self.0 & Qty::MAX.get())
    }

    const fn is(self, state: RequestState) -> bool {
        self.0 >> 45 & 7 == state as u64
    }

    pub(crate) const fn is_open(self) -> bool {
        self.is(RequestState::Open)
    }

    pub(crate) const fn is_accepted(self) -> bool {
        self.is(RequestState::Accepted)
    }

    const fn is_claimed(self) -> bool {
        self.is(RequestState::Claimed)
    }

    const fn with(self, state: RequestState) -> Request {
        Request(self.0 & !(7 << 45) | (state as u64) << 45)
    }
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It was open; this call answered it.
    First(Request),
    /// It has been answered before.
    Again,
    /// There is no such request.
    None,
}

/// All requests of one child: one line.
#[cfg_attr(not(loom), derive(FromBytes, IntoBytes, KnownLayout))]
#[cfg_attr(loom, derive(Default))]
#[derive(Debug)]
#[repr(C)]
pub(crate) struct Requests {
    /// The highest number given out.
    last: AtomicU64,
    cancel: AtomicU64,
    replaces: [AtomicU64; REPLACES],
    /// The price that the replace beside it asks for.
    prices: [AtomicU64; REPLACES],
}

impl Requests {
    pub(crate) fn clear(&self) {
        self.last.store(0, Relaxed);
        self.cancel.store(0, Relaxed);
        for replace in &self.replaces {
            replace.store(0, Relaxed);
        }
    }

    /// The next number, or `None` when all 65,535 are used.
    fn next_number(&self) -> Option<u16> {
        let next = |last: u64| (last < u64::from(u16::MAX)).then(|| last + 1);
        headroom::update(&self.last, next).ok().map(|(_, number)| number as u16)
    }

    /// Opens a cancel request. One that is open already goes on under the new number. Takes note of
    /// whether a replace was open when it was asked for.
    pub(crate) fn open_cancel(&self) -> Option<u16> {
        let (_, replacing) = self.pending();
        let number = self.next_number()?;
        let beside = Qty::saturating(u64::from(replacing));
        let open = Request::new(number, RequestKind::Cancel, RequestState::Open, beside);
        let newer = |word: u64| (Request(word).number() < number).then_some(open.0);
        let _ = headroom::update(&self.cancel, newer);
        Some(number)
    }

    /// Sets a place aside for a replace request: its place and its number.
    pub(crate) fn claim_replace(&self, qty: Qty, price: Price) -> Option<(usize, u16)> {
        for (place, replace) in self.replaces.iter().enumerate() {
            let old = replace.load(Acquire);
            if Request(old).is_open() || Request(old).is_claimed() {
                continue;
            }
            let number = self.next_number()?;
            let word = Request::new(number, RequestKind::Replace, RequestState::Claimed, qty).0;
            if replace.compare_exchange(old, word, AcqRel, Relaxed).is_err() {
                continue;
            }
            if let Some(asked) = self.prices.get(place) {
                asked.store(price.0 as u64, Relaxed);
            }
            return Some((place, number));
        }
        None
    }

    /// Opens the request in a place that was set aside.
    pub(crate) fn open_claim(&self, place: usize, number: u16, qty: Qty) {
        if let Some(replace) = self.replaces.get(place) {
            let open = Request::new(number, RequestKind::Replace, RequestState::Open, qty);
            replace.store(open.0, Release);
        }
    }

    /// Sets an open request aside again; whether nobody had answered it.
    pub(crate) fn close_claim(&self, place: usize) -> bool {
        let close = |word: u64| {
            let request = Request(word);
            request.is_open().then_some(request.with(RequestState::Claimed).0)
        };
        self.replaces.get(place).is_some_and(|word| headroom::update(word, close).is_ok())
    }

    /// Frees every place that a dead process had set aside. Only for `recover`, while nothing else
    /// runs.
    pub(crate) fn drop_claims(&self) {
        for replace in &self.replaces {
            if Request(replace.load(Relaxed)).is_claimed() {
                replace.store(0, Relaxed);
            }
        }
    }

    /// Takes back a request that this lane had set aside or opened, and did not send.
    pub(crate) fn withdraw(&self, place: usize) {
        let back = |word: u64| {
            let request = Request(word);
            (request.is_open() || request.is_claimed())
                .then_some(request.with(RequestState::Refused).0)
        };
        if let Some(replace) = self.replaces.get(place) {
            let _ = headroom::update(replace, back);
        }
    }

    /// Whether a request with `number` was ever made.
    pub(crate) fn was_made(&self, number: u16) -> bool {
        number >= 1 && u64::from(number) <= self.last.load(Acquire)
    }

    fn answer_word(word: &AtomicU64, state: RequestState) -> Answer {
        let answered = |old: u64| Request(old).is_open().then_some(Request(old).with(state).0);
        match headroom::update(word, answered) {
            Ok((old, _)) => Answer::First(Request(old)),
            Err(_) => Answer::Again,
        }
    }

    /// The open or answered request with `number`; without one, the oldest open one.
    pub(crate) fn find_replace(&self, number: Option<u16>) -> Option<(usize, Request)> {
        let requests = self.replaces.iter().enumerate();
        let requests = requests.map(|(place, word)| (place, Request(word.load(Acquire))));
        match number {
            Some(number) => requests
                .filter(|(_, request)| request.number() == number && !request.is_claimed())
                .find(|(_, request)| !request.is(RequestState::Free)),
            None => requests
                .filter(|(_, request)| request.is_open())
                .min_by_key(|(_, request)| request.number()),
        }
    }

    /// The price that the replace in `place` asks for.
    pub(crate) fn price(&self, place: usize) -> Price {
        Price(self.prices.get(place).map_or(0, |price| price.load(Relaxed)) as i64)
    }

    /// Answers the replace in `place`.
    pub(crate) fn answer_replace(&self, place: usize, state: RequestState) -> Answer {
        self.replaces.get(place).map_or(Answer::None, |word| Self::answer_word(word, state))
    }

    /// Answers the cancel request with `number`, or whichever is open.
    pub(crate) fn answer_cancel(&self, number: Option<u16>, state: RequestState) -> Answer {
        let request = Request(self.cancel.load(Acquire));
        if request.is(RequestState::Free) {
            return Answer::None;
        }
        match number {
            Some(number) if number > request.number() => Answer::None,
            // A newer cancel is open; the answer to the older one changes nothing.
            Some(number) if number < request.number() => Answer::Again,
            Some(_) | None => Self::answer_word(&self.cancel, state),
        }
    }

    /// What becomes of a cancel that the venue refuses: one that a replace stood beside is still
    /// wanted.
    pub(crate) fn refused_cancel(&self) -> RequestState {
        let (_, replacing) = self.pending();
        let beside = !Request(self.cancel.load(Acquire)).qty().is_zero();
        if replacing || beside { RequestState::Wanted } else { RequestState::Refused }
    }

    /// Whether a cancel was refused beside a replace and not asked for again.
    pub(crate) fn is_cancel_wanted(&self) -> bool {
        Request(self.cancel.load(Acquire)).is(RequestState::Wanted)
    }

    /// Answers everything that is open: the order has ended.
    pub(crate) fn close_all(&self) {
        let done = |bits: u64| {
            let request = Request(bits);
            let open = request.is_open() || request.is(RequestState::Wanted);
            open.then_some(request.with(RequestState::Accepted).0)
        };
        let _ = headroom::update(&self.cancel, done);
        for replace in &self.replaces {
            let _ = Self::answer_word(replace, RequestState::Refused);
        }
    }

    /// The highest OrderQty that an open replace asks for.
    pub(crate) fn highest_open(&self) -> u64 {
        let requests = self.replaces.iter().map(|word| Request(word.load(Acquire)));
        requests.filter(|request| request.is_open()).map(|r| r.qty().get()).max().unwrap_or(0)
    }

    /// The highest OrderQty that an open replace older than `number` asks for.
    pub(crate) fn highest_before(&self, number: u16) -> u64 {
        let requests = self.replaces.iter().map(|word| Request(word.load(Acquire)));
        let older = requests.filter(|request| request.is_open() && request.number() < number);
        older.map(|request| request.qty().get()).max().unwrap_or(0)
    }

    /// Whether a replace is open, or about to be.
    pub(crate) fn is_replacing(&self) -> bool {
        let mut replaces = self.replaces.iter().map(|word| Request(word.load(Acquire)));
        replaces.any(|request| request.is_open() || request.is_claimed())
    }

    /// Whether a cancel, and whether a replace, is open.
    pub(crate) fn pending(&self) -> (bool, bool) {
        let cancel = Request(self.cancel.load(Acquire)).is_open();
        let replace = self.replaces.iter().any(|word| Request(word.load(Acquire)).is_open());
        (cancel, replace)
    }
}
