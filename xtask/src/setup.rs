//! `cargo xtask setup`: what the other commands need, installed through rustup, cargo, apt-get and pip
//! where it is absent.
//!
//! Law: it never installs what is there, so it is fast when all is there. Each command calls the
//! part it needs.

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::place;

/// Something that a command needs, and how to get it.
struct Need {
    /// What it is, for the message.
    what: &'static str,
    /// Whether it is there.
    is_there: fn(&Shell) -> bool,
    /// Where it comes from.
    source: Source,
}

/// Where a need comes from; the names carry the pinned versions.
enum Source {
    Debian(&'static [&'static str]),
    Rustup(&'static str),
    /// A toolchain.
    Toolchain(&'static str),
    /// A component of the nightly toolchain.
    Nightly(&'static str),
    /// A target to compile for.
    Target(&'static str),
    /// A package for Python, in the environment that is kept in the target folder.
    Pip(&'static str),
    /// A program and its version.
    Cargo(&'static str, &'static str),
}

const CPP: Need = Need {
    what: "a C and C++ compiler (gcc, g++)",
    is_there: |shell| starts(shell, "gcc") && starts(shell, "g++") && starts(shell, "ar"),
    source: Source::Debian(&["gcc", "g++", "binutils"]),
};
const CLANG: Need = Need {
    what: "clang 19",
    is_there: |shell| starts(shell, "clang-19") && starts(shell, "clang++-19"),
    source: Source::Debian(&["clang-19"]),
};
const SANITIZERS: Need = Need {
    what: "the sanitizer library of clang 19",
    is_there: has_sanitizers,
    source: Source::Debian(&["libclang-rt-19-dev"]),
};
const VALGRIND: Need = Need {
    what: "valgrind",
    is_there: |shell| starts(shell, "valgrind"),
    source: Source::Debian(&["valgrind"]),
};
const LLVM_TOOLS: Need = Need {
    what: "llvm-objdump",
    is_there: |shell| place::llvm_tools(shell).is_ok_and(|bin| bin.join("llvm-objdump").exists()),
    source: Source::Rustup("llvm-tools"),
};
const QUICKFIX: Need = Need {
    what: "QuickFIX",
    is_there: |_| std::path::Path::new("/usr/include/quickfix/Message.h").exists(),
    source: Source::Debian(&["libquickfix-dev"]),
};
const CLIPPY: Need = Need {
    what: "clippy",
    is_there: |shell| starts(shell, "cargo-clippy"),
    source: Source::Rustup("clippy"),
};
const PYTHON: Need = Need {
    what: "Python 3 with SQLite",
    is_there: |shell| {
        let probe =
            "import sqlite3; sqlite3.connect(':memory:').execute('SELECT row_number() OVER ()')";
        cmd!(shell, "python3 -c {probe}").quiet().ignore_stdout().ignore_stderr().run().is_ok()
    },
    source: Source::Debian(&["python3"]),
};
const RUSTFMT: Need = Need {
    what: "rustfmt",
    is_there: |shell| starts(shell, "cargo-fmt"),
    source: Source::Rustup("rustfmt"),
};

const NIGHTLY: Need = Need {
    what: "a nightly toolchain",
    is_there: |shell| {
        let version = cmd!(shell, "rustup run nightly rustc --version").quiet().ignore_stderr();
        version.read().is_ok_and(|says| says.starts_with("rustc "))
    },
    source: Source::Toolchain("nightly"),
};
const NIGHTLY_SOURCE: Need = Need {
    what: "the source of nightly's standard library",
    is_there: |shell| has_component(shell, "rust-src"),
    source: Source::Nightly("rust-src"),
};
const MIRI: Need = Need {
    what: "miri",
    is_there: |shell| has_component(shell, "miri-"),
    source: Source::Nightly("miri"),
};
const VENV: Need = Need {
    what: "Python 3 with environments of its own",
    is_there: |shell| {
        let probe = "import venv, ensurepip";
        cmd!(shell, "python3 -c {probe}").quiet().ignore_stdout().ignore_stderr().run().is_ok()
    },
    source: Source::Debian(&["python3", "python3-venv"]),
};
const Z3: Need = Need {
    what: "the solver z3 5.4.1",
    is_there: |shell| {
        let python = place::python();
        let probe = "import z3; assert z3.get_version() == (5, 4, 1, 0)";
        cmd!(shell, "{python} -c {probe}").quiet().ignore_stdout().ignore_stderr().run().is_ok()
    },
    source: Source::Pip("z3-solver==5.4.1"),
};
const AARCH64: Need = Need {
    what: "the target aarch64-unknown-none",
    is_there: |shell| {
        let shown = cmd!(shell, "rustc --print target-libdir --target aarch64-unknown-none");
        shown.quiet().read().is_ok_and(|folder| std::path::Path::new(folder.trim()).exists())
    },
    source: Source::Target("aarch64-unknown-none"),
};
const CARGO_FUZZ: Need = Need {
    what: "cargo-fuzz 0.13.2",
    is_there: |shell| {
        let version = cmd!(shell, "cargo fuzz --version").quiet().ignore_stderr().read();
        version.is_ok_and(|says| says == "cargo-fuzz 0.13.2")
    },
    source: Source::Cargo("cargo-fuzz", "0.13.2"),
};
const MUTANTS: Need = Need {
    what: "cargo-mutants 27.1.0",
    is_there: |shell| {
        let version = cmd!(shell, "cargo mutants --version").quiet().ignore_stderr();
        version.read().is_ok_and(|says| says.trim() == "cargo-mutants 27.1.0")
    },
    source: Source::Cargo("cargo-mutants", "27.1.0"),
};

/// Installs whatever any command needs.
pub fn command() -> Result<()> {
    test()?;
    lints()?;
    python()?;
    callgrind()?;
    println!("setup: everything is there");
    Ok(())
}

/// What the demonstration and the archive need.
pub fn cpp_compiler() -> Result<()> {
    all(&[CPP])
}

/// What the gates need.
pub fn disassembler() -> Result<()> {
    all(&[CPP, LLVM_TOOLS])
}

/// What the C and C++ tests need.
pub fn c_compilers() -> Result<()> {
    all(&[CPP, CLANG, SANITIZERS])
}

/// What the sanitizers on Rust and C++ together need.
pub fn sanitizers() -> Result<()> {
    all(&[CPP, CLANG, SANITIZERS, NIGHTLY])
}

/// What an instrumented standard library needs.
pub fn nightly_source() -> Result<()> {
    all(&[NIGHTLY, NIGHTLY_SOURCE])
}

/// What miri needs.
pub fn miri() -> Result<()> {
    all(&[NIGHTLY, NIGHTLY_SOURCE, MIRI])
}

/// What counts the regions that tests reach.
pub fn coverage() -> Result<()> {
    all(&[CPP, LLVM_TOOLS])
}

/// What the proof of the words needs.
pub fn solver() -> Result<()> {
    all(&[VENV, Z3, AARCH64])
}

/// What makes mutants.
pub fn mutants() -> Result<()> {
    all(&[MUTANTS])
}

/// What the second oracle needs.
pub fn python() -> Result<()> {
    all(&[PYTHON])
}

/// What counting instructions needs.
pub fn callgrind() -> Result<()> {
    all(&[CPP, VALGRIND])
}

/// What the full comparison with the core's peers needs beside a compiler.
pub fn quickfix() -> Result<()> {
    all(&[QUICKFIX])
}

/// What all tests need.
pub fn test() -> Result<()> {
    disassembler()?;
    c_compilers()
}

/// What the format and lint steps need.
pub fn lints() -> Result<()> {
    all(&[CLIPPY, RUSTFMT])
}

/// What the fuzz targets need.
pub fn fuzzers() -> Result<()> {
    all(&[CPP, NIGHTLY, CARGO_FUZZ])
}

fn all(needs: &[Need]) -> Result<()> {
    let shell = place::shell()?;
    needs.iter().try_for_each(|need| meet(&shell, need))
}

fn meet(shell: &Shell, need: &Need) -> Result<()> {
    if (need.is_there)(shell) {
        return Ok(());
    }
    println!("setup: {} is missing; installing it", need.what);
    let installed = match need.source {
        Source::Debian(packages) => debian(shell, packages),
        Source::Rustup(component) => {
            cmd!(shell, "rustup component add {component}").run().context("rustup failed")
        }
        Source::Toolchain(name) => {
            let install = cmd!(shell, "rustup toolchain install {name} --profile minimal");
            install.run().context("rustup failed")
        }
        Source::Nightly(component) => {
            let add = cmd!(shell, "rustup component add --toolchain nightly {component}");
            add.run().context("rustup failed")
        }
        Source::Target(target) => {
            cmd!(shell, "rustup target add {target}").run().context("rustup failed")
        }
        Source::Pip(package) => pip(shell, package),
        Source::Cargo(name, version) => {
            let install = cmd!(shell, "cargo install {name} --version {version} --locked");
            install.run().context("cargo failed")
        }
    };
    let hand = match need.source {
        Source::Debian(packages) => format!("apt-get install {}", packages.join(" ")),
        Source::Rustup(component) => format!("rustup component add {component}"),
        Source::Toolchain(name) => format!("rustup toolchain install {name}"),
        Source::Nightly(component) => {
            format!("rustup component add --toolchain nightly {component}")
        }
        Source::Target(target) => format!("rustup target add {target}"),
        Source::Pip(package) => format!("{} -m pip install {package}", place::python().display()),
        Source::Cargo(name, version) => format!("cargo install {name} --version {version}"),
    };
    installed.with_context(|| format!("{} could not be installed; try: {hand}", need.what))?;
    if !(need.is_there)(shell) {
        bail!("{} is still missing after: {hand}", need.what);
    }
    Ok(())
}

/// Installs Debian packages; the lists are refreshed only where they do not know a package yet.
fn debian(shell: &Shell, packages: &[&str]) -> Result<()> {
    if !starts(shell, "apt-get") {
        bail!("this system has no apt-get");
    }
    let root = cmd!(shell, "id -u").quiet().read()? == "0";
    let sudo: &[&str] = if root { &[] } else { &["sudo", "-n"] };
    let get = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
    let line: Vec<&str> = sudo.iter().chain(&get).copied().collect();
    let apt = |words: &[&str]| -> Result<()> {
        let (program, rest) = line.split_first().context("an empty command")?;
        cmd!(shell, "{program} {rest...} {words...}").run().context("apt-get failed")
    };
    let mut install = vec!["install", "--yes", "--no-install-recommends"];
    install.extend(packages);
    if apt(&install).is_ok() {
        return Ok(());
    }
    apt(&["update"])?;
    apt(&install)
}

/// Installs a package for Python, in an environment that is made where there is none.
fn pip(shell: &Shell, package: &str) -> Result<()> {
    let python = place::python();
    if !python.exists() {
        let folder = place::target().join("python");
        cmd!(shell, "python3 -m venv {folder}").run().context("venv failed")?;
    }
    let install = cmd!(shell, "{python} -m pip install --quiet {package}");
    install.run().context("pip failed")
}

/// Whether `program --version` can be run.
fn starts(shell: &Shell, program: &str) -> bool {
    cmd!(shell, "{program} --version").quiet().ignore_stdout().ignore_stderr().run().is_ok()
}

/// Whether the nightly toolchain has a component whose name begins so.
fn has_component(shell: &Shell, name: &str) -> bool {
    let list = cmd!(shell, "rustup component list --toolchain nightly --installed").quiet();
    list.ignore_stderr().read().is_ok_and(|text| text.lines().any(|line| line.starts_with(name)))
}

/// Whether clang can link a program with them.
fn has_sanitizers(shell: &Shell) -> bool {
    let Ok(scratch) = shell.create_temp_dir() else { return false };
    let (source, program) = (scratch.path().join("a.c"), scratch.path().join("a"));
    if shell.write_file(&source, "int main(void) { return 0; }\n").is_err() {
        return false;
    }
    let link = cmd!(shell, "clang-19 -fsanitize=address,undefined -o {program} {source}");
    link.quiet().ignore_stdout().ignore_stderr().run().is_ok()
}
