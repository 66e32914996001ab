/* A good device until the first PROCESS, which calls through a function pointer that nobody has set. */
#include <stddef.h>

#include "status.h"

status_t __wrap_runtime_run(void);

static int (*volatile kernel)(int);

__attribute__((noinline, noipa)) static int invoke_kernel(int argument) {
    return kernel(argument) + 1;
}

status_t __wrap_runtime_run(void) {
    return (status_t)(invoke_kernel(1) + 1);
}
