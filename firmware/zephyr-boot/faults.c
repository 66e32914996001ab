/* Faults: their handlers, what they say of their cause, and the escalation to HardFault. */
#include "boot.h"

enum {
    UNDEFINSTR = 1 << 16,
    INVSTATE = 1 << 17,
    UNALIGNED = 1 << 24,
    DIVBYZERO = 1 << 25,
    FORCED = 1 << 30,
};

static volatile uint32_t taken;
static volatile uint32_t cause;
static volatile uint32_t hard_cause;

/* context.S */
void fault_entry(void);

void note_fault(uint32_t *frame);

/* Skips the instruction that faulted; all of those below are 4 bytes long. */
void note_fault(uint32_t *frame) {
    taken = READ_SPECIAL(ipsr);
    cause = SCB_CFSR;
    hard_cause = SCB_HFSR;
    SCB_CFSR = 0xFFFFFFFF;
    SCB_HFSR = 0xFFFFFFFF;
    frame[6] += 4;
}

static void divide_by_zero(void) {
    __asm volatile("movs r0, #7\n\t movs r1, #0\n\t udiv r0, r0, r1" ::: "r0", "r1", "cc", "memory");
}

static void execute_undefined(void) {
    __asm volatile("udf.w #1" ::: "memory");
}

static void load_double_unaligned(void) {
    static const uint64_t data[2] = {0, 0};
    __asm volatile("ldrd r2, r3, [%0]" ::"r"((uintptr_t)data + 2) : "r2", "r3", "memory");
}

/* Runs with the fault's own handler enabled or not. */
static void expect_fault(const char *name, void (*act)(void), uint32_t exception, uint32_t expected_cause) {
    taken = 0;
    cause = 0;
    act();
    check(name, taken << 28 | cause, exception << 28 | expected_cause);
}

static void check_unaligned_word(void) {
    static const uint8_t bytes[] = {0, 0x78, 0x56, 0x34, 0x12, 0, 0, 0};
    uint32_t value;
    __asm volatile("ldr %0, [%1]" : "=r"(value) : "r"(bytes + 1) : "memory");
    check("LDR may be unaligned", value, 0x12345678);
}

void check_faults(void) {
    install(USAGE_FAULT, fault_entry);
    install(HARD_FAULT, fault_entry);
    check_unaligned_word();
    expect_fault("division by zero is a UsageFault", divide_by_zero, USAGE_FAULT, DIVBYZERO);
    expect_fault("UDF is a UsageFault", execute_undefined, USAGE_FAULT, UNDEFINSTR);
    expect_fault("LDRD must be aligned", load_double_unaligned, USAGE_FAULT, UNALIGNED);
    SCB_SHCSR &= ~(1u << 18);
    BARRIER();
    expect_fault("a disabled UsageFault escalates", execute_undefined, HARD_FAULT, UNDEFINSTR);
    check("HFSR says so", hard_cause, FORCED);
    SCB_SHCSR |= 1u << 18;
    SHPR(USAGE_FAULT) = 0x40;
    WRITE_SPECIAL(basepri, 0x40);
    expect_fault("a UsageFault behind BASEPRI escalates", divide_by_zero, HARD_FAULT, DIVBYZERO);
    WRITE_SPECIAL(basepri, 0);
    SCB_CCR &= ~(1u << 4);
    BARRIER();
    taken = 0;
    divide_by_zero();
    check("without the trap, division by zero gives no fault", taken, 0);
}
