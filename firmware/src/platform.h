/* What a platform provides to the portable sources. */
#ifndef PLATFORM_H
#define PLATFORM_H

#include <stddef.h>
#include <stdint.h>

/* Memory that start-up code need not clear. */
#if defined(__arm__) || defined(__riscv)
#define UNINITIALISED __attribute__((section(".noinit")))
#else
#define UNINITIALISED
#endif

/* Returns the next byte that has arrived on the protocol's line, or -1 if there is none. */
int link_poll(void);

/* Returns when a byte has arrived, or earlier: callers look again. */
void link_sleep(void);

/* Sends bytes on the protocol's line and returns when they are handed over. */
void link_write(const uint8_t *from, size_t count);

/* Writes text for a human being, who may be absent. */
void console_write(const char *text, size_t length);

/* Time since an arbitrary moment; never steps back. */
uint64_t clock_nanoseconds(void);

#endif
