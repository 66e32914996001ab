#include "server/server.h"

#include <stdbool.h>
#include <stddef.h>

#include "config.h"
#include "model/model.h"
#include "protocol/logs.h"
#include "protocol/receiver.h"
#include "protocol/transmitter.h"
#include "server/extension.h"

/* How a type is served. A type without a loader takes no payload. */
struct service {
    const char *name;
    struct loader *(*loader)(void);
    status_t (*serve)(const struct event *event, struct span *reply);
};

static bool connected;

/* SUCCESS opens the session, FAIL closes it, both close it and open another. */
static status_t serve_ping(const struct event *event, struct span *reply) {
    (void)reply;
    if (event->flags & FLAG_FAIL) {
        connected = false;
        logs_connect(false);
    }
    if (event->flags & FLAG_SUCCESS) {
        if (connected) {
            return STATUS_CALLBACKS_ERROR;
        }
        connected = true;
        logs_connect(true);
    }
    return STATUS_OK;
}

static status_t serve_metadata(const struct event *event, struct span *reply) {
    (void)reply;
    return model_load_metadata(event->size);
}

static status_t serve_model(const struct event *event, struct span *reply) {
    (void)reply;
    return model_load_weights(event->size);
}

static status_t serve_data(const struct event *event, struct span *reply) {
    (void)reply;
    return model_load_input(event->size);
}

static status_t serve_process(const struct event *event, struct span *reply) {
    (void)event;
    (void)reply;
    return model_run();
}

/* The reference answers these with SUCCESS and no payload when it cannot serve them. */
static status_t as_response(status_t status, struct span *reply) {
    if (status == STATUS_OK && KENNING_RESPONSE_PAYLOAD_SIZE > 0 && reply->size > KENNING_RESPONSE_PAYLOAD_SIZE) {
        status = STATUS_MODEL_INV_ARG;
    }
    if (status != STATUS_OK) {
        reply->size = 0;
    }
    return KENNING_CONFORMANCE_EMPTY_SUCCESS ? STATUS_OK : status;
}

static status_t serve_output(const struct event *event, struct span *reply) {
    (void)event;
    return as_response(model_output(reply), reply);
}

static status_t serve_statistics(const struct event *event, struct span *reply) {
    (void)event;
    return as_response(model_statistics(reply), reply);
}

static status_t serve_runtime(const struct event *event, struct span *reply) {
    (void)reply;
    return extension_load(event->size);
}

static const struct service services[MESSAGE_TYPES + 1] = {
    [MESSAGE_PING] = {"PING", NULL, serve_ping},
    [MESSAGE_STATUS] = {"STATUS", NULL, NULL},
    [MESSAGE_DATA] = {"DATA", runtime_input_loader, serve_data},
    [MESSAGE_MODEL] = {"MODEL", runtime_model_loader, serve_model},
    [MESSAGE_PROCESS] = {"PROCESS", NULL, serve_process},
    [MESSAGE_OUTPUT] = {"OUTPUT", NULL, serve_output},
    [MESSAGE_STATS] = {"STATS", NULL, serve_statistics},
    [MESSAGE_IOSPEC] = {"IOSPEC", model_metadata_loader, serve_metadata},
    [MESSAGE_TRACE_DATA] = {"TRACE_DATA", NULL, NULL},
    [MESSAGE_OPTIMIZERS] = {"OPTIMIZERS", NULL, NULL},
    [MESSAGE_OPTIMIZE_MODEL] = {"OPTIMIZE_MODEL", NULL, NULL},
    [MESSAGE_RUNTIME] = {"RUNTIME", extension_loader, serve_runtime},
    [MESSAGE_UNOPTIMIZED_MODEL] = {"UNOPTIMIZED_MODEL", NULL, NULL},
    [MESSAGE_LOGS] = {"LOGS", NULL, NULL},
    [MESSAGE_UNKNOWN] = {"a message of unknown type", NULL, NULL},
};

static const char *message_name(enum message_type type) {
    return services[type].name;
}

/* Before its runtime has come, an extension build has nowhere to put a payload, whichever but RUNTIME it is. */
static struct loader *find_loader(enum message_type type) {
    bool runtime_missing = model_state() == MODEL_UNINITIALIZED && type != MESSAGE_RUNTIME;
    return runtime_missing || services[type].loader == NULL ? NULL : services[type].loader();
}

static status_t serve(const struct event *event, struct span *reply) {
    if (event->refusal != STATUS_OK) {
        return event->refusal;
    }
    /* Types that a device does not know what to do with succeed and do nothing, as in the reference. */
    return services[event->type].serve == NULL ? STATUS_OK : services[event->type].serve(event, reply);
}

static void log_too_big(const struct event *event) {
    struct text line = {0};
    text_string(&line, message_name(event->type));
    text_string(&line, " is too big: there is room for ");
    text_decimal(&line, (uint32_t)find_loader(event->type)->capacity);
    text_string(&line, " bytes");
    log_error(&line);
}

static void log_refusal(const struct event *event, status_t status) {
    if (event->refusal == STATUS_LOADERS_NOT_ENOUGH_MEMORY) {
        log_too_big(event);
    }
    struct text line = {0};
    text_string(&line, message_name(event->type));
    text_string(&line, " refused. Runtime error: ");
    status_append(&line, status);
    log_error(&line);
}

static void log_abandoned(status_t status) {
    struct text line = {0};
    text_string(&line, "message ignored: ");
    status_append(&line, status);
    log_error(&line);
}

/* Silence is normal between requests and says nothing, so it is not logged; lines that wait can go now. */
static status_t abandon(status_t status) {
    if (status == STATUS_PROTOCOL_TIMEOUT) {
        logs_flush();
        return STATUS_SERVER_TIMEOUT;
    }
    log_abandoned(status);
    return STATUS_SERVER_ERROR;
}

void server_init(void) {
    if (!KENNING_EXTENSION_RUNTIME) {
        model_init();
    }
}

status_t server_serve(void) {
    struct event event;
    status_t status = receiver_listen(&event, find_loader);
    if (status != STATUS_OK) {
        return abandon(status);
    }
    static const uint8_t nothing[1];
    struct span reply = {nothing, 0};
    status = serve(&event, &reply);
    if (status != STATUS_OK) {
        log_refusal(&event, status);
    }
    if (event.wants_reply) {
        logs_flush();
        transmit(event.type, status == STATUS_OK ? FLAG_SUCCESS : FLAG_FAIL, reply.from, reply.size);
    }
    return STATUS_OK;
}
