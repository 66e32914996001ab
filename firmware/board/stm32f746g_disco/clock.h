/* The clock tree. */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

/* Starts the 25 MHz crystal and the PLL for 216 MHz; a board whose crystal does not start stays on the 16 MHz RC
 * oscillator. Returns the core clock in Hz. */
uint32_t clock_init(void);

/* APB2, the USARTs' bus, runs at this part of the core clock. */
uint32_t clock_apb2(uint32_t core);

#endif
