//! Makes the table of the C interface out of the sources of `plimsoll-ffi`: for every exported
//! function how its arguments are drawn, for every struct that comes in how its fields are.
//!
//! ```text
//!   ffi/src/**/*.rs ─► functions: name, arguments, answer ─► call_…(desk)      ┐
//!                  └─► structs and aliases: fields, types ─► impl Draw for …  ┴─► OUT_DIR/table.rs
//! ```
//!
//! Law: no function is left out; what it cannot read it does not compile. A function that is added
//! to the interface is fuzzed from then on, by nobody's hand.
//!
//! Uses: `syn`. Used by: `src/c_abi`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use syn::{Fields, FnArg, Item, ItemFn, Pat, ReturnType, Type};

/// The handles: storage that only calls fill.
const HANDLES: [&str; 6] =
    ["plim_region", "plim_lane", "plim_control", "plim_children", "plim_events", "plim_journal"];

/// What the sources hold.
#[derive(Default)]
struct Sources {
    modules: BTreeSet<String>,
    functions: Vec<ItemFn>,
    aliases: BTreeMap<String, String>,
    structs: BTreeMap<String, Vec<(String, Type)>>,
}

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../ffi/src");
    let mut sources = Sources::default();
    let root = Path::new("../ffi/src");
    read_folder(root, root, &mut sources);
    assert!(sources.functions.len() > 100, "the interface was not found");
    let mut table = String::from("use plimsoll_ffi::*;\n");
    for module in &sources.modules {
        let _ = writeln!(table, "#[allow(unused_imports)] use plimsoll_ffi::{module}::*;");
    }
    let mut incoming = BTreeSet::new();
    for function in &sources.functions {
        function_text(&mut table, function, &sources, &mut incoming);
    }
    let mut open: Vec<String> = incoming.iter().cloned().collect();
    while let Some(name) = open.pop() {
        let Some(fields) = sources.structs.get(&name) else { continue };
        for (_, ty) in fields {
            let inner = type_text(ty).replace("* const ", "");
            if sources.structs.contains_key(&inner) && incoming.insert(inner.clone()) {
                open.push(inner);
            }
        }
    }
    for name in &incoming {
        if let Some(fields) = sources.structs.get(name) {
            draw_text(&mut table, name, fields, &sources);
        }
    }
    let rows: String = sources.functions.iter().map(row_text).collect();
    let _ = writeln!(table, "pub const FUNCTIONS: &[Function] = &[\n{rows}];");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder")).join("table.rs");
    fs::write(out, table).expect("the table is written");
}

fn read_folder(root: &Path, folder: &Path, sources: &mut Sources) {
    let entries = fs::read_dir(folder).expect("the sources of the interface");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "tests") {
                read_folder(root, &path, sources);
            }
        } else if path.file_name().is_some_and(|name| name != "tests.rs") {
            let text = fs::read_to_string(&path).expect("a source");
            let file = syn::parse_file(&text).expect("Rust");
            let module = path.strip_prefix(root).expect("inside").with_extension("");
            let module = module.to_string_lossy().replace('/', "::");
            file.items.into_iter().for_each(|item| read_item(item, &module, sources));
        }
    }
}

fn read_item(item: Item, module: &str, sources: &mut Sources) {
    // The room of the statuses is private: what it exports stands in the root.
    let mut exports = || {
        if module != "lib" && !module.starts_with("status") {
            sources.modules.insert(module.to_owned());
        }
    };
    match item {
        Item::Fn(function) if function.sig.abi.is_some() && is_public(&function.vis) => {
            exports();
            sources.functions.push(function);
        }
        Item::Type(alias) if alias.ident.to_string().starts_with("plim_") => {
            exports();
            sources.aliases.insert(alias.ident.to_string(), type_text(&alias.ty));
        }
        Item::Struct(item) if item.ident.to_string().starts_with("plim_") => {
            exports();
            let Fields::Named(fields) = item.fields else { return };
            let named = fields
                .named
                .into_iter()
                .map(|field| (field.ident.expect("a named field").to_string(), field.ty));
            sources.structs.insert(item.ident.to_string(), named.collect());
        }
        _ => {}
    }
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

/// A type as tokens with single spaces, without its path.
fn type_text(ty: &Type) -> String {
    match ty {
        Type::Path(path) => {
            path.path.segments.last().map_or(String::new(), |last| last.ident.to_string())
        }
        Type::Ptr(pointer) => {
            let kind = if pointer.mutability.is_some() { "mut" } else { "const" };
            format!("* {kind} {}", type_text(&pointer.elem))
        }
        Type::Array(array) => format!("[{}]", type_text(&array.elem)),
        _ => panic!("a type that the table does not know"),
    }
}

/// The arguments of a function: names and types.
fn arguments(function: &ItemFn) -> Vec<(String, String)> {
    let argument = |argument: &FnArg| {
        let FnArg::Typed(typed) = argument else { panic!("a method") };
        let Pat::Ident(name) = &*typed.pat else { panic!("an argument without a name") };
        (name.ident.to_string(), type_text(&typed.ty))
    };
    function.sig.inputs.iter().map(argument).collect()
}

fn row_text(function: &ItemFn) -> String {
    let name = &function.sig.ident;
    format!("    Function {{ name: \"{name}\", call: call_{name} }},\n")
}

/// The function that draws the arguments of `function`, calls it and looks at what came back.
fn function_text(
    table: &mut String,
    function: &ItemFn,
    sources: &Sources,
    incoming: &mut BTreeSet<String>,
) {
    let name = function.sig.ident.to_string();
    let arguments = arguments(function);
    let mut body = String::new();
    let opens = arguments.first().is_some_and(|(_, ty)| ty == "* const plim_region")
        || arguments.first().is_some_and(|(_, ty)| ty.ends_with("c_void"));
    for (place, (argument, ty)) in arguments.iter().enumerate() {
        let next = arguments.get(place + 1).map(|(name, ty)| (name.as_str(), ty.as_str()));
        let is_array = matches!(next, Some((name, "usize")) if is_length(name));
        let draw = draw_argument(argument, ty, is_array, opens, sources, incoming);
        let _ = writeln!(body, "    let a{place} = {draw};");
    }
    let list: Vec<String> = (0..arguments.len()).map(|place| format!("a{place}")).collect();
    let list = list.join(", ");
    let call = if function.sig.unsafety.is_some() {
        format!("unsafe {{ {name}({list}) }}")
    } else {
        format!("{name}({list})")
    };
    let answers = match &function.sig.output {
        ReturnType::Default => "nothing".to_owned(),
        ReturnType::Type(_, ty) => type_text(ty),
    };
    let end = match answers.as_str() {
        "plim_status" => "desk.status(answer as i32)",
        "* const c_char" => "desk.text(answer.cast())",
        "u32" | "u64" | "usize" => "desk.number_back(answer as u64)",
        _ => panic!("{name} answers {answers}"),
    };
    let _ = writeln!(
        table,
        "fn call_{name}(desk: &mut Desk<'_>) {{
    desk.begin(\"{name}\");
{body}    let answer = {call};
    {end};
}}"
    );
}

fn is_length(name: &str) -> bool {
    ["bytes", "capacity", "length", "count"].contains(&name) || name.ends_with("_count")
}

fn draw_argument(
    name: &str,
    ty: &str,
    is_array: bool,
    opens: bool,
    sources: &Sources,
    incoming: &mut BTreeSet<String>,
) -> String {
    let pointee = ty.strip_prefix("* const ").or(ty.strip_prefix("* mut "));
    let Some(pointee) = pointee else {
        let base = sources.aliases.get(ty).map_or(ty, String::as_str);
        return match ty {
            "usize" if is_length(name) => "desk.length()".to_owned(),
            _ if sources.aliases.contains_key(ty) => format!("desk.id(\"{ty}\") as {base}"),
            _ => format!("desk.scalar(\"{name}\") as {ty}"),
        };
    };
    let is_in = ty.starts_with("* const");
    if HANDLES.contains(&pointee) {
        let opened = !is_in && (pointee == "plim_region" || opens);
        let verb = if opened { "vacant" } else { "handle" };
        return format!("desk.{verb}::<{pointee}>(\"{pointee}\")");
    }
    if pointee == "c_void" {
        return format!("desk.memory(\"{name}\").cast()");
    }
    if is_in {
        incoming.insert(pointee.to_owned());
    }
    let ty = if pointee == "c_char" { "core::ffi::c_char" } else { pointee };
    match (is_in, is_array, name) {
        (true, true, _) => format!("desk.array_in::<{ty}>(\"{pointee}\")"),
        (true, false, _) => format!("desk.struct_in::<{ty}>(\"{pointee}\")"),
        (false, true, _) => format!("desk.array_out::<{ty}>(\"{pointee}\")"),
        (false, false, "cursor") => "desk.cursor()".to_owned(),
        (false, false, _) => format!("desk.output::<{ty}>(\"{pointee}\", \"{name}\")"),
    }
}

/// How a struct's fields are drawn.
fn draw_text(table: &mut String, name: &str, fields: &[(String, Type)], sources: &Sources) {
    let mut body = String::new();
    for (field, ty) in fields {
        let ty = type_text(ty);
        let draw = match ty.as_str() {
            _ if field == "struct_size" => format!("size_of::<{name}>() as u32"),
            _ if field.starts_with("reserved") => continue,
            ty if ty.starts_with('[') => {
                let element = &ty[1..ty.len() - 1];
                format!("core::array::from_fn(|_| desk.field(\"{field}\") as {})", c_type(element))
            }
            ty if ty.starts_with("* const ") => format!("desk.nested::<{}>()", &ty[8..]),
            ty if sources.aliases.contains_key(ty) => {
                format!("desk.id(\"{ty}\") as {}", sources.aliases[ty])
            }
            ty if sources.structs.contains_key(ty) => format!("{ty}::draw(desk)"),
            ty => format!("desk.field(\"{field}\") as {ty}"),
        };
        let _ = writeln!(body, "        value.{field} = {draw};");
    }
    // A value that is not there is zero.
    for (has, _) in fields.iter().filter(|(field, _)| field.starts_with("has_")) {
        for (field, ty) in fields.iter().filter(|(field, _)| is_told_by(field, has)) {
            let zero =
                if sources.structs.contains_key(&type_text(ty)) { "Zero::zero()" } else { "0" };
            let _ = writeln!(body, "        if value.{has} == 0 {{ value.{field} = {zero}; }}");
        }
    }
    let sized = fields.first().is_some_and(|(field, _)| field == "struct_size");
    let pointers = fields.iter().any(|(_, ty)| type_text(ty).starts_with("* const"));
    let _ = writeln!(
        table,
        "// SAFETY: numbers and pointers.
unsafe impl Zero for {name} {{}}
impl Draw for {name} {{
    const NAME: &'static str = \"{name}\";
    const IS_SIZED: bool = {sized};
    const HAS_POINTERS: bool = {pointers};
    fn draw(desk: &mut Desk<'_>) -> {name} {{
        let mut value: {name} = Zero::zero();
{body}        Tune::tune(&mut value, desk);
        value
    }}
}}"
    );
    if !["plim_venue_report", "plim_manifest", "plim_schedule", "plim_key", "plim_new_child"]
        .contains(&name)
    {
        let _ = writeln!(table, "impl Tune for {name} {{}}");
    }
}

fn c_type(element: &str) -> &str {
    if element == "c_char" { "core::ffi::c_char" } else { element }
}

fn is_told_by(field: &str, has: &str) -> bool {
    let what = &has[4..];
    field == what || what == "hint" && field.starts_with("hint_")
}
