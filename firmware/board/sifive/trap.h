#ifndef TRAP_H
#define TRAP_H

#include <stdint.h>

/* Reports a trap, of which this program expects none, on the console. */
void report_trap(uint64_t cause, uint64_t pc, uint64_t value, uint64_t caller);

#endif
