//! Control for miri: a word that lies on its boundary by luck only.
fn main() {
    let bytes = [0_u8; 16];
    let start = bytes.as_ptr();
    let odd = !start.addr().is_multiple_of(2);
    let lucky = start.wrapping_add(usize::from(odd));
    // SAFETY: it is not: that is the fault that must be found.
    println!("{}", unsafe { *lucky.cast::<u16>() });
}
