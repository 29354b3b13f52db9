//! A region that is defined and closed, with two persons who have keys and a manifest that fits.

use crate::file::memory::Writable;
use crate::gateway::{map, prepare};
use crate::{Place, done, run};
use serde_json::Value;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// See the module's text.
pub struct House {
    pub place: Place,
    pub map: Writable,
    pub keys: [PathBuf; 2],
    pub manifest: PathBuf,
}

/// A path as an argument.
pub fn arg(path: &Path) -> &str {
    path.to_str().expect("text")
}

/// What `plimsoll manifest` proposes for a region, as a person who has looked at it leaves it.
pub fn reviewed(path: &Path) -> Value {
    let mut manifest = done(path, "manifest", &[])["manifest"].clone();
    let proposal = manifest.as_object_mut().expect("an object").remove("proposal");
    assert!(
        proposal.is_some_and(|says| says.as_str().is_some_and(|says| says.contains("compare")))
    );
    manifest
}

/// The persons' keys: the same for every region, as a fleet is compared by them too.
static KEYS: OnceLock<[String; 2]> = OnceLock::new();

fn keys() -> &'static [String; 2] {
    KEYS.get_or_init(|| {
        [1, 2].map(|_| {
            let place = Place::empty();
            done(&place.path, "keygen", &[]);
            fs::read_to_string(&place.path).expect("read")
        })
    })
}

impl House {
    pub fn new() -> House {
        let place = Place::formatted();
        let map = map(&place.path);
        prepare(&map.region().expect("a region"));
        House::of(place, map)
    }

    /// Of a region that a gateway has defined.
    pub fn of(place: Place, map: Writable) -> House {
        let keys = [1, 2].map(|person| {
            let key = place.path.with_extension(format!("key{person}"));
            fs::write(&key, &keys()[person - 1]).expect("written");
            fs::set_permissions(&key, Permissions::from_mode(0o600)).expect("ours");
            let options = ["--person", &person.to_string(), "--key-file", arg(&key), "--yes"];
            assert_eq!(done(&place.path, "key add", &options)["person"], person);
            key
        });
        let manifest = place.path.with_extension("manifest");
        fs::write(&manifest, reviewed(&place.path).to_string()).expect("written");
        House { place, map, keys, manifest }
    }

    pub fn path(&self) -> &Path {
        &self.place.path
    }

    /// What a command comes to here.
    pub fn run(&self, command: &str, options: &[&str]) -> (i32, Value) {
        run(self.path(), command, options)
    }

    /// As [`House::run`], for what must succeed.
    pub fn done(&self, command: &str, options: &[&str]) -> Value {
        done(self.path(), command, options)
    }

    /// As [`House::run`], for what the core must refuse as `code`.
    pub fn refused(&self, command: &str, options: &[&str], code: &str) {
        let (status, answer) = self.run(command, options);
        assert_eq!((status, &answer["code"]), (1, &code.into()), "{command} {options:?}: {answer}");
        assert_eq!(answer["result"], "refused");
    }

    pub fn arm(&self) -> Value {
        self.done("arm", &["--manifest", arg(&self.manifest), "--yes"])
    }

    /// The first person asks for `scope` to be opened; the nonce.
    pub fn request(&self, scope: &str) -> String {
        let key = arg(&self.keys[0]);
        let options = ["--scope", scope, "--key-file", key, "--why", "the cause is found"];
        let nonce = self.done("reset request", &options)["nonce"].clone();
        nonce.as_str().expect("a nonce").to_owned()
    }

    /// What runs here, as the second person has looked at it.
    pub fn whole(&self) -> String {
        self.done("fingerprint", &[])["whole"].as_str().expect("a number").to_owned()
    }

    /// The options with which the person `person` confirms `nonce`.
    pub fn confirmation(&self, nonce: &str, person: usize) -> Vec<String> {
        let key = arg(&self.keys[person - 1]);
        let options =
            ["--nonce", nonce, "--key-file", key, "--fingerprint", &self.whole(), "--yes"];
        options.map(str::to_owned).to_vec()
    }

    /// What the second person's confirmation comes to.
    pub fn confirm(&self, nonce: &str) -> (i32, Value) {
        let options = self.confirmation(nonce, 2);
        self.run("reset confirm", &options.iter().map(String::as_str).collect::<Vec<_>>())
    }
}
