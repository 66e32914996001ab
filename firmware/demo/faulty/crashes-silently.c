/* The second run of the model ends in an undefined instruction, and the fault handler sleeps. */
#include "status.h"

status_t __real_runtime_run(void);
status_t __wrap_runtime_run(void);
void __wrap_HardFault_Handler(void);

status_t __wrap_runtime_run(void) {
    static int runs;
    runs++;
    if (runs == 2) {
        __builtin_trap();
    }
    return __real_runtime_run();
}

void __wrap_HardFault_Handler(void) {
    for (;;) {
        __asm volatile("wfi");
    }
}
