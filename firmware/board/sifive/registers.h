/* What FU540 and FU740 have in common, named as in SiFive's manuals. */
#ifndef REGISTERS_H
#define REGISTERS_H

#include <stdint.h>

#define REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))
#define REGISTER64(address) (*(volatile uint64_t *)(uintptr_t)(address))

/* Time and its interrupts: CLINT */
#define CLINT_MTIMECMP(hart) REGISTER64(0x02004000 + 8 * (hart))
#define CLINT_MTIME REGISTER64(0x0200BFF8)

/* Device interrupts: PLIC */
#define PLIC_PRIORITY(source) REGISTER(0x0C000000 + 4 * (source))
#define PLIC_ENABLE(context, source) REGISTER(0x0C002000 + 0x80 * (context) + (source) / 32 * 4)
#define PLIC_THRESHOLD(context) REGISTER(0x0C200000 + 0x1000 * (context))
#define PLIC_CLAIM(context) REGISTER(0x0C200004 + 0x1000 * (context))

/* UARTs */
#define UART_0 0x10010000
#define UART_1 0x10011000
#define UART_TXDATA(base) REGISTER((base) + 0x00)
#define UART_RXDATA(base) REGISTER((base) + 0x04)
#define UART_TXCTRL(base) REGISTER((base) + 0x08)
#define UART_RXCTRL(base) REGISTER((base) + 0x0C)
#define UART_IE(base) REGISTER((base) + 0x10)
#define UART_DIV(base) REGISTER((base) + 0x18)

#endif
