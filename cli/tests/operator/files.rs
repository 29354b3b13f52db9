//! What a file must be, and who may do what with it.

use crate::file::memory::ReadOnly;
use crate::gateway::{map, open};
use crate::house::arg;
use crate::runner::{plimsoll, text};
use crate::{Place, done, run};
use nix::sys::stat::Mode;
use nix::unistd::mkfifo;
use plimsoll::{AlarmKind, BUILD, Build, Config, Region, Scope};
use serde_json::Value;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt};
use std::path::Path;
use tempfile::TempDir;

/// Commands that only look.
const LOOKS: [(&str, &[&str]); 5] =
    [("status", &[]), ("escaped", &[]), ("fingerprint", &[]), ("manifest", &[]), ("controls", &[])];

/// Every command that works on a region, with all that it needs besides.
struct Commands {
    folder: TempDir,
}

impl Commands {
    fn new() -> Commands {
        let folder = tempfile::tempdir().expect("a folder");
        done(&folder.path().join("key"), "keygen", &[]);
        let zeroes = "0000000000000000";
        let manifest = serde_json::json!({
            "fingerprints": [{"layout": zeroes, "abi": zeroes, "registry": zeroes,
                "limits": zeroes, "build": zeroes}],
            "strategies": [],
            "lease_ns": 1,
        });
        fs::write(folder.path().join("manifest"), manifest.to_string()).expect("written");
        Commands { folder }
    }

    /// Those that let trading go on.
    fn operate(&self) -> Vec<(&'static str, Vec<String>)> {
        let [key, manifest] = ["key", "manifest"].map(|name| self.folder.path().join(name));
        let (key, manifest) = (arg(&key), arg(&manifest));
        let commands: [(&str, &[&str]); 12] = [
            ("ack", &["suspense"]),
            ("arm", &["--manifest", manifest]),
            ("renew", &["--lease=1s"]),
            ("reset request", &["--scope=firm", "--key-file", key, "--why=w"]),
            (
                "reset confirm",
                &["--nonce=00000000000000aa", "--key-file", key, "--fingerprint=00000000000000aa"],
            ),
            ("key add", &["--person=1", "--key-file", key]),
            ("require-build", &["0.0.1"]),
            ("reenable", &["--strategy=1", "--instrument=0"]),
            ("heartbeat", &["--monitor=0"]),
            ("controls", &["--test"]),
            ("disarm", &[]),
            ("kill", &[]),
        ];
        let yes = |command| if command == "heartbeat" { None } else { Some("--yes") };
        let owned = commands.map(|(command, options)| {
            let options = options.iter().copied().chain(yes(command));
            (command, options.map(str::to_owned).collect())
        });
        owned.into()
    }

    fn all(&self) -> Vec<(&'static str, Vec<String>)> {
        let looks = LOOKS.map(|(command, _)| (command, Vec::new()));
        looks.into_iter().chain(self.operate()).collect()
    }
}

/// As [`run`], with options of a command above.
fn run_owned(path: &Path, command: &str, options: &[String]) -> (i32, Value) {
    run(path, command, &options.iter().map(String::as_str).collect::<Vec<_>>())
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("ours");
}

/// Every command ends with `status` and `code` on the file at `path`, and with a message.
fn refused(path: &Path, status: i32, code: &str, message: &str) {
    for (command, options) in Commands::new().all() {
        let (ended, answer) = run_owned(path, command, &options);
        assert_eq!((ended, &answer["code"]), (status, &Value::from(code)), "{command}: {answer}");
        let said = answer["message"].as_str().expect("a message");
        assert!(said.contains(message), "{command}: {said}");
    }
}

#[test]
fn a_new_file_is_its_owners_alone_and_whole() {
    let place = Place::formatted();
    let metadata = fs::metadata(&place.path).expect("a file");
    assert_eq!(metadata.mode() & 0o777, 0o600);
    let status = done(&place.path, "status", &[]);
    assert_eq!((&status["armed"], &status["closed_by"][0]), (&false.into(), &"not_armed".into()));
    // Every page has its place on the disk: no gateway dies of a full one.
    assert!(metadata.blocks() * 512 >= metadata.len());
}

#[test]
fn a_file_that_is_there_is_never_formatted_over() {
    let place = Place::formatted();
    let before = fs::read(&place.path).expect("read");
    let (status, answer) = run(&place.path, "format", &["--config", "small"]);
    assert_eq!((status, &answer["code"]), (2, &"bad_file".into()));
    assert!(fs::read(&place.path).expect("read") == before);
}

#[test]
fn capacities_come_from_a_name_a_file_and_the_command_line() {
    let place = Place::empty();
    let sizes = place.path.with_extension("json");
    fs::write(&sizes, r#"{"lanes":3,"session":9,"children":128,"executions":64}"#)
        .expect("written");
    let which = sizes.to_str().expect("text");
    let made = done(&place.path, "format", &["--config", which, "--lanes", "5"]);
    let config = Config { lanes: 5, session: 9, children: 128, executions: 64, ..Config::DEFAULT };
    assert_eq!(made["bytes"], Region::required_bytes(&config).expect("a size") as u64);
    assert_eq!(map(&place.path).region().expect("a region").config(), config);
    for (text, words) in [("{", "EOF"), (r#"{"lane":1}"#, "unknown field `lane`")] {
        fs::write(&sizes, text).expect("written");
        let (status, answer) = run(&Place::empty().path, "format", &["--config", which]);
        assert_eq!((status, &answer["code"]), (2, &"usage".into()));
        assert!(answer["message"].as_str().is_some_and(|said| said.contains(words)), "{answer}");
    }
    let place = Place::empty();
    let (status, answer) = run(&place.path, "format", &["--lanes", "65"]);
    assert_eq!((status, &answer["code"]), (1, &"bad_config".into()));
    assert!(!place.path.exists(), "nothing is left behind");
}

#[test]
fn a_region_is_formatted_with_the_gateways_codes() {
    let place = Place::empty();
    let codes = place.path.with_extension("registry");
    let rows = "strategy 1000 1 pegger\nstrategy 1001 2 iceberg retired\nflag 8 1 retail # 2025\n";
    fs::write(&codes, rows).expect("written");
    let made = done(&place.path, "format", &["--config", "small", "--registry", arg(&codes)]);
    assert_eq!(made["codes"], 3);
    let map = map(&place.path);
    let region = map.region().expect("a region");
    let found: Vec<_> = region.registry().map(|it| (it.code, it.generation, it.retired)).collect();
    assert_eq!(found, [(1000, 1, false), (1001, 2, true), (8, 1, false)]);
    // Every server that has the same file shows the same part.
    let sums = crate::output(&codes, "registry check", &[]);
    let sums: Value = serde_json::from_slice(&sums.stdout).expect("JSON");
    let sum = sums["hash"].as_str().and_then(|sum| sum.strip_prefix("0x")).expect("a number");
    assert_eq!(sum, done(&place.path, "fingerprint", &[])["registry"]);
    for (rows, options, words) in [
        (rows, ["--codes", "2"], "3 codes, and the region room for 2"),
        ("strategy 1001 1 x\n", ["--codes", "4"], "the next strategy is 1000"),
        ("\u{0}", ["--codes", "4"], "expected `strategy` or `flag`"),
    ] {
        fs::write(&codes, rows).expect("written");
        let place = Place::empty();
        let options = [&["--config", "small", "--registry", arg(&codes)], &options[..]].concat();
        let (status, answer) = run(&place.path, "format", &options);
        assert_eq!((status, &answer["code"]), (2, &"usage".into()), "{answer}");
        assert!(answer["message"].as_str().is_some_and(|says| says.contains(words)), "{answer}");
        assert!(!place.path.exists(), "nothing is left behind");
    }
    let nowhere = ["--registry", "/nowhere/at/all"];
    let (status, answer) = run(&Place::empty().path, "format", &nowhere);
    assert_eq!((status, &answer["code"]), (2, &"usage".into()));
}

#[test]
fn nonsense_is_refused_with_its_reason() {
    let place = Place::empty();
    let path = &place.path;
    refused(path, 2, "bad_file", "No such file");
    refused(Path::new("/dev/null"), 2, "bad_file", "it is not a file");
    fs::write(path, "").expect("written");
    refused(path, 2, "too_short", "0 bytes");
    fs::write(path, "PLIMSOLL").expect("written");
    refused(path, 2, "too_short", "8 bytes");
    fs::write(path, [0; 4096]).expect("written");
    refused(path, 2, "bad_magic", "no region");
    fs::remove_file(path).expect("removed");
    fs::create_dir(path).expect("made");
    for (command, options) in Commands::new().all() {
        let (status, answer) = run_owned(path, command, &options);
        assert_eq!((status, &answer["code"]), (2, &"bad_file".into()), "{command}");
    }
    fs::remove_dir(path).expect("removed");
    mkfifo(path, Mode::S_IRWXU).expect("a pipe");
    refused(path, 2, "bad_file", "it is not a file");
}

/// Overwrites the word of the header at `at`.
fn spoil(path: &Path, at: u64, word: u64) {
    let file = File::options().write(true).open(path).expect("the file");
    file.write_all_at(&word.to_le_bytes(), at).expect("written");
}

#[test]
fn a_region_of_another_program_is_told_by_its_header() {
    let place = Place::formatted();
    let length = fs::metadata(&place.path).expect("a file").len();
    spoil(&place.path, 8, 999);
    let versions = format!("version 999; this program's is {}", plimsoll::ABI_VERSION);
    refused(&place.path, 2, "other_abi", &versions);
    spoil(&place.path, 8, u64::from(plimsoll::ABI_VERSION));
    done(&place.path, "status", &[]);
    spoil(&place.path, 24, 999);
    refused(&place.path, 2, "damaged_header", "no region");
    spoil(&place.path, 16, 999);
    refused(&place.path, 2, "other_layout", "no region");
    let place = Place::formatted();
    let file = File::options().write(true).open(&place.path).expect("the file");
    file.set_len(length - 64).expect("cut");
    refused(&place.path, 2, "too_short", &format!("{} bytes", length - 64));
}

#[test]
fn a_region_that_a_newer_build_has_used_is_refused_with_both_versions() {
    let place = Place::formatted();
    {
        let map = map(&place.path);
        let region = map.region().expect("a region");
        let mut control = region.control().expect("free");
        control.require_build(9 << 32 | 8 << 16 | 7).expect("newer");
    }
    let [major, minor, patch] = Build::parts(BUILD.version);
    let versions = format!("is 9.8.7; this program's core is {major}.{minor}.{patch}");
    refused(&place.path, 2, "build_too_old", &versions);
}

#[test]
fn a_file_system_that_maps_nothing_is_named() {
    // A file with a size that cannot be mapped; not every machine shows one.
    let path = Path::new("/sys/kernel/mm/transparent_hugepage/enabled");
    if fs::metadata(path).is_ok_and(|metadata| metadata.len() > 0) {
        let (status, answer) = run(path, "status", &[]);
        assert_eq!((status, &answer["code"]), (2, &"bad_file".into()), "{answer}");
    }
}

#[test]
fn who_may_not_write_may_watch_and_not_kill() {
    let place = Place::formatted();
    let before = done(&place.path, "status", &[]);
    // Root may open it all the same; the mode is looked at.
    set_mode(&place.path, 0o440);
    for (command, options) in Commands::new().operate() {
        let (status, answer) = run_owned(&place.path, command, &options);
        assert_eq!((status, &answer["code"]), (3, &"not_permitted".into()), "{command}");
    }
    let after = done(&place.path, "status", &[]);
    assert_eq!(after["switches"][0]["kill_count"], before["switches"][0]["kill_count"]);
    for (command, options) in LOOKS {
        done(&place.path, command, options);
    }
}

#[test]
fn a_file_that_others_may_write_to_is_killed_but_not_operated() {
    let place = Place::formatted();
    for mode in [0o620, 0o602, 0o666] {
        set_mode(&place.path, mode);
        let stops = [("kill", [].as_slice()), ("disarm", &[])];
        for (command, options) in stops.into_iter().chain(LOOKS) {
            let answer = done(&place.path, command, options);
            let warning = answer["warning"].as_str().expect("a warning");
            assert!(warning.contains(&format!("mode {mode:04o}")), "{warning}");
        }
        let all = Commands::new();
        let commands = all.operate();
        let commands = commands.iter().filter(|(command, _)| !["kill", "disarm"].contains(command));
        for (command, options) in commands {
            let (status, answer) = run_owned(&place.path, command, options);
            assert_eq!((status, &answer["code"]), (3, &"not_permitted".into()), "{command}");
        }
    }
    set_mode(&place.path, 0o644);
    assert_eq!(done(&place.path, "status", &[]).get("warning"), None);
}

/// A write to this mapping would end the process.
#[test]
fn every_look_does_with_a_mapping_that_cannot_be_written() {
    let place = Place::formatted();
    let parent = {
        let map = map(&place.path);
        let region = map.region().expect("a region");
        open(&region);
        let mut lane = region.lane(0).expect("free");
        let now = crate::gateway::now();
        let parent = lane.admit(&crate::gateway::parent(0, 1, 9), now).expect("admitted");
        for _ in 0..3 {
            let child = lane.route(&crate::gateway::child(0, parent), now).expect("routed");
            lane.sent(child, now).expect("sent");
        }
        parent
    };
    let file = File::open(&place.path).expect("the file");
    let map = ReadOnly::map(&file).expect("a map");
    let watch = map.watch().expect("a region");
    let scopes = (0..2).map(Scope::Lane).chain([Scope::Firm, Scope::Parent(parent)]);
    for scope in scopes {
        assert_eq!(watch.is_halted(scope), Ok(false));
        let _ = (watch.kill_count(scope), watch.cause(scope), watch.level(scope));
    }
    let out: Vec<_> = watch.outstanding(Scope::Parent(parent), 0).expect("known").collect();
    assert_eq!(out.len(), 3);
    assert!(out.iter().all(|one| watch.child(one.child).is_some()));
    assert!(watch.parents().eq([parent]));
    assert_eq!(watch.parent(parent).map(|view| view.working), Some(3));
    assert_eq!(watch.lane(0).map(|lane| (lane.published, lane.is_claimed)), Some((3, false)));
    assert!(watch.lane(2).is_none() && watch.lease().is_some() && watch.epoch() == 0);
    assert!(watch.venue_session(plimsoll::VenueId(1)).is_some());
    assert!(AlarmKind::ALL.into_iter().all(|kind| !watch.alarm(kind).raised));
    assert_eq!((watch.strategies().count(), watch.parties().count()), (2, 1));
    assert_eq!(watch.controls().count(), plimsoll::ControlId::ALL.len());
    assert_eq!((watch.monitors().count(), watch.latched().count()), (0, 0));
    assert!(watch.open_reset().is_none() && watch.last_reset().is_none());
    assert!(!watch.is_controlled() && watch.builds().0 == BUILD.version);
    assert_eq!(watch.fingerprint().abi, u64::from(plimsoll::ABI_VERSION));
    assert_eq!((watch.config().lanes, watch.heard_until()), (2, plimsoll::Nanos(u64::MAX)));
}

#[test]
fn help_has_the_statuses_and_the_clock() {
    let commands = Commands::new().all().into_iter().map(|(command, _)| command);
    for command in commands.chain(["format", "keygen", "release"]) {
        let mut program = plimsoll();
        let output = program.args(command.split(' ')).arg("--help").output().expect("runs");
        assert_eq!(output.status.code(), Some(0));
        for words in ["--json", "  1  ", "  3  ", "CLOCK_MONOTONIC"] {
            assert!(text(&output.stdout).contains(words), "{command}: {words}");
        }
    }
    let help = plimsoll().arg("--help").output().expect("runs");
    let lines: Vec<&str> = text(&help.stdout).lines().collect();
    let first = lines.iter().position(|line| *line == "Commands:").expect("the commands");
    assert!(lines[first + 1].trim_start().starts_with("kill "), "first what is urgent");
    assert!(lines.iter().all(|line| line.chars().count() <= 100), "{lines:#?}");
    let nothing = plimsoll().arg("kill").output().expect("runs");
    assert_eq!(nothing.status.code(), Some(2));
}
