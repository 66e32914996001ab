/* A good device until the first PROCESS, which adds two vectors with MVE: the code of a newer processor. */
#include "status.h"

status_t __wrap_runtime_run(void);

__attribute__((noinline, noipa)) static void add_vectors(void) {
    /* vadd.i32 q0, q1, q2 */
    __asm volatile(".inst.w 0xef220844");
}

status_t __wrap_runtime_run(void) {
    add_vectors();
    return STATUS_OK;
}
