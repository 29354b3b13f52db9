//! An act that is not what it claims fails the command, and so does a check that cannot fail.

use super::*;

/// Whether playing is refused, and checking, where the program ends with `status` in any case.
fn refused(shell: &Shell, folder: &Path, status: i32) -> [bool; 2] {
    let script = folder.join("act.sh");
    std::fs::write(&script, format!("exit {status}\n")).expect("a script");
    let stage = Stage { shell, program: "sh".into(), words: Vec::new() };
    let act = script.to_str().expect("a path in UTF-8");
    [stage.play(act).is_err(), stage.check(act).is_err()]
}

#[test]
fn only_a_check_that_can_fail_is_one() {
    let shell = Shell::new().expect("a shell");
    let folder = shell.create_temp_dir().expect("a scratch folder");
    // It is as claimed, and stays so when it is broken: nothing is checked.
    assert_eq!(refused(&shell, folder.path(), 0), [false, true]);
    // It is otherwise than claimed.
    assert_eq!(refused(&shell, folder.path(), 1), [true, false]);
    // It could not be played, or died: that is no answer of a check.
    assert_eq!(refused(&shell, folder.path(), 2), [true, true]);
    assert_eq!(refused(&shell, folder.path(), 134), [true, true]);
}
