/* Console on the first UART, the protocol's line on the second. QEMU's UARTs need no pins and no clocks. */
#include "board.h"

#include "platform.h"
#include "system_registers.h"
#include "systick.h"

#define CONSOLE 0x40004000
#define LINE 0x40005000
#define UART_DATA(base) REGISTER((base) + 0x00)
#define UART_STATE(base) REGISTER((base) + 0x04)
#define UART_CTRL(base) REGISTER((base) + 0x08)
#define UART_INTCLEAR(base) REGISTER((base) + 0x0C)
#define UART_BAUDDIV(base) REGISTER((base) + 0x10)

enum {
    CORE_HZ = 25000000,
    BAUD_RATE = 115200,
    STATE_TX_FULL = 1 << 0,
    STATE_RX_FULL = 1 << 1,
    CTRL_TX_ENABLE = 1 << 0,
    CTRL_RX_ENABLE = 1 << 1,
    CTRL_RX_INTERRUPT = 1 << 3,
    INTERRUPT_RX = 1 << 1,
    LINE_RX_IRQ = 2,
};

void Device_Handler(void);

void board_init(void) {
    systick_init(CORE_HZ);
    UART_BAUDDIV(CONSOLE) = CORE_HZ / BAUD_RATE;
    UART_CTRL(CONSOLE) = CTRL_TX_ENABLE;
    UART_BAUDDIV(LINE) = CORE_HZ / BAUD_RATE;
    UART_CTRL(LINE) = CTRL_TX_ENABLE | CTRL_RX_ENABLE;
    NVIC_ISER(LINE_RX_IRQ) = 1u << LINE_RX_IRQ;
}

static void put(uint32_t uart, uint8_t byte) {
    while (UART_STATE(uart) & STATE_TX_FULL) {
    }
    UART_DATA(uart) = byte;
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
    return UART_STATE(LINE) & STATE_RX_FULL ? (int)(UART_DATA(LINE) & 0xFF) : -1;
}

/* Waits for an interrupt that is masked and never taken: it only wakes the processor. SysTick's wakes it as well. */
void link_sleep(void) {
    __asm volatile("cpsid i" ::: "memory");
    UART_CTRL(LINE) |= CTRL_RX_INTERRUPT;
    if ((UART_STATE(LINE) & STATE_RX_FULL) == 0) {
        __asm volatile("dsb\n\twfi" ::: "memory");
    }
    Device_Handler();
    NVIC_ICPR(LINE_RX_IRQ) = 1u << LINE_RX_IRQ;
    __asm volatile("cpsie i\n\tisb" ::: "memory");
}

void Device_Handler(void) {
    UART_CTRL(LINE) &= ~(uint32_t)CTRL_RX_INTERRUPT;
    UART_INTCLEAR(LINE) = INTERRUPT_RX;
}
