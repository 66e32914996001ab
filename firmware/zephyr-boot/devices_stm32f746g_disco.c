/* Cache, clocks, pins and UARTs of the STM32F746: the writes of the real firmware, and what must be read back. */
#include <stddef.h>

#include "boot.h"

enum operation { READ, WRITE, WAIT };

/* WAIT: until all bits of the value are set. */
struct access {
    enum operation operation;
    uint32_t address;
    uint32_t value;
    const char *name;
};

#define RCC(offset) (0x40023800 + (offset))
#define GPIO_A(offset) (0x40020000 + (offset))
#define GPIO_B(offset) (0x40020400 + (offset))
#define GPIO_C(offset) (0x40020800 + (offset))
#define USART1(offset) (0x40011000 + (offset))
#define USART6(offset) (0x40011400 + (offset))

static const struct access clocks[] = {
    {READ, RCC(0x40), 0, "RCC APB1ENR after reset"},
    {WRITE, RCC(0x40), 0x10000000, NULL},
    {READ, RCC(0x40), 0x10000000, "RCC APB1ENR: power interface on"},
    {WRITE, 0x40007000, 0x0001C000, NULL},
    {WAIT, 0x40007004, 0x00010000, "PWR CSR1: over-drive ready"},
    {WRITE, 0x40007000, 0x0003C000, NULL},
    {WAIT, 0x40007004, 0x00020000, "PWR CSR1: over-drive switching ready"},
    {READ, RCC(0x08), 0, "RCC CFGR: HSI is the system clock after reset"},
    {READ, RCC(0x00), 0x483, "RCC CR after reset"},
    {WRITE, RCC(0x00), 0x483, NULL},
    {WAIT, RCC(0x00), 2, "RCC CR: HSI ready"},
    {READ, RCC(0x74), 0x0E000000, "RCC CSR after reset"},
    {WRITE, RCC(0x74), 0x0E000001, NULL},
    {WAIT, RCC(0x74), 2, "RCC CSR: LSI ready"},
    {WRITE, RCC(0x08), 0, NULL},
    {WRITE, RCC(0x00), 0x10483, NULL},
    {WAIT, RCC(0x00), 0x20000, "RCC CR: HSE ready"},
    {WRITE, RCC(0x00), 0x30483, NULL},
    {READ, RCC(0x04), 0x24003010, "RCC PLLCFGR after reset"},
    {WRITE, RCC(0x04), 0x24003010, NULL},
    {WRITE, RCC(0x04), 0x29003010, NULL},
    {READ, RCC(0x04), 0x29003010, "RCC PLLCFGR stores"},
    {WRITE, RCC(0x04), 0x29406C19, NULL},
    {WRITE, RCC(0x00), 0x1030483, NULL},
    {WAIT, RCC(0x00), 0x2000000, "RCC CR: PLL ready"},
    {READ, RCC(0x00), 0x3030483, "RCC CR: HSE and PLL on"},
    {WRITE, 0x40023C00, 7, NULL},
    {READ, 0x40023C00, 7, "FLASH ACR stores its wait states"},
    {WRITE, RCC(0x08), 0x2, NULL},
    {WAIT, RCC(0x08), 0x8, "RCC CFGR: switched to the PLL"},
    {READ, RCC(0x08), 0xA, "RCC CFGR: PLL is the system clock"},
    {WRITE, RCC(0x08), 0x140A, NULL},
    {READ, RCC(0x08), 0x140A, "RCC CFGR: APB1 divided"},
    {WRITE, RCC(0x08), 0x940A, NULL},
    {READ, RCC(0x08), 0x940A, "RCC CFGR: APB2 divided"},
    {READ, RCC(0x30), 0, "RCC AHB1ENR after reset"},
    {WRITE, RCC(0x30), 0x7E0, NULL},
    {WRITE, RCC(0x30), 0x7FF, NULL},
    {READ, RCC(0x30), 0x7FF, "RCC AHB1ENR: ports on"},
    {READ, RCC(0x44), 0, "RCC APB2ENR after reset"},
    {WRITE, RCC(0x44), 0x20, NULL},
    {WRITE, RCC(0x44), 0x30, NULL},
    {READ, RCC(0x44), 0x30, "RCC APB2ENR: USART1 and USART6 on"},
};

static const struct access pins[] = {
    {READ, GPIO_C(0x00), 0, "port C MODER after reset"},
    {WRITE, GPIO_C(0x0C), 0x1000, NULL},
    {WRITE, GPIO_C(0x20), 0x08000000, NULL},
    {WRITE, GPIO_C(0x00), 0x2000, NULL},
    {READ, GPIO_C(0x0C), 0x1000, "port C PUPDR stores"},
    {WRITE, GPIO_C(0x20), 0x88000000, NULL},
    {READ, GPIO_C(0x20), 0x88000000, "port C AFRL stores"},
    {WRITE, GPIO_C(0x00), 0xA000, NULL},
    {READ, GPIO_C(0x00), 0xA000, "port C MODER stores"},
    {READ, GPIO_A(0x00), 0xA8000000, "port A MODER after reset"},
    {READ, GPIO_A(0x0C), 0x64000000, "port A PUPDR after reset"},
    {WRITE, GPIO_A(0x0C), 0x64040000, NULL},
    {WRITE, GPIO_A(0x24), 0x70, NULL},
    {WRITE, GPIO_A(0x00), 0xA8080000, NULL},
    {READ, GPIO_A(0x24), 0x70, "port A AFRH stores"},
    {READ, GPIO_B(0x00), 0x280, "port B MODER after reset"},
    {READ, GPIO_B(0x08), 0xC0, "port B OSPEEDR after reset"},
    {READ, GPIO_B(0x0C), 0x100, "port B PUPDR after reset"},
    {WRITE, GPIO_B(0x20), 0x70000000, NULL},
    {WRITE, GPIO_B(0x00), 0x8280, NULL},
    {READ, GPIO_B(0x00), 0x8280, "port B MODER stores"},
};

static const struct access usarts[] = {
    {READ, USART6(0x00), 0, "USART6 CR1 after reset"},
    {WRITE, RCC(0x24), 0x20, NULL},
    {READ, RCC(0x24), 0x20, "RCC APB2RSTR stores"},
    {WRITE, RCC(0x24), 0, NULL},
    {WRITE, USART6(0x00), 0xC, NULL},
    {WRITE, USART6(0x04), 0, NULL},
    {WRITE, USART6(0x0C), 0x3AA, NULL},
    {WRITE, USART6(0x00), 0xD, NULL},
    {READ, USART6(0x00), 0xD, "USART6 CR1: UE, RE, TE"},
    {READ, USART6(0x1C), 0x206000C0, "USART6 ISR: TXE, TC, TEACK, REACK"},
    {READ, USART1(0x00), 0, "USART1 CR1 after reset"},
    {WRITE, RCC(0x24), 0x10, NULL},
    {WRITE, RCC(0x24), 0, NULL},
    {WRITE, USART1(0x00), 0xC, NULL},
    {WRITE, USART1(0x04), 0, NULL},
    {WRITE, USART1(0x0C), 0x3AA, NULL},
    {WRITE, USART1(0x00), 0xD, NULL},
    {READ, USART1(0x1C), 0x206000C0, "USART1 ISR: TXE, TC, TEACK, REACK"},
};

enum { WAIT_POLLS = 100000 };

/* Returns what it saw, and does not look again: Renode's stand-in for PWR answers all bits every second time only. */
static uint32_t wait_for(uint32_t address, uint32_t mask) {
    uint32_t value = 0;
    for (uint32_t i = 0; i < WAIT_POLLS && value != mask; i++) {
        value = REGISTER(address) & mask;
    }
    return value;
}

static void play(const struct access *accesses, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct access *access = &accesses[i];
        if (access->operation == WRITE) {
            REGISTER(access->address) = access->value;
        } else if (access->operation == READ) {
            check(access->name, REGISTER(access->address), access->value);
        } else {
            check(access->name, wait_for(access->address, access->value), access->value);
        }
    }
}

void console_start(void) {
    REGISTER(USART1(0x00)) = 0xD;
}

void console_put(char character) {
    while ((REGISTER(USART1(0x1C)) & 0x80) == 0) {
    }
    REGISTER(USART1(0x28)) = (uint8_t)character;
}

static void check_cache(void) {
    SCB_ICIALLU = 0;
    BARRIER();
    SCB_CCR |= SCB_CCR_IC;
    BARRIER();
    check("CCR: instruction cache on", SCB_CCR & SCB_CCR_IC, SCB_CCR_IC);
}

void check_devices(void) {
    check_cache();
    play(clocks, sizeof clocks / sizeof clocks[0]);
    play(pins, sizeof pins / sizeof pins[0]);
    play(usarts, sizeof usarts / sizeof usarts[0]);
    console_open();
}
