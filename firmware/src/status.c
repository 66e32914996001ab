#include "status.h"

#include <stddef.h>

static const char *const module_names[] = {
    [MODULE_CALLBACKS] = "CALLBACKS",
    [MODULE_LOADERS] = "LOADERS",
    [MODULE_INFERENCE_SERVER] = "INFERENCE_SERVER",
    [MODULE_KENNING_PROTOCOL] = "KENNING_PROTOCOL",
    [MODULE_MODEL] = "MODEL",
    [MODULE_PROTOCOL] = "PROTOCOL",
    [MODULE_RUNTIME_WRAPPER] = "RUNTIME_WRAPPER",
    [MODULE_LOGGER] = "LOGGER",
};

static const char *const common_codes[] = {"OK", "ERROR", "INV_PTR", "INV_ARG", "UNINIT", "TIMEOUT"};

static const struct {
    status_t status;
    const char *name;
} own_codes[] = {
    {STATUS_LOADERS_NOT_ENOUGH_MEMORY, "NOT_ENOUGH_MEMORY"},
    {STATUS_PROTOCOL_INVALID_MESSAGE_TYPE, "INVALID_MESSAGE_TYPE"},
    {STATUS_PROTOCOL_MSG_TOO_BIG, "MSG_TOO_BIG"},
    {STATUS_PROTOCOL_FLOW_CONTROL_ERROR, "FLOW_CONTROL_ERROR"},
    {STATUS_MODEL_INV_STATE, "INV_STATE"},
    {STATUS_RUNTIME_OUT_OF_MEMORY, "OUT_OF_MEMORY_ERROR"},
};

static const char *code_name(status_t status) {
    unsigned code = status & 0xFFu;
    if (code < sizeof common_codes / sizeof common_codes[0]) {
        return common_codes[code];
    }
    for (size_t i = 0; i < sizeof own_codes / sizeof own_codes[0]; i++) {
        if (own_codes[i].status == status) {
            return own_codes[i].name;
        }
    }
    return "UNKNOWN";
}

void status_append(struct text *text, status_t status) {
    unsigned module = status >> 8;
    int known = module >= MODULE_FIRST && module <= MODULE_LAST;
    text_hex(text, status);
    text_string(text, " (");
    text_string(text, known ? module_names[module] : "UNKNOWN");
    text_string(text, "_STATUS_");
    text_string(text, code_name(status));
    text_string(text, ")");
}
