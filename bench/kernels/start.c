/*
 * Start-up code of the benchmark kernels, for any Cortex-M with memory at 0x00000000 and 0x20000000.
 *
 * Whoever loads the image puts two words at 0x20000000: how often to run the kernel, and whether a semihosting host
 * listens. The checksum is left behind them. Then the core exits through semihosting, or sleeps.
 */
#include "kernel.h"

extern uint32_t stack_top[], data_start[], data_end[], data_load[], bss_start[], bss_end[];

static volatile uint32_t *const parameters = (volatile uint32_t *)0x20000000;

static void finish(void)
{
    register uint32_t operation __asm__("r0") = 0x18;       /* SYS_EXIT */
    register uint32_t reason __asm__("r1") = 0x20026;       /* ADP_Stopped_ApplicationExit */

    if (parameters[1] != 0)
        __asm__ volatile("bkpt 0xab" : : "r"(operation), "r"(reason) : "memory");
    for (;;)
        __asm__ volatile("wfi");
}

void reset(void)
{
    uint32_t *from = data_load;
    uint32_t iterations = parameters[0];
    uint32_t checksum = 0;

    *(volatile uint32_t *)0xe000ed88 = 0x00f00000;          /* CPACR: the FPU */
    __asm__ volatile("dsb\n isb");
    for (uint32_t *to = data_start; to < data_end;)
        *to++ = *from++;
    for (uint32_t *to = bss_start; to < bss_end;)
        *to++ = 0;

    kernel_prepare();
    while (iterations-- != 0)
        checksum = kernel_run(checksum);
    parameters[2] = checksum;
    finish();
}

static void fault(void)
{
    parameters[2] = 0xdeadbeef;
    finish();
}

__attribute__((section(".vectors"), used)) static void (*const vectors[16])(void) = {
    (void (*)(void))stack_top, reset, fault, fault, fault, fault, fault, fault,
    fault, fault, fault, fault, fault, fault, fault, fault,
};
