/* Both UARTs move buffers by EasyDMA, which reaches RAM only. How many bytes have arrived is told at the end of a buffer
 * alone, so what comes on the line is taken byte by byte, by an interrupt; the receiver's own FIFO holds what comes
 * between the end of one buffer and the start of the next. */
#include "uarte.h"

#include <stdbool.h>

#include "platform.h"
#include "registers.h"

#define CONSOLE UARTE_0
#define LINE UARTE_1

enum {
    RING = 512,
    SEND_CHUNK = 64,
};

static volatile uint8_t arriving;
static volatile uint8_t ring[RING];
static volatile uint32_t received;
static volatile uint32_t taken;
static volatile bool full;
static uint8_t sending[SEND_CHUNK];

void Device_Handler(void);

static void start(uint32_t uart, uint32_t port, uint32_t number, unsigned tx, unsigned rx) {
    GPIO_OUTSET(port) = 1u << tx;
    GPIO_PIN_CNF(port, tx) = PIN_OUTPUT;
    GPIO_PIN_CNF(port, rx) = PIN_INPUT_PULL_UP;
    UARTE_PSEL_TXD(uart) = number << 5 | tx;
    UARTE_PSEL_RXD(uart) = number << 5 | rx;
    UARTE_BAUDRATE(uart) = UARTE_115200;
    UARTE_ENABLE(uart) = UARTE_ENABLED;
}

void uarte_init(void) {
    /* Console: P0.06, P0.08 (the debugger's virtual port). Protocol: P1.02, P1.01 (Arduino D1, D0). */
    start(CONSOLE, GPIO_0, 0, 6, 8);
    start(LINE, GPIO_1, 1, 2, 1);
    UARTE_RXD_PTR(LINE) = (uint32_t)(uintptr_t)&arriving;
    UARTE_RXD_MAXCNT(LINE) = sizeof arriving;
    UARTE_INTENSET(LINE) = UARTE_INT_ENDRX;
    NVIC_ISER(UARTE1_IRQ) = 1u << (UARTE1_IRQ % 32);
    UARTE_TASKS_STARTRX(LINE) = 1;
}

static void send(uint32_t uart, const uint8_t *from, size_t count) {
    while (count > 0) {
        size_t chunk = count < SEND_CHUNK ? count : SEND_CHUNK;
        for (size_t i = 0; i < chunk; i++) {
            sending[i] = from[i];
        }
        UARTE_EVENTS_ENDTX(uart) = 0;
        UARTE_TXD_PTR(uart) = (uint32_t)(uintptr_t)sending;
        UARTE_TXD_MAXCNT(uart) = chunk;
        __asm volatile("dsb" ::: "memory");
        UARTE_TASKS_STARTTX(uart) = 1;
        while (UARTE_EVENTS_ENDTX(uart) == 0) {
        }
        from += chunk;
        count -= chunk;
    }
}

void console_write(const char *text, size_t length) {
    send(CONSOLE, (const uint8_t *)text, length);
}

void link_write(const uint8_t *from, size_t count) {
    send(LINE, from, count);
}

int link_poll(void) {
    if (received == taken) {
        return -1;
    }
    uint8_t byte = ring[taken % RING];
    taken++;
    if (full) {
        full = false;
        UARTE_TASKS_STARTRX(LINE) = 1;
    }
    return byte;
}

/* An interrupt that is masked wakes the processor as well, so that none is taken between the look and the sleep. */
void link_sleep(void) {
    __asm volatile("cpsid i" ::: "memory");
    if (received == taken) {
        __asm volatile("dsb\n\twfi" ::: "memory");
    }
    __asm volatile("cpsie i\n\tisb" ::: "memory");
}

/* Nothing is received while the ring is full: a line that waits keeps its bytes, one that does not overruns the receiver. */
void Device_Handler(void) {
    if (UARTE_EVENTS_ERROR(LINE)) {
        UARTE_EVENTS_ERROR(LINE) = 0;
        UARTE_ERRORSRC(LINE) = UARTE_ERRORSRC(LINE);
    }
    if (UARTE_EVENTS_ENDRX(LINE)) {
        UARTE_EVENTS_ENDRX(LINE) = 0;
        __asm volatile("dmb" ::: "memory");
        ring[received % RING] = arriving;
        received++;
        full = received - taken == RING;
        if (!full) {
            UARTE_TASKS_STARTRX(LINE) = 1;
        }
    }
    __asm volatile("dsb" ::: "memory");
}
