//! *Property*: whoever types what `docs/runbook.md` says stops two gateways that trade, finds the
//! stale one, gets rid of what is out, has both trade again, and sees what the page shows.
//!
//! *Method*: the page's own blocks, typed at a terminal by a person who answers every question as
//! it asks. The gateways are processes of their own; the page's folders are one of ours.

#[path = "../../src/file"]
#[allow(dead_code, reason = "the room's, as the program has it; not every part is needed here")]
mod file {
    pub mod memory;
    pub mod watch;
}
#[path = "../operator/gateway.rs"]
#[allow(dead_code, reason = "the operator's tests'; not every part is needed here")]
mod gateway;
#[path = "../runner/mod.rs"]
mod runner;

mod desk;
mod page;

use desk::{Desk, RESTING};
use runner::place::{Place, done, published};
use runner::plimsoll;
use runner::terminal::{talk, wanted};
use serde_json::Value;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The folders of the page.
const FOLDERS: [&str; 3] = ["/dev/shm/", "/run/keys/", "/run/plimsoll/"];

fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(30), "not in time: {what}");
    }
}

/// Two gateways on one server, as they stand at 9:31, and who keeps them open.
struct Server {
    folder: TempDir,
    desks: [Desk; 2],
    /// Programs in the background; the first is the morning's renewer.
    hands: Vec<Child>,
    nonce: String,
}

impl Server {
    fn at_nine_thirty_one() -> Server {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let desks = [("gateway-1", true), ("gateway-2", false)]
            .map(|(name, is_stale)| Desk::start(&path(name), is_stale));
        for (person, key) in [("1", "first"), ("2", "second")] {
            done(&path(key), "keygen", &[]);
            let key = path(key);
            let options = ["--yes", "--person", person, "--key-file", key.to_str().expect("text")];
            for region in ["gateway-1", "gateway-2"] {
                done(&path(region), "key add", &options);
            }
        }
        let mut manifest = done(&path("gateway-1"), "manifest", &[])["manifest"].clone();
        manifest.as_object_mut().expect("an object").remove("proposal");
        fs::write(path("manifest"), manifest.to_string()).expect("written");
        let mut server = Server { folder, desks, hands: Vec::new(), nonce: String::new() };
        let mut armed =
            server.sh("plimsoll arm /dev/shm/gateway-* --manifest /run/plimsoll/manifest --yes");
        assert!(armed.status().expect("runs").success());
        server.spawn("plimsoll renew /dev/shm/gateway-* --every 100ms");
        server.wait_until_out(RESTING.iter().sum());
        let [first, _] = server.regions();
        let is_raised = || done(&first, "status", &[])["alarms"] != Value::Array(Vec::new());
        wait_until("the strange order comes", is_raised);
        server
    }

    fn regions(&self) -> [PathBuf; 2] {
        ["gateway-1", "gateway-2"].map(|name| self.folder.path().join(name))
    }

    fn here(&self) -> String {
        format!("{}/", self.folder.path().display())
    }

    /// A line of the page, as a shell takes it.
    fn sh(&self, line: &str) -> Command {
        let line =
            FOLDERS.iter().fold(line.to_owned(), |line, folder| line.replace(folder, &self.here()));
        let program = plimsoll();
        let programs = Path::new(program.get_program()).parent().expect("a folder").to_owned();
        let path = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths([programs].into_iter().chain(env::split_paths(&path)));
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("exec {line}")).env("PATH", path.expect("folders"));
        command
    }

    fn spawn(&mut self, line: &str) {
        let mut command = self.sh(line);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        self.hands.push(command.spawn().expect("runs"));
    }

    /// Types a line; what it prints.
    fn types(&mut self, line: &str) -> String {
        if let Some(line) = line.strip_suffix(" &") {
            self.spawn(line);
            return String::new();
        }
        let line = line.replace("NONCE", &self.nonce);
        let talk = talk(&mut self.sh(&line), wanted);
        assert_eq!(talk.status, Some(0), "{line}: {}", talk.said);
        if let Some((_, rest)) = talk.printed.split_once("nonce        ") {
            self.nonce = rest.lines().next().unwrap_or_default().to_owned();
        }
        talk.printed.replace(&self.here(), FOLDERS[0])
    }

    /// Waits until on both as many children are out as that, and none in doubt.
    fn wait_until_out(&self, count: usize) {
        let expected = serde_json::json!({"out": count, "in_doubt": 0});
        for region in self.regions() {
            let is_out = || done(&region, "status", &[])["children"] == expected;
            wait_until("so many are out", is_out);
        }
    }

    /// Waits until the morning's renewer has found both houses closed: it does not open them.
    fn wait_until_let_go(&mut self) {
        let morning = self.hands.first_mut().expect("a renewer");
        let mut end = None;
        wait_until("the renewer ends", || {
            end = morning.try_wait().expect("asked");
            end.is_some()
        });
        assert_eq!(end.and_then(|status| status.code()), Some(1));
    }

    fn counts(&self) -> Vec<Vec<u64>> {
        self.regions().iter().map(|region| published(&done(region, "status", &[]))).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for hand in &mut self.hands {
            let _ = hand.kill();
            let _ = hand.wait();
        }
    }
}

#[test]
fn whoever_types_what_the_page_says_sees_what_it_shows_and_trades_again() {
    let mut server = Server::at_nine_thirty_one();
    let steps = page::steps(&page::text());
    assert!(steps.len() > 7, "the page has steps");
    let before = server.counts();
    wait_until("both trade", || server.counts().iter().zip(&before).all(|(now, then)| now > then));
    let mut stopped = None;
    for step in &steps {
        let printed: String = step.commands.iter().map(|line| server.types(line)).collect();
        let lines: Vec<&str> = printed.lines().collect();
        if let Some(shown) = &step.printed {
            assert!(page::matches(shown, &lines), "{shown:#?}\n{lines:#?}");
        }
        // The very first thing that is typed stops both. What they were in the middle of is booked.
        let stopped = stopped.get_or_insert_with(|| {
            server.wait_until_out(RESTING.iter().sum());
            server.counts()
        });
        match step.commands.last().map(String::as_str) {
            Some(last)
                if last.contains(" status ")
                    && last.contains("gateway-1")
                    && step.commands.len() > 2 =>
            {
                wait_until("both trade again", || {
                    server.counts().iter().zip(&*stopped).all(|(now, then)| now > then)
                });
            }
            _ => assert_eq!(&server.counts(), stopped, "{step:?}"),
        }
        if step.commands.iter().any(|line| line.contains(" disarm ")) {
            server.wait_until_let_go();
        }
        if printed.contains(" leaves 1 ") {
            server.desks.iter().for_each(Desk::cancel);
            server.wait_until_out(0);
        }
    }
    assert_eq!(server.hands.len(), 2, "a renewer goes on");
    let renewer = server.hands.last_mut().expect("a renewer");
    assert!(renewer.try_wait().expect("asked").is_none());
}

/// The commands that prose names, and those of the boxes, are the program's.
#[test]
fn every_command_that_is_named_is_one() {
    let page = page::text();
    let named: Vec<&str> = page
        .split("plimsoll ")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_lowercase() && c != '-').next().unwrap_or(""))
        .filter(|name| !name.is_empty())
        .collect();
    assert!(named.len() > 15, "{named:?}");
    for name in named {
        let output = plimsoll().args([name, "--help"]).output().expect("runs");
        assert!(output.status.success(), "{name}");
    }
}
