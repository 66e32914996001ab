/* The events, and where they happen: functions of the device are wrapped by the linker, so that its sources stay as they are. */
#include <string.h>

#include "model/model.h"
#include "model/runtime.h"
#include "platform.h"
#include "server/server.h"
#include "tflite/interpreter.h"
#include "tracing.h"

/* One program without threads: what runs is called main. */
enum { MAIN_THREAD = 1, TAG_BYTES = 20, SCOPE_BYTES = 31, NAME_BYTES = 20, PER_MILLE = 1000 };

enum region { REGION_STACK, REGION_HEAP };

#if TRACE_LAYOUT == 1
enum {
    TFLM_ENTER = 0xA0,
    TFLM_EXIT = 0xA1,
    INFERENCE_ENTER = 0xD0,
    INFERENCE_EXIT = 0xD1,
    MEMORY = 0xEE,
    CPU_LOAD = 0xC0,
    SCOPE_ENTER = 0xEF,
    SCOPE_EXIT = 0xF0,
};
#else
enum {
    TFLM_ENTER = 0x100,
    TFLM_EXIT = 0x101,
    INFERENCE_ENTER = 0x104,
    INFERENCE_EXIT = 0x105,
    MEMORY = 0x106,
    CPU_LOAD = 0x107,
    SCOPE_ENTER = 0x109,
    SCOPE_EXIT = 0x10A,
};
#endif
enum { THREAD_SWITCHED_IN = 0x11, THREAD_CREATE = 0x13, THREAD_INFO = 0x19 };
enum { STREAM_SYSTEM, STREAM_MODEL };

/* From the linker script; the second one's address is a size. */
extern uint8_t __stack_top[];
extern uint8_t STACK_SIZE[];

static bool connected;
static uint64_t busy_nanoseconds;
static uint64_t load_since;

struct event {
    uint8_t bytes[TRACE_EVENT_BYTES];
    size_t size;
};

static void put(struct event *event, uint64_t value, size_t size) {
    for (size_t i = 0; i < size; i++) {
        event->bytes[event->size++] = (uint8_t)(value >> (8 * i));
    }
}

static void put_text(struct event *event, const char *text, size_t size) {
    size_t length = strlen(text);
    length = length < size ? length : size;
    memcpy(event->bytes + event->size, text, length);
    memset(event->bytes + event->size + length, 0, size - length);
    event->size += size;
}

static void begin(struct event *event, unsigned stream, unsigned id) {
    event->size = 0;
    if (TRACE_LAYOUT == 1) {
        put(event, clock_nanoseconds(), 4);
        put(event, id, 1);
    } else {
        put(event, stream, 2);
        put(event, 0, 2);
        put(event, clock_nanoseconds(), 8);
        put(event, id, 2);
    }
}

static void put_cpu(struct event *event) {
    put(event, 0, TRACE_LAYOUT == 1 ? 0 : 1);
}

static void end(struct event *event) {
    if (TRACE_LAYOUT == 2) {
        size_t size = event->size;
        event->size = 2;
        put(event, size * 8, 2);
        event->size = size;
    }
    transport_write(event->bytes, event->size);
}

static size_t stack_size(void) {
    return (size_t)(uintptr_t)STACK_SIZE;
}

static uintptr_t stack_start(void) {
    return (uintptr_t)__stack_top - stack_size();
}

static void emit_thread(unsigned id) {
    struct event event;
    begin(&event, STREAM_SYSTEM, id);
    put(&event, MAIN_THREAD, 4);
    put_text(&event, "main", NAME_BYTES);
    if (id == THREAD_INFO) {
        put(&event, stack_start(), 4);
        put(&event, stack_size(), 4);
    }
    end(&event);
}

static void emit_inference(unsigned id) {
    struct event event;
    begin(&event, STREAM_SYSTEM, id);
    put_cpu(&event);
    put(&event, MAIN_THREAD, 4);
    put(&event, 0, TRACE_LAYOUT == 1 ? 0 : 4);
    end(&event);
}

static void emit_operator(unsigned id, const struct interpreter *interpreter, uint32_t index) {
    struct event event;
    begin(&event, STREAM_MODEL, id);
    put_cpu(&event);
    put(&event, MAIN_THREAD, 4);
    put(&event, 0, 2);
    put(&event, index, 2);
    put(&event, TAG_BYTES, 2);
    put_text(&event, interpreter->graph.operations[index].name, TAG_BYTES);
    put(&event, interpreter->arena.used, 4);
    put(&event, 0, 4);
    end(&event);
}

static void emit_scope(unsigned id, const char *name) {
    struct event event;
    begin(&event, STREAM_SYSTEM, id);
    if (TRACE_LAYOUT == 2) {
        put_cpu(&event);
        put(&event, MAIN_THREAD, 4);
    }
    put(&event, SCOPE_BYTES, 2);
    put_text(&event, name, SCOPE_BYTES);
    put(&event, clock_nanoseconds(), TRACE_LAYOUT == 1 ? 4 : 8);
    if (TRACE_LAYOUT == 1) {
        put(&event, MAIN_THREAD, 4);
    }
    end(&event);
}

static void emit_memory(enum region region, uintptr_t address, size_t used, size_t size) {
    struct event event;
    begin(&event, STREAM_SYSTEM, MEMORY);
    put(&event, region, 1);
    put(&event, address, 4);
    put(&event, used, 4);
    put(&event, size - used, 4);
    put(&event, region == REGION_STACK ? MAIN_THREAD : 0, 4);
    end(&event);
}

static void emit_stack(void) {
    uint8_t here;
    emit_memory(REGION_STACK, stack_start(), (size_t)((uintptr_t)__stack_top - (uintptr_t)&here), stack_size());
}

static void emit_load(void) {
    uint64_t now = clock_nanoseconds();
    uint64_t passed = now - load_since;
    struct event event;
    begin(&event, STREAM_SYSTEM, CPU_LOAD);
    put_cpu(&event);
    put(&event, passed == 0 ? 0 : busy_nanoseconds * PER_MILLE / passed, 2);
    end(&event);
    load_since = now;
    busy_nanoseconds = 0;
}

void __real_server_init(void);
void __wrap_server_init(void);
status_t __real_server_serve(void);
status_t __wrap_server_serve(void);
void __real_logs_connect(bool yes);
void __wrap_logs_connect(bool yes);
status_t __real_model_load_weights(size_t size);
status_t __wrap_model_load_weights(size_t size);
status_t __real_runtime_run(void);
status_t __wrap_runtime_run(void);
void __wrap_interpreter_run(const struct interpreter *interpreter);

void __wrap_server_init(void) {
    static const char start_tag[16] = "_zpl_ctf_start__";
    transport_init();
    if (TRACE_LAYOUT == 2) {
        transport_write((const uint8_t *)start_tag, sizeof start_tag);
    }
    emit_thread(THREAD_CREATE);
    emit_thread(THREAD_INFO);
    emit_thread(THREAD_SWITCHED_IN);
    load_since = clock_nanoseconds();
    __real_server_init();
}

status_t __wrap_server_serve(void) {
    status_t status = __real_server_serve();
    transport_rest(connected);
    return status;
}

void __wrap_logs_connect(bool yes) {
    connected = yes;
    __real_logs_connect(yes);
}

status_t __wrap_model_load_weights(size_t size) {
    emit_scope(SCOPE_ENTER, "model_load_weights");
    status_t status = __real_model_load_weights(size);
    emit_scope(SCOPE_EXIT, "model_load_weights");
    return status;
}

status_t __wrap_runtime_run(void) {
    uint64_t started = clock_nanoseconds();
    emit_inference(INFERENCE_ENTER);
    status_t status = __real_runtime_run();
    emit_inference(INFERENCE_EXIT);
    busy_nanoseconds += clock_nanoseconds() - started;
    emit_stack();
    emit_load();
    return status;
}

void __wrap_interpreter_run(const struct interpreter *interpreter) {
    const struct graph *graph = &interpreter->graph;
    for (uint32_t i = 0; i < graph->operation_count; i++) {
        emit_operator(TFLM_ENTER, interpreter, i);
        graph->operations[i].run(&graph->operations[i]);
        emit_operator(TFLM_EXIT, interpreter, i);
    }
    emit_memory(REGION_HEAP, (uintptr_t)interpreter->arena.start, interpreter->arena.used, interpreter->arena.size);
}
