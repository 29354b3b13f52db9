//! One line of a scenario as keys and values, each with the place where it stands.
//!
//! ```text
//!   {"op":"sent","child":"C1"}
//!    ▲    ▲      ▲       ▲
//!    key  value  key     value        every fault says at which of them it is
//! ```
//!
//! Law: a key is read once, and a key that an op does not know is never passed over.
//!
//! Uses: `decimal`. Used by: `command`, `session`.

mod value;

pub use value::{Name, Placed, ScopeName, Value};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// What is wrong with a line, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// The offset in the line, in bytes.
    pub at: usize,
    /// What is wrong.
    pub message: String,
}

impl Fault {
    /// A fault at the offset `at`.
    pub fn new(at: usize, message: impl Into<String>) -> Fault {
        Fault { at, message: message.into() }
    }

    /// A fault that `serde_json` found in what begins at the offset `start` and has `length` bytes.
    fn from_json(start: usize, length: usize, error: &serde_json::Error) -> Fault {
        let whole = error.to_string();
        let message = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(message, _)| message);
        let offset = if error.is_eof() { length } else { error.column().saturating_sub(1) };
        Fault::new(start + offset, message)
    }

    /// The column in `line`, counted in characters from 1.
    pub fn column(&self, line: &str) -> usize {
        line.char_indices().take_while(|(offset, _)| *offset < self.at).count() + 1
    }
}

/// The keys and values of one line.
pub struct Line<'a> {
    /// Where the object begins.
    start: usize,
    fields: Vec<Field<'a>>,
}

struct Field<'a> {
    key: Cow<'a, str>,
    at: usize,
    value: Value<'a>,
}

impl<'a> Line<'a> {
    /// Reads `text`, which must be one JSON object.
    pub fn parse(text: &'a str) -> Result<Line<'a>, Fault> {
        let start = text.len() - text.trim_start_matches([' ', '\t', '\r', '\n']).len();
        match text.as_bytes().get(start) {
            None => return Err(Fault::new(0, "the line is empty; expected a JSON object")),
            Some(b'{') => {}
            Some(_) => return Err(Fault::new(start, "expected a JSON object")),
        }
        let entries: Entries<'a> =
            serde_json::from_str(text).map_err(|error| Fault::from_json(0, text.len(), &error))?;
        let fields = entries.0.into_iter().map(|(key, value)| Field::new(text, key, value));
        Ok(Line { start, fields: fields.collect::<Result<_, _>>()? })
    }

    /// The value of `key`, if it is there.
    pub fn find(&self, key: &str) -> Option<&Value<'a>> {
        self.fields.iter().find(|field| field.key == key).map(|field| &field.value)
    }

    /// The value of `op`, which every line has.
    pub fn op(&self) -> Result<&Value<'a>, Fault> {
        self.find("op").ok_or_else(|| Fault::new(self.start, "the key `op` is missing"))
    }

    /// The value of `key` as `read` reads it, if it is there.
    pub fn may<T>(
        &self,
        key: &str,
        read: impl Fn(&Value<'a>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        self.find(key).map(read).transpose()
    }

    /// The value of `key` as `read` reads it; it must be there.
    pub fn must<T>(
        &self,
        key: &str,
        read: impl Fn(&Value<'a>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        match self.find(key) {
            Some(value) => read(value),
            None => Err(self.fault(format!("the key `{key}` is missing"))),
        }
    }

    /// A fault of the line as a whole; it stands at the op.
    pub fn fault(&self, message: impl Into<String>) -> Fault {
        Fault::new(self.find("op").map_or(self.start, Value::at), message)
    }

    /// Refuses every key but `op`, `t` and those in `known`, and every key that stands twice.
    pub fn check_keys(&self, op: &str, known: &[&str]) -> Result<(), Fault> {
        for (place, field) in self.fields.iter().enumerate() {
            let key = field.key.as_ref();
            if !matches!(key, "op" | "t") && !known.contains(&key) {
                return Err(Fault::new(field.at, format!("the op `{op}` has no key `{key}`")));
            }
            if self.fields.iter().take(place).any(|before| before.key == key) {
                return Err(Fault::new(field.at, format!("the key `{key}` stands twice")));
            }
        }
        Ok(())
    }
}

impl<'a> Field<'a> {
    fn new(text: &'a str, key: &'a RawValue, value: &'a RawValue) -> Result<Field<'a>, Fault> {
        let at = offset(text, key.get());
        let key = Value::new(at, "", key.get()).text()?;
        let value = Value::new(offset(text, value.get()), key.clone(), value.get());
        Ok(Field { key, at, value })
    }
}

/// Where `part` begins in `whole`, of which it is a part.
fn offset(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize)
}

/// The entries of an object, unread, in their order.
struct Entries<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entries<'de>, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
        let mut entries = Vec::with_capacity(16);
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}

#[cfg(test)]
mod tests;
