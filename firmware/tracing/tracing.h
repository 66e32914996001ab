/* Tells what the device does while it does it, as Zephelin does: events of the Common Trace Format. */
#ifndef TRACING_H
#define TRACING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 1: 32 bits of time and 8 bits of event. 2: a packet for each event, with 64 bits of time and 16 bits of event. */
#ifndef TRACE_LAYOUT
#define TRACE_LAYOUT 2
#endif

enum { TRACE_EVENT_BYTES = 96 };

/* What carries events away; each firmware is linked with exactly one. */
void transport_init(void);
void transport_write(const uint8_t *event, size_t size);

/* Called when nothing is being sent on the protocol's line. */
void transport_rest(bool connected);

#endif
