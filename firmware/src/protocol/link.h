/* Reading from the protocol's line with the silence time-out, the device's only means to find the next frame again. */
#ifndef LINK_H
#define LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Each function returns false after more than 500 ms (generation 1: 5 ms) without a byte; what it has read until then is lost. */
bool link_read(uint8_t *to, size_t count);
bool link_drain(uint32_t count);

#endif
