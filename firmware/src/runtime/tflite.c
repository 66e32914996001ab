/* The TFLite runtime: model and tensors share one pool, the model at its start. */
#include <stdbool.h>
#include <string.h>

#include "config.h"
#include "model/runtime.h"
#include "platform.h"
#include "protocol/logs.h"
#include "tflite/interpreter.h"

static UNINITIALISED _Alignas(ARENA_ALIGNMENT) uint8_t pool[KENNING_TFLITE_POOL_SIZE];
static struct interpreter interpreter;
static bool loaded;
static bool has_run;
static size_t peak_allocated;
static uint64_t inference_nanoseconds;

static bool save_model(struct loader *loader, const uint8_t *chunk, size_t size);

static struct loader model_loader = {save_model, pool, sizeof pool, 0};
static struct loader input_loader = {.save = loader_save_to_buffer};

static void forget_model(void) {
    loaded = false;
    has_run = false;
    input_loader = (struct loader){.save = loader_save_to_buffer};
}

/* The first byte of a new model ends the old one, whose tensors lie where it may go. */
static bool save_model(struct loader *loader, const uint8_t *chunk, size_t size) {
    forget_model();
    return loader_save_to_buffer(loader, chunk, size);
}

void runtime_init(void) {
    forget_model();
    model_loader.count = 0;
    peak_allocated = 0;
    inference_nanoseconds = 0;
}

struct loader *runtime_model_loader(void) {
    return &model_loader;
}

struct loader *runtime_input_loader(void) {
    return &input_loader;
}

static void append_sizes(struct text *line, uint64_t said, uint32_t real) {
    text_decimal(line, real);
    text_string(line, " bytes, the IO specification says ");
    text_decimal(line, said > UINT32_MAX ? UINT32_MAX : (uint32_t)said);
}

static status_t check_metadata(const struct metadata *metadata) {
    uint64_t input = metadata_input_size(metadata);
    uint64_t output = metadata_output_size(metadata);
    struct text line = {0};
    if (input != interpreter.graph.input->size) {
        text_string(&line, "the model's input has ");
        append_sizes(&line, input, interpreter.graph.input->size);
    } else if (output != interpreter.graph.output->size) {
        text_string(&line, "the model's output has ");
        append_sizes(&line, output, interpreter.graph.output->size);
    } else {
        return STATUS_OK;
    }
    log_error(&line);
    return STATUS_RUNTIME_INV_ARG;
}

static void log_loaded(size_t size) {
    struct text line = {0};
    text_string(&line, "model loaded: ");
    text_decimal(&line, (uint32_t)size);
    text_string(&line, " bytes, arena ");
    text_decimal(&line, (uint32_t)interpreter.arena.used);
    text_string(&line, " of ");
    text_decimal(&line, (uint32_t)interpreter.arena.size);
    text_string(&line, " bytes");
    log_info(&line);
}

status_t runtime_load_model(size_t size, const struct metadata *metadata) {
    forget_model();
    status_t status = interpreter_load(&interpreter, pool, sizeof pool, size);
    if (status == STATUS_OK) {
        status = check_metadata(metadata);
    }
    if (status != STATUS_OK) {
        return status;
    }
    loaded = true;
    const struct tensor *input = interpreter.graph.input;
    input_loader = (struct loader){loader_save_to_buffer, input->data, input->size, 0};
    if (interpreter.arena.used > peak_allocated) {
        peak_allocated = interpreter.arena.used;
    }
    log_loaded(size);
    return STATUS_OK;
}

status_t runtime_run(void) {
    if (!loaded) {
        return STATUS_RUNTIME_UNINIT;
    }
    uint64_t started = clock_nanoseconds();
    interpreter_run(&interpreter);
    inference_nanoseconds = clock_nanoseconds() - started;
    has_run = true;
    return STATUS_OK;
}

status_t runtime_output(const struct metadata *metadata, struct span *output) {
    (void)metadata;
    if (!has_run) {
        return STATUS_RUNTIME_UNINIT;
    }
    *output = (struct span){interpreter.graph.output->data, interpreter.graph.output->size};
    return STATUS_OK;
}

void runtime_statistics(struct statistics *statistics) {
    /* Generation 1 asks for the host's and the accelerator's memory, of which there is none here. */
    statistics_put(statistics, KENNING_GENERATION == 1 ? "host_bytes_peak" : "peak_allocated", STATISTICS_ALLOCATION,
                   peak_allocated);
    statistics_put(statistics, "target_inference_step", STATISTICS_INFERENCE_TIME, inference_nanoseconds);
}
