#include "model/model.h"

#include "model/metadata.h"
#include "model/statistics.h"
#include "protocol/logs.h"

static enum model_state state = MODEL_UNINITIALIZED;
static uint8_t received[METADATA_WIRE_SIZE];
static struct loader metadata_loader = {loader_save_to_buffer, received, sizeof received, 0};
static struct metadata metadata;
static struct statistics statistics_payload;

void model_init(void) {
    runtime_init();
    metadata_loader.count = 0;
    state = MODEL_INITIALIZED;
}

enum model_state model_state(void) {
    return state;
}

struct loader *model_metadata_loader(void) {
    return &metadata_loader;
}

static status_t require(enum model_state least) {
    return state >= least ? STATUS_OK : STATUS_MODEL_INV_STATE;
}

static status_t advance(status_t status, enum model_state to) {
    if (status == STATUS_OK) {
        state = to;
    }
    return status;
}

static void log_refused_metadata(const char *problem) {
    struct text line = {0};
    text_string(&line, "IO specification refused: ");
    text_string(&line, problem);
    log_error(&line);
}

static status_t accept_metadata(size_t size) {
    if (size != METADATA_WIRE_SIZE) {
        log_refused_metadata(KENNING_GENERATION == 1 ? "it is not 160 bytes long" : "it is not 356 bytes long");
        return STATUS_MODEL_INV_ARG;
    }
    struct metadata candidate;
    const char *problem = metadata_decode(&candidate, received);
    if (problem == NULL) {
        problem = metadata_problem(&candidate);
    }
    if (problem != NULL) {
        log_refused_metadata(problem);
        return STATUS_MODEL_INV_ARG;
    }
    metadata = candidate;
    return STATUS_OK;
}

status_t model_load_metadata(size_t size) {
    status_t status = require(MODEL_INITIALIZED);
    return status != STATUS_OK ? status : advance(accept_metadata(size), MODEL_STRUCT_LOADED);
}

status_t model_load_weights(size_t size) {
    status_t status = require(MODEL_STRUCT_LOADED);
    return status != STATUS_OK ? status : advance(runtime_load_model(size, &metadata), MODEL_WEIGHTS_LOADED);
}

static status_t accept_input(size_t size) {
    uint64_t expected = metadata_input_size(&metadata);
    if (size == expected) {
        return STATUS_OK;
    }
    struct text line = {0};
    text_string(&line, "input has ");
    text_decimal(&line, (uint32_t)size);
    text_string(&line, " bytes, the IO specification says ");
    text_decimal(&line, expected > UINT32_MAX ? UINT32_MAX : (uint32_t)expected);
    log_error(&line);
    return STATUS_MODEL_INV_ARG;
}

status_t model_load_input(size_t size) {
    status_t status = require(MODEL_WEIGHTS_LOADED);
    return status != STATUS_OK ? status : advance(accept_input(size), MODEL_INPUT_LOADED);
}

status_t model_run(void) {
    status_t status = require(MODEL_INPUT_LOADED);
    return status != STATUS_OK ? status : advance(runtime_run(), MODEL_INFERENCE_DONE);
}

status_t model_output(struct span *output) {
    status_t status = require(MODEL_INFERENCE_DONE);
    return status != STATUS_OK ? status : runtime_output(&metadata, output);
}

status_t model_statistics(struct span *statistics) {
    status_t status = require(MODEL_WEIGHTS_LOADED);
    if (status == STATUS_OK) {
        statistics_clear(&statistics_payload);
        runtime_statistics(&statistics_payload);
        *statistics = (struct span){statistics_payload.bytes, statistics_payload.size};
    }
    return status;
}
