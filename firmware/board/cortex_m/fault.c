#include "fault.h"

#include <stdint.h>

#include "platform.h"
#include "system_registers.h"
#include "text.h"

/* What the processor stacks on exception entry. */
struct frame {
    uint32_t r0, r1, r2, r3, r12, lr, pc, xpsr;
};

__attribute__((used)) static void report(const struct frame *frame) {
    struct text line = {0};
    text_string(&line, "HardFault at ");
    text_hex(&line, frame->pc);
    text_string(&line, ", called from ");
    text_hex(&line, frame->lr);
    text_string(&line, ", HFSR ");
    text_hex(&line, SCB_HFSR);
    text_string(&line, ", CFSR ");
    text_hex(&line, SCB_CFSR);
    text_string(&line, ", BFAR ");
    text_hex(&line, SCB_BFAR);
    console_write(line.characters, line.length);
    console_write("\r\n", 2);
}

/* Naked, so that nothing is pushed before the stacked frame is found; loops on a label of its own. */
__attribute__((naked)) void HardFault_Handler(void) {
    __asm volatile("tst lr, #4\n\t"
                   "ite eq\n\t"
                   "mrseq r0, msp\n\t"
                   "mrsne r0, psp\n\t"
                   "push {r7, lr}\n\t"
                   "bl report\n\t"
                   "HardFault_Loop: b HardFault_Loop");
}
