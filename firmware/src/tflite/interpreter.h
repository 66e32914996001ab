/* Runs one TFLite model at a time, in memory that it is given. */
#ifndef INTERPRETER_H
#define INTERPRETER_H

#include <stddef.h>
#include <stdint.h>

#include "status.h"
#include "tflite/graph.h"

struct interpreter {
    struct graph graph;
    struct arena arena;
};

/* Prepares the model at the start of the pool; what it needs besides comes from the rest of the pool. */
status_t interpreter_load(struct interpreter *interpreter, uint8_t *pool, size_t pool_size, size_t model_size);

void interpreter_run(const struct interpreter *interpreter);

#endif
