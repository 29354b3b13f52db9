//! The headers alone: each version of each language, by each compiler, included once and twice.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::job::Job;
use crate::{gates, place};

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
    jobs.extend(reach(scratch)?);
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

/// Only a control handle reaches what a person must do (law L7): every such function takes one, and
/// a lane is refused by the compiler.
fn reach(scratch: &Path) -> Result<Vec<Job>> {
    let header = std::fs::read_to_string(crate::header::path())?;
    let controls = gates::declared(&header).into_iter().filter(|name| takes_control(name));
    let rows: String = controls
        .map(|name| {
            let first = format!("decltype(first({name}))");
            format!("static_assert(std::is_same<{first}, plim_control*>::value, \"\");\n")
        })
        .collect();
    ensure!(rows.lines().count() > 40, "plimsoll.h has lost its control functions");
    let all = format!(
        "#include <plimsoll.h>\n#include <type_traits>\n\
        template <class R, class A, class... More> A first(R (*)(A, More...));\n\
        {rows}int main() {{ return 0; }}\n"
    );
    let lane = "#include <plimsoll.h>\n\
        int main(void) { plim_lane lane; return plim_control_release(&lane, 1, 1); }\n";
    let member = "#include <plimsoll.hpp>\n\
        void go(plimsoll::Lane& lane, plimsoll::ParentId parent);\n\
        void go(plimsoll::Lane& lane, plimsoll::ParentId parent) {\n\
            lane.release(parent, plimsoll::Nanos(1));\n\
        }\n";
    let all = write(scratch, "reach.cpp", &all)?;
    let (c, cpp) = (write(scratch, "lane.c", lane)?, write(scratch, "lane.cpp", lane)?);
    let member = write(scratch, "lane_member.cpp", member)?;
    let mut jobs = product(&CPP.0, &CPP.1, &all);
    let refused = |jobs: Vec<Job>, words| jobs.into_iter().map(move |job| job.refused(words));
    jobs.extend(refused(product(&C.0, &C.1, &c), "incompatible pointer type"));
    jobs.extend(refused(product(&CPP.0[..1], &CPP.1, &cpp), "cannot convert"));
    jobs.extend(refused(product(&CPP.0[1..], &CPP.1, &cpp), "no known conversion"));
    jobs.extend(refused(product(&WRAPPER.0, &WRAPPER.1, &member), "no member named"));
    Ok(jobs)
}

fn takes_control(name: &str) -> bool {
    let claims = ["plim_control_open", "plim_control_take_over"];
    name.starts_with("plim_control_") && !claims.contains(&name)
}

fn write(folder: &Path, name: &str, text: &str) -> Result<PathBuf> {
    let path = folder.join(name);
    std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}
