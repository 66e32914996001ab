/* A good device until the first PROCESS, which never ends. */
#include "status.h"

status_t __wrap_runtime_run(void);

status_t __wrap_runtime_run(void) {
    for (;;) {
        __asm volatile("wfi");
    }
}
