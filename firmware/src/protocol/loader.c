#include "protocol/loader.h"

#include <string.h>

bool loader_save_to_buffer(struct loader *loader, const uint8_t *chunk, size_t size) {
    if (size > loader->capacity - loader->count) {
        return false;
    }
    if (size > 0) {
        memcpy(loader->to + loader->count, chunk, size);
        loader->count += size;
    }
    return true;
}
