/* Text of bounded length, for logs and the console: this firmware has no printf. */
#ifndef TEXT_H
#define TEXT_H

#include <stddef.h>
#include <stdint.h>

struct text {
    size_t length;
    char characters[160];
};

/* What does not fit is cut off. */
void text_string(struct text *text, const char *string);
void text_bytes(struct text *text, const void *bytes, size_t length);
void text_decimal(struct text *text, uint32_t value);
void text_hex(struct text *text, uint32_t value);

#endif
