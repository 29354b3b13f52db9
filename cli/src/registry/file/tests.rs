//! What is read here is what the core takes: every small file, and what is said of the bad ones.

use super::*;

/// What is wrong with `text`, as `line:column: message`.
fn wrong(text: &str) -> Vec<String> {
    let faults = parse(text.as_bytes()).err().unwrap_or_default();
    let line = |fault: Fault| format!("{}:{}: {}", fault.line, fault.column, fault.message);
    faults.into_iter().map(line).collect()
}

/// Every file of up to three rows out of these: those that pass are those that the core takes,
/// once their rows are in its order.
#[test]
fn a_file_passes_if_the_core_takes_it() {
    let candidates: Vec<(Kind, u32, u32)> = [
        (Kind::Strategy, &[0, 999, 1000, 1001, 1002, u32::MAX][..], &[0, 1, 2, u32::MAX][..]),
        (Kind::Flag, &[0, 7, 8, 9, 63, 64][..], &[0, 1, 2][..]),
    ]
    .into_iter()
    .flat_map(|(kind, codes, generations)| {
        let pairs = codes.iter().flat_map(|code| generations.iter().map(move |g| (*code, *g)));
        pairs.map(move |(code, generation)| (kind, code, generation))
    })
    .collect();
    let mut passed = 0;
    let mut rows: Vec<Vec<(Kind, u32, u32)>> = vec![vec![]];
    for _ in 0..3 {
        let longer = rows.iter().flat_map(|rows| {
            candidates.iter().map(|row| rows.iter().chain([row]).copied().collect())
        });
        rows = longer.collect();
        for rows in &rows {
            let lines = rows.iter().zip(["a", "b", "c"]).map(|((kind, code, generation), name)| {
                format!("{} {code} {generation} {name}\n", kind_name(*kind))
            });
            let mut entries: Vec<RegistryEntry> = rows
                .iter()
                .map(|(kind, code, generation)| RegistryEntry {
                    kind: *kind,
                    code: *code,
                    generation: *generation,
                    retired: false,
                })
                .collect();
            entries.sort_by_key(|entry| entry.kind as u32);
            let text: String = lines.collect();
            let passes = parse(text.as_bytes()).is_ok();
            assert_eq!(passes, registry::is_register(&entries), "{text}");
            passed += u32::from(passes);
        }
    }
    assert!(passed > 50, "{passed}");
}

#[test]
fn the_place_is_where_the_fault_stands() {
    for (text, says) in [
        ("venue 1000 1 a", "1:1: expected `strategy` or `flag`, found \"venue\""),
        ("\n  strategy", "2:11: expected a code"),
        ("strategy 1000   # 1 a", "1:14: expected a generation"),
        ("strategy 1000 1", "1:16: expected a name"),
        ("strategy +1000 1 a", "1:10: expected a number, found \"+1000\""),
        ("strategy 01000 1 a", "1:10: expected a number, found \"01000\""),
        ("strategy 1e3 1 a", "1:10: expected a number, found \"1e3\""),
        ("strategy 1000 4294967296 a", "1:15: \"4294967296\" is too large: at most 4294967295"),
        ("strategy 1000 0 a", "1:15: generations begin at 1"),
        ("flag 8 2 a", "1:8: a flag's generation is 1: another meaning is another flag"),
        (
            "strategy 1000 1 a dead",
            "1:19: expected `retired` or the end of the line, found \"dead\"",
        ),
        ("strategy 1000 1 a retired x", "1:27: expected the end of the line, found \"x\""),
        ("strategy 999 1 a", "1:10: strategy 999 is the core's own: yours begin at 1000"),
        ("flag 7 1 a", "1:6: flag 7 is the core's own: yours begin at 8"),
        ("flag 64 1 a", "1:6: there is no flag 64: the last is 63"),
        ("flag 9 1 a", "1:6: the next flag is 8: codes ascend without a gap"),
        ("\u{feff}flag 8 1 a", "1:1: expected `strategy` or `flag`, found \"\\u{feff}flag\""),
        ("flag\u{a0}8 1 a", "1:1: expected `strategy` or `flag`, found \"flag\\u{a0}8\""),
        (
            "flag 8 1 a\rflag 9 1 b",
            "1:10: \"a\\rflag\" is no name: a name is a to z, 0 to 9 and \
            single underscores between them, a letter first",
        ),
    ] {
        assert_eq!(wrong(text), [says], "{text:?}");
    }
}

#[test]
fn each_bad_line_is_named_and_one_mistake_is_told_once() {
    let text = "strategy 1000 1 a\nstrategy 1000 2 b\nstrategy 1002 1 c\nstrategy 1003 1 a\nx\n";
    assert_eq!(
        wrong(text),
        [
            "2:10: strategy 1000 was given in line 1: no code is given twice",
            "3:10: the next strategy is 1001: codes ascend without a gap",
            "4:17: line 1 has the name a already",
            "5:1: expected `strategy` or `flag`, found \"x\"",
        ]
    );
}

#[test]
fn names_end_a_constants_name_in_cpp() {
    for name in ["a", "a1", "a_b_1", &"x".repeat(64)] {
        assert_eq!(check_name(name), Ok(()), "{name}");
    }
    for name in ["", "_a", "a_", "a__b", "1a", "A", "ä", "a-b", "a b", "a;b", &"x".repeat(65)] {
        assert!(check_name(name).is_err(), "{name}");
    }
}

#[test]
fn spaces_tabs_comments_and_line_ends_say_nothing() {
    let plain = "strategy 1000 1 a\nflag 8 1 b retired\n";
    let dressed = "# Ours.\r\n\r\n\tstrategy  1000\t1   a#first\r\n flag 8 1 b retired # x\r\n \t";
    let rows = |text: &str| -> Vec<String> {
        let (_, registry) = parse(text.as_bytes()).expect("a registry");
        registry.rows.iter().map(Row::to_string).collect()
    };
    assert_eq!(rows(plain), rows(dressed));
    assert_eq!(rows(plain), ["strategy 1000 1 a", "flag 8 1 b retired"]);
}

#[test]
fn how_the_kinds_are_mixed_means_nothing() {
    let hash = |text: &str| parse(text.as_bytes()).expect("a registry").1.sums().hash;
    let mixed = hash("flag 8 1 c\nstrategy 1000 1 a\nflag 9 1 d\nstrategy 1001 1 b\n");
    let sorted = hash("strategy 1000 1 a\nstrategy 1001 1 b\nflag 8 1 c\nflag 9 1 d\n");
    assert_eq!(mixed, sorted);
    assert_eq!(hash("# Nothing yet.\n"), registry::BUILT_IN);
}
