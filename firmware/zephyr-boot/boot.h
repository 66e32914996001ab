/* A program that boots as a Zephyr build of the Kenning app does, and checks what the processor and the chip answer.
 * It tells each check on the console, stops at the first that fails, and ends with "BOOT PASS". */
#ifndef BOOT_H
#define BOOT_H

#include <stdint.h>

#include "system_registers.h"

/* Steps, in the order of execution. */
void check_system(void);
void check_devices(void);
void check_systick(void);
void check_threads(void);
void check_interrupts(void);
void check_faults(void);

/* Prints "PASS name", or "FAIL name: expected 0x1, is 0x2" and stops. */
void check(const char *name, uint32_t actual, uint32_t expected);

/* Until the console is there its text is kept. */
void console_open(void);
void say(const char *line);
void say_number(const char *name, uint32_t value);
void stop(void) __attribute__((noreturn));

/* The board's: makes the console usable, and sends a character on it. */
void console_start(void);
void console_put(char character);

/* Any handler; the vector table is in RAM, so that each step can install its own. */
typedef void (*handler)(void);
extern const handler flash_vectors[];
extern handler ram_vectors[];
enum {
    HARD_FAULT = 3,
    MEM_MANAGE = 4,
    BUS_FAULT = 5,
    USAGE_FAULT = 6,
    SV_CALL = 11,
    PEND_SV = 14,
    SYS_TICK = 15,
    IRQ_0 = 16,
    VECTORS = 16 + 98,
};
void install(unsigned exception, handler function);

#define READ_SPECIAL(name) ({ uint32_t value_; __asm volatile("mrs %0, " #name : "=r"(value_) :: "memory"); value_; })
#define WRITE_SPECIAL(name, value) __asm volatile("msr " #name ", %0" :: "r"(value) : "memory")
#define BARRIER() __asm volatile("dsb\n\tisb" ::: "memory")

#define REGISTER8(address) (*(volatile uint8_t *)(uintptr_t)(address))
#define SHPR(exception) REGISTER8(0xE000ED14 + (exception))
#define NVIC_ICER(irq) REGISTER(0xE000E180 + 4 * ((irq) / 32))
#define NVIC_ISPR(irq) REGISTER(0xE000E200 + 4 * ((irq) / 32))
#define NVIC_IABR(irq) REGISTER(0xE000E300 + 4 * ((irq) / 32))
#define NVIC_IPR(irq) REGISTER8(0xE000E400 + (irq))
#define SCB_VTOR REGISTER(0xE000ED08)
#define SCB_AIRCR REGISTER(0xE000ED0C)
#define SCB_SCR REGISTER(0xE000ED10)
#define SCB_SHCSR REGISTER(0xE000ED24)
#define SCB_CPUID REGISTER(0xE000ED00)
#define FPU_FPCCR REGISTER(0xE000EF34)
enum {
    ICSR_PENDSVSET = 1 << 28,
    ICSR_PENDSVCLR = 1 << 27,
    ICSR_PENDSTCLR = 1 << 25,
};

#endif
