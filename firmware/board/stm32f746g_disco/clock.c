#include "clock.h"

#include <stdbool.h>

#include "registers.h"

enum {
    HSI_HZ = 16000000,
    PLL_HZ = 216000000,
    READY_POLLS = 100000,

    APB1ENR_PWREN = 1 << 28,
    PWR_CR1_VOS_SCALE_1 = 3 << 14,
    PWR_CR1_ODEN = 1 << 16,
    PWR_CR1_ODSWEN = 1 << 17,
    PWR_CSR1_ODRDY = 1 << 16,
    PWR_CSR1_ODSWRDY = 1 << 17,
    RCC_CR_HSEON = 1 << 16,
    RCC_CR_HSERDY = 1 << 17,
    RCC_CR_PLLON = 1 << 24,
    RCC_CR_PLLRDY = 1 << 25,
    RCC_CFGR_SW_PLL = 2,
    RCC_CFGR_SWS_PLL = 2 << 2,
    /* APB1 at a quarter, APB2 at half the core clock: their limits are 54 and 108 MHz. */
    RCC_CFGR_PRESCALERS = 5 << 10 | 4 << 13,
    /* 25 MHz / 25 * 432 / 2 = 216 MHz; the 48 MHz branch gets 432 / 9. */
    RCC_PLLCFGR_216_MHZ = 25 | 432 << 6 | 0 << 16 | 1 << 22 | 9 << 24 | 1 << 29,
    FLASH_ACR_7_WAIT_STATES = 7,
};

/* Bounded, so that nothing hangs where a simulator leaves a bit out. */
static bool wait_for(const volatile uint32_t *reg, uint32_t mask) {
    for (uint32_t i = 0; i < READY_POLLS; i++) {
        if ((*reg & mask) == mask) {
            return true;
        }
    }
    return false;
}

/* Above 180 MHz the regulator needs its over-drive mode. Silicon always gets there; a simulator without PWR does not,
 * and runs at 216 MHz all the same. */
static void enable_over_drive(void) {
    PWR_CR1 |= PWR_CR1_ODEN;
    wait_for(&PWR_CSR1, PWR_CSR1_ODRDY);
    PWR_CR1 |= PWR_CR1_ODSWEN;
    wait_for(&PWR_CSR1, PWR_CSR1_ODSWRDY);
}

static bool start_pll(void) {
    RCC_CR |= RCC_CR_HSEON;
    if (!wait_for(&RCC_CR, RCC_CR_HSERDY)) {
        return false;
    }
    RCC_APB1ENR |= APB1ENR_PWREN;
    PWR_CR1 |= PWR_CR1_VOS_SCALE_1;
    RCC_PLLCFGR = RCC_PLLCFGR_216_MHZ;
    RCC_CR |= RCC_CR_PLLON;
    enable_over_drive();
    return wait_for(&RCC_CR, RCC_CR_PLLRDY);
}

uint32_t clock_init(void) {
    if (!start_pll()) {
        return HSI_HZ;
    }
    FLASH_ACR = FLASH_ACR_7_WAIT_STATES;
    RCC_CFGR = (RCC_CFGR & 3u) | RCC_CFGR_PRESCALERS;
    RCC_CFGR = RCC_CFGR_PRESCALERS | RCC_CFGR_SW_PLL;
    return wait_for(&RCC_CFGR, RCC_CFGR_SWS_PLL) ? PLL_HZ : HSI_HZ;
}

uint32_t clock_apb2(uint32_t core) {
    return core == PLL_HZ ? core / 2 : core;
}
