/* Traces on a UART of their own: USART2, PA2, 115200 baud. */
#include "registers.h"
#include "tracing.h"

#define USART_2 0x40004400

enum {
    APB1ENR_USART2 = 1 << 17,
    PIN = 2,
    FUNCTION = 7,
    RCC_CFGR_SWS = 3 << 2,
    BAUD_RATE = 115200,
    APB1_HZ_WITH_PLL = 54000000,
    APB1_HZ_WITHOUT = 16000000,
};

void transport_init(void) {
    RCC_APB1ENR |= APB1ENR_USART2;
    GPIO_AFR(GPIO_A, PIN) |= FUNCTION << (4 * PIN);
    GPIO_MODER(GPIO_A) = (GPIO_MODER(GPIO_A) & ~(3u << (2 * PIN))) | 2u << (2 * PIN);
    uint32_t clock = RCC_CFGR & RCC_CFGR_SWS ? APB1_HZ_WITH_PLL : APB1_HZ_WITHOUT;
    USART_BRR(USART_2) = (clock + BAUD_RATE / 2) / BAUD_RATE;
    USART_CR1(USART_2) = USART_CR1_TE;
    USART_CR1(USART_2) |= USART_CR1_UE;
}

void transport_write(const uint8_t *event, size_t size) {
    for (size_t i = 0; i < size; i++) {
        while ((USART_ISR(USART_2) & USART_ISR_TXE) == 0) {
        }
        USART_TDR(USART_2) = event[i];
    }
}

void transport_rest(bool connected) {
    (void)connected;
}
