//! The C++ header of a registry: constants for what lives, and the table that a region is formatted
//! with.
//!
//! A retired code has no constant: what still names it does not compile. It stays in the table, for
//! a region refuses it by name only if it knows it.
//!
//! Uses: `file`. Used by: `registry`.

use super::file::{Registry, Row, kind_name};
use plimsoll::registry::Kind;
use std::path::Path;

/// The header of `registry`, which stands in `file`.
pub fn text(file: &Path, registry: &Registry) -> String {
    // The name alone: the same registry gives the same header in every folder.
    let name = file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let name: String = name.chars().filter(|c| c.is_ascii_graphic() && *c != '\\').collect();
    let hash = registry.sums().hash;
    let constants: String = registry.in_order().map(constants).collect();
    let entries = entries(registry);
    format!(
        "// Written by `plimsoll registry header` from {name}. Do not edit: change that file.
#ifndef PLIMSOLL_REGISTRY_HPP
#define PLIMSOLL_REGISTRY_HPP

#include <cstddef>
#include <cstdint>

namespace plimsoll_registry {{

// What stands for the core's own codes and these in a region's fingerprint.
constexpr std::uint64_t hash = UINT64_C({hash:#018x});

// strategy_NAME and generation_NAME are what a parent carries; flag_NAME is a bit of its flags.
{constants}
// Each row: kind (1 strategy, 2 flag), code, generation, retired (0 or 1).
{entries}
}} // namespace plimsoll_registry

#endif
"
    )
}

fn constants(row: &Row) -> String {
    let Row { kind, code, generation, name, .. } = row;
    match kind {
        _ if row.retired => format!("// {} {code} {name} is retired.\n", kind_name(*kind)),
        Kind::Strategy => format!(
            "constexpr std::uint32_t strategy_{name} = {code};\n\
             constexpr std::uint32_t generation_{name} = {generation};\n"
        ),
        Kind::Flag => {
            format!("constexpr std::uint64_t flag_{name} = UINT64_C(1) << {code};\n")
        }
    }
}

fn entries(registry: &Registry) -> String {
    let count = registry.rows.len();
    let size = format!("constexpr std::size_t entry_count = {count};\n");
    if count == 0 {
        // C++ has no array of nothing.
        return format!("{size}constexpr const std::uint32_t (*entries)[4] = nullptr;\n");
    }
    let row = |row: &Row| {
        let Row { kind, code, generation, retired, name, .. } = row;
        let (kind, retired) = (*kind as u32, u32::from(*retired));
        format!("    {{{kind}, {code}, {generation}, {retired}}}, // {name}\n")
    };
    let rows: String = registry.in_order().map(row).collect();
    format!("{size}constexpr std::uint32_t entries[{count}][4] = {{\n{rows}}};\n")
}
