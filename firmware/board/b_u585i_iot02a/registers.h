/* The chip's registers that this firmware touches, named as in ST's RM0456; at the addresses of non-secure code. */
#ifndef REGISTERS_H
#define REGISTERS_H

#include "../stm32/usart_registers.h"
#include "system_registers.h"

/* Reset and clock control */
#define RCC_CR REGISTER(0x46020C00)
#define RCC_CFGR1 REGISTER(0x46020C1C)
#define RCC_PLL1CFGR REGISTER(0x46020C28)
#define RCC_PLL1DIVR REGISTER(0x46020C34)
#define RCC_AHB2ENR1 REGISTER(0x46020C8C)
#define RCC_AHB3ENR REGISTER(0x46020C94)
#define RCC_APB1ENR1 REGISTER(0x46020C9C)
#define RCC_APB2ENR REGISTER(0x46020CA4)

/* Power control */
#define PWR_VOSR REGISTER(0x4602080C)

/* Flash interface */
#define FLASH_ACR REGISTER(0x40022000)

/* GPIO ports */
#define GPIO_A 0x42020000
#define GPIO_C 0x42020800
#define GPIO_MODER(port) REGISTER((port) + 0x00)
#define GPIO_PUPDR(port) REGISTER((port) + 0x0C)
#define GPIO_AFR(port, pin) REGISTER((port) + 0x20 + 4 * ((pin) / 8))

/* USARTs */
#define CONSOLE 0x40013800
#define LINE 0x40004C00
enum { LINE_IRQ = 64 };

#endif
