/* The chip's registers that this firmware touches, named as in ST's RM0385. */
#ifndef REGISTERS_H
#define REGISTERS_H

#include "../stm32/usart_registers.h"
#include "system_registers.h"

/* Reset and clock control */
#define RCC_CR REGISTER(0x40023800)
#define RCC_PLLCFGR REGISTER(0x40023804)
#define RCC_CFGR REGISTER(0x40023808)
#define RCC_AHB1ENR REGISTER(0x40023830)
#define RCC_APB1ENR REGISTER(0x40023840)
#define RCC_APB2ENR REGISTER(0x40023844)

/* Power control */
#define PWR_CR1 REGISTER(0x40007000)
#define PWR_CSR1 REGISTER(0x40007004)

/* Flash interface */
#define FLASH_ACR REGISTER(0x40023C00)

/* GPIO ports */
#define GPIO_A 0x40020000
#define GPIO_B 0x40020400
#define GPIO_C 0x40020800
#define GPIO_MODER(port) REGISTER((port) + 0x00)
#define GPIO_OSPEEDR(port) REGISTER((port) + 0x08)
#define GPIO_PUPDR(port) REGISTER((port) + 0x0C)
#define GPIO_AFR(port, pin) REGISTER((port) + 0x20 + 4 * ((pin) / 8))

/* USARTs */
#define USART_1 0x40011000
#define USART_6 0x40011400
enum { USART6_IRQ = 71 };

#endif
