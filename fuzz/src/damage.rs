//! What can happen to the bytes of a region while nobody looks: bits flip, blocks are lost, old
//! blocks come back, a copy stops half way, another build has written there.
//!
//! Law: damage follows from the input alone.
//!
//! Uses: `bytes`. Used by: `fuzz_targets/damaged.rs`.

use crate::bytes::Bytes;

/// A cache line, and a page, in bytes.
const LINE: usize = 64;
const PAGE: usize = 4096;
/// Where a region says what it is.
const HEADER: usize = 4 * LINE;

/// Damages `image` in one way; `older` is what was there some time ago.
pub fn apply(image: &mut Vec<u8>, older: &[u8], bytes: &mut Bytes<'_>) {
    let kind = bytes.byte();
    let at = used_word(image, bytes);
    match kind {
        // A bit of a word that is in use; of any word; of the header.
        ..96 => flip(image, at, bytes.byte()),
        96..112 => {
            let place = (bytes.word() as usize).checked_rem(image.len() / 8).unwrap_or(0);
            flip(image, place * 8, bytes.byte());
        }
        112..120 => flip(image, at % HEADER, bytes.byte()),
        // A word is another: any, one more, one less, none.
        120..144 => change(image, at, |_| bytes.number()),
        144..152 => change(image, at, |word| word.wrapping_add(1)),
        152..160 => change(image, at, |word| word.wrapping_sub(1)),
        160..168 => change(image, at, |_| 0),
        168..172 => change(image, at % HEADER, |_| bytes.number()),
        // A line is that of somewhere else, or both have changed places.
        172..192 => {
            let (from, to) = (line(at), line(used_word(image, bytes)));
            copy(image, from, to);
        }
        192..204 => {
            let (one, other) = (line(at), line(used_word(image, bytes)));
            if one.max(other) + LINE <= image.len() {
                (0..LINE).for_each(|byte| image.swap(one + byte, other + byte));
            }
        }
        // A page, or all from there on, is lost.
        204..212 => erase(image, at / PAGE * PAGE, PAGE),
        212..216 => erase(image, at, usize::MAX),
        // A word, a line, a page, or all from there on, is as it was some time ago.
        216..224 => restore(image, older, at, 8),
        224..232 => restore(image, older, line(at), LINE),
        232..238 => restore(image, older, at / PAGE * PAGE, PAGE),
        238..244 => restore(image, older, at, usize::MAX),
        // Every word that has changed since then may be as it was.
        244..250 => tear(image, older, bytes.long()),
        // The file is shorter, or longer.
        250..254 => {
            let length = bytes.word() as usize % (image.len() + 1);
            image.truncate(length);
        }
        254.. => {
            let more = usize::from(bytes.byte()) * LINE;
            image.extend(std::iter::repeat_n(bytes.byte(), more));
        }
    }
}

fn line(at: usize) -> usize {
    at / LINE * LINE
}

/// Where a word begins that is not zero; most of a region is never used.
fn used_word(image: &[u8], bytes: &mut Bytes<'_>) -> usize {
    let used = |word: &[u8]| word.iter().any(|byte| *byte != 0);
    let places = || image.chunks_exact(8).enumerate().filter(|(_, word)| used(word));
    let count = places().count();
    let wanted = bytes.word() as usize;
    let place = wanted.checked_rem(count).and_then(|wanted| places().nth(wanted));
    place.map_or(0, |(place, _)| place * 8)
}

/// Flips one bit of the word at `at`.
pub fn flip(image: &mut [u8], at: usize, bit: u8) {
    if let Some(byte) = image.get_mut(at + usize::from(bit) / 8 % 8) {
        *byte ^= 1 << (bit % 8);
    }
}

fn change(image: &mut [u8], at: usize, become_: impl FnOnce(u64) -> u64) {
    if let Some(word) = image.get_mut(at..at + 8).and_then(|word| word.first_chunk_mut::<8>()) {
        *word = become_(u64::from_le_bytes(*word)).to_le_bytes();
    }
}

fn copy(image: &mut [u8], from: usize, to: usize) {
    if from.max(to) + LINE <= image.len() {
        image.copy_within(from..from + LINE, to);
    }
}

fn erase(image: &mut [u8], from: usize, length: usize) {
    image.iter_mut().skip(from).take(length).for_each(|byte| *byte = 0);
}

fn restore(image: &mut [u8], older: &[u8], from: usize, length: usize) {
    let pairs = image.iter_mut().zip(older).skip(from).take(length);
    pairs.for_each(|(now, was)| *now = *was);
}

fn tear(image: &mut [u8], older: &[u8], mask: u64) {
    let words = image.chunks_exact_mut(8).zip(older.chunks_exact(8));
    let changed = words.filter(|(now, was)| &now[..] != *was);
    for (place, (now, was)) in changed.enumerate() {
        if mask >> (place % 64) & 1 == 1 {
            now.copy_from_slice(was);
        }
    }
}
