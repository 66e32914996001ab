/* MAX32690EVKIT and MAX32690FTHR: console on UART 0 (P2.11, P2.12), the protocol on UART 2 (P1.9, P1.10). */
#ifndef CHIP_H
#define CHIP_H

#define CONSOLE UART_0
#define CONSOLE_PORT GPIO_2
#define LINE UART_2
#define LINE_PORT GPIO_1
enum {
    CONSOLE_PINS = 1 << 11 | 1 << 12,
    LINE_PINS = 1 << 9 | 1 << 10,
    LINE_IRQ = 34,
    /* GPIO 1 and 2, UART 0; UART 2 */
    CHIP_PCLKDIS0 = 1 << 1 | 1 << 2 | 1 << 9,
    CHIP_PCLKDIS1 = 1 << 1,
};

#endif
