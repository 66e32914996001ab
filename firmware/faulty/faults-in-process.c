/* A good device until the first PROCESS, which ends in a permanently undefined instruction, three calls deep. */
#include "status.h"

status_t __wrap_runtime_run(void);

__attribute__((noinline, noipa)) static int read_weight(int index) {
    if (index >= 0) {
        __builtin_trap();
    }
    return index;
}

__attribute__((noinline, noipa)) static int multiply_row(int row) {
    return read_weight(row * 16) + 1;
}

__attribute__((noinline, noipa)) static int run_layer(int layer) {
    return multiply_row(layer + 1) + 1;
}

status_t __wrap_runtime_run(void) {
    return (status_t)(run_layer(2) + 1);
}
