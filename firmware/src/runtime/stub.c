/* A runtime without a model: it takes no payload, succeeds at everything and has nothing to tell. */
#include "model/runtime.h"

void runtime_init(void) {}

struct loader *runtime_model_loader(void) {
    return NULL;
}

struct loader *runtime_input_loader(void) {
    return NULL;
}

status_t runtime_load_model(size_t size, const struct metadata *metadata) {
    (void)size;
    (void)metadata;
    return STATUS_OK;
}

status_t runtime_run(void) {
    return STATUS_OK;
}

status_t runtime_output(const struct metadata *metadata, struct span *output) {
    (void)metadata;
    output->size = 0;
    return STATUS_OK;
}

void runtime_statistics(struct statistics *statistics) {
    (void)statistics;
}
