/* Sends transmissions: replies and unsolicited data. */
#ifndef TRANSMITTER_H
#define TRANSMITTER_H

#include <stddef.h>
#include <stdint.h>

#include "protocol/message.h"

/* Sends a whole series and returns when it is out, so nothing can get between its messages and nothing is dropped. */
void transmit(enum message_type type, uint16_t flags, const uint8_t *payload, size_t size);

#endif
