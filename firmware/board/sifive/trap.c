#include "trap.h"

#include "platform.h"
#include "text.h"

void report_trap(uint64_t cause, uint64_t pc, uint64_t value, uint64_t caller) {
    struct text line = {0};
    text_string(&line, "trap at ");
    text_hex(&line, (uint32_t)pc);
    text_string(&line, ", called from ");
    text_hex(&line, (uint32_t)caller);
    text_string(&line, ", mtval ");
    text_hex(&line, (uint32_t)value);
    text_string(&line, ", mcause ");
    text_hex(&line, (uint32_t)cause);
    text_string(&line, "\r\n");
    console_write(line.characters, line.length);
}
