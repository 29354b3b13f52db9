//! The panic handler of the archive: it calls what nobody defines, so a panic that can happen
//! shows.

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    unsafe extern "C" {
        fn plim_panic_path_linked() -> !;
    }
    // SAFETY: never linked into a program; only the object is looked at.
    unsafe { plim_panic_path_linked() }
}
