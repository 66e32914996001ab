/* Runs a model on raw input bytes and prints one of its tensors, so that intermediate values can be compared.
 *
 *     tflite-dump MODEL INPUT [TENSOR]      without TENSOR: the output */
#include <stdio.h>
#include <stdlib.h>

#include "config.h"
#include "platform.h"
#include "tflite/interpreter.h"

static _Alignas(ARENA_ALIGNMENT) uint8_t pool[KENNING_TFLITE_POOL_SIZE];

/* The interpreter logs why it refuses a model; nothing is connected here. */
void console_write(const char *text, size_t length) {
    fwrite(text, 1, length, stderr);
}

void link_write(const uint8_t *from, size_t count) {
    (void)from;
    (void)count;
}

static void fail(const char *what, const char *subject) {
    fprintf(stderr, "tflite-dump: %s: %s\n", subject, what);
    exit(2);
}

static size_t read_file(const char *path, uint8_t *to, size_t capacity) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail("cannot be read", path);
    }
    size_t size = fread(to, 1, capacity, file);
    if (fgetc(file) != EOF) {
        fail("is too big", path);
    }
    fclose(file);
    return size;
}

static void print_tensor(const struct tensor *tensor) {
    for (uint32_t i = 0; i < tensor->elements; i++) {
        if (tensor->type == TENSOR_FLOAT32) {
            printf("%.9g\n", (double)((const float *)tensor->data)[i]);
        } else {
            printf("%d\n", ((const int8_t *)tensor->data)[i]);
        }
    }
}

int main(int count, char **arguments) {
    if (count != 3 && count != 4) {
        fprintf(stderr, "usage: %s MODEL INPUT [TENSOR]\n", arguments[0]);
        return 2;
    }
    struct interpreter interpreter;
    size_t model_size = read_file(arguments[1], pool, sizeof pool);
    if (interpreter_load(&interpreter, pool, sizeof pool, model_size) != STATUS_OK) {
        fail("is refused", arguments[1]);
    }
    struct graph *graph = &interpreter.graph;
    if (read_file(arguments[2], graph->input->data, graph->input->size) != graph->input->size) {
        fail("is too small", arguments[2]);
    }
    unsigned long wanted = count == 4 ? strtoul(arguments[3], NULL, 10) : (unsigned long)(graph->output - graph->tensors);
    if (wanted >= graph->tensor_count || graph->tensors[wanted].data == NULL) {
        fail("no such tensor", arguments[3]);
    }
    /* Places are used again, so look as soon as the value is there. */
    for (uint32_t i = 0; i < graph->operation_count && i + 2 <= graph->tensors[wanted].written; i++) {
        graph->operations[i].run(&graph->operations[i]);
    }
    print_tensor(&graph->tensors[wanted]);
    return 0;
}
