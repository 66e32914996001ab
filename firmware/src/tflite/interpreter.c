#include "tflite/interpreter.h"

#include <string.h>

#include "tflite/graph_reader.h"
#include "tflite/planner.h"
#include "tflite/problem.h"

/* One operation runs at a time, so all share the largest scratch. */
static status_t share_scratch(struct graph *graph, struct arena *arena) {
    uint32_t largest = 0;
    for (uint32_t i = 0; i < graph->operation_count; i++) {
        uint32_t size = graph->operations[i].scratch_size;
        largest = size > largest ? size : largest;
    }
    void *scratch = arena_take(arena, largest, 1);
    if (scratch == NULL) {
        return refuse_memory("windows", largest, (uint32_t)(arena->size - arena->used));
    }
    for (uint32_t i = 0; i < graph->operation_count; i++) {
        graph->operations[i].scratch = scratch;
    }
    return STATUS_OK;
}

status_t interpreter_load(struct interpreter *interpreter, uint8_t *pool, size_t pool_size, size_t model_size) {
    memset(interpreter, 0, sizeof *interpreter);
    size_t model_end = (model_size + ARENA_ALIGNMENT - 1) & ~(size_t)(ARENA_ALIGNMENT - 1);
    model_end = model_end > pool_size ? pool_size : model_end;
    interpreter->arena = (struct arena){pool + model_end, pool_size - model_end, 0};
    status_t status = graph_read(&interpreter->graph, pool, (uint32_t)model_size, &interpreter->arena);
    if (status == STATUS_OK) {
        status = share_scratch(&interpreter->graph, &interpreter->arena);
    }
    return status == STATUS_OK ? plan_memory(&interpreter->graph, &interpreter->arena) : status;
}

void interpreter_run(const struct interpreter *interpreter) {
    const struct graph *graph = &interpreter->graph;
    for (uint32_t i = 0; i < graph->operation_count; i++) {
        graph->operations[i].run(&graph->operations[i]);
    }
}
