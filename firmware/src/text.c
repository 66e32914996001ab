#include "text.h"

#include <string.h>

static void put(struct text *text, char character) {
    if (text->length < sizeof text->characters) {
        text->characters[text->length++] = character;
    }
}

void text_string(struct text *text, const char *string) {
    text_bytes(text, string, strlen(string));
}

void text_bytes(struct text *text, const void *bytes, size_t length) {
    const unsigned char *from = bytes;
    for (size_t i = 0; i < length; i++) {
        /* A host stops reading a LOGS payload at the first byte above 0x7F. */
        put(text, from[i] >= 0x20 && from[i] < 0x7F ? (char)from[i] : '?');
    }
}

static void digits(struct text *text, uint32_t value, uint32_t base) {
    if (value >= base) {
        digits(text, value / base, base);
    }
    put(text, "0123456789abcdef"[value % base]);
}

void text_decimal(struct text *text, uint32_t value) {
    digits(text, value, 10);
}

void text_hex(struct text *text, uint32_t value) {
    text_string(text, "0x");
    digits(text, value, 16);
}
