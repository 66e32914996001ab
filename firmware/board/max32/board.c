/* Console and the protocol's line on the UARTs that chip.h names. */
#include "board.h"

#include <stdbool.h>

#include "chip.h"
#include "platform.h"
#include "registers.h"
#include "systick.h"

enum {
    CORE_HZ = 120000000,
    PERIPHERAL_HZ = CORE_HZ / 2,
    BAUD_RATE = 115200,
    READY_POLLS = 100000,
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

static void start_clock(void) {
    GCR_CLKCTRL |= GCR_CLKCTRL_IPO_EN;
    wait_for(&GCR_CLKCTRL, GCR_CLKCTRL_IPO_RDY);
    GCR_CLKCTRL = (GCR_CLKCTRL & ~(uint32_t)GCR_CLKCTRL_SYSCLK_SEL) | GCR_CLKCTRL_SYSCLK_SEL_IPO;
    wait_for(&GCR_CLKCTRL, GCR_CLKCTRL_SYSCLK_RDY);
    GCR_PCLKDIS0 &= ~(uint32_t)CHIP_PCLKDIS0;
    GCR_PCLKDIS1 &= ~(uint32_t)CHIP_PCLKDIS1;
}

static void connect_pins(uint32_t port, uint32_t pins) {
    GPIO_EN1_CLR(port) = pins;
    GPIO_EN0_CLR(port) = pins;
}

static void start(uint32_t uart) {
    UART_CTRL(uart) = UART_CTRL_CHAR_SIZE_8 | UART_CTRL_RX_THD_1;
    UART_CLKDIV(uart) = (PERIPHERAL_HZ + BAUD_RATE / 2) / BAUD_RATE;
    UART_CTRL(uart) |= UART_CTRL_BCLKEN;
    wait_for(&UART_CTRL(uart), UART_CTRL_BCLKRDY);
}

void board_init(void) {
    start_clock();
    systick_init(CORE_HZ);
    connect_pins(CONSOLE_PORT, CONSOLE_PINS);
    connect_pins(LINE_PORT, LINE_PINS);
    start(CONSOLE);
    start(LINE);
    NVIC_ISER(LINE_IRQ) = 1u << (LINE_IRQ % 32);
}

static void put(uint32_t uart, uint8_t byte) {
    while (UART_STATUS(uart) & UART_STATUS_TX_FULL) {
    }
    UART_FIFO(uart) = byte;
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
    return UART_STATUS(LINE) & UART_STATUS_RX_EM ? -1 : (int)(UART_FIFO(LINE) & 0xFF);
}

/* Waits for an interrupt that is masked and never taken: it only wakes the processor. SysTick's wakes it as well. */
void link_sleep(void) {
    __asm volatile("cpsid i" ::: "memory");
    UART_INT_EN(LINE) = UART_INT_RX_THD;
    if (UART_STATUS(LINE) & UART_STATUS_RX_EM) {
        __asm volatile("dsb\n\twfi" ::: "memory");
    }
    Device_Handler();
    NVIC_ICPR(LINE_IRQ) = 1u << (LINE_IRQ % 32);
    __asm volatile("cpsie i\n\tisb" ::: "memory");
}

void Device_Handler(void) {
    UART_INT_EN(LINE) = 0;
    UART_INT_FL(LINE) = UART_INT_RX_THD;
}
