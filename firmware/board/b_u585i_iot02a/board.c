/* Console on USART 1 (PA9, PA10: ST-LINK's virtual port), the protocol on UART 4 (PC10, PC11: Arduino connector). */
#include "board.h"

#include <stdbool.h>

#include "platform.h"
#include "registers.h"
#include "systick.h"

enum {
    CORE_HZ = 160000000,
    BAUD_RATE = 115200,
    READY_POLLS = 100000,

    AHB3ENR_PWREN = 1 << 2,
    PWR_VOSR_RANGE_1 = 3 << 16,
    PWR_VOSR_BOOSTEN = 1 << 18,
    PWR_VOSR_BOOSTRDY = 1 << 14,
    PWR_VOSR_VOSRDY = 1 << 15,
    RCC_CR_PLL1ON = 1 << 24,
    RCC_CR_PLL1RDY = 1 << 25,
    /* From MSIS, 4 MHz, undivided: * 80 / 2 = 160 MHz. */
    RCC_PLL1CFGR_MSIS_TO_R = 1 << 0 | 1 << 18,
    RCC_PLL1DIVR_160_MHZ = 79 | 1 << 9 | 1 << 16 | 1 << 24,
    RCC_CFGR1_SW_PLL = 3,
    RCC_CFGR1_SWS_PLL = 3 << 2,
    FLASH_ACR_4_WAIT_STATES = 4,

    AHB2ENR1_PORTS_A_C = 1 << 0 | 1 << 2,
    APB1ENR1_UART4 = 1 << 19,
    APB2ENR_USART1 = 1 << 14,
};

void Device_Handler(void);

/* Bounded, so that nothing hangs where a simulator leaves a bit out. */
static bool wait_for(const volatile uint32_t *reg, uint32_t mask) {
    for (uint32_t i = 0; i < READY_POLLS; i++) {
        if ((*reg & mask) == mask) {
            return true;
        }
    }
    return false;
}

static void start_pll(void) {
    RCC_AHB3ENR |= AHB3ENR_PWREN;
    PWR_VOSR |= PWR_VOSR_RANGE_1;
    wait_for(&PWR_VOSR, PWR_VOSR_VOSRDY);
    RCC_PLL1CFGR = RCC_PLL1CFGR_MSIS_TO_R;
    RCC_PLL1DIVR = RCC_PLL1DIVR_160_MHZ;
    PWR_VOSR |= PWR_VOSR_BOOSTEN;
    wait_for(&PWR_VOSR, PWR_VOSR_BOOSTRDY);
    RCC_CR |= RCC_CR_PLL1ON;
    wait_for(&RCC_CR, RCC_CR_PLL1RDY);
    FLASH_ACR = FLASH_ACR_4_WAIT_STATES;
    RCC_CFGR1 |= RCC_CFGR1_SW_PLL;
    wait_for(&RCC_CFGR1, RCC_CFGR1_SWS_PLL);
}

/* Pulled up: an open input must not look like the start of a byte. */
static void connect_pin(uint32_t port, unsigned pin, unsigned function) {
    GPIO_PUPDR(port) = (GPIO_PUPDR(port) & ~(3u << (2 * pin))) | 1u << (2 * pin);
    GPIO_AFR(port, pin) = (GPIO_AFR(port, pin) & ~(0xFu << (4 * (pin % 8)))) | function << (4 * (pin % 8));
    GPIO_MODER(port) = (GPIO_MODER(port) & ~(3u << (2 * pin))) | 2u << (2 * pin);
}

static void start(uint32_t usart) {
    USART_BRR(usart) = (CORE_HZ + BAUD_RATE / 2) / BAUD_RATE;
    USART_CR1(usart) = USART_CR1_TE | USART_CR1_RE;
    USART_CR1(usart) |= USART_CR1_UE;
}

void board_init(void) {
    start_pll();
    systick_init(CORE_HZ);
    RCC_AHB2ENR1 |= AHB2ENR1_PORTS_A_C;
    RCC_APB1ENR1 |= APB1ENR1_UART4;
    RCC_APB2ENR |= APB2ENR_USART1;
    connect_pin(GPIO_A, 9, 7);
    connect_pin(GPIO_A, 10, 7);
    connect_pin(GPIO_C, 10, 8);
    connect_pin(GPIO_C, 11, 8);
    start(CONSOLE);
    start(LINE);
    NVIC_ISER(LINE_IRQ) = 1u << (LINE_IRQ % 32);
}

static void put(uint32_t usart, uint8_t byte) {
    while ((USART_ISR(usart) & USART_ISR_TXE) == 0) {
    }
    USART_TDR(usart) = byte;
}

void console_write(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        put(CONSOLE, (uint8_t)text[i]);
    }
}

void link_write(const uint8_t *from, size_t count) {
    for (size_t i = 0; i < count; i++) {
        put(LINE, from[i]);
    }
}

int link_poll(void) {
    uint32_t status = USART_ISR(LINE);
    /* Overrun and line errors stay set, and an overrun stops reception, until they are cleared. */
    if (status & USART_ICR_ALL) {
        USART_ICR(LINE) = USART_ICR_ALL;
    }
    return status & USART_ISR_RXNE ? (int)(USART_RDR(LINE) & 0xFF) : -1;
}

/* Waits for an interrupt that is masked and never taken: it only wakes the processor. SysTick's wakes it as well. */
void link_sleep(void) {
    __asm volatile("cpsid i" ::: "memory");
    USART_CR1(LINE) |= USART_CR1_RXNEIE;
    if ((USART_ISR(LINE) & USART_ISR_RXNE) == 0) {
        __asm volatile("dsb\n\twfi" ::: "memory");
    }
    Device_Handler();
    NVIC_ICPR(LINE_IRQ) = 1u << (LINE_IRQ % 32);
    __asm volatile("cpsie i\n\tisb" ::: "memory");
}

void Device_Handler(void) {
    USART_CR1(LINE) &= ~(uint32_t)USART_CR1_RXNEIE;
}
