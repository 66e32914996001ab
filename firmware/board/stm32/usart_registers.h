/* The registers of a USART, named as in ST's RM0385 and RM0456: STM32F7 and STM32U5 have the same. */
#ifndef USART_REGISTERS_H
#define USART_REGISTERS_H

#include "../cortex_m/system_registers.h"

#define USART_CR1(base) REGISTER((base) + 0x00)
#define USART_BRR(base) REGISTER((base) + 0x0C)
#define USART_ISR(base) REGISTER((base) + 0x1C)
#define USART_ICR(base) REGISTER((base) + 0x20)
#define USART_RDR(base) REGISTER((base) + 0x24)
#define USART_TDR(base) REGISTER((base) + 0x28)
enum {
    USART_CR1_UE = 1 << 0,
    USART_CR1_RE = 1 << 2,
    USART_CR1_TE = 1 << 3,
    USART_CR1_RXNEIE = 1 << 5,
    USART_ISR_RXNE = 1 << 5,
    USART_ISR_TXE = 1 << 7,
    USART_ICR_ALL = 0x0F,
};

#endif
