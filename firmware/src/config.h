/* Build options. The defaults are the product; the Makefile sets others for the conformance variants. */
#ifndef CONFIG_H
#define CONFIG_H

#ifndef FIRMWARE_NAME
#define FIRMWARE_NAME "kenning-device"
#endif
#define FIRMWARE_VERSION "0.1.0"

/* The protocol's generation, 1 or 3; the sources in src/generation1 or src/generation3 go with it. */
#ifndef KENNING_GENERATION
#define KENNING_GENERATION 3
#endif

/* 0: the firmware speaks to nobody, as a demo does. */
#ifndef KENNING_COMMUNICATION
#define KENNING_COMMUNICATION 1
#endif

/* What the host waits for on the console. */
#ifndef KENNING_WELCOME
#define KENNING_WELCOME "Inference server started"
#endif

/* 1: an oversize payload gets no reply, and an overflow that is not in a message's last chunk is forgotten, as in the
 * reference device. 0: the series is drained and answered with FAIL. */
#ifndef KENNING_CONFORMANCE_SILENT_OVERSIZE
#define KENNING_CONFORMANCE_SILENT_OVERSIZE 0
#endif

/* 1: an OUTPUT or STATS that cannot be served is answered with SUCCESS and no payload, as in the reference device.
 * 0: it is answered with FAIL. */
#ifndef KENNING_CONFORMANCE_EMPTY_SUCCESS
#define KENNING_CONFORMANCE_EMPTY_SUCCESS 0
#endif

/* Largest OUTPUT or STATS payload; the reference copies both into a buffer of 1024 bytes. 0: no limit. */
#ifndef KENNING_RESPONSE_PAYLOAD_SIZE
#define KENNING_RESPONSE_PAYLOAD_SIZE 0
#endif

/* Most body bytes in one outgoing message; longer replies become a series. */
#ifndef KENNING_OUTGOING_PAYLOAD_SIZE
#define KENNING_OUTGOING_PAYLOAD_SIZE 1024
#endif

/* 1: log lines go to a connected client as LOGS, which generation 1 has not. */
#ifndef KENNING_SEND_LOGS
#define KENNING_SEND_LOGS (KENNING_GENERATION == 3)
#endif

/* 1: the ML runtime arrives in a RUNTIME request; until then the device serves no model (an LLEXT build). */
#ifndef KENNING_EXTENSION_RUNTIME
#define KENNING_EXTENSION_RUNTIME 0
#endif

/* 1: the stand-in model offers an input buffer only after MODEL, as TensorFlow Lite Micro does. */
#ifndef KENNING_STANDIN_LATE_INPUT
#define KENNING_STANDIN_LATE_INPUT 0
#endif

/* 1: the stand-in model tells its use of memory: 100, 200, ... 600 bytes. */
#ifndef KENNING_STANDIN_MEMORY_STATISTICS
#define KENNING_STANDIN_MEMORY_STATISTICS 0
#endif

/* 1: kernels of the vector extension; the sources in src/tflite/vector go with it. */
#ifndef KENNING_VECTOR
#define KENNING_VECTOR 0
#endif

/* Bytes that the model and, behind it, its tensors share. */
#ifndef KENNING_TFLITE_POOL_SIZE
#define KENNING_TFLITE_POOL_SIZE (192 * 1024)
#endif

#endif
