/* Console on the first UART, the protocol's line on the second. Time comes from the core-local interruptor. */
#include "board.h"

#include "chip.h"
#include "platform.h"
#include "registers.h"

#define CONSOLE UART_0
#define LINE UART_1

enum {
    BAUD_RATE = 115200,
    ENABLE = 1,
    RECEIVE_INTERRUPT = 1 << 1,
    /* Machine mode of hart 0 is the PLIC's context 0; each hart behind it has one for machine and one for supervisor. */
    CONTEXT = HART == 0 ? 0 : 2 * HART - 1,
    TICK_NANOSECONDS = 1000,
    NAP_TICKS = 50000,
};

#define UART_FLAG (UINT32_C(1) << 31)

static void start_uart(uint32_t uart) {
    UART_DIV(uart) = CHIP_PERIPHERAL_HZ / BAUD_RATE - 1;
    UART_TXCTRL(uart) = ENABLE;
    UART_RXCTRL(uart) = ENABLE;
}

void board_init(void) {
    chip_start_clocks();
    start_uart(CONSOLE);
    start_uart(LINE);
    UART_IE(LINE) = RECEIVE_INTERRUPT;
    PLIC_PRIORITY(CHIP_UART_1_SOURCE) = 1;
    PLIC_ENABLE(CONTEXT, CHIP_UART_1_SOURCE) = UINT32_C(1) << CHIP_UART_1_SOURCE % 32;
    PLIC_THRESHOLD(CONTEXT) = 0;
}

static void put(uint32_t uart, uint8_t byte) {
    while (UART_TXDATA(uart) & UART_FLAG) {
    }
    UART_TXDATA(uart) = byte;
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
    uint32_t data = UART_RXDATA(LINE);
    return data & UART_FLAG ? -1 : (int)(data & 0xFF);
}

/* Waits for interrupts that are masked and never taken: they only end WFI. The receiver's stays pending until it is
 * claimed; what arrives in between raises it again. */
void link_sleep(void) {
    CLINT_MTIMECMP(HART) = CLINT_MTIME + NAP_TICKS;
    __asm volatile("wfi" ::: "memory");
    uint32_t source = PLIC_CLAIM(CONTEXT);
    if (source != 0) {
        PLIC_CLAIM(CONTEXT) = source;
    }
}

uint64_t clock_nanoseconds(void) {
    return CLINT_MTIME * TICK_NANOSECONDS;
}
