#include "protocol/receiver.h"

#include "generation1/frame.h"
#include "protocol/link.h"
#include "wire.h"

enum { CHUNK_SIZE = 128 };

/* What is refused is read all the same, so that the next message is found. */
static status_t refuse(uint32_t size, status_t reason, status_t *refusal) {
    *refusal = reason;
    return link_drain(size) ? STATUS_OK : STATUS_PROTOCOL_TIMEOUT;
}

static status_t read_payload(uint32_t size, struct loader *loader, status_t *refusal) {
    uint8_t chunk[CHUNK_SIZE];
    loader->count = 0;
    while (size > 0) {
        uint32_t part = size < CHUNK_SIZE ? size : CHUNK_SIZE;
        if (!link_read(chunk, part)) {
            return STATUS_PROTOCOL_TIMEOUT;
        }
        size -= part;
        if (!loader->save(loader, chunk, part)) {
            return refuse(size, STATUS_LOADERS_NOT_ENOUGH_MEMORY, refusal);
        }
    }
    return STATUS_OK;
}

/* The reference reads past its table at types above IOSPEC; here they are answered with ERROR. */
static void classify(struct event *event, uint32_t type) {
    *event = (struct event){.type = MESSAGE_UNKNOWN, .wants_reply = true};
    if (type == FRAME_OK || type == FRAME_ERROR) {
        event->type = MESSAGE_STATUS;
        event->wants_reply = false;
    } else if (type <= MESSAGE_IOSPEC) {
        event->type = (enum message_type)type;
    } else {
        event->refusal = STATUS_PROTOCOL_INVALID_MESSAGE_TYPE;
    }
}

static status_t read_message(struct event *event, uint32_t size, find_loader_function *find_loader) {
    struct loader *loader = find_loader(event->type);
    if (loader != NULL) {
        status_t status = read_payload(size, loader, &event->refusal);
        event->size = loader->count;
        return status;
    }
    status_t reason = event->refusal == STATUS_OK && size > 0 ? STATUS_LOADERS_UNINIT : event->refusal;
    return refuse(size, reason, &event->refusal);
}

status_t receiver_listen(struct event *event, find_loader_function *find_loader) {
    uint8_t bytes[FRAME_SIZE_SIZE];
    if (!link_read(bytes, FRAME_SIZE_SIZE)) {
        return STATUS_PROTOCOL_TIMEOUT;
    }
    uint32_t size = wire_load32(bytes);
    if (size > FRAME_MAX_SIZE) {
        /* As in the reference: what follows is taken for the next message, until a silence ends it. */
        return STATUS_PROTOCOL_MSG_TOO_BIG;
    }
    if (size < FRAME_TYPE_SIZE) {
        return STATUS_PROTOCOL_ERROR;
    }
    if (!link_read(bytes, FRAME_TYPE_SIZE)) {
        return STATUS_PROTOCOL_TIMEOUT;
    }
    classify(event, bytes[0] | (uint32_t)bytes[1] << 8);
    return read_message(event, size - FRAME_TYPE_SIZE, find_loader);
}
