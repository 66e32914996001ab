#include "springbok.h"

#include "text.h"

void springbok_print(enum springbok_level level, const char *text, uint32_t number) {
    /* simprint: the register that others write holds the level. */
    __asm volatile(".insn r 0x7B, 0, 0, %0, %1, %2" : : "r"(level), "r"(text), "r"(number) : "memory");
}

void springbok_finish(void) {
    for (;;) {
        __asm volatile(".insn r 0x7B, 3, 0, zero, zero, zero" ::: "memory");
    }
}

void springbok_trap(uint32_t cause, uint32_t pc, uint32_t value, uint32_t caller) {
    struct text line = {0};
    text_string(&line, "trap at ");
    text_hex(&line, pc);
    text_string(&line, ", called from ");
    text_hex(&line, caller);
    text_string(&line, ", mtval ");
    text_hex(&line, value);
    text_string(&line, ", mcause");
    line.characters[line.length] = '\0';
    springbok_print(SPRINGBOK_ERROR, line.characters, cause);
}
