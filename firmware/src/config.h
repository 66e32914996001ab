/* Build options. The defaults are the product; the Makefile sets others for the conformance variants. */
#ifndef CONFIG_H
#define CONFIG_H

#define FIRMWARE_NAME "kenning-device"
#define FIRMWARE_VERSION "0.1.0"

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

/* 1: log lines go to a connected client as LOGS. */
#ifndef KENNING_SEND_LOGS
#define KENNING_SEND_LOGS 1
#endif

/* 1: the ML runtime arrives in a RUNTIME request; until then the device serves no model (an LLEXT build). */
#ifndef KENNING_EXTENSION_RUNTIME
#define KENNING_EXTENSION_RUNTIME 0
#endif

/* 1: the stand-in model offers an input buffer only after MODEL, as TensorFlow Lite Micro does. */
#ifndef KENNING_STANDIN_LATE_INPUT
#define KENNING_STANDIN_LATE_INPUT 0
#endif

/* Bytes that the model and, behind it, its tensors share. */
#ifndef KENNING_TFLITE_POOL_SIZE
#define KENNING_TFLITE_POOL_SIZE (192 * 1024)
#endif

#endif
