/* Holds kernels and planner against definitions on random shapes, and the int8 softmax against gemmlowp's results.
 *
 *     kernels-test SEED SOFTMAX_TSV */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "naive.h"
#include "options.h"
#include "platform.h"
#include "random.h"
#include "tflite/operations.h"
#include "tflite/planner.h"

#ifndef ROUNDS
#define ROUNDS 4000
#endif

enum { MAX_ELEMENTS = 32768 };

static _Alignas(ARENA_ALIGNMENT) uint8_t arena_bytes[65536];
static float scratch[MAX_ELEMENTS];
static const char *doing;
static uint64_t seed;

/* The kernels' log goes nowhere: a refusal here is a failure of the test. */
void console_write(const char *text, size_t length) {
    fwrite(text, 1, length, stderr);
}

void link_write(const uint8_t *from, size_t count) {
    (void)from;
    (void)count;
}

static void fail(const char *what, int round, double actual, double expected) {
    printf("FAIL %s, round %d of seed %llu: %s: is %.9g, expected %.9g\n", doing, round, (unsigned long long)seed, what,
           actual, expected);
    exit(1);
}

static void require(bool condition, const char *what, int round) {
    if (!condition) {
        fail(what, round, 0, 1);
    }
}

static float random_float(void) {
    return (float)random_between(-1000, 1000) / 256;
}

static void fill_floats(float *to, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        to[i] = random_float();
    }
}

/* Sums of many products are exact, whatever their order. */
static void fill_sixteenths(float *to, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        to[i] = (float)random_between(-64, 64) / 16;
    }
}

static void fill_int8(int8_t *to, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        to[i] = (int8_t)random_between(-128, 127);
    }
}

static struct tensor tensor_of(enum tensor_type type, void *data, bool constant, const int32_t shape[4]) {
    struct tensor tensor = {.type = type, .rank = 4, .elements = 1, .data = data, .constant = constant};
    for (int i = 0; i < 4; i++) {
        tensor.shape[i] = (uint32_t)shape[i];
        tensor.elements *= (uint32_t)shape[i];
    }
    return tensor;
}

/* Now and then far more than a vector register holds. */
static int32_t random_length(int32_t usual, int32_t most) {
    return random_between(1, random_between(0, 7) == 0 ? most : usual);
}

static struct naive_window random_window(void) {
    struct naive_window w;
    do {
        bool tall = random_between(0, 1) != 0;
        w = (struct naive_window){
            .batches = random_between(1, 2),
            .in_h = tall ? random_length(9, 150) : random_between(1, 9),
            .in_w = tall ? random_between(1, 9) : random_length(9, 150),
            .channels = random_between(1, 5),
            .filters = random_between(1, 9),
            .filter_h = random_between(1, 4),
            .filter_w = random_between(1, 4),
            .stride_h = random_between(1, 3),
            .stride_w = random_between(1, 3),
            .dilation_h = random_between(1, 2),
            .dilation_w = random_between(1, 2),
            .same = random_between(0, 1),
        };
    } while (!naive_output(&w));
    return w;
}

static struct arena fresh_arena(void) {
    return (struct arena){arena_bytes, sizeof arena_bytes, 0};
}

static void limits_of(int activation, float *min, float *max) {
    static const float limits[][2] = {{-INFINITY, INFINITY}, {0, INFINITY}, {-1, 1}, {0, 6}};
    *min = limits[activation][0];
    *max = limits[activation][1];
}

static void compare_floats(const float *actual, const float *expected, int32_t count, int round) {
    for (int32_t i = 0; i < count; i++) {
        if (!(fabsf(actual[i] - expected[i]) <= 1e-5f * fmaxf(1, fabsf(expected[i])))) {
            fail("a value", round, (double)actual[i], (double)expected[i]);
        }
    }
}

static void compare_int8(const int8_t *actual, const int8_t *expected, int32_t count, int round) {
    for (int32_t i = 0; i < count; i++) {
        if (actual[i] != expected[i]) {
            fail("a value", round, actual[i], expected[i]);
        }
    }
}

static void run(struct preparation *preparation, prepare_function *prepare, int round) {
    require(prepare(preparation) == STATUS_OK, "accepted", round);
    require(preparation->operation->scratch_size <= sizeof scratch, "scratch fits", round);
    preparation->operation->scratch = scratch;
    preparation->operation->run(preparation->operation);
}

static void conv_options(const struct naive_window *w, int activation, int32_t options[6]) {
    int32_t fields[6] = {!w->same, w->stride_w, w->stride_h, activation, w->dilation_w, w->dilation_h};
    memcpy(options, fields, sizeof fields);
}

static void test_conv_float(int round) {
    static float in[MAX_ELEMENTS], filters[MAX_ELEMENTS], bias[16], out[MAX_ELEMENTS], expected[MAX_ELEMENTS];
    struct naive_window w = random_window();
    struct tensor input =
            tensor_of(TENSOR_FLOAT32, in, false, (int32_t[]){w.batches, w.in_h, w.in_w, w.channels});
    struct tensor weights =
            tensor_of(TENSOR_FLOAT32, filters, true, (int32_t[]){w.filters, w.filter_h, w.filter_w, w.channels});
    struct tensor biases = tensor_of(TENSOR_FLOAT32, bias, true, (int32_t[]){w.filters, 1, 1, 1});
    struct tensor output =
            tensor_of(TENSOR_FLOAT32, out, false, (int32_t[]){w.batches, w.out_h, w.out_w, w.filters});
    fill_floats(in, (int32_t)input.elements);
    fill_floats(filters, (int32_t)weights.elements);
    fill_floats(bias, w.filters);
    bool biased = random_between(0, 3) != 0;
    int activation = random_between(ACTIVATION_NONE, ACTIVATION_RELU6);
    int32_t options[6];
    conv_options(&w, activation, options);
    struct arena arena = fresh_arena();
    struct operation operation = {0};
    struct preparation preparation = {&operation, "CONV_2D", {&input, &weights, biased ? &biases : NULL}, &output,
                                      options_table(options, 6), &arena};
    run(&preparation, conv_2d_prepare, round);
    float min, max;
    limits_of(activation, &min, &max);
    naive_conv_float(&w, in, filters, biased ? bias : NULL, min, max, expected);
    compare_floats(out, expected, (int32_t)output.elements, round);
}

/* Clamps of int8 activations, in float as TensorFlow Lite computes them. */
static int32_t quantized_limit(float limit, float scale, int32_t zero, int32_t unlimited) {
    if (isinf(limit)) {
        return unlimited;
    }
    float quantized = roundf(limit / scale) + (float)zero;
    return quantized < -128 ? -128 : quantized > 127 ? 127 : (int32_t)quantized;
}

static void test_conv_int8(int round) {
    static int8_t in[MAX_ELEMENTS], filters[MAX_ELEMENTS], out[MAX_ELEMENTS], expected[MAX_ELEMENTS];
    static int32_t bias[16];
    static float scales[16];
    struct naive_window w = random_window();
    struct tensor input = tensor_of(TENSOR_INT8, in, false, (int32_t[]){w.batches, w.in_h, w.in_w, w.channels});
    struct tensor weights =
            tensor_of(TENSOR_INT8, filters, true, (int32_t[]){w.filters, w.filter_h, w.filter_w, w.channels});
    struct tensor biases = tensor_of(TENSOR_INT32, bias, true, (int32_t[]){w.filters, 1, 1, 1});
    struct tensor output = tensor_of(TENSOR_INT8, out, false, (int32_t[]){w.batches, w.out_h, w.out_w, w.filters});
    fill_int8(in, (int32_t)input.elements);
    fill_int8(filters, (int32_t)weights.elements);
    bool per_channel = random_between(0, 1) != 0;
    for (int32_t i = 0; i < w.filters; i++) {
        bias[i] = random_between(-20000, 20000);
        scales[i] = per_channel || i == 0 ? (float)random_between(1, 10000) / 500000 : scales[0];
    }
    input.scale = (float)random_between(1, 1000) / 1000;
    input.zero_point = random_between(-128, 127);
    output.scale = (float)random_between(1, 3000) / 100;
    output.zero_point = random_between(-128, 127);
    weights.scale = scales[0];
    struct flatbuffer scale_buffer;
    weights.scales = scales_vector(&scale_buffer, scales, per_channel ? (size_t)w.filters : 1);
    int activation = random_between(ACTIVATION_NONE, ACTIVATION_RELU6);
    int32_t options[6];
    conv_options(&w, activation, options);
    struct arena arena = fresh_arena();
    struct operation operation = {0};
    struct preparation preparation = {&operation, "CONV_2D", {&input, &weights, &biases}, &output,
                                      options_table(options, 6), &arena};
    run(&preparation, conv_2d_prepare, round);
    float min, max;
    limits_of(activation, &min, &max);
    struct naive_scales naive = {
        (double)input.scale, (double)output.scale, scales, input.zero_point, output.zero_point,
        quantized_limit(min, output.scale, output.zero_point, -128),
        quantized_limit(max, output.scale, output.zero_point, 127)};
    naive_conv_int8(&w, in, filters, bias, &naive, expected);
    compare_int8(out, expected, (int32_t)output.elements, round);
}

/* A fully connected layer is a convolution of 1 x 1 images. */
static void test_fully_connected_int8(int round) {
    static int8_t in[MAX_ELEMENTS], filters[MAX_ELEMENTS], out[MAX_ELEMENTS], expected[MAX_ELEMENTS];
    static int32_t bias[16];
    struct naive_window w = {.batches = random_between(1, 3), .in_h = 1, .in_w = 1, .channels = random_length(40, 300),
                             .filters = random_between(1, 9), .filter_h = 1, .filter_w = 1, .stride_h = 1,
                             .stride_w = 1, .dilation_h = 1, .dilation_w = 1};
    naive_output(&w);
    struct tensor input = tensor_of(TENSOR_INT8, in, false, (int32_t[]){w.batches, w.channels, 1, 1});
    struct tensor weights = tensor_of(TENSOR_INT8, filters, true, (int32_t[]){w.filters, w.channels, 1, 1});
    weights.rank = 2;
    struct tensor biases = tensor_of(TENSOR_INT32, bias, true, (int32_t[]){w.filters, 1, 1, 1});
    struct tensor output = tensor_of(TENSOR_INT8, out, false, (int32_t[]){w.batches, w.filters, 1, 1});
    fill_int8(in, (int32_t)input.elements);
    fill_int8(filters, (int32_t)weights.elements);
    float scales[16];
    for (int32_t i = 0; i < w.filters; i++) {
        bias[i] = random_between(-20000, 20000);
        scales[i] = 0.0065f;
    }
    input.scale = 0.5f;
    input.zero_point = random_between(-128, 127);
    output.scale = 0.25f;
    output.zero_point = random_between(-128, 127);
    weights.scale = scales[0];
    struct flatbuffer scale_buffer;
    weights.scales = scales_vector(&scale_buffer, scales, 1);
    struct arena arena = fresh_arena();
    struct operation operation = {0};
    struct preparation preparation = {&operation, "FULLY_CONNECTED", {&input, &weights, &biases}, &output,
                                      options_table((int32_t[]){ACTIVATION_NONE}, 1), &arena};
    run(&preparation, fully_connected_prepare, round);
    struct naive_scales naive = {(double)input.scale, (double)output.scale, scales, input.zero_point,
                                 output.zero_point, -128, 127};
    naive_conv_int8(&w, in, filters, bias, &naive, expected);
    compare_int8(out, expected, (int32_t)output.elements, round);
}

static void test_fully_connected_float(int round) {
    static float in[MAX_ELEMENTS], filters[MAX_ELEMENTS], bias[16], out[MAX_ELEMENTS], expected[MAX_ELEMENTS];
    struct naive_window w = {.batches = random_between(1, 3), .in_h = 1, .in_w = 1, .channels = random_length(40, 300),
                             .filters = random_between(1, 9), .filter_h = 1, .filter_w = 1, .stride_h = 1,
                             .stride_w = 1, .dilation_h = 1, .dilation_w = 1};
    naive_output(&w);
    struct tensor input = tensor_of(TENSOR_FLOAT32, in, false, (int32_t[]){w.batches, w.channels, 1, 1});
    struct tensor weights = tensor_of(TENSOR_FLOAT32, filters, true, (int32_t[]){w.filters, w.channels, 1, 1});
    weights.rank = 2;
    struct tensor biases = tensor_of(TENSOR_FLOAT32, bias, true, (int32_t[]){w.filters, 1, 1, 1});
    struct tensor output = tensor_of(TENSOR_FLOAT32, out, false, (int32_t[]){w.batches, w.filters, 1, 1});
    fill_sixteenths(in, (int32_t)input.elements);
    fill_sixteenths(filters, (int32_t)weights.elements);
    fill_floats(bias, w.filters);
    struct arena arena = fresh_arena();
    struct operation operation = {0};
    struct preparation preparation = {&operation, "FULLY_CONNECTED", {&input, &weights, &biases}, &output,
                                      options_table((int32_t[]){ACTIVATION_RELU}, 1), &arena};
    run(&preparation, fully_connected_prepare, round);
    naive_conv_float(&w, in, filters, bias, 0, INFINITY, expected);
    compare_floats(out, expected, (int32_t)output.elements, round);
}

static void pool_options(const struct naive_window *w, int activation, int32_t options[6]) {
    int32_t fields[6] = {!w->same, w->stride_w, w->stride_h, w->filter_w, w->filter_h, activation};
    memcpy(options, fields, sizeof fields);
}

/* The int8 kernel is held against the float one's definition: a maximum is the same in both. */
static void test_max_pool(int round) {
    static float in[MAX_ELEMENTS], out[MAX_ELEMENTS], expected[MAX_ELEMENTS];
    static int8_t in8[MAX_ELEMENTS], out8[MAX_ELEMENTS], expected8[MAX_ELEMENTS];
    struct naive_window w;
    do {
        w = random_window();
        w.dilation_h = w.dilation_w = 1;
    } while (!naive_output(&w));
    int activation = random_between(ACTIVATION_NONE, ACTIVATION_RELU6);
    int32_t options[6];
    pool_options(&w, activation, options);
    int32_t in_shape[4] = {w.batches, w.in_h, w.in_w, w.channels};
    int32_t out_shape[4] = {w.batches, w.out_h, w.out_w, w.channels};
    struct tensor input = tensor_of(TENSOR_FLOAT32, in, false, in_shape);
    struct tensor output = tensor_of(TENSOR_FLOAT32, out, false, out_shape);
    for (uint32_t i = 0; i < input.elements; i++) {
        in8[i] = (int8_t)random_between(-128, 127);
        in[i] = in8[i];
    }
    struct arena arena = fresh_arena();
    struct operation operation = {0};
    struct preparation preparation = {&operation, "MAX_POOL_2D", {&input}, &output, options_table(options, 6), &arena};
    run(&preparation, max_pool_2d_prepare, round);
    float min, max;
    limits_of(activation, &min, &max);
    naive_pool_float(&w, in, min, max, expected);
    compare_floats(out, expected, (int32_t)output.elements, round);

    struct tensor input8 = tensor_of(TENSOR_INT8, in8, false, in_shape);
    struct tensor output8 = tensor_of(TENSOR_INT8, out8, false, out_shape);
    input8.scale = output8.scale = 1;
    struct operation operation8 = {0};
    struct preparation preparation8 = {&operation8, "MAX_POOL_2D", {&input8}, &output8, options_table(options, 6),
                                       &arena};
    run(&preparation8, max_pool_2d_prepare, round);
    for (uint32_t i = 0; i < output.elements; i++) {
        expected8[i] = (int8_t)expected[i];
    }
    compare_int8(out8, expected8, (int32_t)output.elements, round);
}

static void test_softmax_float(int round) {
    float in[32], out[32], expected[32];
    int32_t rows = random_between(1, 3);
    int32_t length = random_between(1, 9);
    struct tensor input = tensor_of(TENSOR_FLOAT32, in, false, (int32_t[]){1, 1, rows, length});
    struct tensor output = tensor_of(TENSOR_FLOAT32, out, false, (int32_t[]){1, 1, rows, length});
    fill_floats(in, rows * length);
    float beta = (float)random_between(1, 20) / 10;
    for (int32_t r = 0; r < rows; r++) {
        double sum = 0;
        for (int32_t i = 0; i < length; i++) {
            sum += exp((double)beta * (double)in[r * length + i]);
        }
        for (int32_t i = 0; i < length; i++) {
            expected[r * length + i] = (float)(exp((double)beta * (double)in[r * length + i]) / sum);
        }
    }
    struct arena arena = fresh_arena();
    struct operation operation = {0};
    struct preparation preparation = {&operation, "SOFTMAX", {&input}, &output, options_float(beta), &arena};
    run(&preparation, softmax_prepare, round);
    compare_floats(out, expected, rows * length, round);
}

/* One line: scale, comma-separated logits, comma-separated outputs. */
static int read_integers(const char *text, int8_t *to) {
    int count = 0;
    char *end;
    do {
        to[count++] = (int8_t)strtol(text, &end, 10);
        text = end + 1;
    } while (*end == ',');
    return count;
}

static int test_softmax_int8(const char *path) {
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        perror(path);
        exit(2);
    }
    char line[4096];
    int lines = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        if (line[0] == '#') {
            continue;
        }
        int8_t in[256], out[256], expected[256];
        char *logits = strchr(line, '\t') + 1;
        int32_t count = read_integers(logits, in);
        require(read_integers(strchr(logits, '\t') + 1, expected) == count, "as many outputs as logits", lines);
        struct tensor input = tensor_of(TENSOR_INT8, in, false, (int32_t[]){1, 1, 1, count});
        struct tensor output = tensor_of(TENSOR_INT8, out, false, (int32_t[]){1, 1, 1, count});
        input.scale = strtof(line, NULL);
        output.scale = 1.0f / 256;
        output.zero_point = -128;
        struct arena arena = fresh_arena();
        struct operation operation = {0};
        struct preparation preparation = {&operation, "SOFTMAX", {&input}, &output, options_float(1), &arena};
        run(&preparation, softmax_prepare, lines);
        compare_int8(out, expected, count, lines);
        lines++;
    }
    fclose(file);
    return lines;
}

static bool overlap(const struct tensor *a, const struct tensor *b) {
    return (uint8_t *)a->data < (uint8_t *)b->data + b->size && (uint8_t *)b->data < (uint8_t *)a->data + a->size;
}

static void test_planner(int round) {
    struct tensor tensors[24] = {0};
    struct graph graph = {.tensors = tensors, .tensor_count = (uint32_t)random_between(1, 24)};
    for (uint32_t i = 0; i < graph.tensor_count; i++) {
        tensors[i].size = (uint32_t)random_between(1, 3000);
        tensors[i].written = (uint32_t)random_between(0, 12);
        tensors[i].last_used = tensors[i].written + (uint32_t)random_between(0, 5);
    }
    struct arena arena = fresh_arena();
    arena.used = 64;
    require(plan_memory(&graph, &arena) == STATUS_OK, "everything fits", round);
    require(arena.used <= arena.size, "the plan stays inside of the arena", round);
    for (uint32_t i = 0; i < graph.tensor_count; i++) {
        const struct tensor *a = &tensors[i];
        require((a->data != NULL) == (a->written != 0), "exactly what is written has a place", round);
        require(a->data == NULL
                        || ((uint8_t *)a->data >= arena_bytes + 64
                            && (uint8_t *)a->data + a->size <= arena_bytes + arena.used),
                "it lies in the arena's used part", round);
        for (uint32_t j = 0; j < i && a->data != NULL; j++) {
            const struct tensor *b = &tensors[j];
            bool together = a->written <= b->last_used && b->written <= a->last_used;
            require(b->data == NULL || !together || !overlap(a, b), "what is alive together lies apart", round);
        }
    }
}

int main(int count, char **arguments) {
    static const struct {
        const char *name;
        void (*test)(int round);
    } tests[] = {
        {"CONV_2D float32", test_conv_float},
        {"CONV_2D int8", test_conv_int8},
        {"FULLY_CONNECTED float32", test_fully_connected_float},
        {"FULLY_CONNECTED int8", test_fully_connected_int8},
        {"MAX_POOL_2D", test_max_pool},
        {"SOFTMAX float32", test_softmax_float},
        {"memory planner", test_planner},
    };
    if (count != 3) {
        fprintf(stderr, "usage: %s SEED SOFTMAX_TSV\n", arguments[0]);
        return 2;
    }
    seed = strtoull(arguments[1], NULL, 10);
    random_seed(seed);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        doing = tests[i].name;
        for (int round = 0; round < ROUNDS; round++) {
            tests[i].test(round);
        }
        printf("PASS %s, %d rounds\n", doing, ROUNDS);
    }
    doing = "SOFTMAX int8 against gemmlowp";
    printf("PASS %s, %d lines\n", doing, test_softmax_int8(arguments[2]));
    return 0;
}
