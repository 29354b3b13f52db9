//! `plimsoll replay`: reads a scenario line by line, runs each line and prints what it came to.
//!
//! Law: the output of every line before a fault is written. Memory grows with names and records
//! that are new, never with lines.
//!
//! Uses: `args`, `command`, `line`, `print`, `progress`, `session`. Used by: `main`.

use crate::args::Replay;
use crate::command;
use crate::line::{Fault, Line};
use crate::print;
use crate::progress::Progress;
use crate::session::Session;
use memmap2::MmapMut;
use plimsoll::{Config, Refusal, Region};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use thiserror::Error;

/// The longest line, in bytes. It bounds the memory that one line can ask for.
const LINE_MAX: usize = 1 << 20;

/// Why a replay ended before its input did.
#[derive(Debug, Error)]
pub enum Stop {
    /// A line is not valid.
    #[error("{file}:{line}:{column}: {message}")]
    Invalid { file: String, line: u64, column: usize, message: String },
    /// The input cannot be read.
    #[error("{file}: {error}")]
    Input { file: String, error: io::Error },
    /// The output cannot be written.
    #[error("standard output: {0}")]
    Output(io::Error),
    /// The region cannot be made.
    #[error("a region of these capacities cannot be made: {0}")]
    Memory(io::Error),
    /// The core does not take these capacities.
    #[error("a region of these capacities is refused: {}", .0.name())]
    Region(Refusal),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Stop {
        Stop::Region(refusal)
    }
}

/// Runs `plimsoll replay`. The status is that of the process.
pub fn run(options: &Replay) -> Result<ExitCode, Stop> {
    let config = options.capacities.config();
    let input = Input::open(&options.file)?;
    // Anonymous pages are zero and aligned, and exist only once they are touched.
    let bytes = Region::required_bytes(&config)?;
    let mut memory = MmapMut::map_anon(bytes).map_err(Stop::Memory)?;
    let mut session = Session::open(Region::format(&mut memory, &config)?)?;
    let progress = Progress::new(input.size);
    let stdout = io::stdout();
    let behind = progress.behind(stdout.lock(), stdout.is_terminal());
    let mut output = BufWriter::with_capacity(1 << 16, behind);
    let end = replay(input, &mut session, &mut output, &progress);
    let flushed = output.flush();
    // What is left after a failed write must not be written again when the buffer is dropped.
    let _ = output.into_parts();
    progress.finish();
    match (end, flushed) {
        (Err(Stop::Output(error)), _) | (Ok(()), Err(error)) => lost(error),
        (Err(stop), Err(error)) => lost(error).and(Err(stop)),
        (Err(stop), Ok(())) => Err(stop),
        (Ok(()), Ok(())) => Ok(ExitCode::from(status(options.strict, session.is_proven()))),
    }
}

/// Runs the scenario `text`, which messages call `name`, in a region of `config`; writes what its
/// lines came to, and tells whether every audit among them found the books in order.
///
/// # Errors
///
/// As `plimsoll replay` says it: `NAME:LINE:COLUMN: what is wrong`, for a line that is not valid.
pub fn replay_text(
    name: &str,
    text: &[u8],
    config: &Config,
    output: &mut impl Write,
) -> Result<bool, String> {
    let mut run = || {
        let mut memory =
            MmapMut::map_anon(Region::required_bytes(config)?).map_err(Stop::Memory)?;
        let mut session = Session::open(Region::format(&mut memory, config)?)?;
        let input = Input::over(name.to_owned(), Box::new(text), Some(text.len() as u64));
        replay(input, &mut session, output, &Progress::silent())?;
        Ok(session.is_proven())
    };
    run().map_err(|stop: Stop| stop.to_string())
}

/// The exit status of a scenario that was run to its end.
fn status(is_strict: bool, is_proven: bool) -> u8 {
    u8::from(is_strict && !is_proven)
}

/// How it ends when output could not be written: quietly, where its reader went away.
fn lost(error: io::Error) -> Result<ExitCode, Stop> {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        _ => Err(Stop::Output(error)),
    }
}

/// Runs every line of `input`.
fn replay(
    mut input: Input<'_>,
    session: &mut Session<'_>,
    output: &mut impl Write,
    progress: &Progress,
) -> Result<(), Stop> {
    let mut line = Vec::new();
    while input.read_line(&mut line)? {
        let number = input.lines;
        let text = text(&line).map_err(|(fault, before)| input.invalid(&fault, before))?;
        let fault = |fault: Fault| input.invalid(&fault, text);
        let parsed = Line::parse(text).map_err(fault)?;
        let entry = command::read(&parsed).map_err(fault)?;
        let answer = session.run(&entry).map_err(fault)?;
        print::write(output, number, entry.op, &answer, session).map_err(Stop::Output)?;
        progress.reach(number, input.bytes);
        if input.is_drained() {
            // Whoever writes the lines may be waiting for the answers.
            output.flush().map_err(Stop::Output)?;
        }
    }
    Ok(())
}

/// `line` as text; or what is wrong with it, and the text before.
fn text(line: &[u8]) -> Result<&str, (Fault, &str)> {
    let most = line.get(..LINE_MAX).filter(|most| most.len() < line.len());
    let checked = str::from_utf8(most.unwrap_or(line));
    let (at, message) = match (checked, most) {
        (Ok(text), None) => return Ok(text),
        (Err(error), None) => (error.valid_up_to(), "the line is not UTF-8".to_owned()),
        (_, Some(most)) => (most.len(), format!("the line is over {LINE_MAX} bytes")),
    };
    let valid = checked.map_or_else(|error| error.valid_up_to(), str::len);
    let before = line.get(..valid).and_then(|bytes| str::from_utf8(bytes).ok());
    Err((Fault::new(at, message), before.unwrap_or("")))
}

/// A scenario that is read line by line.
struct Input<'t> {
    /// How messages name it.
    name: String,
    reader: BufReader<Box<dyn Read + 't>>,
    /// How many bytes there are, where that is known.
    size: Option<u64>,
    /// How many lines were read.
    lines: u64,
    /// How many bytes were read.
    bytes: u64,
}

impl<'t> Input<'t> {
    fn open(path: &Path) -> Result<Input<'t>, Stop> {
        let name = path.display().to_string();
        let (source, size): (Box<dyn Read + 't>, _) = if name == "-" {
            (Box::new(io::stdin().lock()), None)
        } else {
            let failed = |error| Stop::Input { file: name.clone(), error };
            let file = File::open(path).map_err(failed)?;
            let metadata = file.metadata().map_err(failed)?;
            let size = metadata.is_file().then_some(metadata.len());
            (Box::new(file), size)
        };
        Ok(Input::over(name, source, size))
    }

    fn over(name: String, source: Box<dyn Read + 't>, size: Option<u64>) -> Input<'t> {
        let reader = BufReader::with_capacity(1 << 16, source);
        Input { name, reader, size, lines: 0, bytes: 0 }
    }

    /// Reads the next line, without its end, into `line`; false where there is none.
    fn read_line(&mut self, line: &mut Vec<u8>) -> Result<bool, Stop> {
        line.clear();
        let mut limited = self.reader.by_ref().take(LINE_MAX as u64 + 2);
        let read = limited.read_until(b'\n', line);
        let read = read.map_err(|error| Stop::Input { file: self.name.clone(), error })?;
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        self.lines += u64::from(read > 0);
        self.bytes += read as u64;
        Ok(read > 0)
    }

    /// Whether the next line must be waited for.
    fn is_drained(&self) -> bool {
        self.reader.buffer().is_empty()
    }

    /// The message for `fault` in the line `text`, which was read last.
    fn invalid(&self, fault: &Fault, text: &str) -> Stop {
        Stop::Invalid {
            file: self.name.clone(),
            line: self.lines,
            column: fault.column(text),
            message: fault.message.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
