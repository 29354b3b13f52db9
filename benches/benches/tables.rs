//! Every question, of every language by turns, beside the floor: docs/performance.md's figures.
//!
//! `cargo xtask bench` runs it with the faces in C and C++; without them it asks Rust alone. As a
//! test it runs small. It fails on no clock, but where two languages come to different answers.
#![allow(missing_docs)]

use std::env;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use plimsoll_benches::face::{Foreign, Native};
use plimsoll_benches::figures::Figures;
use plimsoll_benches::floor::{self, stay_on};
use plimsoll_benches::house::{Ground, House, config};
use plimsoll_benches::question::{QUESTIONS, Question, books, duo, kill, plan};
use plimsoll_benches::stage::{self, Stage, Taken};
use plimsoll_benches::work::{Face, Operation, Size, Worker};

/// More live children than this, and only one house fits in memory at a time.
const TOGETHER: usize = 2_000_000;

/// What is asked.
#[derive(Default)]
struct Options {
    /// Shared objects of other languages.
    foreign: Vec<(&'static str, PathBuf)>,
    /// Where the figures go.
    out: Option<PathBuf>,
    /// Live children.
    live: Vec<usize>,
    /// Only questions whose names have this in them.
    only: Option<String>,
    /// As a test.
    small: bool,
}

impl Options {
    fn read() -> Result<Options> {
        let mut options = Options { small: true, ..Options::default() };
        let mut words = env::args().skip(1);
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("{word} what?"));
            match word.as_str() {
                "--bench" => options.small = false,
                "--c" => options.foreign.push(("C", value()?.into())),
                "--cpp" => options.foreign.push(("C++", value()?.into())),
                "--out" => options.out = Some(value()?.into()),
                "--live" => options.live.push(value()?.parse()?),
                "--only" => options.only = Some(value()?),
                _ => bail!("--c, --cpp, --out, --live, --only: not {word}"),
            }
        }
        if options.live.is_empty() {
            options.live = if options.small { vec![1_000] } else { vec![1_000, 100_000] };
        }
        Ok(options)
    }

    fn rounds(&self, live: usize) -> usize {
        match live {
            _ if self.small => 2,
            0..=200_000 => 200,
            200_001..=TOGETHER => 100,
            _ => 60,
        }
    }

    fn wants(&self, name: &str) -> bool {
        self.only.as_ref().is_none_or(|only| name.contains(only.as_str()))
    }
}

/// Houses of one size in every language, and what they lie in.
fn with_faces<T>(
    options: &Options,
    size: &Size,
    alone: bool,
    ask: impl FnOnce(&[Box<dyn Face + '_>]) -> Result<T>,
) -> Result<T> {
    let config = config(size);
    let mut ground = Ground::for_config(&config)?;
    let house = House::open(ground.memory(), &config, size.checks != 0)?;
    let mut faces: Vec<Box<dyn Face + '_>> = vec![Box::new(Native::new(house))];
    for (name, path) in options.foreign.iter().filter(|_| !alone) {
        faces.push(Box::new(Foreign::open(name, path, size)?));
    }
    ask(&faces)
}

/// One question, of all faces by turns, a compare-and-swap before each.
fn ask(options: &Options, question: &Question, live: usize, figures: &mut Figures) -> Result<()> {
    let rounds = options.rounds(live);
    // The first few warm up.
    let warm = rounds / 10;
    let size = stage::size(question, live, 2 * (rounds + warm));
    with_faces(options, &size, live > TOGETHER, |faces| {
        let mut stages = Vec::new();
        for face in faces {
            let seat = face.seat(0)?;
            let pace = floor::pace(&*seat);
            let least = floor::stamping(&*seat, pace);
            let stage = Stage::fill(seat, question, live, pace)?;
            stages.push((face.name(), least, stage, Vec::new(), Vec::new()));
        }
        let mut swaps = Vec::new();
        for round in 0..rounds + warm {
            swaps.push(floor::compare_and_swap(1_000));
            for (_, _, stage, together, calls) in &mut stages {
                for each in [false, true] {
                    match stage.round(question, each)? {
                        _ if round < warm => {}
                        Taken::Together(nanos) => together.push(nanos),
                        Taken::Each(nanos) => calls.extend(nanos),
                    }
                }
            }
        }
        figures.add_rounds((question.name, "one compare-and-swap", live), swaps);
        let hash = stages.first().map_or(0, |first| first.2.hash);
        for (name, least, stage, together, calls) in stages {
            let of = (question.name, name, live);
            figures.add_rounds(of, together);
            figures.add_calls(of, calls, least);
            figures.tell(of, "hash", format!("{:016x}", stage.hash));
            ensure!(stage.hash == hash, "{}: {name} comes to other answers", question.name);
        }
        Ok(())
    })
}

/// The floor: a swap, a line, an empty call of each language.
fn ask_floor(options: &Options, figures: &mut Figures) -> Result<()> {
    let rounds = if options.small { 2 } else { 200 };
    let swaps = (0..rounds).map(|_| floor::compare_and_swap(10_000)).collect();
    figures.add_rounds(("floor", "one compare-and-swap", 1), swaps);
    figures.add_rounds(("floor", "a cache line one way", 1), floor::line_one_way(rounds));
    with_faces(options, &duo::size(1), false, |faces| {
        for face in faces {
            let seat = face.seat(0)?;
            let pace = floor::pace(&*seat);
            let mut worker = Worker::new(seat, pace);
            let on = vec![0; 10_000];
            let mut calls = Vec::new();
            for _ in 0..rounds {
                worker.perform(Operation::Nothing, &on, false)?;
                calls.push(worker.together(on.len()));
            }
            figures.add_rounds(("empty call", face.name(), 1), calls);
        }
        Ok(())
    })
}

fn machine(figures: &mut Figures) {
    let about = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    figures.tell(("machine", "", 0), "model", model.map_or("", |model| model.1).to_owned());
    figures.tell(("machine", "", 0), "cores", cores.to_string());
}

/// Says what has been measured since `from`, for whoever waits.
fn say(figures: &Figures, from: usize) {
    for row in figures.rows().iter().skip(from).filter(|row| row.measure != "machine") {
        println!(
            "{:<40}{:<28}{:>9}  {:<7}{:>18}",
            row.question, row.through, row.count, row.measure, row.value
        );
    }
}

fn main() -> Result<()> {
    let options = Options::read()?;
    let (mut figures, began) = (Figures::default(), Instant::now());
    let few = if options.small { 2 } else { 100 };
    machine(&mut figures);
    stay_on(0);
    ask_floor(&options, &mut figures)?;
    say(&figures, 0);
    for live in &options.live {
        for question in QUESTIONS.iter().filter(|one| options.wants(one.name)) {
            let from = figures.rows().len();
            ask(&options, question, *live, &mut figures)?;
            say(&figures, from);
        }
    }
    let from = figures.rows().len();
    if options.wants("two") {
        with_faces(&options, &duo::size(few), false, |faces| {
            faces.iter().try_for_each(|face| duo::ask(&mut figures, &**face, few))
        })?;
    }
    if options.wants("plan") {
        plan::ask(&mut figures, few as u32)?;
    }
    if options.wants("kill") {
        kill::ask(&mut figures, 2 * few as u32)?;
    }
    if options.wants("books") {
        let live = if options.small { 1_000 } else { 500_000 };
        books::ask(&mut figures, live, if options.small { 2 } else { 10 })?;
    }
    say(&figures, from);
    println!("{} figures in {:.0} s", figures.rows().len(), began.elapsed().as_secs_f64());
    options.out.as_deref().map_or(Ok(()), |out: &Path| figures.write(out))
}
