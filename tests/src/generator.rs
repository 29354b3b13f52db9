//! Histories: from bytes, from a seed, or from proptest, all in the same language.
//!
//! Law: what a seed spells never changes, so that a failing seed can be committed.
//!
//! Uses: `step`. Used by: the properties in `tests/`, the fuzzers, the simulator.

use crate::step::{STEP_BYTES, Step};
use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any};
use proptest::test_runner::FileFailurePersistence;

/// A history: how the region is set up, and what happens then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// Which of the set-ups in `world` is used, modulo their number.
    pub setup: u8,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

impl History {
    /// The history that `bytes` spell: one byte of set-up, then eight a step; what is left over is
    /// ignored.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> History {
        let (setup, rest) = bytes.split_first().map_or((0, bytes), |(first, rest)| (*first, rest));
        let steps = rest.as_chunks::<STEP_BYTES>().0.iter().map(|chunk| Step::decode(*chunk));
        History { setup, steps: steps.collect() }
    }

    /// The history of `length` steps that `seed` spells.
    #[must_use]
    pub fn from_seed(seed: u64, length: usize) -> History {
        let mut random = Random::new(seed);
        let setup = random.draw().to_le_bytes()[7];
        let steps = (0..length).map(|_| Step::decode(random.draw().to_le_bytes()));
        History { setup, steps: steps.collect() }
    }

    /// The same history on one parent that nobody closes, so that everything in it meets.
    #[must_use]
    pub fn narrow(mut self) -> History {
        let (lane, parent, fan_out) = (0, 0, u8::MAX);
        let route =
            Step::Route { lane, parent, venue: 0, qty: 201, price: 0, terms: 0, confirm: true };
        let admit = Step::Admit { lane, shape: 0, qty: 1_000, client: 0, price: 0, fan_out };
        let stays = |step: &Step| {
            !matches!(
                step,
                Step::Admit { .. }
                    | Step::CancelParent { .. }
                    | Step::Hold { .. }
                    | Step::Retire { .. }
                    | Step::Kill { .. }
            )
        };
        self.setup = 0;
        let rest = self.steps.into_iter().filter(stays);
        self.steps = [admit, route, route].into_iter().chain(rest).collect();
        self
    }

    /// The same history without what only a broken venue does, and without busts and corrections:
    /// where those overtake other reports, nobody can tell what a CumQty has in it.
    #[must_use]
    pub fn honest(mut self) -> History {
        self.steps.retain(|step| !step.is_foul() && !step.is_correction());
        self
    }

    /// The same history without what only a broken venue does, and with all mail in order: a venue
    /// may bust and correct.
    #[must_use]
    pub fn orderly(mut self) -> History {
        self.steps.retain(|step| !step.is_foul());
        for step in &mut self.steps {
            if let Step::Deliver { mail, .. } = step {
                *mail = 0;
            }
        }
        self
    }
}

/// Histories of up to `length` steps, for proptest.
pub fn histories(length: usize) -> impl Strategy<Value = History> {
    let steps = vec(any::<[u8; STEP_BYTES]>().prop_map(Step::decode), 0..length);
    (any::<u8>(), steps).prop_map(|(setup, steps)| History { setup, steps })
}

/// How a property is tried: on so many histories; one that fails is written beside the test, to be
/// committed.
#[must_use]
pub fn cases(count: u32) -> ProptestConfig {
    let beside = FileFailurePersistence::WithSource("proptest-regressions");
    ProptestConfig {
        cases: count,
        failure_persistence: Some(Box::new(beside)),
        ..ProptestConfig::default()
    }
}

/// Numbers that look random and follow from a seed (SplitMix64).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The sequence that belongs to `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// The next number of 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The next number below `limit`; 0 where `limit` is 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.draw().checked_rem(limit).unwrap_or(0)
    }
}
