//! The negative controls: tiny crates, each with one fault, and one without. They go through the
//! same gate as the archive, built the same way.

use std::mem::discriminant;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use rayon::prelude::*;
use xshell::{Shell, cmd};

use super::{Fault, examine};
use crate::{archive, place};

/// A control: its file in xtask/negative, and the fault that it must be refused for (any one of its
/// kind).
fn controls() -> [(&'static str, Option<Fault>); 11] {
    let any = String::new;
    [
        ("calm", None),
        ("panic", Some(Fault::Undefined("plim_panic_path_linked".to_owned()))),
        ("allocation", Some(Fault::Undefined("malloc".to_owned()))),
        ("tainted", Some(Fault::Tainted(any()))),
        ("float", Some(Fault::FloatingPoint(any()))),
        ("state", Some(Fault::State(any()))),
        ("foreign", Some(Fault::ForeignGlobal("sloop".to_owned()))),
        ("system", Some(Fault::SystemCall(any()))),
        ("recursion", Some(Fault::Recursion(any()))),
        ("indirect", Some(Fault::IndirectCall(any()))),
        ("deep", Some(Fault::Deep(any()))),
    ]
}

/// Builds and tries every control.
///
/// # Errors
///
/// One with a fault passed, or was refused only for something else; or the one without a fault was
/// refused.
pub fn run(shell: &Shell) -> Result<()> {
    let folder = place::target().join("negative");
    shell.create_dir(&folder)?;
    let lines: Vec<Result<String>> =
        controls().par_iter().map(|(name, fault)| try_one(&folder, name, fault)).collect();
    for line in lines {
        println!("gates: {}", line?);
    }
    Ok(())
}

fn try_one(folder: &Path, name: &str, expected: &Option<Fault>) -> Result<String> {
    let shell = place::shell()?;
    let object = build(&shell, folder, name).with_context(|| format!("control {name}"))?;
    let faults = examine(&shell, &object)?.faults;
    let Some(expected) = expected else {
        ensure!(faults.is_empty(), "control {name} has no fault, but is refused: {faults:?}");
        return Ok(format!("control {name} passes, as it must"));
    };
    match faults.iter().find(|fault| matches(expected, fault)) {
        Some(fault) => Ok(format!("control {name} is refused: {fault:?}")),
        None => bail!("control {name} must be refused for {expected:?}; the gate said {faults:?}"),
    }
}

/// Whether `fault` is the one expected; an expected fault without text stands for its kind.
fn matches(expected: &Fault, fault: &Fault) -> bool {
    match expected {
        Fault::Undefined(_) | Fault::ForeignGlobal(_) => expected == fault,
        Fault::State(_)
        | Fault::Tainted(_)
        | Fault::FloatingPoint(_)
        | Fault::SystemCall(_)
        | Fault::IndirectCall(_)
        | Fault::Recursion(_)
        | Fault::Stack(_)
        | Fault::Deep(_) => discriminant(expected) == discriminant(fault),
    }
}

/// Builds a control with the settings of the shipped profile.
fn build(shell: &Shell, folder: &Path, name: &str) -> Result<std::path::PathBuf> {
    let source = place::root().join(format!("xtask/negative/{name}.rs"));
    let archive = folder.join(format!("lib{name}.a"));
    let code = ["panic=abort", "lto=fat", "codegen-units=1", "opt-level=3"];
    let shipped = code.iter().chain(&["debuginfo=line-tables-only"]);
    let settings = shipped.flat_map(|setting| ["-C", *setting]);
    let kind = ["--edition", "2024", "--crate-type", "staticlib", "--crate-name", name];
    cmd!(shell, "rustc {kind...} {settings...} -o {archive} {source}").quiet().run()?;
    let object = folder.join(format!("{name}.o"));
    archive::extract(&archive, name, &object)?;
    Ok(object)
}
