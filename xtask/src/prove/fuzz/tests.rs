//! What libFuzzer writes is read, and what it does not write is missed.

use super::{Figures, inputs};

const END: &str = "\
INFO: seed corpus: files: 212 min: 1b max: 1590b total: 98765b rss: 60Mb
#213\tINITED cov: 3001 ft: 9000 corp: 200/90Kb exec/s: 71 rss: 80Mb
#4213\tDONE   cov: 3010 ft: 9100 corp: 205/91Kb lim: 1600 exec/s: 70 rss: 90Mb
Done 4213 runs in 60 second(s)
stat::number_of_executed_units: 4213
stat::peak_rss_mb:              91
";

#[test]
fn figures_are_those_of_the_last_line() {
    assert_eq!(inputs(END), Some(212));
    assert_eq!(Figures::read(END), Some(Figures { runs: 4213, edges: 3010, features: 9100 }));
}

#[test]
fn a_run_that_did_nothing_has_none() {
    let empty = "INFO: A corpus is not provided, starting from an empty corpus\n";
    assert_eq!(inputs(empty), None);
    assert_eq!(Figures::read(empty), None);
}
