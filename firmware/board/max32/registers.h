/* The registers of Analog Devices' MAX32690 and MAX78002 that this firmware touches, named as in their user guides. */
#ifndef REGISTERS_H
#define REGISTERS_H

#include "system_registers.h"

/* Global control: clocks */
#define GCR_CLKCTRL REGISTER(0x40000008)
#define GCR_PCLKDIS0 REGISTER(0x40000024)
#define GCR_PCLKDIS1 REGISTER(0x40000048)
enum {
    GCR_CLKCTRL_SYSCLK_SEL = 7 << 9,
    GCR_CLKCTRL_SYSCLK_SEL_IPO = 4 << 9,
    GCR_CLKCTRL_SYSCLK_RDY = 1 << 13,
    GCR_CLKCTRL_IPO_EN = 1 << 19,
    GCR_CLKCTRL_IPO_RDY = 1 << 27,
};

/* GPIO ports: both bits of a pin clear connect its first alternate function */
#define GPIO_0 0x40008000
#define GPIO_1 0x40009000
#define GPIO_2 0x4000A000
#define GPIO_EN0_CLR(port) REGISTER((port) + 0x08)
#define GPIO_EN1_CLR(port) REGISTER((port) + 0x70)

/* UARTs */
#define UART_0 0x40042000
#define UART_1 0x40043000
#define UART_2 0x40044000
#define UART_CTRL(base) REGISTER((base) + 0x00)
#define UART_STATUS(base) REGISTER((base) + 0x04)
#define UART_INT_EN(base) REGISTER((base) + 0x08)
#define UART_INT_FL(base) REGISTER((base) + 0x0C)
#define UART_CLKDIV(base) REGISTER((base) + 0x10)
#define UART_FIFO(base) REGISTER((base) + 0x20)
enum {
    UART_CTRL_RX_THD_1 = 1,
    UART_CTRL_CHAR_SIZE_8 = 3 << 10,
    UART_CTRL_BCLKEN = 1 << 15,
    UART_CTRL_BCLKRDY = 1 << 19,
    UART_STATUS_RX_EM = 1 << 4,
    UART_STATUS_TX_FULL = 1 << 7,
    UART_INT_RX_THD = 1 << 4,
};

#endif
