//! The programs in tests/c and tests/cpp, and the C examples: each has a `main` that returns 0.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::job::Job;
use crate::archive::Built;
use crate::place;

/// How a program is compiled.
struct Way {
    note: &'static str,
    clang: bool,
    words: &'static [&'static str],
    shared: bool,
}

const SANITIZE: &[&str] =
    &["-g", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

const WAYS: [Way; 4] = [
    Way { note: "plain", clang: false, words: &["-O2"], shared: false },
    Way { note: "plain", clang: true, words: &["-O2"], shared: false },
    Way { note: "ASan and UBSan", clang: true, words: SANITIZE, shared: false },
    Way { note: "shared library", clang: false, words: &["-O1"], shared: true },
];

/// The jobs for every program.
///
/// # Errors
///
/// There is no program in one of the folders.
pub fn jobs(built: &Built, scratch: &Path) -> Result<Vec<Job>> {
    let mut jobs = Vec::new();
    for (folder, ending) in [("tests/c", "c"), ("tests/cpp", "cpp"), ("examples", "c")] {
        for source in sources(&place::root().join(folder), ending)? {
            let standard = if ending == "c" { "c11" } else { "c++17" };
            jobs.extend(ways(built, scratch, &source, standard));
        }
    }
    Ok(jobs)
}

/// The jobs for one program, in one version of C or C++.
pub fn ways(built: &Built, scratch: &Path, source: &Path, standard: &str) -> Vec<Job> {
    let stem = source.file_stem().unwrap_or_default().to_string_lossy();
    let folder = source.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    let cpp = standard.starts_with("c++");
    let (gcc, clang) = if cpp { ("g++", "clang++-19") } else { ("gcc", "clang-19") };
    let jobs = WAYS.iter().enumerate().map(|(index, way)| {
        let compiler = if way.clang { clang } else { gcc };
        let job = Job::check(compiler, standard, source)
            .named(way.note)
            .with(way.words)
            .with(["-pthread"]);
        let job = if way.shared {
            let folder = built.folder.as_os_str();
            job.with(["-L".as_ref(), folder, "-lplimsoll".as_ref()]).libraries(&built.folder)
        } else {
            job.with([built.folder.join("libplimsoll.a")])
        };
        job.run_as(scratch.join(format!("{folder}_{stem}_{standard}_{index}")))
    });
    jobs.collect()
}

/// The files in `folder` with an ending, in order of name.
pub fn sources(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("no folder {}", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == ending) {
            files.push(path);
        }
    }
    files.sort();
    ensure!(!files.is_empty(), "no *.{ending} in {}", folder.display());
    Ok(files)
}
