/* The chip's registers that this firmware touches, named as in Nordic's nRF52840 product specification. */
#ifndef REGISTERS_H
#define REGISTERS_H

#include "system_registers.h"

/* Clock control */
#define CLOCK_TASKS_HFCLKSTART REGISTER(0x40000000)
#define CLOCK_EVENTS_HFCLKSTARTED REGISTER(0x40000100)

/* GPIO */
#define GPIO_0 0x50000000
#define GPIO_1 0x50000300
#define GPIO_OUTSET(port) REGISTER((port) + 0x508)
#define GPIO_PIN_CNF(port, pin) REGISTER((port) + 0x700 + 4 * (pin))
enum {
    PIN_OUTPUT = 1 << 0 | 1 << 1,
    PIN_INPUT_PULL_UP = 3 << 2,
};

/* UART with EasyDMA */
#define UARTE_0 0x40002000
#define UARTE_1 0x40028000
#define UARTE_TASKS_STARTRX(base) REGISTER((base) + 0x000)
#define UARTE_TASKS_STARTTX(base) REGISTER((base) + 0x008)
#define UARTE_EVENTS_ENDRX(base) REGISTER((base) + 0x110)
#define UARTE_EVENTS_ENDTX(base) REGISTER((base) + 0x120)
#define UARTE_EVENTS_ERROR(base) REGISTER((base) + 0x124)
#define UARTE_INTENSET(base) REGISTER((base) + 0x304)
#define UARTE_ERRORSRC(base) REGISTER((base) + 0x480)
#define UARTE_ENABLE(base) REGISTER((base) + 0x500)
#define UARTE_PSEL_TXD(base) REGISTER((base) + 0x50C)
#define UARTE_PSEL_RXD(base) REGISTER((base) + 0x514)
#define UARTE_BAUDRATE(base) REGISTER((base) + 0x524)
#define UARTE_RXD_PTR(base) REGISTER((base) + 0x534)
#define UARTE_RXD_MAXCNT(base) REGISTER((base) + 0x538)
#define UARTE_TXD_PTR(base) REGISTER((base) + 0x544)
#define UARTE_TXD_MAXCNT(base) REGISTER((base) + 0x548)
enum {
    UARTE_ENABLED = 8,
    UARTE_115200 = 0x01D60000,
    UARTE_INT_ENDRX = 1 << 4,
    UARTE1_IRQ = 40,
};

#endif
