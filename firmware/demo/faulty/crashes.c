/* The second run of the model ends in an undefined instruction; the fault handler says so as Zephyr's does. */
#include <string.h>

#include "board.h"
#include "platform.h"
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

static void print(const char *line) {
    console_write(line, strlen(line));
    console_write("\r\n", 2);
}

void __wrap_HardFault_Handler(void) {
    print("E: ***** HARD FAULT *****");
    print("E:   Fault escalation (see below)");
    print("E: ***** USAGE FAULT *****");
    print("E:   Attempt to execute undefined instruction");
    print("E: >>> ZEPHYR FATAL ERROR 36: Unknown error on CPU 0");
    print("E: Current thread: 0x20004000 (main)");
    print("E: Halting system");
    for (;;) {
    }
}
