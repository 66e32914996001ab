#include "tflite/planner.h"

#include "tflite/problem.h"

static bool needs_place(const struct tensor *tensor) {
    return !tensor->constant && tensor->written != 0;
}

static bool alive_together(const struct tensor *a, const struct tensor *b) {
    return a->written <= b->last_used && b->written <= a->last_used;
}

static struct tensor *largest_unplaced(const struct graph *graph) {
    struct tensor *largest = NULL;
    for (uint32_t i = 0; i < graph->tensor_count; i++) {
        struct tensor *tensor = &graph->tensors[i];
        if (needs_place(tensor) && tensor->data == NULL && (largest == NULL || tensor->size > largest->size)) {
            largest = tensor;
        }
    }
    return largest;
}

static uint8_t *end_of(const struct tensor *tensor) {
    return (uint8_t *)tensor->data + ((tensor->size + ARENA_ALIGNMENT - 1) & ~(uint32_t)(ARENA_ALIGNMENT - 1));
}

/* Returns a tensor that is in the way of this one at this place. */
static const struct tensor *obstacle(const struct graph *graph, const struct tensor *wanted, const uint8_t *place) {
    for (uint32_t i = 0; i < graph->tensor_count; i++) {
        const struct tensor *other = &graph->tensors[i];
        if (needs_place(other) && other->data != NULL && alive_together(wanted, other)
            && place < end_of(other) && place + wanted->size > (uint8_t *)other->data) {
            return other;
        }
    }
    return NULL;
}

/* Largest first, each at the lowest place that is free during its life. The walk ends: each obstacle moves it up. */
status_t plan_memory(struct graph *graph, struct arena *arena) {
    uint8_t *bottom = arena->start + arena->used;
    uint8_t *top = arena->start + arena->size;
    uint8_t *end = bottom;
    for (struct tensor *tensor = largest_unplaced(graph); tensor != NULL; tensor = largest_unplaced(graph)) {
        uint8_t *place = bottom;
        const struct tensor *in_the_way = NULL;
        while (tensor->size <= (size_t)(top - place)
               && (in_the_way = obstacle(graph, tensor, place)) != NULL) {
            place = end_of(in_the_way);
        }
        if (tensor->size > (size_t)(top - place)) {
            return refuse_memory("tensors", (uint32_t)(place - bottom) + tensor->size, (uint32_t)(top - bottom));
        }
        tensor->data = place;
        end = end_of(tensor) > end ? end_of(tensor) : end;
    }
    arena->used = (size_t)(end - arena->start);
    return STATUS_OK;
}
