//! *Property*: the header says to a C++ compiler what the file says, and docs/registry.md says what
//! the program prints. *Method*: g++, and a shell.

mod runner;

use runner::repo::{FILE, OURS, Repo, ended};
use runner::text;
use serde_json::json;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What a C++ program that prints the header's constants prints.
fn compiled(repo: &Repo, header: &str, main: &str) -> String {
    fs::write(repo.path("codes.hpp"), header).expect("written");
    // Twice, and in two translation units: it must be harmless wherever it is included.
    let include = "#include \"codes.hpp\"\n#include \"codes.hpp\"\n";
    let main = format!("{include}#include <cstdio>\nint main() {{\n{main}\n}}\n");
    fs::write(repo.path("main.cpp"), main).expect("written");
    fs::write(repo.path("other.cpp"), include).expect("written");
    for (standard, what) in [("11", "-fsyntax-only"), ("20", "-fsyntax-only"), ("14", "-omain")] {
        let mut compiler = Command::new("g++");
        compiler.args(["-Wall", "-Wextra", "-Wpedantic", "-Werror", "main.cpp", "other.cpp", what]);
        compiler.arg(format!("-std=c++{standard}")).current_dir(repo.0.path());
        let output = compiler.output().expect("g++ runs");
        assert!(output.status.success(), "C++{standard}: {}", text(&output.stderr));
    }
    let output = Command::new(repo.path("main")).output().expect("it runs");
    text(&output.stdout).to_owned()
}

#[test]
fn the_header_says_in_cpp_what_the_file_says() {
    let repo = Repo::new(OURS);
    let output = repo.run(&["header", FILE]);
    let (status, header, err) = ended(&output);
    assert_eq!((status, err), (0, ""));
    assert!(!header.contains("closer =") && header.contains("// strategy 1002 closer is retired."));
    let main = r#"
        namespace codes = plimsoll_registry;
        static_assert(codes::strategy_pegger == 1000 && codes::generation_pegger == 1, "");
        static_assert(codes::strategy_iceberg == 1001 && codes::generation_iceberg == 2, "");
        static_assert(codes::flag_retail == 1u << 8, "");
        static_assert(codes::entry_count == sizeof codes::entries / sizeof codes::entries[0], "");
        std::printf("%#018llx\n", static_cast<unsigned long long>(codes::hash));
        for (const auto& entry : codes::entries)
            std::printf("%u %u %u %u\n", entry[0], entry[1], entry[2], entry[3]);"#;
    let hash = repo.json(&["check", FILE]).1["hash"].as_str().expect("text").to_owned();
    let rows = "1 1000 1 0\n1 1001 2 0\n1 1002 1 1\n2 8 1 0\n2 9 1 1\n";
    assert_eq!(compiled(&repo, header, main), format!("{hash}\n{rows}"));
}

#[test]
fn the_header_of_nothing_and_of_everything_compiles() {
    let count = "std::printf(\"%zu\\n\", plimsoll_registry::entry_count);";
    let repo = Repo::new("");
    let output = repo.run(&["header", FILE]);
    let main = format!("{count}\nreturn plimsoll_registry::entries != nullptr;");
    assert_eq!(compiled(&repo, ended(&output).1, &main), "0\n");
    // Names that would clash if constants were made of them in another way.
    let mut all = String::new();
    for (code, name) in (1000..).zip(["int", "x", "generation_x", "strategy_x", "hash", "entries"])
    {
        all.push_str(&format!("strategy {code} {} {name}\n", u32::MAX));
    }
    for bit in 8..64 {
        all.push_str(&format!("flag {bit} 1 bit{bit}\n"));
    }
    let repo = Repo::new(all);
    let output = repo.run(&["header", FILE]);
    let main = format!("static_assert(plimsoll_registry::flag_bit63 >> 63 == 1, \"\");\n{count}");
    assert_eq!(compiled(&repo, ended(&output).1, &main), "62\n");
}

#[test]
fn a_header_is_written_only_when_it_changes() {
    let repo = Repo::new(OURS);
    let header = ["header", FILE, "--out", "codes.hpp"];
    assert_eq!(ended(&repo.run(&header)).0, 0);
    let printed = repo.run(&["header", FILE]);
    let (out, json) = (ended(&printed).1, repo.json(&["header", FILE]).1);
    assert_eq!(fs::read_to_string(repo.path("codes.hpp")).expect("text"), out);
    assert_eq!(json["header"], json!(out));
    let written = || fs::metadata(repo.path("codes.hpp")).expect("there").modified().expect("time");
    let first = written();
    assert_eq!(repo.json(&header).0, 0);
    assert_eq!(written(), first);
    assert_eq!(ended(&repo.run(&["retire", FILE, "pegger"])).0, 0);
    assert_eq!(ended(&repo.run(&header)).0, 0);
    let changed = fs::read_to_string(repo.path("codes.hpp")).expect("text");
    assert!(
        !changed.contains("strategy_pegger =") && changed.contains("{1, 1000, 1, 1}, // pegger")
    );
}

/// The commands of docs/registry.md, in one folder, one after the other.
#[test]
fn the_page_prints_what_it_says() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/registry.md");
    let page = fs::read_to_string(page).expect("the page");
    let repo = Repo(tempfile::tempdir().expect("a folder"));
    let program = Path::new(env!("CARGO_BIN_EXE_plimsoll")).parent().expect("a folder");
    let path = std::env::var("PATH").expect("a path");
    let path = format!("{}:{path}", program.display());
    let shell = |line: &str| {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{{ {line}\n}} 2>&1")]).env("PATH", &path);
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "a").env(format!("GIT_{who}_EMAIL"), "a");
        }
        let output = command.current_dir(repo.0.path()).output().expect("sh runs");
        text(&output.stdout).to_owned()
    };
    let mut blocks = 0;
    for block in page.split("```console\n").skip(1) {
        let (block, _) = block.split_once("```").expect("the end of a block");
        for step in block.split("$ ").skip(1) {
            let (line, expected) = step.split_once('\n').expect("a command");
            assert_eq!(shell(line), expected, "{line}");
        }
        blocks += 1;
        // The main branch that CI compares with has what stands here by now.
        shell("git init -q . && git add . && git -c commit.gpgsign=false commit -qm x");
        shell("git update-ref refs/remotes/origin/main HEAD");
    }
    assert_eq!(blocks, 3);
    let (_, example) = page.split_once("## The file\n\n```\n").expect("the example");
    let (example, _) = example.split_once("```").expect("its end");
    fs::write(repo.file(), example).expect("written");
    assert_eq!(ended(&repo.run(&["check", FILE])).0, 0, "the example");
}
