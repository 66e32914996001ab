#include "protocol/logs.h"

#include <stdint.h>
#include <string.h>

#include "config.h"
#include "platform.h"
#include "protocol/transmitter.h"

/* Entries as they travel: {length, characters}, ... */
static uint8_t waiting[512];
static size_t waiting_size;
static bool sending;

void logs_connect(bool connected) {
    sending = connected && KENNING_SEND_LOGS;
    waiting_size = 0;
}

static void enqueue(const struct text *entry) {
    if (sending && entry->length < sizeof waiting - waiting_size) {
        waiting[waiting_size++] = (uint8_t)entry->length;
        memcpy(waiting + waiting_size, entry->characters, entry->length);
        waiting_size += entry->length;
    }
}

static void log_line(const char *level, const struct text *line) {
    static const char line_end[] = "\r\n";
    struct text entry = {0};
    text_string(&entry, level);
    text_bytes(&entry, line->characters, line->length);
    console_write(entry.characters, entry.length);
    console_write(line_end, sizeof line_end - 1);
    /* Zephyr's formatter ends a line with CR LF, and its protocol backend drops the last character. */
    if (entry.length == sizeof entry.characters) {
        entry.length--;
    }
    entry.characters[entry.length++] = '\r';
    enqueue(&entry);
}

void log_info(const struct text *line) {
    log_line("<inf> ", line);
}

void log_error(const struct text *line) {
    log_line("<err> ", line);
}

void logs_flush(void) {
    if (waiting_size > 0) {
        size_t size = waiting_size;
        waiting_size = 0;
        transmit(MESSAGE_LOGS, 0, waiting, size);
    }
}
