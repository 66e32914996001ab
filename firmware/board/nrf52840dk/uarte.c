/* Both UARTs move buffers by EasyDMA, which reaches RAM only. What arrives on the line goes into the two halves of a
 * ring, one after the other without a gap; a timer that the line's RXDRDY events drive counts the bytes. */
#include "uarte.h"

#include "platform.h"
#include "registers.h"

#define CONSOLE UARTE_0
#define LINE UARTE_1

enum {
    HALF = 256,
    RING = 2 * HALF,
    SEND_CHUNK = 64,
};

static uint8_t ring[RING];
static uint8_t sending[SEND_CHUNK];
static uint32_t taken;
static uint32_t next_half;

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

static void count_received_bytes(void) {
    TIMER_MODE = TIMER_MODE_COUNTER;
    TIMER_BITMODE = TIMER_32_BITS;
    TIMER_TASKS_START = 1;
    PPI_CH0_EEP = (uint32_t)(uintptr_t)&UARTE_EVENTS_RXDRDY(LINE);
    PPI_CH0_TEP = TIMER_TASKS_COUNT_ADDRESS;
    PPI_CHENSET = 1;
}

static void receive_into_half(uint32_t half) {
    UARTE_RXD_PTR(LINE) = (uint32_t)(uintptr_t)&ring[half * HALF];
    UARTE_RXD_MAXCNT(LINE) = HALF;
}

static uint32_t received(void) {
    TIMER_TASKS_CAPTURE_0 = 1;
    return TIMER_CC_0;
}

/* The pointer is latched when a half is started: from then on it can name the other one, once that has been read. */
static void keep_receiving(uint32_t unread) {
    if (UARTE_EVENTS_RXSTARTED(LINE) && unread <= HALF) {
        next_half ^= 1;
        receive_into_half(next_half);
        UARTE_EVENTS_RXSTARTED(LINE) = 0;
    }
}

void uarte_init(void) {
    /* Console: P0.06, P0.08 (the debugger's virtual port). Protocol: P1.02, P1.01 (Arduino D1, D0). */
    start(CONSOLE, GPIO_0, 0, 6, 8);
    start(LINE, GPIO_1, 1, 2, 1);
    count_received_bytes();
    UARTE_SHORTS(LINE) = UARTE_SHORT_ENDRX_STARTRX;
    receive_into_half(0);
    UARTE_TASKS_STARTRX(LINE) = 1;
    NVIC_ISER(UARTE1_IRQ) = 1u << (UARTE1_IRQ % 32);
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
    uint32_t unread = received() - taken;
    keep_receiving(unread);
    if (UARTE_ERRORSRC(LINE)) {
        UARTE_ERRORSRC(LINE) = UARTE_ERRORSRC(LINE);
    }
    if (unread == 0) {
        return -1;
    }
    __asm volatile("dmb" ::: "memory");
    return ((volatile uint8_t *)ring)[taken++ % RING];
}

/* Waits for an interrupt that is masked and never taken: it only wakes the processor. SysTick's wakes it as well. */
void link_sleep(void) {
    __asm volatile("cpsid i" ::: "memory");
    UARTE_EVENTS_RXDRDY(LINE) = 0;
    UARTE_INTENSET(LINE) = UARTE_INT_RXDRDY;
    if (received() == taken) {
        __asm volatile("dsb\n\twfi" ::: "memory");
    }
    Device_Handler();
    NVIC_ICPR(UARTE1_IRQ) = 1u << (UARTE1_IRQ % 32);
    __asm volatile("cpsie i\n\tisb" ::: "memory");
}

void Device_Handler(void) {
    UARTE_INTENCLR(LINE) = UARTE_INT_RXDRDY;
}
