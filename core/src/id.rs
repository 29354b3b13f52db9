//! Names that are never used twice: parents, children, and what they refer to.
//!
//! ```text
//!   63 62   61 …… 46   45 ……… 30   29 …… 0
//!    kind │ session │ generation │ index           kind: 1 parent, 2 child; generation: never 0
//! ```
//!
//! Law L9 rests here: an index is used again only with a higher generation, a generation never
//! wraps (the slot is retired instead), and a region formatted anew is given a session number that
//! no living id carries.
//!
//! Uses: nothing. Used by: every room above.

use arrayvec::ArrayString;
use siphasher::sip128::{Hash128, SipHasher24};

/// An account, by its place in the region's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub u32);

/// An instrument, by its place in the region's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstrumentId(pub u32);

/// A venue, by its place in the region's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VenueId(pub u32);

/// A strategy, by its code in the [registry](crate::registry): the same on every server, whatever
/// stands in its tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StrategyId(pub u32);

/// A party to a parent order, a desk say, by its place in the region's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyId(pub u32);

/// A program that must be listening, by its place in the region's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonitorId(pub u32);

/// The account's own name for a parent (FIX 11 ClOrdID of the upstream order), exact to 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClientId(pub u128);

/// The venue's name for an execution (FIX 17 ExecID), exact to 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ExecId(pub u128);

impl ClientId {
    /// The id that stands for `text`: exact for up to 15 bytes, `None` for more.
    #[must_use]
    pub fn from_text(text: &str) -> Option<ClientId> {
        pack_text(text).map(ClientId)
    }
}

impl ExecId {
    /// The id that stands for `text`: exact for up to 15 bytes, `None` for more.
    #[must_use]
    pub fn from_text(text: &str) -> Option<ExecId> {
        pack_text(text).map(ExecId)
    }

    /// The id that stands for `text`, however long it is: exact for up to 15 bytes, as
    /// [`ExecId::from_text`] gives it; for more, 120 bits of SipHash-2-4 with a fixed key under a
    /// top byte that no exact id has.
    ///
    /// Of n long texts two share an id with odds of about n² in 2¹²¹: a thousand million
    /// executions, one in 10¹⁸. That holds for whatever a venue numbers by; not against somebody
    /// who chooses the texts, because the key is no secret. Should two executions of one child ever
    /// share an id, the venue's CumQty shows it: [`crate::AlarmKind::CumQtyGap`],
    /// [`crate::AlarmKind::CumQtyDisagrees`].
    #[must_use]
    pub fn of_text(text: &str) -> ExecId {
        ExecId::from_text(text).unwrap_or_else(|| ExecId(hashed(HASHED, text.as_bytes())))
    }
}

/// The top byte of a long text's id. An exact one's is the text's length: 0 to 15.
const HASHED: u8 = 0x80;
/// The two halves of the hash's key. Never others: ids that are kept in a region were made with
/// them.
const HASH_KEYS: [u64; 2] = [u64::from_le_bytes(*b"PLIMSOLL"), u64::from_le_bytes(*b"EXEC ID ")];

/// 120 bits of a hash of `bytes` under a top byte that says what they are.
fn hashed(mark: u8, bytes: &[u8]) -> u128 {
    let [low, high] = HASH_KEYS;
    let Hash128 { h1, h2 } = SipHasher24::new_with_keys(low, high).hash(bytes);
    let hash = u128::from(h1) << 64 | u128::from(h2);
    u128::from(mark) << 120 | hash & ((1 << 120) - 1)
}

/// A name for what brings none: a hash of what it says, under `mark`, a top byte that no text's id
/// has.
pub(crate) fn made_of(mark: u8, said: [u64; 4]) -> u128 {
    hashed(mark, said.map(u64::to_le_bytes).as_flattened())
}

/// Length in the top byte, then the bytes: two texts never share a number.
fn pack_text(text: &str) -> Option<u128> {
    if text.len() > 15 {
        return None;
    }
    let start = (text.len() as u128) << 120;
    let bytes = text.bytes().fold(0u128, |sum, byte| (sum << 8) | u128::from(byte));
    Some(start | bytes)
}

/// The longest text of an id, in bytes (FIX 11 ClOrdID allows 20 at most venues).
pub const TEXT_MAX: usize = 20;

/// The text of an id.
pub type IdText = ArrayString<TEXT_MAX>;

/// Which table an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Parent = 1,
    Child = 2,
}

/// The parts that parent and child ids are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) session: u16,
    pub(crate) generation: u16,
    pub(crate) index: u32,
}

/// The number of slots that an id can tell apart.
pub(crate) const INDEX_LIMIT: u32 = 1 << 30;

const fn pack(kind: Kind, parts: Parts) -> u64 {
    (kind as u64) << 62
        | (parts.session as u64) << 46
        | (parts.generation as u64) << 30
        | (parts.index & (INDEX_LIMIT - 1)) as u64
}

const fn unpack(kind: Kind, id: u64) -> Option<Parts> {
    if id >> 62 != kind as u64 {
        return None;
    }
    Some(parts_of(id))
}

const fn parts_of(id: u64) -> Parts {
    Parts {
        session: (id >> 46) as u16,
        generation: (id >> 30) as u16,
        index: (id & (INDEX_LIMIT - 1) as u64) as u32,
    }
}

/// A parent order, for as long as the region lives and never for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParentId(u64);

impl ParentId {
    pub(crate) const fn from_parts(parts: Parts) -> ParentId {
        ParentId(pack(Kind::Parent, parts))
    }

    pub(crate) const fn parts(self) -> Option<Parts> {
        unpack(Kind::Parent, self.0)
    }

    /// Everything but the index: never 0 for a parent's id.
    pub(crate) const fn without_index(self) -> u64 {
        self.0 & !((INDEX_LIMIT - 1) as u64)
    }

    /// The parts of what is known to be a parent's id.
    pub(crate) const fn known_parts(self) -> Parts {
        parts_of(self.0)
    }

    /// The id with these 64 bits. Any number may be given: one that names nothing is refused where
    /// it is used.
    #[must_use]
    pub const fn from_bits(bits: u64) -> ParentId {
        ParentId(bits)
    }

    /// The id as 64 bits; never 0 for one that the core gave out.
    #[must_use]
    pub const fn to_bits(self) -> u64 {
        self.0
    }

    /// The id as 14 characters for a wire or a log, with a check character.
    #[must_use]
    pub fn to_text(self) -> IdText {
        to_text(self.0)
    }

    /// The id that `text` spells, or `None` where it is no id's text.
    #[must_use]
    pub fn from_text(text: &str) -> Option<ParentId> {
        let id = ParentId(from_text(text)?);
        id.parts().map(|_| id)
    }
}

/// A child order, through all its replaces, for as long as the region lives and never for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChildId(u64);

impl ChildId {
    pub(crate) const fn from_parts(parts: Parts) -> ChildId {
        ChildId(pack(Kind::Child, parts))
    }

    pub(crate) const fn parts(self) -> Option<Parts> {
        unpack(Kind::Child, self.0)
    }

    /// The id with these 64 bits. Any number may be given: one that names nothing is refused where
    /// it is used.
    #[must_use]
    pub const fn from_bits(bits: u64) -> ChildId {
        ChildId(bits)
    }

    /// The id as 64 bits; never 0 for one that the core gave out.
    #[must_use]
    pub const fn to_bits(self) -> u64 {
        self.0
    }

    /// The id as the 14 characters of FIX 11 ClOrdID for the wire, with a check character.
    #[must_use]
    pub fn to_text(self) -> IdText {
        to_text(self.0)
    }

    /// The id that `text` spells, or `None` where it is no id's text.
    #[must_use]
    pub fn from_text(text: &str) -> Option<ChildId> {
        let id = ChildId(from_text(text)?);
        id.parts().map(|_| id)
    }
}

/// A cancel or replace request on a child: the child, and the request's number among that child's
/// requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestId {
    /// The child that is to change.
    pub child: ChildId,
    /// 1 to 65,535, in the order the requests were made.
    pub number: u16,
}

impl RequestId {
    /// The child's 14 characters, a dot and the number: 16 to 20 characters, the ClOrdID of the
    /// request itself.
    #[must_use]
    pub fn to_text(self) -> IdText {
        let mut text = self.child.to_text();
        let mut number = self.number;
        let mut digits = [0u8; 5];
        let mut from = digits.len();
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (number % 10) as u8;
            number /= 10;
            from -= 1;
            if number == 0 {
                break;
            }
        }
        push(&mut text, '.');
        for digit in digits.iter().skip(from) {
            push(&mut text, char::from(*digit));
        }
        text
    }

    /// The request that `text` spells, or `None` where it is no request's text.
    #[must_use]
    pub fn from_text(text: &str) -> Option<RequestId> {
        let (child, number) = text.split_once('.')?;
        if number.starts_with(['0', '+']) {
            return None;
        }
        Some(RequestId { child: ChildId::from_text(child)?, number: number.parse().ok()? })
    }
}

/// Crockford's base 32: no letter that is read as a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Thirteen digits of five bits, and the check character.
const DIGITS: u32 = 13;

/// One of 31 characters; a prime, so that every single wrong character and every swap of neighbours
/// shows.
fn check_character(id: u64) -> char {
    let sum = (0..DIGITS).fold(0u64, |sum, place| (sum * 2 + ((id >> (place * 5)) & 31) + 1) % 31);
    digit_character(sum)
}

fn digit_character(digit: u64) -> char {
    ALPHABET.get((digit & 31) as usize).map_or('0', |byte| char::from(*byte))
}

fn to_text(id: u64) -> IdText {
    let mut text = IdText::new();
    for place in (0..DIGITS).rev() {
        push(&mut text, digit_character(id >> (place * 5)));
    }
    push(&mut text, check_character(id));
    text
}

fn from_text(text: &str) -> Option<u64> {
    if text.len() != DIGITS as usize + 1 {
        return None;
    }
    let mut id = 0u64;
    let mut characters = text.bytes();
    for place in 0..DIGITS {
        let character = characters.next()?;
        let digit = ALPHABET.iter().position(|known| *known == character)? as u64;
        if place == 0 && digit > 15 {
            return None;
        }
        id = (id << 5) | digit;
    }
    let check = characters.next().map(char::from)?;
    (check == check_character(id)).then_some(id)
}

/// An id's text always fits; were it ever not to, the text ends there and reads as no id.
fn push(text: &mut IdText, character: char) {
    let _ = text.try_push(character);
}

#[cfg(test)]
mod tests;
