/* Vector table and the way from reset to main(). */
#include <stdint.h>

#include "fault.h"
#include "system_registers.h"
#include "systick.h"

extern uint32_t __stack_top, __data_start, __data_end, __data_load, __bss_start, __bss_end;

int main(void);

void Reset_Handler(void);
void Default_Handler(void);
void Device_Handler(void);

static void enable_fpu(void) {
    SCB_CPACR |= 0xFu << 20;
    __asm volatile("dsb\n\tisb" ::: "memory");
}

static void initialise_memory(void) {
    const uint32_t *from = &__data_load;
    for (uint32_t *to = &__data_start; to < &__data_end; to++) {
        *to = *from++;
    }
    for (uint32_t *to = &__bss_start; to < &__bss_end; to++) {
        *to = 0;
    }
}

void Reset_Handler(void) {
    enable_fpu();
    initialise_memory();
    main();
    Default_Handler();
}

/* An interrupt that nobody expects: stop here, where a debugger finds the cause in IPSR. */
void Default_Handler(void) {
    for (;;) {
        __asm volatile("wfi");
    }
}

/* A board that takes interrupts of its devices has a better one. */
__attribute__((weak)) void Device_Handler(void) {
    Default_Handler();
}

typedef void (*vector)(void);

enum {
    FIRST_IRQ = 16,
    IRQS = 98,
};

__attribute__((section(".vectors"), used)) static const vector vectors[FIRST_IRQ + IRQS] = {
    [0] = (vector)&__stack_top,
    [1] = Reset_Handler,
    [2] = Default_Handler,
    [3] = HardFault_Handler,
    /* MemManage, BusFault and UsageFault stay disabled: they escalate, and HardFault tells which it was. */
    [4 ... 14] = Default_Handler,
    [15] = SysTick_Handler,
    [FIRST_IRQ ... FIRST_IRQ + IRQS - 1] = Device_Handler,
};
