/* Priorities, masks, preemption, tail-chaining and the exclusive monitor, with interrupts pended by software. */
#include "boot.h"

enum {
    LOW_IRQ = 20,
    MIDDLE_IRQ = 21,
    HIGH_IRQ = 22,
    LOW = 0xC0,
    MIDDLE = 0x80,
    HIGH = 0x40,
};

/* Each handler adds its digit: the number tells the order. */
static volatile uint32_t order;
static volatile uint32_t ipsr_seen;
static volatile uint32_t active_seen;

static void pend(unsigned irq) {
    NVIC_ISPR(irq) = 1u << (irq % 32);
    BARRIER();
}

static void low_handler(void) {
    order = order * 10 + 1;
    ipsr_seen = READ_SPECIAL(ipsr);
    active_seen = NVIC_IABR(LOW_IRQ) >> (LOW_IRQ % 32) & 1;
}

static void middle_handler(void) {
    order = order * 10 + 2;
}

static void high_handler(void) {
    order = order * 10 + 3;
}

static void low_handler_pends_high(void) {
    order = order * 10 + 1;
    pend(HIGH_IRQ);
    order = order * 10 + 4;
    pend(LOW_IRQ);
    order = order * 10 + 5;
    install(IRQ_0 + LOW_IRQ, low_handler);
}

static void enable(unsigned irq, uint8_t priority, handler function) {
    install(IRQ_0 + irq, function);
    NVIC_IPR(irq) = priority;
    NVIC_ISER(irq) = 1u << (irq % 32);
}

static void check_masks(void) {
    order = 0;
    WRITE_SPECIAL(basepri, MIDDLE);
    pend(LOW_IRQ);
    pend(MIDDLE_IRQ);
    check("BASEPRI holds its own and lower priorities back", order, 0);
    pend(HIGH_IRQ);
    check("BASEPRI lets higher priorities pass", order, 3);
    WRITE_SPECIAL(basepri_max, LOW);
    check("BASEPRI_MAX does not lower the mask", READ_SPECIAL(basepri), MIDDLE);
    WRITE_SPECIAL(basepri_max, HIGH);
    check("BASEPRI_MAX raises it", READ_SPECIAL(basepri), HIGH);
    WRITE_SPECIAL(basepri, 0);
    __asm volatile("isb");
    check("what waited runs by priority when the mask opens", order, 321);
    check("IPSR is the exception's number", ipsr_seen, IRQ_0 + LOW_IRQ);
    check("the interrupt is active in its handler", active_seen, 1);
    check("and not after it", NVIC_IABR(LOW_IRQ), 0);
}

static void check_faultmask(void) {
    order = 0;
    __asm volatile("cpsid f" ::: "memory");
    pend(HIGH_IRQ);
    check("FAULTMASK holds every interrupt back", order, 0);
    __asm volatile("cpsie f\n\tisb" ::: "memory");
    check("and lets it run when it opens", order, 3);
    __asm volatile("cpsid i" ::: "memory");
    pend(LOW_IRQ);
    pend(HIGH_IRQ);
    NVIC_ICPR(LOW_IRQ) = 1u << (LOW_IRQ % 32);
    __asm volatile("cpsie i\n\tisb" ::: "memory");
    check("ICPR takes a pending interrupt back", order, 33);
}

static void check_preemption(void) {
    order = 0;
    install(IRQ_0 + LOW_IRQ, low_handler_pends_high);
    pend(LOW_IRQ);
    check("a handler is preempted by a higher priority, and pended again runs again", order, 13451);
    order = 0;
    NVIC_IPR(MIDDLE_IRQ) = LOW;
    __asm volatile("cpsid i" ::: "memory");
    pend(MIDDLE_IRQ);
    pend(LOW_IRQ);
    __asm volatile("cpsie i\n\tisb" ::: "memory");
    check("equal priorities run by number", order, 12);
}

static void check_exclusive(void) {
    static volatile uint32_t word = 5;
    uint32_t failed;
    uint32_t value;
    __asm volatile("ldrex %1, [%2]\n\t adds %1, #1\n\t strex %0, %1, [%2]"
                   : "=&r"(failed), "=&r"(value)
                   : "r"(&word)
                   : "cc", "memory");
    check("STREX succeeds after LDREX", failed << 8 | word, 6);
    __asm volatile("ldrex %1, [%2]\n\t clrex\n\t strex %0, %1, [%2]"
                   : "=&r"(failed), "=&r"(value)
                   : "r"(&word)
                   : "memory");
    check("STREX fails after CLREX", failed, 1);
    __asm volatile("ldrex %1, [%2]\n\t"
                   "str %4, [%3]\n\t"
                   "dsb\n\t isb\n\t"
                   "strex %0, %1, [%2]"
                   : "=&r"(failed), "=&r"(value)
                   : "r"(&word), "r"(&NVIC_ISPR(HIGH_IRQ)), "r"(1u << HIGH_IRQ)
                   : "memory");
    check("STREX fails after an exception", failed, 1);
}

void check_interrupts(void) {
    enable(LOW_IRQ, LOW, low_handler);
    enable(MIDDLE_IRQ, MIDDLE, middle_handler);
    enable(HIGH_IRQ, HIGH, high_handler);
    check_masks();
    check_faultmask();
    check_preemption();
    check_exclusive();
    NVIC_ICER(LOW_IRQ) = 7u << LOW_IRQ;
    check("ICER disables", NVIC_ISER(LOW_IRQ), 0);
}
