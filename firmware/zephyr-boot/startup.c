/* From reset to the steps, as Zephyr goes: interrupts locked by BASEPRI, thread mode on the process stack. */
#include <stddef.h>

#include "boot.h"

extern uint32_t __stack_top, __data_start, __data_end, __data_load, __bss_start, __bss_end;

void Reset_Handler(void);
void prepare(void);

enum { THREAD_STACK_WORDS = 1024 };
uint64_t main_thread_stack[THREAD_STACK_WORDS / 2];
__attribute__((aligned(512))) handler ram_vectors[VECTORS];

static void unexpected(void) {
    check("no unexpected exception", READ_SPECIAL(ipsr), 0);
    stop();
}

__attribute__((section(".vectors"), used)) const handler flash_vectors[VECTORS] = {
    [0] = (handler)&__stack_top,
    [1] = Reset_Handler,
    [2 ... VECTORS - 1] = unexpected,
};

void install(unsigned exception, handler function) {
    ram_vectors[exception] = function != NULL ? function : unexpected;
    BARRIER();
}

__attribute__((naked)) void Reset_Handler(void) {
    __asm volatile("movs r0, #0x10\n\t"
                   "msr basepri, r0\n\t"
                   "ldr r0, =main_thread_stack\n\t"
                   "movw r1, #%c0\n\t"
                   "adds r0, r0, r1\n\t"
                   "msr psp, r0\n\t"
                   "mrs r0, control\n\t"
                   "movs r1, #2\n\t"
                   "orrs r0, r1\n\t"
                   "msr control, r0\n\t"
                   "isb\n\t"
                   "bl prepare\n\t"
                   "b ."
                   :
                   : "i"(sizeof main_thread_stack));
}

static void initialise_memory(void) {
    const uint32_t *from = &__data_load;
    for (uint32_t *to = &__data_start; to < &__data_end; to++) {
        *to = *from++;
    }
    for (volatile uint32_t *to = &__bss_start; to < &__bss_end; to++) {
        /* The stack in use lies here and must stay. */
        if ((uintptr_t)to < (uintptr_t)main_thread_stack
            || (uintptr_t)to >= (uintptr_t)main_thread_stack + sizeof main_thread_stack) {
            *to = 0;
        }
    }
}

void prepare(void) {
    uint32_t basepri = READ_SPECIAL(basepri);
    uint32_t control = READ_SPECIAL(control);
    initialise_memory();
    for (unsigned i = 0; i < VECTORS; i++) {
        ram_vectors[i] = flash_vectors[i];
    }
    say("*** Booting zephyr-boot ***");
    check("BASEPRI holds what reset code put there", basepri, 0x10);
    check("thread mode runs on PSP", control, 2);
    check_system();
    check_devices();
    check_systick();
    check_threads();
    check_interrupts();
    check_faults();
    say("BOOT PASS");
    stop();
}
