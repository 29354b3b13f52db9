//! What an object's names and sections say.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use object::elf::{self, SHF_ALLOC, SHF_EXECINSTR, SHF_WRITE};
use object::{Architecture, Object, ObjectSection, ObjectSymbol, SectionFlags};

use super::Fault;

/// The functions of C that an object may need: the compiler itself calls them to copy, fill and
/// compare.
const MEMORY: [&str; 5] = ["bcmp", "memcmp", "memcpy", "memmove", "memset"];

/// Words that the name of no symbol may contain.
const TAINTS: [&str; 3] = ["panic", "alloc", "unwind"];

/// Whether a name tells of a panic, an allocation or an unwinding.
pub fn is_tainted(name: &str) -> bool {
    TAINTS.iter().any(|taint| name.contains(taint))
}

/// What was found.
pub struct Symbols {
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// The names that the object offers, sorted.
    pub offers: Vec<String>,
    /// Where each of them begins: section and address. Two that are equal share their code.
    pub places: BTreeMap<String, (usize, u64)>,
    /// The size of the sections with instructions, in bytes.
    pub text: u64,
    /// The machine that it is for.
    pub machine: super::code::Machine,
}

/// Reads an object file.
///
/// # Errors
///
/// It is not an object file, or one for a machine whose instructions are not known here.
pub fn read(bytes: &[u8]) -> Result<Symbols> {
    let file = object::File::parse(bytes)?;
    let machine = match file.architecture() {
        Architecture::X86_64 => super::code::Machine::X86_64,
        Architecture::Aarch64 => super::code::Machine::Aarch64,
        other => bail!("no gate for {other:?}"),
    };
    let mut faults = Vec::new();
    let mut offers = Vec::new();
    let mut places = BTreeMap::new();
    for symbol in file.symbols() {
        let name = symbol.name()?;
        if name.is_empty() {
            continue;
        }
        if is_tainted(name) {
            faults.push(Fault::Tainted(name.to_owned()));
        }
        if symbol.is_undefined() {
            if !MEMORY.contains(&name) {
                faults.push(Fault::Undefined(name.to_owned()));
            }
        } else if symbol.is_global() {
            offers.push(name.to_owned());
            let section = symbol.section_index().map_or(0, |index| index.0);
            places.insert(name.to_owned(), (section, symbol.address()));
            if !name.starts_with("plim_") {
                faults.push(Fault::ForeignGlobal(name.to_owned()));
            }
        }
    }
    let text = sections(&file, &mut faults)?;
    offers.sort();
    Ok(Symbols { faults, offers, places, text, machine })
}

/// Adds the faults of the sections and tells the size of the text.
fn sections(file: &object::File<'_>, faults: &mut Vec<Fault>) -> Result<u64> {
    let mut text = 0;
    for section in file.sections() {
        let SectionFlags::Elf { sh_flags, .. } = section.flags() else {
            bail!("not an ELF object");
        };
        let has = |flag: elf::SectionFlags| sh_flags & flag == flag;
        let name = section.name()?;
        if has(SHF_EXECINSTR) {
            text += section.size();
        }
        // Constants with addresses in them are written once, by the loader, and then read-only.
        let constant = name.starts_with(".data.rel.ro");
        if has(SHF_WRITE) && has(SHF_ALLOC) && section.size() > 0 && !constant {
            faults.push(Fault::State(format!("{name}: {} bytes", section.size())));
        }
    }
    Ok(text)
}
