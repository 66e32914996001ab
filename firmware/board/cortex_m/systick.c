#include "systick.h"

#include "platform.h"
#include "system_registers.h"

#define PERIOD UINT32_C(0x1000000)

static volatile uint32_t periods;
static uint32_t ticks_per_microsecond = 1;

void SysTick_Handler(void) {
    periods++;
}

void systick_init(uint32_t core_hz) {
    ticks_per_microsecond = core_hz / 1000000;
    SYST_RVR = PERIOD - 1;
    SYST_CVR = 0;
    SYST_CSR = SYST_CSR_CLKSOURCE | SYST_CSR_TICKINT | SYST_CSR_ENABLE;
}

/* The counter goes ..., 1, 0, PERIOD - 1, ...; the interrupt becomes pending as it reaches 0. */
static uint32_t position(uint32_t counter) {
    return (PERIOD - counter) & (PERIOD - 1);
}

uint64_t clock_nanoseconds(void) {
    __asm volatile("cpsid i" ::: "memory");
    uint32_t whole = periods;
    uint32_t counter = SYST_CVR;
    if (SCB_ICSR & SCB_ICSR_PENDSTSET) {
        /* A period has ended that the handler has not counted yet; the first reading may be from before its end. */
        whole++;
        counter = SYST_CVR;
    }
    __asm volatile("cpsie i" ::: "memory");
    uint64_t ticks = (uint64_t)whole * PERIOD + position(counter);
    return ticks * 1000 / ticks_per_microsecond;
}
