/* VTOR, FPU, priorities, MPU: the processor's registers in the order in which Zephyr touches them. */
#include "boot.h"

#define CPACR REGISTER(0xE000ED88)
#define MPU_TYPE REGISTER(0xE000ED90)
#define MPU_CTRL REGISTER(0xE000ED94)
#define MPU_RNR REGISTER(0xE000ED98)
#define MPU_RBAR REGISTER(0xE000ED9C)
#define MPU_RASR REGISTER(0xE000EDA0)

static void check_identity(void) {
    check("CPUID is a Cortex-M7", SCB_CPUID & 0xFF0FFFF0, 0x410FC270);
    check("AIRCR reads its key back", SCB_AIRCR, 0xFA050000);
    check("IPSR is 0 in thread mode", READ_SPECIAL(ipsr), 0);
    check("PRIMASK is clear after reset", READ_SPECIAL(primask), 0);
    check("FAULTMASK is clear after reset", READ_SPECIAL(faultmask), 0);
}

static void check_vtor(void) {
    SCB_VTOR = (uint32_t)(uintptr_t)flash_vectors;
    check("VTOR points to the table in flash", SCB_VTOR, (uint32_t)(uintptr_t)flash_vectors);
    SCB_VTOR = (uint32_t)(uintptr_t)ram_vectors;
    BARRIER();
    check("VTOR moves to RAM", SCB_VTOR, (uint32_t)(uintptr_t)ram_vectors);
}

static void check_fpu(void) {
    check("CPACR denies the FPU after reset", CPACR, 0);
    CPACR &= ~(0xFu << 20);
    CPACR |= 0x5u << 20;
    BARRIER();
    check("CPACR grants the FPU to privileged code", CPACR, 0x500000);
    FPU_FPCCR = 0xC0000000;
    check("FPCCR: ASPEN and LSPEN", FPU_FPCCR & 0xC0000000, 0xC0000000);
    FPU_FPCCR &= ~(1u << 30);
    check("FPCCR: LSPEN can be cleared", FPU_FPCCR & 0xC0000000, 0x80000000);
    __asm volatile("vmsr fpscr, %0" ::"r"(0) : "memory");
    check("FP instructions set CONTROL.FPCA", READ_SPECIAL(control), 6);
    WRITE_SPECIAL(control, 2);
    __asm volatile("isb");
    check("CONTROL.FPCA can be cleared", READ_SPECIAL(control), 2);
}

static void check_priorities(void) {
    for (unsigned irq = 0; irq < 98; irq++) {
        NVIC_IPR(irq) = 0x10;
    }
    check("NVIC priorities are bytes of words", REGISTER(0xE000E400), 0x10101010);
    NVIC_IPR(5) = 0xFF;
    uint32_t stored = NVIC_IPR(5);
    check("a priority has at most 8 bits, high ones first", stored & 0xF0, 0xF0);
    NVIC_IPR(5) = 0x10;
    SHPR(PEND_SV) = 0xF0;
    SHPR(SV_CALL) = 0;
    SHPR(MEM_MANAGE) = 0;
    SHPR(BUS_FAULT) = 0;
    SHPR(USAGE_FAULT) = 0;
    SHPR(12) = 0;
    check("SHPR3 takes bytes", REGISTER(0xE000ED20), 0xF00000);
    check("no fault handler is enabled after reset", SCB_SHCSR, 0);
    SCB_SHCSR |= 0x70000;
    check("SHCSR enables MemManage, BusFault and UsageFault", SCB_SHCSR, 0x70000);
}

static void check_control(void) {
    SCB_CCR |= 1 << 4;
    check("CCR traps division by zero", SCB_CCR & 1 << 4, 1 << 4);
    SCB_SCR = 0x10;
    check("SCR holds SEVONPEND", SCB_SCR, 0x10);
    SCB_CFSR = 0xFFFFFFFF;
    SCB_HFSR = 0xFFFFFFFF;
    check("CFSR clears by writing ones", SCB_CFSR, 0);
    check("HFSR clears by writing ones", SCB_HFSR, 0);
}

/* The regions of the real firmware: flash read-only, RAM without execution. They allow all that this program does. */
static void check_mpu(void) {
    uint32_t regions = MPU_TYPE >> 8 & 0xFF;
    MPU_CTRL = 0;
    for (uint32_t region = 0; region < regions; region++) {
        MPU_RNR = region;
        MPU_RASR = 0;
    }
    MPU_RNR = 0;
    MPU_RBAR = 0x08000010;
    MPU_RASR = 0x07020027;
    check("RBAR with VALID selects its region", MPU_RNR, 0);
    MPU_RBAR = 0x20010011;
    MPU_RASR = 0x110B0023;
    check("RBAR with VALID moves RNR", MPU_RNR, 1);
    check("RASR holds size and access", MPU_RASR, 0x110B0023);
    check("RBAR reads its region", MPU_RBAR & 0xF, 1);
    MPU_CTRL = 5;
    BARRIER();
    check("MPU_CTRL: enabled, background for privileged code", MPU_CTRL, 5);
}

void check_system(void) {
    check_identity();
    check_vtor();
    check_fpu();
    check_priorities();
    check_control();
    check_mpu();
}
