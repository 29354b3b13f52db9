/* What an archive that was not optimised as a whole may still name, and never runs. */
#include <stdlib.h>

_Noreturn void plim_panic_path_linked(void);
_Noreturn void plim_panic_path_linked(void) { abort(); }

void rust_eh_personality(void);
void rust_eh_personality(void) { abort(); }
