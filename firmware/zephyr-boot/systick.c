/* SysTick as Zephyr uses it: COUNTFLAG polled with interrupts locked, then interrupts. */
#include "boot.h"

enum {
    RELOAD = 0x545F,
    COUNTFLAG = 1 << 16,
    POLLS = 1000000,
};

static volatile uint32_t ticks;

static void count_tick(void) {
    ticks++;
}

static uint32_t wait_for_countflag(void) {
    for (uint32_t i = 0; i < POLLS; i++) {
        if (SYST_CSR & COUNTFLAG) {
            return 1;
        }
    }
    return 0;
}

static uint32_t wait_for_change(uint32_t counter) {
    uint32_t now = SYST_CVR;
    for (uint32_t i = 0; i < POLLS && now == counter; i++) {
        now = SYST_CVR;
    }
    return now;
}

/* Ticks during a loop of 23100 instructions, which takes half a period at 462 MIPS. */
static uint32_t ticks_of_loop(void) {
    uint32_t turns = 23100 / 2;
    uint32_t first = SYST_CVR;
    __asm volatile("1: subs %0, #1\n\t bne 1b" : "+r"(turns)::"cc");
    uint32_t second = SYST_CVR;
    return (first - second + RELOAD + 1) % (RELOAD + 1);
}

static void check_counter(void) {
    SYST_RVR = RELOAD;
    SYST_CVR = 0;
    SYST_CSR = SYST_CSR_ENABLE | SYST_CSR_TICKINT | SYST_CSR_CLKSOURCE;
    check("SysTick takes its reload value", wait_for_change(0) > 0, 1);
    uint32_t counter = SYST_CVR;
    check("SysTick counts", wait_for_change(counter) != counter, 1);
    /* A fact of the simulated machine (its instructions per second), so it is told and not checked. */
    say_number("INFO ticks in 23100 instructions:", ticks_of_loop());
    check("SysTick sets COUNTFLAG", wait_for_countflag(), 1);
    check("reading clears COUNTFLAG", SYST_CSR, 7);
    check("SysTick is pending behind BASEPRI", SCB_ICSR & SCB_ICSR_PENDSTSET, SCB_ICSR_PENDSTSET);
    check("and not taken", ticks, 0);
}

/* WFI wakes on an interrupt that PRIMASK masks, and nothing is lost. */
static void check_idle(void) {
    SCB_ICSR = ICSR_PENDSTCLR;
    __asm volatile("cpsid i" ::: "memory");
    WRITE_SPECIAL(basepri, 0);
    uint32_t before = ticks;
    __asm volatile("wfi" ::: "memory");
    check("WFI wakes although PRIMASK is set", SCB_ICSR & SCB_ICSR_PENDSTSET, SCB_ICSR_PENDSTSET);
    check("but does not take the interrupt", ticks, before);
    __asm volatile("cpsie i\n\tisb" ::: "memory");
    check("CPSIE takes it", ticks, before + 1);
}

void check_systick(void) {
    install(SYS_TICK, count_tick);
    SHPR(SYS_TICK) = 0x10;
    check_counter();
    WRITE_SPECIAL(basepri, 0);
    __asm volatile("isb");
    check("SysTick is taken when BASEPRI opens", ticks, 1);
    check_idle();
    SYST_CSR = 0;
    SCB_ICSR = ICSR_PENDSTCLR;
    install(SYS_TICK, 0);
}
