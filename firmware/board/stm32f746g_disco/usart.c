#include "usart.h"

#include "platform.h"
#include "registers.h"

enum {
    BAUD_RATE = 115200,
    AHB1ENR_PORTS_A_B_C = 7,
    APB2ENR_USART1_USART6 = 1 << 4 | 1 << 5,
};

static void connect_pin(uint32_t port, unsigned pin, unsigned function) {
    GPIO_OSPEEDR(port) |= 3u << (2 * pin);
    GPIO_AFR(port, pin) = (GPIO_AFR(port, pin) & ~(0xFu << (4 * (pin % 8)))) | function << (4 * (pin % 8));
    GPIO_MODER(port) = (GPIO_MODER(port) & ~(3u << (2 * pin))) | 2u << (2 * pin);
}

/* An open input must not look like the start of a byte. */
static void pull_up(uint32_t port, unsigned pin) {
    GPIO_PUPDR(port) = (GPIO_PUPDR(port) & ~(3u << (2 * pin))) | 1u << (2 * pin);
}

static void start(uint32_t usart, uint32_t apb2_hz) {
    USART_BRR(usart) = (apb2_hz + BAUD_RATE / 2) / BAUD_RATE;
    USART_CR1(usart) = USART_CR1_TE | USART_CR1_RE;
    USART_CR1(usart) |= USART_CR1_UE;
}

void usart_init(uint32_t apb2_hz) {
    RCC_AHB1ENR |= AHB1ENR_PORTS_A_B_C;
    RCC_APB2ENR |= APB2ENR_USART1_USART6;
    /* Console: PA9, PB7 (ST-LINK's virtual port). Protocol: PC6, PC7 (Arduino D1, D0). */
    connect_pin(GPIO_A, 9, 7);
    pull_up(GPIO_B, 7);
    connect_pin(GPIO_B, 7, 7);
    connect_pin(GPIO_C, 6, 8);
    pull_up(GPIO_C, 7);
    connect_pin(GPIO_C, 7, 8);
    start(USART_1, apb2_hz);
    start(USART_6, apb2_hz);
    NVIC_ISER(USART6_IRQ) = 1u << (USART6_IRQ % 32);
}

static void put(uint32_t usart, uint8_t byte) {
    while ((USART_ISR(usart) & USART_ISR_TXE) == 0) {
    }
    USART_TDR(usart) = byte;
}

void console_write(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        put(USART_1, (uint8_t)text[i]);
    }
}

void link_write(const uint8_t *from, size_t count) {
    for (size_t i = 0; i < count; i++) {
        put(USART_6, from[i]);
    }
}

int link_poll(void) {
    uint32_t status = USART_ISR(USART_6);
    /* Overrun and line errors stay set, and an overrun stops reception, until they are cleared. */
    if (status & USART_ICR_ALL) {
        USART_ICR(USART_6) = USART_ICR_ALL;
    }
    return status & USART_ISR_RXNE ? (int)(USART_RDR(USART_6) & 0xFF) : -1;
}

/* Waits for an interrupt that is masked and never taken: it only wakes the processor. SysTick's wakes it as well. */
void link_sleep(void) {
    __asm volatile("cpsid i" ::: "memory");
    USART_CR1(USART_6) |= USART_CR1_RXNEIE;
    if ((USART_ISR(USART_6) & USART_ISR_RXNE) == 0) {
        __asm volatile("dsb\n\twfi" ::: "memory");
    }
    USART_CR1(USART_6) &= ~(uint32_t)USART_CR1_RXNEIE;
    NVIC_ICPR(USART6_IRQ) = 1u << (USART6_IRQ % 32);
    __asm volatile("cpsie i\n\tisb" ::: "memory");
}

/* Reached only if the line still counts as pending after link_sleep() has switched it off. */
void Device_Handler(void) {
    USART_CR1(USART_6) &= ~(uint32_t)USART_CR1_RXNEIE;
}
