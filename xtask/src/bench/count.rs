//! `cargo xtask bench --count`: instructions, locked operations and modelled cache misses of the
//! hot operations, through the C interface of the archive as it ships.
//!
//! ```text
//!   archive ─▶ c/hot.c ─▶ callgrind ─▶ figures ─▶ benches/instructions.csv: 2 % either way
//! ```
//!
//! Law: a change in either direction fails, so that the committed figures are those of this tree.
//!
//! Only what is spent in the library is counted, so neither the C compiler nor the machine matter:
//! the archive's object is what rustc made of it. Callgrind writes a count for each instruction's
//! address; those that lock are known from the disassembly.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use xshell::{Shell, cmd};

use super::callgrind::{self, Cost};
use crate::{archive, place, setup};

/// How far an instruction count may be from the committed one, in percent.
const TOLERANCE: f64 = 2.0;

/// How far the modelled misses may be: less than one line of each call. Where the tables begin is
/// the allocator's choice.
const LINES: f64 = 0.5;

/// How many parents each operation is counted for, with ten children each: enough that their lines
/// are not in the first cache when they are met again.
const PARENTS: &str = "100";

/// The functions whose instructions are counted, with all that they call.
const COUNTED: [&str; 6] = [
    "plim_admit",
    "plim_route",
    "plim_sent",
    "plim_report",
    "plim_request_cancel",
    "plim_events_read",
];

/// How the faces are compiled.
pub const WARNINGS: [&str; 5] = ["-O2", "-Wall", "-Wextra", "-Wpedantic", "-Werror"];

/// A first cache of 32 KiB and a last one of 1 MiB, on every machine.
const CACHES: [&str; 4] =
    ["--cache-sim=yes", "--I1=32768,8,64", "--D1=32768,8,64", "--LL=1048576,16,64"];

/// What one operation costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Its name.
    pub operation: String,
    /// Instructions of one.
    pub instructions: f64,
    /// Locked operations of one.
    pub locked: f64,
    /// Misses of the modelled first cache of one: cache lines that it touches for the first time.
    pub misses: f64,
}

/// Compares what is counted with what is committed.
///
/// # Errors
///
/// They differ, or nothing could be counted.
pub fn check() -> Result<()> {
    languages_agree()?;
    let counted = count()?;
    let committed = read(&path())?;
    print(&counted, &committed);
    let wrong = differences(&committed, &counted);
    if !wrong.is_empty() {
        let hint = "if that is meant, better or worse: cargo xtask bench --count --bless";
        bail!("{}\n{hint}", wrong.join("\n"));
    }
    println!("count: {} operations, each within {TOLERANCE} % of its figure", counted.len());
    Ok(())
}

/// Writes what is counted as what is committed.
///
/// # Errors
///
/// Nothing could be counted or written.
pub fn bless() -> Result<()> {
    let counted = count()?;
    let before = read(&path()).unwrap_or_default();
    print(&counted, &before);
    let mut writer = csv::Writer::from_path(path())?;
    counted.iter().try_for_each(|figure| writer.serialize(figure))?;
    writer.flush().context("cannot write the figures")
}

/// Prints what each function takes of one operation on its own.
///
/// # Errors
///
/// There is no such operation, or nothing could be counted.
pub fn functions(operation: &str) -> Result<()> {
    let (_, times, cost) = run(&[operation])?.pop().context("nothing was counted")?;
    let mut shares: Vec<_> = cost.functions.iter().filter(|one| one.1.0 > 0).collect();
    shares.sort_by_key(|(_, own)| std::cmp::Reverse(own.0));
    println!("{:>12}{:>8}  function", "instructions", "locked");
    for (function, (instructions, locked)) in shares {
        let of_one = |count: &u64| *count as f64 / times as f64;
        println!("{:>12.1}{:>8.2}  {function}", of_one(instructions), of_one(locked));
    }
    Ok(())
}

fn path() -> PathBuf {
    place::root().join("benches/instructions.csv")
}

/// The committed figures.
pub fn read(path: &Path) -> Result<Vec<Figure>> {
    let mut reader = csv::Reader::from_path(path).context("no committed figures")?;
    reader.deserialize().map(|row| row.context("a row is no figure")).collect()
}

fn print(counted: &[Figure], committed: &[Figure]) {
    println!("{:<16}{:>13}{:>10}{:>9}{:>9}", "one", "instructions", "was", "locked", "misses");
    for figure in counted {
        let was = committed.iter().find(|other| other.operation == figure.operation);
        let was = was.map_or_else(|| "-".to_owned(), |was| format!("{:.1}", was.instructions));
        let Figure { operation, instructions, locked, misses } = figure;
        println!("{operation:<16}{instructions:>13.1}{was:>10}{locked:>9.2}{misses:>9.2}");
    }
}

/// What differs by more than is allowed.
pub fn differences(committed: &[Figure], counted: &[Figure]) -> Vec<String> {
    let mut wrong = Vec::new();
    for was in committed {
        let name = &was.operation;
        let Some(now) = counted.iter().find(|figure| figure.operation == *name) else {
            wrong.push(format!("{name} was not counted"));
            continue;
        };
        let change = (now.instructions - was.instructions) / was.instructions * 100.0;
        if change.is_nan() || change.abs() > TOLERANCE {
            let (now, was) = (now.instructions, was.instructions);
            wrong.push(format!("{name}: {now:.1} instructions, not {was:.1}: {change:+.1} %"));
        }
        if (now.misses - was.misses).abs() > LINES {
            let (now, was) = (now.misses, was.misses);
            wrong.push(format!("{name}: {now:.2} cache misses, not {was:.2}"));
        }
        if (now.locked - was.locked).abs() > 0.011 {
            let (now, was) = (now.locked, was.locked);
            wrong.push(format!("{name}: {now:.2} locked operations, not {was:.2}"));
        }
    }
    let is_new = |figure: &&Figure| !committed.iter().any(|was| was.operation == figure.operation);
    wrong.extend(counted.iter().filter(is_new).map(|new| format!("{} is new", new.operation)));
    wrong
}

fn count() -> Result<Vec<Figure>> {
    let figures = run(&[])?.into_iter().map(|(operation, times, cost)| {
        let of_one =
            |total: u64, digits: f64| (total as f64 / times as f64 * digits).round() / digits;
        Figure {
            operation,
            instructions: of_one(cost.instructions, 10.0),
            locked: of_one(cost.locked, 100.0),
            misses: of_one(cost.misses, 100.0),
        }
    });
    Ok(figures.collect())
}

/// Counts operations, all of them if none is named: their names, how often each was done, and what
/// that cost.
fn run(operations: &[&str]) -> Result<Vec<(String, u64, Cost)>> {
    ensure!(cfg!(target_arch = "x86_64"), "the figures are of x86-64");
    setup::callgrind()?;
    let shell = place::shell()?;
    let scratch = place::target().join("plimsoll/count");
    fs::create_dir_all(&scratch)?;
    for old in fs::read_dir(&scratch)? {
        fs::remove_file(old?.path())?;
    }
    let program = build(&shell, &scratch)?;
    let listing =
        cmd!(shell, "objdump --disassemble --no-show-raw-insn {program}").quiet().read()?;
    let locking = callgrind::locking(&listing);
    ensure!(!locking.is_empty(), "no instruction of the archive locks: the listing is misread");
    let parts = scratch.join("parts");
    let told = valgrind(&shell, &program, &parts, operations)?;
    let each = told.lines().zip(1..).map(|(line, number)| {
        let mut words = line.split_whitespace();
        let (name, times) = (words.next(), words.next());
        let times: u64 = times.context("hot did not say how often")?.parse()?;
        let part = parts.with_extension(number.to_string());
        let part = fs::read_to_string(part).context("callgrind wrote too few parts")?;
        let cost = callgrind::read(&part, "count/hot", &locking)?;
        ensure!(cost.instructions > 0, "nothing was counted");
        Ok((name.unwrap_or_default().to_owned(), times, cost))
    });
    let costs: Vec<_> = each.collect::<Result<_>>()?;
    ensure!(!costs.is_empty(), "nothing was counted");
    Ok(costs)
}

/// Does the hot operations through C and through C++, uncounted, and compares their answers.
fn languages_agree() -> Result<()> {
    let shell = place::shell()?;
    let (scratch, folder) = (place::target().join("plimsoll/count"), archive::build()?.folder);
    fs::create_dir_all(&scratch)?;
    let answers = |name: &str, objects: &[&Path]| -> Result<String> {
        let (program, library) = (scratch.join(name), folder.join("libplimsoll.a"));
        cmd!(shell, "g++ {objects...} {library} -o {program}").quiet().run()?;
        cmd!(shell, "{program} {PARENTS}").quiet().read().context("a face failed")
    };
    let object = |compiler: &str, language: &[&str], source: &str| -> Result<PathBuf> {
        let path = place::root().join("benches").join(source);
        let object = scratch.join(source.replace('/', "-")).with_extension(format!("{compiler}.o"));
        cmd!(shell, "{compiler} {language...} {WARNINGS...} -I{folder} -c {path} -o {object}")
            .quiet()
            .run()?;
        Ok(object)
    };
    let hot = object("gcc", &["-std=c11"], "c/hot.c")?;
    let c = object("gcc", &["-std=c11"], "c/face.c")?;
    let cpp = object("g++", &["-std=c++17", "-DNDEBUG"], "cpp/face.cpp")?;
    let same = answers("c", &[&hot, &c])? == answers("cpp", &[&hot, &cpp])?;
    ensure!(same, "C and C++ come to other answers");
    Ok(())
}

/// Links hot.c and face.c with the archive. Without debug information, which valgrind 3.19 cannot
/// always read; at fixed addresses, so that they are those of the listing.
fn build(shell: &Shell, scratch: &Path) -> Result<PathBuf> {
    let folder = archive::build()?.folder;
    let (whole, program) = (scratch.join("whole"), scratch.join("hot"));
    let c = place::root().join("benches/c");
    let (hot, face) = (c.join("hot.c"), c.join("face.c"));
    let library = folder.join("libplimsoll.a");
    let flags = ["-std=c11", "-no-pie"];
    cmd!(shell, "gcc {flags...} {WARNINGS...} -I{folder} {hot} {face} {library} -o {whole}")
        .quiet()
        .run()?;
    cmd!(shell, "strip --strip-debug -o {program} {whole}").quiet().run()?;
    Ok(program)
}

fn valgrind(shell: &Shell, program: &Path, parts: &Path, operations: &[&str]) -> Result<String> {
    let collect = COUNTED.map(|name| format!("--toggle-collect={name}"));
    let when = ["--zero-before=counting_begins", "--dump-before=counting_ends"];
    let form = ["--dump-instr=yes", "--dump-line=no", "--compress-pos=no", "--compress-strings=no"];
    let (tool, file) = ("--tool=callgrind", "--callgrind-out-file");
    let output = cmd!(
        shell,
        "valgrind --quiet {tool} {file}={parts} {collect...} {when...} {form...} {CACHES...}
        {program} {PARENTS} {operations...}"
    );
    let output = output.quiet().ignore_status().output().context("valgrind does not start")?;
    let told = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "valgrind, or what it ran, failed:\n{told}");
    String::from_utf8(output.stdout).context("hot wrote no text")
}
