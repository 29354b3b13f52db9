//! Where arguments are made, and looked at again after the call.
//!
//! ```text
//!   before   block of exactly the bytes that are owed ─► the function
//!   after    in: as it was    out: as it was, unless PLIM_OK    array: nothing past the count
//! ```
//!
//! Law: every argument has a block of its own on the heap, so that AddressSanitizer sees one byte
//! too many; what a call gave is kept, and is what later calls are given.
//!
//! Uses: `bytes`, `draw`, `plant`. Used by: the table, `house`.

use super::draw::Draw;
use crate::bytes::Bytes;
use crate::plant::is_planted;
use core::ffi::CStr;
use plimsoll::{ChildId, Region};
use plimsoll_ffi::handle::plim_region;
use plimsoll_ffi::plim_status_text;
use plimsoll_tests::memory::Memory;
use plimsoll_tests::world::{FIRST_CODE, GENERATION};
use std::alloc::{Layout, alloc, dealloc};
use std::collections::HashMap;

/// One function of the interface.
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// Draws its arguments, calls it, and looks at what came back.
    pub call: fn(&mut Desk<'_>),
}

/// What a fresh output holds.
const FRESH: u8 = 0xa5;
/// The most elements of an array, and the most values of a kind that are kept.
const ELEMENTS: usize = 12;
const KEPT: usize = 64;
/// The most memory for regions, in blocks, and the longest block.
const MEMORIES: usize = 8;
const LONGEST: usize = 1 << 18;

/// What a block is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    In,
    Out {
        array: bool,
    },
    /// Written by the call whatever it answers.
    Any,
}

/// The memory of one argument.
struct Block {
    start: *mut u8,
    layout: Layout,
    role: Role,
    kind: &'static str,
    before: Vec<u8>,
    /// Of one element, in bytes.
    element: usize,
}

impl Block {
    fn bytes(&self) -> &[u8] {
        // SAFETY: the block is that long, was filled when it was made, and no call is under way.
        unsafe { core::slice::from_raw_parts(self.start, self.before.len()) }
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        // SAFETY: made with this layout by `Desk::block`.
        unsafe { dealloc(self.start, self.layout) }
    }
}

/// See the module's text.
pub struct Desk<'a> {
    bytes: Bytes<'a>,
    /// What is said to be running.
    function: &'static str,
    /// Which argument is to be hostile, and which one is next.
    hostile: Option<u8>,
    argument: u8,
    blocks: Vec<Block>,
    /// Outputs of earlier calls, by their type's name.
    kept: HashMap<&'static str, Vec<Vec<u8>>>,
    /// Storage of handles that were opened, some closed again.
    handles: HashMap<&'static str, Vec<Block>>,
    /// The handle that this call may open.
    vacant: Option<Block>,
    /// What regions lie in; the first is the house's.
    pub memories: Vec<Memory>,
    length: Option<usize>,
    scope: u64,
    /// The parent and the quantity of the child that this call routes, or would.
    pub order: Option<(u64, u64)>,
    /// The caller's clock.
    pub now: u64,
    /// What the last call answered.
    pub answer: i32,
    /// The self-tests that are still run: each takes milliseconds.
    drills: u8,
}

impl<'a> Desk<'a> {
    /// A desk whose first region is in `memory`.
    #[must_use]
    pub fn new(bytes: Bytes<'a>, memory: Memory, now: u64) -> Desk<'a> {
        Desk {
            bytes,
            function: "",
            hostile: None,
            argument: 0,
            blocks: Vec::new(),
            kept: HashMap::new(),
            handles: HashMap::new(),
            vacant: None,
            memories: vec![memory],
            length: None,
            scope: 0,
            order: None,
            now,
            answer: 0,
            drills: 2,
        }
    }

    /// What is left to be read.
    pub fn bytes(&mut self) -> &mut Bytes<'a> {
        &mut self.bytes
    }

    /// Lets later calls be given `value`.
    pub fn keep(&mut self, kind: &'static str, value: Vec<u8>) {
        let kept = self.kept.entry(kind).or_default();
        if kept.len() < KEPT {
            kept.push(value);
        } else if let Some(place) = kept.get_mut(usize::from(self.argument) % KEPT) {
            *place = value;
        }
    }

    /// A call begins.
    pub fn begin(&mut self, function: &'static str) {
        self.function = function;
        let byte = self.bytes.byte();
        self.hostile = (byte >= 176).then_some(byte % 8);
        (self.argument, self.length, self.order) = (0, None, None);
        self.now += 1;
    }

    fn is_hostile(&mut self) -> bool {
        let mine = self.hostile == Some(self.argument);
        self.argument += 1;
        mine
    }

    /// One of `choices`.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        self.bytes.pick(choices)
    }

    /// A block of `size` bytes for `T`, each of them `fill`.
    fn block<T>(&mut self, size: usize, fill: u8, role: Role, kind: &'static str) -> Block {
        let layout = Layout::from_size_align(size.max(1), align_of::<T>()).expect("a small layout");
        // SAFETY: the layout has a size.
        let start = unsafe { alloc(layout) };
        assert!(!start.is_null(), "no memory");
        // SAFETY: the block is that long.
        unsafe { start.write_bytes(fill, layout.size()) };
        Block { start, layout, role, kind, before: vec![fill; size], element: size_of::<T>() }
    }

    /// Puts `block` among the arguments, and says where it is.
    fn lay<T>(&mut self, block: Block) -> *mut T {
        let start = block.start;
        self.blocks.push(block);
        start.cast()
    }

    /// A pointer that is NULL, or not aligned, though there is room behind it.
    fn bad_pointer<T>(&mut self, kind: &'static str) -> *mut T {
        if align_of::<T>() == 1 || self.bytes.byte().is_multiple_of(2) {
            return core::ptr::null_mut();
        }
        let block = self.block::<T>(size_of::<T>() + 1, FRESH, Role::Any, kind);
        self.lay::<u8>(block).wrapping_add(1).cast()
    }

    /// Lays a copy of `values` among the arguments.
    pub fn place_in<T: Copy>(&mut self, values: &[T]) -> *mut T {
        let size = size_of_val(values);
        let mut block = self.block::<T>(size, 0, Role::In, "");
        // SAFETY: plain numbers without padding; as many bytes as they are long.
        let bytes = unsafe { core::slice::from_raw_parts(values.as_ptr().cast::<u8>(), size) };
        // SAFETY: the block has as many bytes.
        unsafe { block.start.copy_from_nonoverlapping(bytes.as_ptr(), size) };
        block.before = bytes.to_vec();
        self.lay(block)
    }

    /// A struct that comes in.
    pub fn struct_in<T: Draw>(&mut self, kind: &'static str) -> *mut T {
        let hostile = self.is_hostile();
        let value = self.kept_or_drawn::<T>();
        if !hostile {
            return self.place_in(&[value]);
        }
        let manner = self.bytes.byte() % 8;
        if manner < 3 {
            return self.bad_pointer(kind);
        }
        // SAFETY: plain numbers without padding.
        let bytes =
            unsafe { core::slice::from_raw_parts((&raw const value).cast::<u8>(), size_of::<T>()) };
        let mut bytes = bytes.to_vec();
        match manner {
            3 | 4 if T::IS_SIZED => self.resize(&mut bytes, manner == 4),
            5 if !T::HAS_POINTERS => {
                let from = if T::IS_SIZED { 4 } else { 0 };
                let noise = self.bytes.take(bytes.len());
                bytes.iter_mut().zip(noise).skip(from).for_each(|(to, noise)| *to = *noise);
            }
            _ if !T::HAS_POINTERS && bytes.len() > 8 => {
                let word = usize::from(self.bytes.byte()) % (bytes.len() / 4 - 1) * 4 + 4;
                let number = self.bytes.number().to_le_bytes();
                bytes.iter_mut().skip(word).zip(number).take(4).for_each(|(to, from)| *to = from);
            }
            _ => {}
        }
        let mut block = self.block::<T>(bytes.len(), 0, Role::In, kind);
        // SAFETY: the block has as many bytes.
        unsafe { block.start.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
        block.before = bytes;
        self.lay(block)
    }

    /// Another struct_size, and as many bytes; where it is past all reason, only the word itself.
    fn resize(&mut self, bytes: &mut Vec<u8>, noisy: bool) {
        let size = match self.bytes.byte() {
            byte @ ..128 => usize::from(byte),
            byte @ 128..224 => bytes.len() + usize::from(byte - 128),
            byte @ 224..240 => 4080 + usize::from(byte - 224) * 2,
            _ => self.bytes.number() as usize,
        };
        let said = u32::try_from(size).unwrap_or(u32::MAX);
        let room = if size > 4096 { bytes.len() } else { size.max(4) };
        bytes.resize(room, 0);
        if noisy && let Some(last) = bytes.last_mut() {
            *last = self.bytes.byte();
        }
        bytes.iter_mut().zip(said.to_le_bytes()).for_each(|(to, from)| *to = from);
    }

    /// What an earlier call gave, or what the bytes spell.
    pub fn kept_or_drawn<T: Draw>(&mut self) -> T {
        let which = self.bytes.byte();
        let kept = self.kept.get(T::NAME).filter(|kept| which >= 128 && !kept.is_empty());
        match kept.and_then(|kept| kept.get(usize::from(which) % kept.len())) {
            // SAFETY: it was the output of a call, of this type.
            Some(value) if value.len() == size_of::<T>() => unsafe {
                value.as_ptr().cast::<T>().read_unaligned()
            },
            _ => T::draw(self),
        }
    }

    /// Where a pointer in a struct leads.
    pub fn nested<T: Draw>(&mut self) -> *mut T {
        let value = self.kept_or_drawn::<T>();
        self.place_in(&[value])
    }

    /// An array that comes in; its length is the next argument.
    pub fn array_in<T: Draw>(&mut self, kind: &'static str) -> *mut T {
        let count = usize::from(self.bytes.byte()) % (ELEMENTS + 1);
        self.length = Some(count);
        if self.is_hostile() {
            if self.bytes.byte() < 64 {
                self.length = Some(usize::MAX);
                return self.place_in::<T>(&[]);
            }
            return self.bad_pointer(kind);
        }
        if kind == "c_char" {
            return self.text_in(count);
        }
        let values: Vec<T> = (0..count).map(|_| self.kept_or_drawn::<T>()).collect();
        self.place_in(&values)
    }

    /// A text that an earlier call gave, with another byte perhaps; or any bytes.
    fn text_in<T: Copy>(&mut self, count: usize) -> *mut T {
        let kept = self.kept.get("c_char").filter(|kept| !kept.is_empty());
        let which = usize::from(self.bytes.byte());
        let kept = kept.and_then(|kept| kept.get(which % kept.len())).cloned();
        let mut text = match kept {
            Some(text) if which < 192 => {
                let end = text.iter().position(|byte| *byte == 0).unwrap_or(text.len());
                text.into_iter().take(end).collect()
            }
            _ => self.bytes.take(count * 2).to_vec(),
        };
        if let Some(place) = which.checked_rem(text.len()).filter(|_| which >= 128) {
            text[place] = self.bytes.byte();
        }
        self.length = Some(text.len());
        self.place_in(&text).cast()
    }

    /// An array for outputs; its length is the next argument.
    pub fn array_out<T>(&mut self, kind: &'static str) -> *mut T {
        let mut count = 1 + usize::from(self.bytes.byte()) % ELEMENTS;
        if kind == "c_char" {
            count += 12;
        }
        self.length = Some(count);
        if self.is_hostile() {
            match self.bytes.byte() {
                ..64 => self.length = Some(0),
                64..128 => self.length = Some(usize::MAX),
                _ => return self.bad_pointer(kind),
            }
            count = 1;
        }
        let block = self.block::<T>(count * size_of::<T>(), FRESH, Role::Out { array: true }, kind);
        self.lay(block)
    }

    /// The length of the array before.
    pub fn length(&mut self) -> usize {
        self.argument += 1;
        self.length.take().unwrap_or(0)
    }

    /// A place for an output.
    pub fn output<T>(&mut self, kind: &'static str, name: &'static str) -> *mut T {
        if self.is_hostile() {
            return self.bad_pointer(kind);
        }
        // The one output that is written with refusals.
        let role = if name == "difference" { Role::Any } else { Role::Out { array: false } };
        let block = self.block::<T>(size_of::<T>(), FRESH, role, kind);
        self.lay(block)
    }

    /// A place in a table, which the call moves on.
    pub fn cursor(&mut self) -> *mut u32 {
        if self.is_hostile() {
            return self.bad_pointer("cursor");
        }
        let from = self.bytes.number() as u32;
        let mut block = self.block::<u32>(4, 0, Role::Out { array: false }, "cursor");
        // SAFETY: the block is a u32's.
        unsafe { block.start.cast::<u32>().write(from) };
        block.before = from.to_le_bytes().to_vec();
        self.lay(block)
    }

    /// Storage for a handle that the call may open.
    pub fn vacant<T>(&mut self, kind: &'static str) -> *mut T {
        if self.is_hostile() {
            return self.bad_pointer(kind);
        }
        let block = self.block::<T>(size_of::<T>(), FRESH, Role::Out { array: false }, kind);
        let start = block.start;
        self.vacant = Some(block);
        start.cast()
    }

    /// A handle that was opened; or, to a hostile caller, one that never was.
    pub fn handle<T>(&mut self, kind: &'static str) -> *mut T {
        let hostile = self.is_hostile();
        let which = usize::from(self.bytes.byte());
        let open = self.handles.get(kind).map_or(&[][..], Vec::as_slice);
        // The first ones are the house's, and mostly meant.
        let place = if which < 192 { which % 3 } else { which };
        let found = place.checked_rem(open.len()).and_then(|place| open.get(place));
        match found.map(|block| block.start) {
            Some(start) if !hostile => start.cast(),
            _ if which.is_multiple_of(2) => self.bad_pointer(kind),
            _ => {
                let fill = self.bytes.byte();
                let block = self.block::<T>(size_of::<T>(), fill, Role::Any, kind);
                self.lay(block)
            }
        }
    }

    /// Memory for a region, or with one in it; its length is the next argument.
    pub fn memory(&mut self, name: &'static str) -> *mut u8 {
        let hostile = self.is_hostile();
        let which = usize::from(self.bytes.byte());
        let fresh = name == "scratch" || self.function.starts_with("plim_format");
        if name == "scratch" && self.drills == 0 {
            self.length = Some(0);
            return core::ptr::null_mut();
        }
        if fresh && which < 224 && self.memories.len() < MEMORIES {
            let size = if name == "scratch" {
                self.drills -= 1;
                plimsoll::Control::self_test_bytes()
            } else {
                LONGEST
            };
            self.memories.push(Memory::new(size));
        }
        let last = self.memories.len() - 1;
        let place = if fresh && which < 224 { last } else { which % (last + 1) };
        let memory = &self.memories[place];
        self.length = Some(memory.len());
        if hostile {
            // Off its line; or shorter than it was.
            if which.is_multiple_of(2) {
                self.length = Some(memory.len() - 8);
                return memory.start().wrapping_add(8);
            }
            let shorter = self.bytes.word() as usize % (memory.len() + 1);
            self.length = Some(shorter);
        }
        memory.start()
    }

    /// An id that a call gave, a small number, or any.
    pub fn id(&mut self, kind: &'static str) -> u64 {
        if self.is_hostile() {
            return self.bytes.number();
        }
        let which = usize::from(self.bytes.byte());
        let kept = self.kept.get(kind).map_or(&[][..], Vec::as_slice);
        let found = which.checked_rem(kept.len()).and_then(|place| kept.get(place));
        match (found, kind) {
            (Some(value), _) if which < 250 => number(value),
            (_, "plim_strategy_id") => u64::from(FIRST_CODE) + (which % 3) as u64,
            (_, "plim_party_id" | "plim_suspense_id" | "plim_monitor_id") => (which % 4) as u64,
            (_, "plim_account_id" | "plim_instrument_id" | "plim_venue_id") => {
                if which < 240 {
                    (which % 2) as u64
                } else {
                    which as u64
                }
            }
            _ => self.bytes.number(),
        }
    }

    /// An argument that is a number.
    pub fn scalar(&mut self, name: &str) -> u64 {
        if self.is_hostile() {
            return self.bytes.number();
        }
        match name {
            "now" => {
                self.now += u64::from(self.bytes.byte() / 16);
                self.now
            }
            "lease_until" => self.now + 1_000_000_000,
            "nonce" => {
                let kept = self.kept.get("plim_reset_ticket").and_then(|kept| kept.last());
                kept.map_or(0, |ticket| number(ticket.get(..8).unwrap_or_default()))
            }
            "scope_kind" => {
                self.scope = u64::from(self.bytes.byte() % 8);
                self.scope
            }
            "scope_id" if self.scope == 0 => 0,
            "scope_id" if self.scope == 4 => self.id("plim_strategy_id"),
            "scope_id" if self.scope == 6 => self.id("plim_parent_id"),
            "scope_id" => u64::from(self.bytes.byte() % 3),
            name => self.field(name),
        }
    }

    /// A field that is a number: what a program would write, or any.
    pub fn field(&mut self, name: &str) -> u64 {
        let byte = self.bytes.byte();
        if byte >= 232 {
            return self.bytes.number();
        }
        let small = u64::from(byte);
        match name {
            "side" | "hint_side" => [1, 1, 2, 5][usize::from(byte % 4)],
            "exec_type" => {
                if byte < 100 {
                    3
                } else {
                    small % 20
                }
            }
            "ord_status" => 0,
            "generation" => u64::from(GENERATION),
            "code" => u64::from(FIRST_CODE) + small % 8,
            "unknown_order" | "raised" => u64::from(byte >= 224),
            "max_children" | "max_sent" | "max_refused" | "max_ratio" | "max_repeats"
            | "max_held" => 1_000_000,
            "max_notional" => (1 << 62) - 1,
            "max_order_qty" | "long_qty" | "short_qty" => 1 << 30,
            "expire_time" | "lease_ns" | "flags" | "high" => 0,
            "qty" | "total" | "last_qty" | "order_qty" => small * 10,
            "price" | "last_px" | "limit" => 100,
            "has_client" | "has_trader" | "has_desk" | "has_exec_ref" | "has_order_qty" => {
                u64::from(byte >= 200)
            }
            name if name.starts_with("has_") => small % 2,
            "scope" | "scope_kind" => small % 8,
            "level" => small % 6,
            "request" => small % 4,
            "band" | "max_age" | "catch_up" | "collar" => {
                if byte < 128 {
                    0
                } else {
                    small % 3
                }
            }
            "lot" | "tick_value" => 1 + small % 10,
            "time_in_force" | "role" | "person" | "kind" | "retired" => small % 5,
            "replace_means" | "replace_is" | "cum_qty_means" | "last_qty_means" => small % 3,
            _ => small,
        }
    }

    /// How the child of that id stands in the house: what it has executed, and its quantity.
    pub fn child_stands(&self, child: u64) -> Option<(u64, u64)> {
        let view = self.house()?.child(ChildId::from_bits(child))?;
        Some((view.cum_qty, view.order_qty.get()))
    }

    /// The house's region, seen by Rust.
    #[must_use]
    pub fn house(&self) -> Option<Region<'static>> {
        self.memories.first()?.attach().ok()
    }

    /// The first handle of a kind.
    #[must_use]
    pub fn first(&self, kind: &str) -> Option<*mut plim_region> {
        Some(self.handles.get(kind)?.first()?.start.cast())
    }

    /// A call that answers a status has ended.
    pub fn status(&mut self, status: i32) {
        // SAFETY: it takes any number.
        let text = plim_status_text(status);
        self.text(text);
        let unknown = plim_status_text(i32::MIN);
        // SAFETY: texts that live for ever, ended by a zero.
        let (text, unknown) = unsafe { (CStr::from_ptr(text), CStr::from_ptr(unknown)) };
        assert!(text != unknown, "{}: the status {status} is none", self.function);
        self.end(status);
    }

    /// A call that answers a text has ended.
    pub(super) fn text(&mut self, text: *const core::ffi::c_char) {
        assert!(!text.is_null(), "{}: no text", self.function);
        // SAFETY: the header says that it ends with a zero, and lives for ever.
        let text = unsafe { CStr::from_ptr(text) };
        assert!(text.to_str().is_ok_and(|text| text.len() < 512), "{}: {text:?}", self.function);
    }

    /// A call that answers a number has ended.
    pub fn number_back(&mut self, _number: u64) {
        self.end(0);
    }

    /// Looks at every argument again.
    fn end(&mut self, status: i32) {
        self.answer = status;
        if is_planted("write") && status != 0 {
            self.spoil();
        }
        for block in std::mem::take(&mut self.blocks) {
            let kept = match block.role {
                Role::In => {
                    assert!(
                        block.bytes() == block.before,
                        "{}: an input was written",
                        self.function
                    );
                    false
                }
                Role::Out { .. } if status != 0 => {
                    let same = block.bytes() == block.before;
                    assert!(same, "{} wrote an output and answered {status}", self.function);
                    false
                }
                Role::Out { .. } => true,
                Role::Any => false,
            };
            if kept {
                self.keep_output(&block);
            }
        }
        if let Some(block) = self.vacant.take() {
            if status == 0 {
                self.handles.entry(block.kind).or_default().push(block);
            } else {
                assert!(
                    block.bytes() == block.before,
                    "{} opened nothing and wrote",
                    self.function
                );
            }
        }
    }

    /// Keeps what a call wrote, element by element.
    fn keep_output(&mut self, block: &Block) {
        if block.kind == "c_char" {
            self.keep(block.kind, block.bytes().to_vec());
            return;
        }
        let Role::Out { array } = block.role else { return };
        let written = |element: &&[u8]| !array || element.iter().any(|byte| *byte != FRESH);
        let elements = block.bytes().chunks(block.element.max(1)).filter(written);
        elements.for_each(|element| self.keep(block.kind, element.to_vec()));
    }

    /// The negative control: an output is written though the call was refused.
    fn spoil(&mut self) {
        let out =
            |block: &&mut Block| matches!(block.role, Role::Out { .. }) && !block.before.is_empty();
        if let Some(block) = self.blocks.iter_mut().find(out) {
            // SAFETY: the block has a byte.
            unsafe { block.start.write(!FRESH) };
        }
    }

    /// The negative control: one byte past an output is written, as a careless call would.
    pub fn overrun(&mut self) {
        let block = self.block::<u64>(24, FRESH, Role::Any, "");
        // SAFETY: it is not; that is what AddressSanitizer is to see.
        unsafe { block.start.add(24).write_volatile(1) };
    }
}

/// A number of up to eight bytes.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}
