/* MAX78002EVKIT: console on UART 1 (P0.12, P0.13), the protocol on UART 0 (P0.0, P0.1). */
#ifndef CHIP_H
#define CHIP_H

#define CONSOLE UART_1
#define CONSOLE_PORT GPIO_0
#define LINE UART_0
#define LINE_PORT GPIO_0
enum {
    CONSOLE_PINS = 1 << 12 | 1 << 13,
    LINE_PINS = 1 << 0 | 1 << 1,
    LINE_IRQ = 14,
    /* GPIO 0, UART 0 and 1 */
    CHIP_PCLKDIS0 = 1 << 0 | 1 << 9 | 1 << 10,
    CHIP_PCLKDIS1 = 0,
};

#endif
