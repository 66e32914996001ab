/* The machine of QEMU, on which the processor's part of this program is held against another implementation. */
#include "boot.h"

#define UART_DATA REGISTER(0x40004000)
#define UART_STATE REGISTER(0x40004004)
#define UART_CTRL REGISTER(0x40004008)
#define UART_BAUDDIV REGISTER(0x40004010)

void console_start(void) {
    UART_BAUDDIV = 217;
    UART_CTRL = 1;
}

void console_put(char character) {
    while (UART_STATE & 1) {
    }
    UART_DATA = (uint8_t)character;
}

void check_devices(void) {
    console_open();
}
