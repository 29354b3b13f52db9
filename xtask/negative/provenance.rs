//! Control for miri: a pointer made of a number, of which nobody said what it may reach.
fn main() {
    let number = 7_u64;
    let address = (&raw const number) as usize;
    // SAFETY: it is not: that is the fault that must be found.
    println!("{}", unsafe { *(address as *const u64) });
}
