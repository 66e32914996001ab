#include "chip.h"

#include "registers.h"

/* PRCI, as in the FU540-C000 manual, chapter 7. */
#define PRCI_COREPLLCFG REGISTER(0x10000004)
#define PRCI_CORECLKSEL REGISTER(0x10000024)

#define PLL_LOCKED (UINT32_C(1) << 31)

enum {
    /* The PLL makes 33.33 MHz times 2 (divf + 1) over 2^divq: 1000 MHz for the core, half of that for the peripherals. */
    PLL_DIVF = 59 << 6,
    PLL_BY_4 = 2 << 15,
    PLL_RANGE = 4 << 18,
    PLL_INTERNAL_FEEDBACK = 1 << 25,
};

void chip_start_clocks(void) {
    PRCI_COREPLLCFG = PLL_DIVF | PLL_BY_4 | PLL_RANGE | PLL_INTERNAL_FEEDBACK;
    while (!(PRCI_COREPLLCFG & PLL_LOCKED)) {
    }
    PRCI_CORECLKSEL = 0;
}
