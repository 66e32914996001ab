#include "tflite/problem.h"

#include <stddef.h>

#include "protocol/logs.h"

status_t refuse_model(const char *what) {
    struct text line = {0};
    text_string(&line, "model refused: ");
    text_string(&line, what);
    log_error(&line);
    return STATUS_RUNTIME_INV_ARG;
}

status_t refuse_tensor(uint32_t index, const char *what) {
    struct text line = {0};
    text_string(&line, "tensor ");
    text_decimal(&line, index);
    text_string(&line, " ");
    text_string(&line, what);
    log_error(&line);
    return STATUS_RUNTIME_INV_ARG;
}

status_t refuse_operation(const char *operation, const char *what) {
    struct text line = {0};
    text_string(&line, operation);
    text_string(&line, ": ");
    text_string(&line, what);
    log_error(&line);
    return STATUS_RUNTIME_INV_ARG;
}

status_t refuse_unsupported(const char *what, const char *name, uint32_t number, const char *operation) {
    struct text line = {0};
    text_string(&line, "unsupported ");
    text_string(&line, what);
    text_string(&line, ": ");
    if (name != NULL) {
        text_string(&line, name);
    } else {
        text_decimal(&line, number);
    }
    if (operation != NULL) {
        text_string(&line, " in ");
        text_string(&line, operation);
    }
    log_error(&line);
    return STATUS_RUNTIME_INV_ARG;
}

status_t refuse_memory(const char *what, uint32_t needed, uint32_t available) {
    struct text line = {0};
    text_string(&line, what);
    text_string(&line, " need ");
    text_decimal(&line, needed);
    text_string(&line, " bytes, ");
    text_decimal(&line, available);
    text_string(&line, " are left");
    log_error(&line);
    return STATUS_RUNTIME_OUT_OF_MEMORY;
}
