/* Control: a caller that says that its memory is twice as long as it is. */
#include "../../tests/c/check.h"

int main(void) {
    plim_region region;
    plim_config config;
    size_t bytes = 0;
    void *memory;

    OK(plim_config_small(&config));
    OK(plim_required_bytes(&config, &bytes));
    bytes = (bytes + PLIM_LINE - 1) / PLIM_LINE * PLIM_LINE;
    memory = aligned_alloc(PLIM_LINE, bytes / PLIM_LINE / 2 * PLIM_LINE);
    CHECK(memory != NULL);
    OK(plim_format(memory, bytes, &config, &region));
    free(memory);
    return 0;
}
