#include "chip.h"

#include "registers.h"

/* PRCI, as in the FU740-C000 manual, chapter 7. */
#define PRCI_CORE_PLLCFG REGISTER(0x10000004)
#define PRCI_CORE_CLKSEL REGISTER(0x10000024)
#define PRCI_COREPLLSEL REGISTER(0x10000040)
#define PRCI_HFPCLK_PLLCFG REGISTER(0x10000050)
#define PRCI_HFPCLK_PLLOUTDIV REGISTER(0x10000054)
#define PRCI_HFPCLKPLLSEL REGISTER(0x10000058)

#define PLL_LOCKED (UINT32_C(1) << 31)
#define PLL_OUTPUT_ENABLE (UINT32_C(1) << 31)

enum {
    /* A PLL makes 26 MHz times 2 (divf + 1) over 2^divq: 1001 MHz for the core, 250.25 MHz for twice the peripherals. */
    PLL_DIVF = 76 << 6,
    PLL_BY_4 = 2 << 15,
    PLL_BY_16 = 4 << 15,
    PLL_RANGE = 3 << 18,
    PLL_INTERNAL_FEEDBACK = 1 << 25,
};

void chip_start_clocks(void) {
    PRCI_CORE_PLLCFG = PLL_DIVF | PLL_BY_4 | PLL_RANGE | PLL_INTERNAL_FEEDBACK;
    while (!(PRCI_CORE_PLLCFG & PLL_LOCKED)) {
    }
    PRCI_COREPLLSEL = 0;
    PRCI_CORE_CLKSEL = 0;
    PRCI_HFPCLK_PLLCFG = PLL_DIVF | PLL_BY_16 | PLL_RANGE | PLL_INTERNAL_FEEDBACK;
    while (!(PRCI_HFPCLK_PLLCFG & PLL_LOCKED)) {
    }
    PRCI_HFPCLK_PLLOUTDIV = PLL_OUTPUT_ENABLE;
    PRCI_HFPCLKPLLSEL = 0;
}
