#include "board.h"

#include "clock.h"
#include "registers.h"
#include "systick.h"
#include "usart.h"

static void enable_instruction_cache(void) {
    SCB_ICIALLU = 0;
    __asm volatile("dsb\n\tisb" ::: "memory");
    SCB_CCR |= SCB_CCR_IC;
    __asm volatile("dsb\n\tisb" ::: "memory");
}

void board_init(void) {
    enable_instruction_cache();
    uint32_t core = clock_init();
    systick_init(core);
    usart_init(clock_apb2(core));
}
