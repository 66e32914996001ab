/* Two threads on their own process stacks, switched by PendSV with their FP registers live, and supervisor calls.
 * LSPEN is clear, as in Zephyr: FP registers are stacked on exception entry and not when they are first needed. */
#include <stddef.h>

#include "boot.h"

enum {
    STACK_WORDS = 512,
    FRAME_WORDS = 8,
    FP_FRAME_WORDS = 26,
    ROUNDS = 4,
    FPSCR_FZ = 1 << 24,
};

/* context.S knows the order of these. */
struct thread {
    uint32_t psp;
    uint32_t exc_return;
    uint32_t saved[8];
    uint32_t saved_fp[16];
};

static uint64_t other_stack[STACK_WORDS / 2];
struct thread main_thread;
struct thread other_thread;
struct thread *volatile current_thread = &main_thread;
struct thread *volatile next_thread;

static volatile uint32_t other_rounds;
static volatile uint32_t other_bad;

/* What inspect_frame() has found; context.S knows the order. */
volatile struct {
    uint32_t psp, s0, fpscr, exc_return;
} seen_frame;

/* context.S */
void switch_threads(void);
void inspect_frame(void);
void call_entry(void);
uint32_t yield_with_live_registers(uint32_t seed, struct thread *to);
uint32_t call_with_fp(uint32_t s0, uint32_t fpscr);
uint32_t call_without_fp(void);
uint32_t call_2(uint32_t argument);
uint32_t call_3(uint32_t argument);

void serve_call(uint32_t *frame);

static void yield_to(struct thread *thread) {
    next_thread = thread;
    uint32_t key = READ_SPECIAL(basepri);
    WRITE_SPECIAL(basepri_max, 0x10);
    SCB_ICSR = ICSR_PENDSVSET;
    WRITE_SPECIAL(basepri, key);
    __asm volatile("isb" ::: "memory");
}

static void other_main(void) {
    for (;;) {
        other_bad += yield_with_live_registers(0x41000000 + other_rounds, &main_thread);
        other_rounds++;
    }
}

/* A thread that has never run looks as if it had just been interrupted, without FP registers. */
static void create_other(void) {
    uint32_t *frame = (uint32_t *)other_stack + STACK_WORDS - FRAME_WORDS;
    for (unsigned i = 0; i < FRAME_WORDS; i++) {
        frame[i] = 0;
    }
    frame[6] = (uint32_t)(uintptr_t)other_main & ~1u;
    frame[7] = 1u << 24;
    other_thread.psp = (uint32_t)(uintptr_t)frame;
    other_thread.exc_return = 0xFFFFFFFD;
}

static void check_plain_switch(void) {
    WRITE_SPECIAL(control, 2);
    __asm volatile("isb");
    yield_to(&other_thread);
    check("a thread without FP is left with EXC_RETURN 0xFFFFFFFD", main_thread.exc_return, 0xFFFFFFFD);
    check("PendSV switches to the other thread and back", other_thread.exc_return, 0xFFFFFFED);
}

static void check_live_switches(void) {
    uint32_t bad = 0;
    for (uint32_t i = 0; i < ROUNDS; i++) {
        bad += yield_with_live_registers(0x42000000 + i, &other_thread);
    }
    check("FP and callee-saved registers of this thread survive", bad, 0);
    check("and those of the other", other_bad, 0);
    check("the other thread has run as often", other_rounds >= ROUNDS, 1);
    check("a thread with FP is left with EXC_RETURN 0xFFFFFFED", main_thread.exc_return, 0xFFFFFFED);
}

static void check_frame(void) {
    install(SV_CALL, inspect_frame);
    uint32_t sp = call_with_fp(0x3F800000, FPSCR_FZ);
    check("S0 is stacked on entry (LSPEN clear)", seen_frame.s0, 0x3F800000);
    check("FPSCR is stacked on entry", seen_frame.fpscr & FPSCR_FZ, FPSCR_FZ);
    check("an FP frame has 26 words and keeps 8-byte alignment", seen_frame.psp, (sp - 4 * FP_FRAME_WORDS) & ~7u);
    check("EXC_RETURN tells of an FP frame", seen_frame.exc_return, 0xFFFFFFED);
    sp = call_without_fp();
    check("leaving a plain frame, FPCA stays clear", READ_SPECIAL(control), 2);
    check("a plain frame has 8 words and keeps 8-byte alignment", seen_frame.psp, (sp - 4 * FRAME_WORDS) & ~7u);
    check("EXC_RETURN tells of a plain frame", seen_frame.exc_return, 0xFFFFFFFD);
}

/* Returns 100 * number + argument through the caller's stacked r0. */
void serve_call(uint32_t *frame) {
    const uint8_t *after_call = (const uint8_t *)(uintptr_t)frame[6];
    frame[0] = 100u * after_call[-2] + frame[0];
}

static void check_calls(void) {
    install(SV_CALL, call_entry);
    check("SVC finds its number and returns a value", call_2(23), 223);
    WRITE_SPECIAL(basepri, 0x10);
    check("SVC of priority 0 passes BASEPRI", call_3(1), 301);
    WRITE_SPECIAL(basepri, 0);
}

void check_threads(void) {
    WRITE_SPECIAL(basepri, 0);
    install(PEND_SV, switch_threads);
    create_other();
    check_plain_switch();
    check_live_switches();
    check_frame();
    check_calls();
    SCB_ICSR = ICSR_PENDSVCLR;
    install(PEND_SV, 0);
    install(SV_CALL, 0);
}
