//! A gateway that is wrong: lane 0 sends for ever, and orders come to it with a flag that its
//! registry does not have.
//!
//! It is told what to do by lines on its standard input: `cancel` makes it cancel what is out, and
//! the end of its input ends it.

use crate::gateway::{child, fill, map, now, parent, prepare};
use crate::runner::place::{done, format};
use plimsoll::{ChildId, ExecType, Lane, NewParent, Qty, Refusal, Report};
use std::io::{Write, stdin};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread::{sleep, spawn};
use std::time::Duration;

const FILE: &str = "PLIMSOLL_TEST_DESK";
/// Set where orders come with a flag that is not known here.
const STALE: &str = "PLIMSOLL_TEST_DESK_STALE";
/// Children that rest at the venue, by lane.
pub const RESTING: [usize; 2] = [3, 1];

/// Not a test: what [`Desk::start`] starts. Without its file it does nothing.
#[test]
#[ignore = "started by the tests"]
fn desk() {
    let Some(path) = std::env::var_os(FILE) else { return };
    let map = map(Path::new(&path));
    let region = map.region().expect("a region");
    prepare(&region);
    let mut lanes = [0, 1].map(|index| region.lane(index).expect("a free lane"));
    let (say, told) = channel();
    spawn(move || stdin().lines().map_while(Result::ok).try_for_each(|line| say.send(line)));
    rest(&mut lanes, &told);
}

/// Sends what rests, and then for ever.
fn rest(lanes: &mut [Lane<'_>; 2], told: &Receiver<String>) {
    let mut out = Vec::<(usize, ChildId)>::new();
    let mut client = 0;
    let mut begun = false;
    loop {
        match told.try_recv() {
            Ok(_) => out.drain(..).for_each(|(lane, child)| cancel(&mut lanes[lane], child)),
            Err(TryRecvError::Empty) => {}
            Err(TryRecvError::Disconnected) => return,
        }
        for (index, lane) in lanes.iter_mut().enumerate() {
            client += 1;
            // Lane 0 sends ten times as much.
            let count = if index == 0 { 10 } else { 1 };
            let Ok(parent) = lane.admit(&parent(index as u32, client, 64), now()) else { continue };
            let born =
                (0..count).map_while(|_| lane.route(&child(index as u32, parent), now()).ok());
            for born in born.collect::<Vec<_>>() {
                lane.sent(born, now()).expect("sent");
                lane.report(&fill(born), now()).expect("booked");
            }
            let rests = if begun { 0 } else { RESTING[index] };
            for _ in 0..rests {
                let born = lane.route(&child(index as u32, parent), now()).expect("routed");
                lane.sent(born, now()).expect("sent");
                lane.report(&Report::new(born, ExecType::New), now()).expect("booked");
                out.push((index, born));
            }
            if rests == 0 {
                let _ = lane.cancel_parent(parent, now());
                let _ = lane.retire(parent, now());
            }
        }
        if !begun && !out.is_empty() {
            begun = true;
            if std::env::var_os(STALE).is_some() {
                client += 1;
                let strange = NewParent { flags: 1 << 8, ..parent(0, client, 1) };
                assert_eq!(lanes[0].admit(&strange, now()), Err(Refusal::UnknownFlag));
            }
        }
        sleep(Duration::from_millis(2));
    }
}

fn cancel(lane: &mut Lane<'_>, child: ChildId) {
    lane.request_cancel(child, now()).expect("cancels pass in every state");
    let end = Report { cum_qty: Some(Qty::ZERO), ..Report::new(child, ExecType::Canceled) };
    lane.report(&end, now()).expect("booked");
}

/// A desk that runs.
pub struct Desk {
    process: Child,
}

impl Desk {
    /// Makes a region at `path`, and starts a desk that would trade there if somebody armed it.
    pub fn start(path: &Path, is_stale: bool) -> Desk {
        format(path);
        let mut command = Command::new(std::env::current_exe().expect("this executable"));
        command.args(["--exact", "desk::desk", "--ignored", "--nocapture"]);
        command.env(FILE, path).stdin(Stdio::piped()).stdout(Stdio::null());
        if is_stale {
            command.env(STALE, "1");
        }
        let desk = Desk { process: command.spawn().expect("runs") };
        let claimed = || {
            let status = done(path, "status", &[]);
            let lanes = status["lanes"].as_array().expect("lanes");
            lanes.iter().all(|lane| lane["claimed"] == true)
        };
        crate::wait_until("it comes up", claimed);
        desk
    }

    /// Tells it to cancel what is out.
    pub fn cancel(&self) {
        let mut input = self.process.stdin.as_ref().expect("a pipe");
        input.write_all(b"cancel\n").expect("told");
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
