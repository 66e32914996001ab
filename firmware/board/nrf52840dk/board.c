#include "board.h"

#include "registers.h"
#include "systick.h"
#include "uarte.h"

enum { CORE_HZ = 64000000 };

/* The internal oscillator is too inexact for a UART. */
static void start_crystal(void) {
    CLOCK_EVENTS_HFCLKSTARTED = 0;
    CLOCK_TASKS_HFCLKSTART = 1;
    while (CLOCK_EVENTS_HFCLKSTARTED == 0) {
    }
}

void board_init(void) {
    start_crystal();
    systick_init(CORE_HZ);
    uarte_init();
}
