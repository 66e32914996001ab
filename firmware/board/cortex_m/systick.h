/* Time from the processor's own timer, the one that every simulator of the board has. */
#ifndef SYSTICK_H
#define SYSTICK_H

#include <stdint.h>

void systick_init(uint32_t core_hz);
void SysTick_Handler(void);

#endif
