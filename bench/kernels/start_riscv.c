/*
 * Start-up code of the benchmark kernels, for a RISC-V hart with memory at 0x80000000.
 *
 * Whoever loads the image puts two words at 0x80100000: how often to run the kernel, and whether QEMU's test device
 * listens. The checksum is left behind them. Then the machine ends through that device, or the hart sleeps.
 */
#include "kernel.h"

extern uint32_t bss_start[], bss_end[];

static volatile uint32_t *const parameters = (volatile uint32_t *)0x80100000;
static volatile uint32_t *const test_device = (volatile uint32_t *)0x00100000;

static void finish(void)
{
    if (parameters[1] != 0)
        *test_device = 0x5555;
    for (;;)
        __asm__ volatile("wfi");
}

static __attribute__((aligned(4), used)) void fault(void)
{
    parameters[2] = 0xdeadbeef;
    finish();
}

static __attribute__((used)) void run(void)
{
    uint32_t iterations = parameters[0];
    uint32_t checksum = 0;

    for (uint32_t *to = bss_start; to < bss_end;)
        *to++ = 0;

    kernel_prepare();
    while (iterations-- != 0)
        checksum = kernel_run(checksum);
    parameters[2] = checksum;
    finish();
}

__attribute__((section(".start"), naked)) void reset(void)
{
    __asm__ volatile(
        ".option arch, +zicsr\n"       /* with it in -march, Debian's compiler picks libraries for RV64 */
        "la     sp, stack_top\n"
        "la     t0, fault\n"
        "csrw   mtvec, t0\n"
        "li     t0, 0x2000\n"           /* mstatus.FS */
        "csrs   mstatus, t0\n"
        "j      run\n");
}
