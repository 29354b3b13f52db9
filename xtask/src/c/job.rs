//! One thing to compile, and perhaps to run.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use rayon::prelude::*;

/// A program that runs longer than this, in seconds, hangs.
const PATIENCE: &str = "300";

/// What to do with a source file.
pub struct Job {
    name: String,
    compile: Vec<OsString>,
    program: Option<PathBuf>,
    /// Whether it must fail to compile, and what the compiler must then say.
    refusal: Option<&'static str>,
    libraries: Option<PathBuf>,
}

impl Job {
    /// Compiles `source` with `compiler`, and throws the outcome away.
    pub fn check(compiler: &str, standard: &str, source: &Path) -> Job {
        let file = source.file_name().unwrap_or_default().to_string_lossy();
        let mut job = Job {
            name: format!("{file}, {compiler} {standard}"),
            compile: vec![compiler.into(), format!("-std={standard}").into()],
            program: None,
            refusal: None,
            libraries: None,
        };
        job.compile.extend(super::WARNINGS.map(OsString::from));
        let include = crate::place::root().join("include");
        job.with(["-I".as_ref(), include.as_os_str(), source.as_os_str()])
    }

    /// With more words on the compiler's command line.
    pub fn with<W: AsRef<OsStr>>(mut self, words: impl IntoIterator<Item = W>) -> Job {
        self.compile.extend(words.into_iter().map(|word| word.as_ref().to_owned()));
        self
    }

    /// With a note on what is special about it.
    pub fn named(mut self, note: &str) -> Job {
        self.name = format!("{}, {note}", self.name);
        self
    }

    /// Writes a program and runs it.
    pub fn run_as(mut self, program: PathBuf) -> Job {
        self.compile.extend(["-o".into(), program.clone().into_os_string()]);
        self.program = Some(program);
        self
    }

    /// Lets the program find shared libraries in `folder`.
    pub fn libraries(mut self, folder: &Path) -> Job {
        self.libraries = Some(folder.to_path_buf());
        self
    }

    /// Must be refused by the compiler with a message that holds `words`.
    pub fn refused(mut self, words: &'static str) -> Job {
        self.refusal = Some(words);
        self.named("must be refused")
    }

    /// Whether it runs what it compiles.
    pub fn runs(&self) -> bool {
        self.program.is_some()
    }

    /// Does it; where it fails, the answer is what to show.
    fn failure(&self) -> Option<String> {
        let Some((compiler, words)) = self.compile.split_first() else {
            return Some(format!("{}: no compiler", self.name));
        };
        let compiled = output(Command::new(compiler).args(words));
        match (self.refusal, compiled) {
            (None, Err(text)) => return Some(format!("{}: does not compile\n{text}", self.name)),
            (Some(_), Ok(())) => return Some(format!("{}, but compiles", self.name)),
            (Some(words), Err(text)) if !text.contains(words) => {
                return Some(format!("{}, but for {words}:\n{text}", self.name));
            }
            (None, Ok(())) | (Some(_), Err(_)) => {}
        }
        let mut command = Command::new("timeout");
        command.arg(PATIENCE).arg(self.program.as_ref()?);
        if let Some(folder) = &self.libraries {
            command.env("LD_LIBRARY_PATH", folder);
        }
        let text = output(&mut command).err()?;
        Some(format!("{}: fails when run\n{text}", self.name))
    }
}

/// Does every job and tells the failures.
pub fn run_all(jobs: &[Job]) -> Vec<String> {
    jobs.par_iter().filter_map(Job::failure).collect()
}

fn output(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let out = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    Err(format!("{out}{error}({})", output.status))
}
