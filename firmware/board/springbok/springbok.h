/* What is peculiar to Springbok. Its instructions of opcode custom-3 are carried out by the simulator. */
#ifndef SPRINGBOK_H
#define SPRINGBOK_H

#include <stdint.h>

#define REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))

enum springbok_level {
    SPRINGBOK_ERROR,
    SPRINGBOK_WARNING,
    SPRINGBOK_INFO,
};

/* Prints `simprint: "text", number (0xNUMBER)` in the simulator's log; the text has at most 255 characters. */
void springbok_print(enum springbok_level level, const char *text, uint32_t number);

/* Halts the core and says so in the control block. */
__attribute__((noreturn)) void springbok_finish(void);

/* Reports a trap, of which this program expects none. */
void springbok_trap(uint32_t cause, uint32_t pc, uint32_t value, uint32_t caller);

#endif
