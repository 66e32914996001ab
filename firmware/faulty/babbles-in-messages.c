/* Logs on the protocol's line from wherever it is, so that text gets between the header and the body of a message. */
#include "platform.h"

void __real_link_write(const uint8_t *from, size_t count);
void __wrap_link_write(const uint8_t *from, size_t count);

void __wrap_link_write(const uint8_t *from, size_t count) {
    static const uint8_t line[] = "[00:00:00.100,000] <dbg> uart: poll out\r\n";
    __real_link_write(line, sizeof line - 1);
    __real_link_write(from, count);
}
