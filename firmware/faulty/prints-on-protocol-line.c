/* Prints its banner and its log on the protocol's line, as a Zephyr build does that has one UART for both and is configured
   for two. */
#include "platform.h"

void __wrap_console_write(const char *text, size_t length);

void __wrap_console_write(const char *text, size_t length) {
    link_write((const uint8_t *)text, length);
}
