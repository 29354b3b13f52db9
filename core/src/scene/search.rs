//! The search through all interleavings of a scene, and its bounds.
//!
//! Only in loom's builds.
//!
//! Used by: the `loom.rs` of every room that has one.

use std::borrow::ToOwned;
use std::string::ToString;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long a scene may take in the short form: one that has become larger than its bound can bear
/// says so, and does not go on until somebody ends the run.
const PATIENCE: Duration = Duration::from_secs(240);

/// Whether this is the long form: `PLIMSOLL_LOOM=long`.
fn is_long() -> bool {
    std::env::var("PLIMSOLL_LOOM").is_ok_and(|form| form == "long")
}

/// The bound of a scene that takes minutes under the one it should have: `short`, or in the long form
/// `long`.
pub(crate) fn bound(short: usize, long: Option<usize>) -> Option<usize> {
    if is_long() { long } else { Some(short) }
}

/// Runs a scene in every interleaving that has no more preemptions than `bound`; says how many
/// those were.
pub(crate) fn explore(bound: Option<usize>, scene: impl Fn() + Sync + Send + 'static) {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = bound;
    model.max_branches = 100_000;
    let (count, began) = (Arc::new(AtomicU64::new(0)), Instant::now());
    let (counter, patient) = (Arc::clone(&count), is_long());
    model.check(move || {
        let before = counter.fetch_add(1, Ordering::Relaxed);
        let late = !patient && began.elapsed() > PATIENCE;
        assert!(!late, "{before} interleavings and no end: give the scene a bound");
        scene();
    });
    let seconds = began.elapsed().as_secs_f64();
    let bound = bound.map_or("none".to_owned(), |bound| bound.to_string());
    let (name, count) = (thread::current(), count.load(Ordering::Relaxed));
    let name = name.name().unwrap_or_default();
    std::println!("{name}: bound {bound}, {count} interleavings in {seconds:.1} s");
}

/// As [`explore`], twice: loom finds a load that comes before another thread's write less well than
/// a write that comes before its load, so each of the two that race is the first thread once. A
/// scene gives the two to [`race`].
pub(crate) fn explore_both(bound: Option<usize>, scene: impl Fn(bool) + Sync + Send + 'static) {
    let (scene, turned) = (Arc::new(scene), false);
    let first = Arc::clone(&scene);
    explore(bound, move || first(turned));
    explore(bound, move || scene(!turned));
}

/// Two calls at once; where `turned`, the second is the one of the first thread.
pub(crate) fn race<A: 'static, B: 'static>(
    turned: bool,
    one: impl FnOnce() -> A + 'static,
    two: impl FnOnce() -> B + 'static,
) -> (A, B) {
    if turned {
        let one = loom::thread::spawn(one);
        let two = two();
        (one.join().unwrap(), two)
    } else {
        let two = loom::thread::spawn(two);
        let one = one();
        (one, two.join().unwrap())
    }
}
