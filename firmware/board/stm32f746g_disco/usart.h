/* Polled USARTs: the console and the protocol's line. */
#ifndef USART_H
#define USART_H

#include <stdint.h>

void usart_init(uint32_t apb2_hz);
void Device_Handler(void);

#endif
