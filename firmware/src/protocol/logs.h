/* Log lines: on the console always, and as LOGS while a client is connected. */
#ifndef LOGS_H
#define LOGS_H

#include <stdbool.h>

#include "text.h"

/* Starts or stops sending; stopping forgets lines that have not been sent. */
void logs_connect(bool connected);

/* Logs one line without its line end. */
void log_info(const struct text *line);
void log_error(const struct text *line);

/* Sends the lines that wait. Lines wait because a UART without a FIFO loses what arrives while it is written to: only
 * a host that awaits a reply, or has been silent for long, is known not to send. */
void logs_flush(void);

#endif
