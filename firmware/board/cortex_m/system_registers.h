/* The processor's own registers, named as in the ARMv7-M Architecture Reference Manual. */
#ifndef SYSTEM_REGISTERS_H
#define SYSTEM_REGISTERS_H

#include <stdint.h>

#define REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))

/* System timer and system control block */
#define SYST_CSR REGISTER(0xE000E010)
#define SYST_RVR REGISTER(0xE000E014)
#define SYST_CVR REGISTER(0xE000E018)
#define SCB_ICSR REGISTER(0xE000ED04)
#define SCB_CCR REGISTER(0xE000ED14)
#define SCB_CFSR REGISTER(0xE000ED28)
#define SCB_HFSR REGISTER(0xE000ED2C)
#define SCB_MMFAR REGISTER(0xE000ED34)
#define SCB_BFAR REGISTER(0xE000ED38)
#define SCB_CPACR REGISTER(0xE000ED88)
#define SCB_ICIALLU REGISTER(0xE000EF50)
enum {
    SYST_CSR_ENABLE = 1 << 0,
    SYST_CSR_TICKINT = 1 << 1,
    SYST_CSR_CLKSOURCE = 1 << 2,
    SCB_ICSR_PENDSTSET = 1 << 26,
    SCB_CCR_IC = 1 << 17,
};

/* Interrupt controller */
#define NVIC_ISER(irq) REGISTER(0xE000E100 + 4 * ((irq) / 32))
#define NVIC_ICPR(irq) REGISTER(0xE000E280 + 4 * ((irq) / 32))

#endif
