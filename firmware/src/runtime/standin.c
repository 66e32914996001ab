/* The stand-in model of the conformance vectors: every output byte is the input byte plus one, and time is a fake
 * clock of 5 ns cycles that advances by 400 cycles at each reading. */
#include <stdbool.h>
#include <string.h>

#include "config.h"
#include "model/runtime.h"

enum {
    MODEL_SIZE = 32 * 1024,
    TENSOR_SIZE = 4 * 1024,
    CYCLE_NANOSECONDS = 5,
    CLOCK_START = 1000,
    CLOCK_STEP = 400,
};

static uint8_t model[MODEL_SIZE];
static uint8_t input[TENSOR_SIZE];
static uint8_t output[TENSOR_SIZE];
static struct loader model_loader = {loader_save_to_buffer, model, sizeof model, 0};
static struct loader input_loader = {loader_save_to_buffer, input, 0, 0};
static uint64_t cycles;
static uint64_t started;
static uint64_t took;

static uint64_t next_cycles(void) {
    uint64_t now = cycles;
    cycles += CLOCK_STEP;
    return now;
}

void runtime_init(void) {
    model_loader.count = 0;
    input_loader.count = 0;
    input_loader.capacity = KENNING_STANDIN_LATE_INPUT ? 0 : sizeof input;
    cycles = CLOCK_START;
    started = 0;
    took = 0;
}

struct loader *runtime_model_loader(void) {
    return &model_loader;
}

struct loader *runtime_input_loader(void) {
    return &input_loader;
}

status_t runtime_load_model(size_t size, const struct metadata *metadata) {
    (void)size;
    if (KENNING_STANDIN_LATE_INPUT) {
        uint64_t bytes = metadata_input_size(metadata);
        input_loader.capacity = bytes < sizeof input ? (size_t)bytes : sizeof input;
    }
    return STATUS_OK;
}

status_t runtime_run(void) {
    started = next_cycles();
    for (size_t i = 0; i < sizeof output; i++) {
        output[i] = (uint8_t)(input[i] + 1);
    }
    took = next_cycles() - started;
    return STATUS_OK;
}

status_t runtime_output(const struct metadata *metadata, struct span *span) {
    uint64_t size = metadata_output_size(metadata);
    if (size > sizeof output) {
        return STATUS_RUNTIME_OUT_OF_MEMORY;
    }
    *span = (struct span){output, (size_t)size};
    return STATUS_OK;
}

static void put_memory(struct statistics *statistics) {
    for (uint32_t i = 0; i < STATISTICS_MEMORY_NAMES; i++) {
        statistics_put(statistics, statistics_memory_names[i], STATISTICS_ALLOCATION, 100 * (i + 1));
    }
}

void runtime_statistics(struct statistics *statistics) {
    if (KENNING_STANDIN_MEMORY_STATISTICS) {
        put_memory(statistics);
        return;
    }
    statistics_put(statistics, "target_inference_step", STATISTICS_INFERENCE_TIME, took * CYCLE_NANOSECONDS);
    statistics_put(
            statistics, "target_inference_step_timestamp", STATISTICS_INFERENCE_TIME, started * CYCLE_NANOSECONDS);
}
