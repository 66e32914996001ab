/* Logs on the protocol's line, as a Zephyr build does whose console is the same UART. */
#include "platform.h"

void __real_link_sleep(void);
void __wrap_link_sleep(void);

void __wrap_link_sleep(void) {
    static const uint8_t line[] = "[00:00:00.100,000] <inf> main: waiting for a message\r\n";
    link_write(line, sizeof line - 1);
    __real_link_sleep();
}
