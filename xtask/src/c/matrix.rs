//! The headers alone: each version of each language, by each compiler, included once and twice.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::job::Job;
use crate::place;

/// Compilers and their versions of the language, for plimsoll.h and for plimsoll.hpp.
const C: ([&str; 2], [&str; 3]) = (["gcc", "clang-19"], ["c99", "c11", "c17"]);
const CPP: ([&str; 2], [&str; 4]) = (["g++", "clang++-19"], ["c++11", "c++14", "c++17", "c++20"]);
const WRAPPER: ([&str; 2], [&str; 3]) = (["g++", "clang++-19"], ["c++14", "c++17", "c++20"]);

/// The jobs of the matrix.
///
/// # Errors
///
/// A header is missing.
pub fn jobs(scratch: &Path) -> Result<Vec<Job>> {
    for name in ["plimsoll.h", "plimsoll.hpp"] {
        let path = place::root().join("include").join(name);
        ensure!(path.exists(), "{} is missing", path.display());
    }
    let mut jobs = Vec::new();
    for times in [1, 2] {
        let c = source(scratch, "c", "plimsoll.h", times)?;
        let cpp = source(scratch, "cpp", "plimsoll.h", times)?;
        let wrapper = source(scratch, "hpp.cpp", "plimsoll.hpp", times)?;
        jobs.extend(product(&C.0, &C.1, &c));
        jobs.extend(product(&CPP.0, &CPP.1, &cpp));
        jobs.extend(product(&WRAPPER.0, &WRAPPER.1, &wrapper));
    }
    jobs.extend(ignored(scratch)?);
    Ok(jobs)
}

fn product(compilers: &[&str], standards: &[&str], source: &Path) -> Vec<Job> {
    let pairs = compilers.iter().flat_map(|one| standards.iter().map(move |std| (one, std)));
    pairs.map(|(one, std)| Job::check(one, std, source).with(["-c", "-o", "/dev/null"])).collect()
}

fn source(scratch: &Path, ending: &str, header: &str, times: usize) -> Result<PathBuf> {
    let line = format!("#include <{header}>\n");
    let text = format!("{}int main(void) {{ return 0; }}\n", line.repeat(times));
    write(scratch, &format!("included_{times}_times.{ending}"), &text)
}

/// An answer that nobody looks at must be told, in every version of both languages.
fn ignored(scratch: &Path) -> Result<Vec<Job>> {
    let text = "#include <plimsoll.h>\n\
        PLIM_API PLIM_NODISCARD int answer(void) PLIM_NOEXCEPT;\n\
        int main(void) { answer(); return 0; }\n";
    let c = write(scratch, "ignored.c", text)?;
    let cpp = write(scratch, "ignored.cpp", text)?;
    let mut jobs = product(&C.0, &C.1, &c);
    jobs.extend(product(&CPP.0, &CPP.1, &cpp));
    Ok(jobs.into_iter().map(|job| job.refused("unused-result")).collect())
}

fn write(folder: &Path, name: &str, text: &str) -> Result<PathBuf> {
    let path = folder.join(name);
    std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}
