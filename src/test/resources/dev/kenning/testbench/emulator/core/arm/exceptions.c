/*
 * Exceptions of an ARMv7-M core, one scenario after the other; each writes down what it saw.
 *
 * QEMU and our core must write the same. The log is a list of words: a scenario starts with its number and 0x5ce0
 * above it. The parameters, which the loader fills in, stand where the case driver has its own.
 */
#include <stdint.h>

#define REGISTER(address) (*(volatile uint32_t *)(address))
#define SEMIHOSTING REGISTER(0x20000008)
#define OPEN 0x20000010
#define WRITE 0x20000020
#define LOG ((volatile uint32_t *)0x20100000)
#define STACK_TOP 0x20008000

#define ICTR REGISTER(0xe000e004)
#define ISER REGISTER(0xe000e100)
#define ICER REGISTER(0xe000e180)
#define ISPR REGISTER(0xe000e200)
#define ICPR REGISTER(0xe000e280)
#define IABR REGISTER(0xe000e300)
#define IPR(n) (*(volatile uint8_t *)(0xe000e400 + (n)))
#define ICSR REGISTER(0xe000ed04)
#define VTOR REGISTER(0xe000ed08)
#define AIRCR REGISTER(0xe000ed0c)
#define CCR REGISTER(0xe000ed14)
#define SHPR(n) (*(volatile uint8_t *)(0xe000ed18 + (n) - 4))
#define SHCSR REGISTER(0xe000ed24)
#define CFSR REGISTER(0xe000ed28)
#define HFSR REGISTER(0xe000ed2c)
#define CPACR REGISTER(0xe000ed88)
#define STIR REGISTER(0xe000ef00)
#define FPCCR REGISTER(0xe000ef34)
#define FPCAR REGISTER(0xe000ef38)
#define FPDSCR REGISTER(0xe000ef3c)

#define PENDSVSET (1u << 28)
#define PENDSVCLR (1u << 27)
#define PENDSTSET (1u << 26)
#define PENDSTCLR (1u << 25)
#define NMIPENDSET (1u << 31)
#define RETTOBASE (1u << 11)                            /* unknown in thread mode */
#define MODES 0x07c00000                                /* of FPSCR: the rest is unknown in a new context */

enum { HARD_FAULT = 3, MEM_MANAGE, BUS_FAULT, USAGE_FAULT, SVC = 11, PENDSV = 14, SYSTICK = 15, IRQ0 = 16 };

struct frame { uint32_t r0, r1, r2, r3, r12, lr, pc, xpsr; };

static uint32_t position;
/* What a handler does besides writing down that it ran, by exception number. */
static void (*volatile actions[32])(struct frame *frame);
static volatile uint32_t skip;                          /* bytes by which a fault handler moves the return address */

__attribute__((always_inline)) static inline void barrier(void)
{
    __asm__ volatile("dsb\n isb" ::: "memory");
}

static void note(uint32_t word)
{
    LOG[++position] = word;
    LOG[0] = position;
}

static uint32_t ipsr(void)
{
    uint32_t value;

    __asm__ volatile("mrs %0, ipsr" : "=r"(value));
    return value;
}

static uint32_t control(void)
{
    uint32_t value;

    __asm__ volatile("mrs %0, control" : "=r"(value));
    return value;
}

__attribute__((used)) static void handle(struct frame *frame, uint32_t exc_return)
{
    uint32_t number = ipsr();

    note(0xe0000000 | number);
    note(exc_return);
    note(ICSR);
    note(SHCSR);
    note(IABR);
    note(ISPR);
    note(control());
    note((uint32_t)frame & 7);
    note(frame->xpsr);
    note(frame->r0);
    if (number >= HARD_FAULT && number <= USAGE_FAULT) {
        note(CFSR);
        note(HFSR);
        CFSR = CFSR;
        HFSR = HFSR;
        frame->pc += skip;
        skip = 0;
    }
    if (actions[number])
        actions[number](frame);
    note(0xeeee0000 | number);
}

__attribute__((naked)) static void entry(void)
{
    __asm__ volatile(
        "tst    lr, #4\n"
        "ite    eq\n"
        "mrseq  r0, msp\n"
        "mrsne  r0, psp\n"
        "mov    r1, lr\n"
        "push   {r3, lr}\n"
        "bl     handle\n"
        "pop    {r3, pc}\n");
}

static void svc(void)
{
    register uint32_t r0 __asm__("r0") = 0x5c5c;

    __asm__ volatile("svc 7" : "+r"(r0)::"r1", "r2", "r3", "r12", "memory");
    note(r0);
}

static void set_primask(uint32_t value)
{
    __asm__ volatile("msr primask, %0" ::"r"(value) : "memory");
}

static void set_basepri(uint32_t value)
{
    __asm__ volatile("msr basepri, %0" ::"r"(value) : "memory");
}

static void set_basepri_max(uint32_t value)
{
    __asm__ volatile("msr basepri_max, %0" ::"r"(value) : "memory");
}

static void set_faultmask(uint32_t value)
{
    __asm__ volatile("msr faultmask, %0" ::"r"(value) : "memory");
}

static uint32_t basepri(void)
{
    uint32_t value;

    __asm__ volatile("mrs %0, basepri" : "=r"(value));
    return value;
}

__attribute__((always_inline)) static inline void pend(uint32_t number)
{
    ISPR = 1u << number;
    barrier();
}

/* Actions of handlers. */

static void pend_pendsv(struct frame *frame)
{
    (void)frame;
    ICSR = PENDSVSET;
    barrier();
    note(1);
}

static void pend_irq1(struct frame *frame)
{
    (void)frame;
    pend(1);
    note(2);
}

static void pend_irq1_and_2(struct frame *frame)
{
    (void)frame;
    ISPR = 6;
    barrier();
    note(3);
}

static void pend_itself_once(struct frame *frame)
{
    (void)frame;
    actions[IRQ0] = 0;
    pend(0);
    note(4);
}

static void change_result(struct frame *frame)
{
    frame->r0 = 0x12345678;
}

static void raise_basepri_and_pend(struct frame *frame)
{
    (void)frame;
    set_basepri(0x40);
    pend(1);
    note(5);
    set_basepri(0);
    barrier();
    note(6);
}

static void undefined(struct frame *frame)
{
    (void)frame;
    skip = 2;
    __asm__ volatile("udf 3");
    note(7);
}

static void lower_own_priority(struct frame *frame)
{
    (void)frame;
    pend(1);
    note(8);
    IPR(0) = 0xe0;
    barrier();
    note(9);
}

static void use_floats(struct frame *frame)
{
    (void)frame;
    note(FPCCR & 0xc0000001);
    note(FPCAR - (uint32_t)frame);
    __asm__ volatile("vmov s0, %0\n vmov s15, %0\n vmov s20, %0" ::"r"(0x40490fdb) : "s0", "s15", "s20");
    note(FPCCR & 0xc0000001);
    note(REGISTER((uint32_t)frame + 0x20));
    note(REGISTER((uint32_t)frame + 0x20 + 15 * 4));
    note(REGISTER((uint32_t)frame + 0x60) & MODES);
    note(control());
}

static void look_at_floats(struct frame *frame)
{
    note(FPCCR & 0xc0000001);
    note(FPCAR - (uint32_t)frame);
    if (!(FPCCR & 1)) {
        note(REGISTER((uint32_t)frame + 0x20));
        note(REGISTER((uint32_t)frame + 0x20 + 15 * 4));
        note(REGISTER((uint32_t)frame + 0x60));
    }
}

static void svc_from_pendsv(struct frame *frame)
{
    (void)frame;
    svc();
}

/* Scenarios. */

static void defaults(void)
{
    for (uint32_t i = 0; i < 32; i++)
        actions[i] = 0;
    set_primask(0);
    set_basepri(0);
    ICER = 0xffffffff;
    ICPR = 0xffffffff;
    ICSR = PENDSVCLR | PENDSTCLR;
    AIRCR = 0x05fa0000;
    CCR = 0x200;
    SHCSR = 0x00070000;
    for (uint32_t i = 0; i < 8; i++)
        IPR(i) = (uint8_t)(0x40 + 0x20 * i);
    SHPR(4) = 0x20;
    SHPR(5) = 0x20;
    SHPR(6) = 0x20;
    SHPR(11) = 0x80;
    SHPR(14) = 0xe0;
    SHPR(15) = 0xc0;
    ISER = 0xff;
    skip = 0;
    barrier();
}

static void svc_returns_a_value(void)
{
    actions[SVC] = change_result;
    svc();
}

static void pendsv_follows_svc(void)
{
    actions[SVC] = pend_pendsv;
    svc();
}

static void higher_priority_preempts(void)
{
    actions[IRQ0 + 4] = pend_irq1;
    pend(4);
}

static void equal_priority_waits(void)
{
    IPR(4) = IPR(1);
    actions[IRQ0 + 4] = pend_irq1;
    pend(4);
}

static void lower_priority_waits(void)
{
    actions[IRQ0] = pend_irq1_and_2;
    pend(0);
}

static void lowest_number_goes_first(void)
{
    IPR(1) = 0x60;
    IPR(2) = 0x60;
    IPR(3) = 0x40;
    set_primask(1);
    ISPR = 0xe;
    barrier();
    note(ICSR & ~RETTOBASE);
    set_primask(0);
    barrier();
}

static void subpriority_orders_but_does_not_preempt(void)
{
    AIRCR = 0x05fa0600;                                 /* one bit of group priority */
    actions[IRQ0 + 4] = pend_irq1_and_2;
    IPR(4) = 0x60;
    IPR(1) = 0x40;
    IPR(2) = 0x20;
    note(AIRCR);
    pend(4);
}

static void an_interrupt_may_pend_itself(void)
{
    actions[IRQ0] = pend_itself_once;
    pend(0);
}

static void primask_holds_back(void)
{
    set_primask(1);
    ICSR = PENDSVSET | PENDSTSET;
    barrier();
    note(ICSR & ~RETTOBASE);
    set_primask(0);
    barrier();
    note(10);
}

static void basepri_holds_back_what_is_lower(void)
{
    set_basepri(0x80);
    ISPR = 0x0f;
    barrier();
    note(ISPR);
    set_basepri(0);
    barrier();
}

static void basepri_max_only_tightens(void)
{
    set_basepri_max(0x80);
    note(basepri());
    set_basepri_max(0xa0);
    note(basepri());
    set_basepri_max(0x40);
    note(basepri());
    set_basepri_max(0);
    note(basepri());
    set_basepri(0xff);
    note(basepri());
}

static void basepri_inside_a_handler(void)
{
    actions[IRQ0 + 4] = raise_basepri_and_pend;
    pend(4);
}

static void faultmask_holds_back_all_but_nmi(void)
{
    set_faultmask(1);
    pend(0);
    note(ICSR & ~RETTOBASE);
    ICSR = NMIPENDSET;
    barrier();
    note(11);
    set_faultmask(0);
    barrier();
}

static void disabled_interrupts_stay_pending(void)
{
    ICER = 1;
    pend(0);
    note(ISPR);
    ISER = 1;
    barrier();
    note(ISPR);
}

static void stir_pends(void)
{
    STIR = 3;
    barrier();
}

static void priority_may_change_inside_a_handler(void)
{
    IPR(0) = 0x20;
    actions[IRQ0] = lower_own_priority;
    pend(0);
}

static void svc_inside_pendsv(void)
{
    actions[PENDSV] = svc_from_pendsv;
    actions[SVC] = change_result;
    ICSR = PENDSVSET;
    barrier();
}

static void usage_faults(void)
{
    skip = 2;
    __asm__ volatile("udf 1");
    CCR = 0x210;
    barrier();
    skip = 4;
    __asm__ volatile("sdiv r0, r0, %0" ::"r"(0) : "r0");
    CCR = 0x208;
    barrier();
    skip = 4;
    __asm__ volatile("ldr.w r0, [%0]" ::"r"(0x20000001) : "r0");
    CCR = 0x200;
    barrier();
    skip = 4;
    __asm__ volatile("ldrd r0, r1, [%0]" ::"r"(0x20000002) : "r0", "r1");
    skip = 4;
    __asm__ volatile("mcr p3, 0, r0, c0, c0, 0");
}

static void a_fault_that_is_disabled_escalates(void)
{
    SHCSR = 0;
    skip = 2;
    __asm__ volatile("udf 1");
}

static void a_fault_under_primask_escalates(void)
{
    set_primask(1);
    skip = 2;
    __asm__ volatile("udf 1");
    set_primask(0);
}

static void svc_under_basepri_escalates(void)
{
    set_basepri(0x80);
    __asm__ volatile("svc 1" ::: "r0", "r1", "r2", "r3", "r12", "memory");
    set_basepri(0);
}

static void a_fault_inside_a_higher_handler_escalates(void)
{
    IPR(0) = 0;
    actions[IRQ0] = undefined;
    pend(0);
}

static void a_fault_inside_a_lower_handler_preempts(void)
{
    actions[IRQ0] = undefined;
    pend(0);
}

static void the_frame_is_aligned(void)
{
    __asm__ volatile(
        "mov    r4, sp\n"
        "sub    sp, sp, #4\n"
        "svc    1\n"
        "add    sp, sp, #4\n"
        "mov    r5, sp\n"
        "sub    r4, r4, r5\n" ::: "r0", "r1", "r2", "r3", "r4", "r5", "r12", "memory");
}

static void it_state_survives(void)
{
    uint32_t a = 1, b = 2, c = 3;

    __asm__ volatile(
        "cmp    %0, #1\n"
        "ittee  eq\n"
        "svceq  2\n"
        "addeq  %1, #5\n"
        "addne  %1, #50\n"
        "addne  %2, #50\n"
        : "+l"(a), "+l"(b), "+l"(c)::"r0", "r1", "r2", "r3", "r12", "cc", "memory");
    note(a);
    note(b);
    note(c);
}

static uint32_t process_stack[256];

static void thread_on_the_process_stack(void)
{
    __asm__ volatile(
        "msr    psp, %0\n"
        "mrs    r4, control\n"
        "orr    r5, r4, #2\n"
        "msr    control, r5\n"
        "isb\n"
        "svc    3\n"
        "sub    sp, sp, #4\n"
        "svc    4\n"
        "msr    control, r4\n"
        "isb\n" ::"r"((uint32_t)(process_stack + 200) & ~7u)
        : "r0", "r1", "r2", "r3", "r4", "r5", "r12", "memory");
    note(control());
}

static void unprivileged_thread(void)
{
    __asm__ volatile(
        "movs   r4, #1\n"
        "msr    control, r4\n"
        "isb\n"
        "movs   r0, #1\n"
        "msr    primask, r0\n"
        "mrs    r0, primask\n"
        "svc    5\n" ::: "r0", "r1", "r2", "r3", "r4", "r12", "memory");
    note(control());
}

static void become_privileged(struct frame *frame)
{
    (void)frame;
    __asm__ volatile("msr control, %0\n isb" ::"r"(0));
}

static void floats(uint32_t fpccr)
{
    uint32_t first, last, upper, status;

    FPCCR = fpccr;
    FPDSCR = 0x01000000;
    barrier();
    __asm__ volatile(
        "vmov   s0, %4\n"
        "vmov   s15, %5\n"
        "vmov   s20, %6\n"
        "vmsr   fpscr, %7\n"
        "svc    6\n"
        "vmov   %0, s0\n"
        "vmov   %1, s15\n"
        "vmov   %2, s20\n"
        "vmrs   %3, fpscr\n"
        : "=&r"(first), "=&r"(last), "=&r"(upper), "=&r"(status)
        : "r"(0x3f800000), "r"(0x40000000), "r"(0x40400000), "r"(0x60400011)
        : "r0", "r1", "r2", "r3", "r12", "s0", "s15", "s20", "memory");
    note(first);
    note(last);
    note(upper);
    note(status);
    note(control());
    note(FPCCR & 0xc0000001);
    __asm__ volatile("vmsr fpscr, %0" ::"r"(0));
    __asm__ volatile("msr control, %0\n isb" ::"r"(0));
}

static void floats_saved_lazily(void)
{
    actions[SVC] = use_floats;
    floats(0xc0000000);
}

static void floats_not_touched_by_the_handler(void)
{
    actions[SVC] = look_at_floats;
    floats(0xc0000000);
}

static void floats_saved_at_once(void)
{
    actions[SVC] = use_floats;
    floats(0x80000000);
}

static void floats_seen_in_the_frame(void)
{
    actions[SVC] = look_at_floats;
    floats(0x80000000);
}

static void floats_not_saved(void)
{
    actions[SVC] = look_at_floats;
    floats(0);
}

static void float_then_preempt(struct frame *frame)
{
    use_floats(frame);
    pend(0);
}

static void lazy_state_across_two_handlers(void)
{
    actions[SVC] = float_then_preempt;
    actions[IRQ0] = use_floats;
    floats(0xc0000000);
}

static void pend_only(struct frame *frame)
{
    look_at_floats(frame);
    pend(0);
}

static void lazy_state_saved_by_the_inner_handler(void)
{
    actions[SVC] = pend_only;
    actions[IRQ0] = use_floats;
    floats(0xc0000000);
}

static void no_floats_without_access(void)
{
    FPCCR = 0;
    CPACR = 0;
    barrier();
    skip = 4;
    __asm__ volatile("vmov.f32 s0, s1");
    CPACR = 0x00f00000;
    barrier();
    note(12);
}

static void wfi_wakes_although_masked(void)
{
    set_primask(1);
    pend(0);
    __asm__ volatile("wfi");
    note(13);
    set_primask(0);
    barrier();
}

static void vectors_may_move(void);

static void (*const scenarios[])(void) = {
    svc_returns_a_value,
    pendsv_follows_svc,
    higher_priority_preempts,
    equal_priority_waits,
    lower_priority_waits,
    lowest_number_goes_first,
    subpriority_orders_but_does_not_preempt,
    an_interrupt_may_pend_itself,
    primask_holds_back,
    basepri_holds_back_what_is_lower,
    basepri_max_only_tightens,
    basepri_inside_a_handler,
    faultmask_holds_back_all_but_nmi,
    disabled_interrupts_stay_pending,
    stir_pends,
    priority_may_change_inside_a_handler,
    svc_inside_pendsv,
    usage_faults,
    a_fault_that_is_disabled_escalates,
    a_fault_under_primask_escalates,
    svc_under_basepri_escalates,
    a_fault_inside_a_higher_handler_escalates,
    a_fault_inside_a_lower_handler_preempts,
    the_frame_is_aligned,
    it_state_survives,
    thread_on_the_process_stack,
    unprivileged_thread,
    wfi_wakes_although_masked,
    vectors_may_move,
    no_floats_without_access,
    floats_saved_lazily,
    floats_not_touched_by_the_handler,
    floats_saved_at_once,
    floats_seen_in_the_frame,
    floats_not_saved,
    lazy_state_across_two_handlers,
    lazy_state_saved_by_the_inner_handler,
};

static uint32_t semihosting(uint32_t operation, uint32_t argument)
{
    register uint32_t r0 __asm__("r0") = operation;
    register uint32_t r1 __asm__("r1") = argument;

    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

__attribute__((used)) static void reset(void)
{
    CPACR = 0x00f00000;
    barrier();
    for (uint32_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        defaults();
        note(0x5ce00000 | i);
        if (scenarios[i] == unprivileged_thread)
            actions[SVC] = become_privileged;
        scenarios[i]();
    }
    note(0x5ceeeeee);
    if (SEMIHOSTING) {
        REGISTER(WRITE) = semihosting(1, OPEN);
        semihosting(5, WRITE);
        semihosting(2, WRITE);
        semihosting(0x18, 0x20026);
    }
    for (;;)
        __asm__ volatile("wfi");
}

#define ENTRY (uint32_t)entry

__attribute__((section(".vectors"), used)) static const void *const vectors[32] = {
    (void *)STACK_TOP, reset, entry, entry, entry, entry, entry, entry, entry, entry, entry, entry, entry, entry, entry,
    entry, entry, entry, entry, entry, entry, entry, entry, entry, entry, entry, entry, entry, entry, entry, entry, entry,
};

static uint32_t moved[32] __attribute__((aligned(128)));

static void vectors_may_move(void)
{
    for (uint32_t i = 0; i < 32; i++)
        moved[i] = (uint32_t)vectors[i];
    VTOR = (uint32_t)moved;
    barrier();
    note(VTOR - (uint32_t)moved);
    svc();
    VTOR = 0;
    barrier();
}
