#include "protocol/receiver.h"

#include "config.h"
#include "generation3/frame.h"
#include "protocol/link.h"

enum { CHUNK_SIZE = 128 };

static status_t read_header(struct frame_header *header) {
    uint8_t bytes[FRAME_HEADER_SIZE];
    if (!link_read(bytes, sizeof bytes)) {
        return STATUS_PROTOCOL_TIMEOUT;
    }
    frame_decode(header, bytes);
    return STATUS_OK;
}

/* Skips the rest of a message that belongs to no event. */
static status_t reject(const struct frame_header *header, status_t reason) {
    return link_drain(header->size) ? reason : STATUS_PROTOCOL_TIMEOUT;
}

static status_t check_first(const struct frame_header *header) {
    if (header->flow != FLOW_REQUEST && header->flow != FLOW_TRANSMISSION) {
        return STATUS_PROTOCOL_FLOW_CONTROL_ERROR;
    }
    if (!frame_has(header, FLAG_FIRST)) {
        return STATUS_PROTOCOL_FLOW_CONTROL_ERROR;
    }
    return header->type < MESSAGE_TYPES ? STATUS_OK : STATUS_PROTOCOL_INVALID_MESSAGE_TYPE;
}

static status_t check_next(const struct frame_header *header, const struct frame_header *first) {
    if (header->type != first->type) {
        return STATUS_PROTOCOL_INVALID_MESSAGE_TYPE;
    }
    return header->flow == first->flow ? STATUS_OK : STATUS_PROTOCOL_FLOW_CONTROL_ERROR;
}

/* Hands a body to the loader; the refusal tells whether it took all of it. */
static status_t read_body(uint32_t size, struct loader *loader, status_t *refusal) {
    uint8_t chunk[CHUNK_SIZE];
    while (size > 0) {
        uint32_t part = size < CHUNK_SIZE ? size : CHUNK_SIZE;
        if (!link_read(chunk, part)) {
            return STATUS_PROTOCOL_TIMEOUT;
        }
#if KENNING_CONFORMANCE_SILENT_OVERSIZE
        if (loader != NULL) {
            *refusal = STATUS_OK;
        }
#endif
        if (*refusal == STATUS_OK && !loader->save(loader, chunk, part)) {
            *refusal = STATUS_LOADERS_NOT_ENOUGH_MEMORY;
        }
        size -= part;
    }
    return STATUS_OK;
}

static status_t read_series(const struct frame_header *first, struct loader *loader, status_t *refusal) {
    struct frame_header header = *first;
    for (;;) {
        if (frame_has(&header, FLAG_HAS_PAYLOAD)) {
            status_t status = read_body(header.size, loader, refusal);
            if (status != STATUS_OK) {
                return status;
            }
            if (KENNING_CONFORMANCE_SILENT_OVERSIZE && *refusal == STATUS_LOADERS_NOT_ENOUGH_MEMORY) {
                return *refusal;
            }
        }
        if (frame_has(&header, FLAG_LAST)) {
            return STATUS_OK;
        }
        status_t status = read_header(&header);
        if (status != STATUS_OK) {
            return status;
        }
        status = check_next(&header, first);
        if (status != STATUS_OK) {
            return reject(&header, status);
        }
    }
}

status_t receiver_listen(struct event *event, find_loader_function *find_loader) {
    struct frame_header first;
    status_t status = read_header(&first);
    if (status != STATUS_OK) {
        return status;
    }
    status = check_first(&first);
    if (status != STATUS_OK) {
        return reject(&first, status);
    }
    event->type = (enum message_type)first.type;
    event->flags = first.flags;
    event->wants_reply = first.flow == FLOW_REQUEST;
    event->refusal = STATUS_OK;
    struct loader *loader = find_loader(event->type);
    if (frame_has(&first, FLAG_HAS_PAYLOAD)) {
        if (loader != NULL) {
            loader->count = 0;
        } else {
            event->refusal = STATUS_LOADERS_UNINIT;
        }
        status = read_series(&first, loader, &event->refusal);
    }
    event->size = loader != NULL ? loader->count : 0;
    return status;
}
