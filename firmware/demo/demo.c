/* Runs a model on ten samples and prints, on the console alone, what Kenning Zephyr Runtime's demo_app prints. */
#include "demo.h"

#include <string.h>

#include "board.h"
#include "config.h"
#include "model/model.h"
#include "platform.h"
#include "protocol/logs.h"

enum {
    NANOSECONDS_PER_MILLISECOND = 1000000,
    MAX_OUTPUTS = 64,
};

static uint64_t inference_nanoseconds;

static void print(const char *text) {
    console_write(text, strlen(text));
}

static void print_line(const struct text *line) {
    console_write(line->characters, line->length);
    print("\r\n");
}

/* The library says only what went wrong: a demo has no other line than those of its own. */
void log_info(const struct text *line) {
    (void)line;
}

void log_error(const struct text *line) {
    print("E: ");
    print_line(line);
}

static bool succeeded(const char *step, status_t status) {
    if (status != STATUS_OK) {
        struct text line = {0};
        text_string(&line, "Model ");
        text_string(&line, step);
        text_string(&line, " error ");
        status_append(&line, status);
        log_error(&line);
    }
    return status == STATUS_OK;
}

static status_t fill(struct loader *loader, const void *from, size_t size) {
    if (loader == NULL) {
        return STATUS_LOADERS_UNINIT;
    }
    loader->count = 0;
    return loader->save(loader, from, size) ? STATUS_OK : STATUS_LOADERS_NOT_ENOUGH_MEMORY;
}

static status_t load_metadata(void) {
    status_t status = fill(model_metadata_loader(), demo.io_spec, sizeof demo.io_spec);
    return status == STATUS_OK ? model_load_metadata(sizeof demo.io_spec) : status;
}

static status_t load_weights(void) {
    size_t size = (size_t)(demo_model_end - demo_model);
    status_t status = fill(runtime_model_loader(), demo_model, size);
    return status == STATUS_OK ? model_load_weights(size) : status;
}

/* Towards zero, as a cast does it. */
static int8_t quantize(float value) {
    float quantized = value / demo.input.scale + (float)demo.input.zero_point;
    return (int8_t)(quantized < INT8_MIN ? INT8_MIN : quantized > INT8_MAX ? INT8_MAX : quantized);
}

static status_t load_quantized(const float *sample) {
    struct loader *loader = runtime_input_loader();
    if (loader == NULL) {
        return STATUS_LOADERS_UNINIT;
    }
    loader->count = 0;
    for (size_t i = 0; i < demo.sample_size; i++) {
        uint8_t element = (uint8_t)quantize(sample[i]);
        if (!loader->save(loader, &element, sizeof element)) {
            return STATUS_LOADERS_NOT_ENOUGH_MEMORY;
        }
    }
    return model_load_input(loader->count);
}

static status_t load_input(const float *sample) {
    if (demo.quantized) {
        return load_quantized(sample);
    }
    size_t size = demo.sample_size * sizeof *sample;
    status_t status = fill(runtime_input_loader(), sample, size);
    return status == STATUS_OK ? model_load_input(size) : status;
}

static status_t run(void) {
    uint64_t started = clock_nanoseconds();
    status_t status = model_run();
    inference_nanoseconds += clock_nanoseconds() - started;
    return status;
}

static status_t get_output(float outputs[MAX_OUTPUTS]) {
    struct span bytes = {0};
    status_t status = model_output(&bytes);
    if (status != STATUS_OK) {
        return status;
    }
    if (bytes.size != demo.class_count * (demo.quantized ? sizeof(int8_t) : sizeof(float))) {
        return STATUS_MODEL_INV_ARG;
    }
    if (!demo.quantized) {
        memcpy(outputs, bytes.from, bytes.size);
        return STATUS_OK;
    }
    for (size_t i = 0; i < demo.class_count; i++) {
        outputs[i] = (float)((int8_t)bytes.from[i] - demo.output.zero_point) * demo.output.scale;
    }
    return STATUS_OK;
}

static bool infer(const float *sample) {
    static float outputs[MAX_OUTPUTS];
    if (!succeeded("input load", load_input(sample)) || !succeeded("run", run())
        || !succeeded("get output", get_output(outputs))) {
        return false;
    }
    print_result(outputs);
    return true;
}

static void print_statistic(const char *name, uint64_t value, const char *unit) {
    struct text line = {0};
    text_string(&line, name);
    text_string(&line, ": ");
    text_decimal(&line, (uint32_t)value);
    text_string(&line, unit);
    print("I: \t");
    print_line(&line);
}

/* What the runtime has to tell is printed as it comes. The plain run measures no time of its own. */
void statistics_clear(struct statistics *statistics) {
    (void)statistics;
}

void statistics_put(struct statistics *statistics, const char *name, enum statistics_kind kind, uint64_t value) {
    (void)statistics;
    if (kind != STATISTICS_INFERENCE_TIME) {
        print_statistic(name, value, "");
    }
}

static void print_statistics(void) {
    struct span unused;
    uint64_t total = inference_nanoseconds / NANOSECONDS_PER_MILLISECOND;
    print("I: inference session statistics:\r\n");
    print_statistic("total inference time", total, " ms");
    print_statistic("inference time per batch", total / DEMO_SAMPLES, " ms");
    model_statistics(&unused);
    print("I: inference finished successfully\r\n");
}

int main(void) {
    board_init();
    print("*** Booting Zephyr OS build " FIRMWARE_NAME "-" FIRMWARE_VERSION " ***\r\n");
    model_init();
    if (!succeeded("struct load", load_metadata()) || !succeeded("weights load", load_weights())) {
        return 1;
    }
    for (size_t i = 0; i < DEMO_SAMPLES; i++) {
        if (!infer(demo.samples + i * demo.sample_size)) {
            return 1;
        }
    }
    print_statistics();
    return 0;
}
