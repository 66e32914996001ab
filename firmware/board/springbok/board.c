/* The protocol's line is a PL011; the console is the simulator's log. Time comes from the core-local interruptor. */
#include "board.h"

#include "platform.h"
#include "springbok.h"

#define UART 0x40000000
#define UART_DR REGISTER(UART + 0x00)
#define UART_FR REGISTER(UART + 0x18)
#define UART_IBRD REGISTER(UART + 0x24)
#define UART_FBRD REGISTER(UART + 0x28)
#define UART_LCRH REGISTER(UART + 0x2C)
#define UART_CR REGISTER(UART + 0x30)

#define CLINT 0x02000000
#define CLINT_MTIMECMP_LOW REGISTER(CLINT + 0x4000)
#define CLINT_MTIMECMP_HIGH REGISTER(CLINT + 0x4004)

enum {
    CLOCK_HZ = 24000000,
    BAUD_RATE = 115200,
    /* The divisor in 64ths, rounded: 16 samples per bit. */
    DIVISOR_64THS = (4 * CLOCK_HZ + BAUD_RATE / 2) / BAUD_RATE,
    FR_RX_EMPTY = 1 << 4,
    FR_TX_FULL = 1 << 5,
    LCRH_FIFO = 1 << 4,
    LCRH_8_BITS = 3 << 5,
    CR_ENABLE = 1 << 0,
    CR_TRANSMIT = 1 << 8,
    CR_RECEIVE = 1 << 9,
    MIE_TIMER = 1 << 7,
    /* 50 us, about half of a byte at 115200 baud. */
    NAP_TICKS = CLOCK_HZ / 20000,
    LINE_SIZE = 256,
};

void board_init(void) {
    UART_CR = 0;
    UART_LCRH = 0;
    UART_IBRD = DIVISOR_64THS / 64;
    UART_FBRD = DIVISOR_64THS % 64;
    UART_LCRH = LCRH_8_BITS | LCRH_FIFO;
    UART_CR = CR_ENABLE | CR_TRANSMIT | CR_RECEIVE;
    __asm volatile("csrw mie, %0" : : "r"(MIE_TIMER));
}

/* One line is one entry of the log. */
void console_write(const char *text, size_t length) {
    static char line[LINE_SIZE];
    static size_t used;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\n') {
            line[used] = '\0';
            springbok_print(SPRINGBOK_INFO, line, 0);
            used = 0;
        } else if (text[i] != '\r' && used < LINE_SIZE - 1) {
            line[used++] = text[i];
        }
    }
}

void link_write(const uint8_t *from, size_t count) {
    for (size_t i = 0; i < count; i++) {
        while (UART_FR & FR_TX_FULL) {
        }
        UART_DR = from[i];
    }
}

int link_poll(void) {
    return UART_FR & FR_RX_EMPTY ? -1 : (int)(UART_DR & 0xFF);
}

static uint64_t ticks(void) {
    uint32_t high, low, again;
    do {
        __asm volatile("rdtimeh %0\n\trdtime %1\n\trdtimeh %2" : "=r"(high), "=r"(low), "=r"(again));
    } while (high != again);
    return (uint64_t)high << 32 | low;
}

/* The UART's interrupt is not connected, so the timer's has to wake the core. It is never taken: it only ends WFI. */
void link_sleep(void) {
    uint64_t end = ticks() + NAP_TICKS;
    CLINT_MTIMECMP_HIGH = UINT32_MAX;
    CLINT_MTIMECMP_LOW = (uint32_t)end;
    CLINT_MTIMECMP_HIGH = (uint32_t)(end >> 32);
    __asm volatile("wfi" ::: "memory");
}

uint64_t clock_nanoseconds(void) {
    return ticks() * 125 / 3;
}
