/* The third run of the model fails. */
#include "status.h"

status_t __real_runtime_run(void);
status_t __wrap_runtime_run(void);

status_t __wrap_runtime_run(void) {
    static int runs;
    runs++;
    return runs == 3 ? STATUS_RUNTIME_ERROR : __real_runtime_run();
}
