/**
 * Reads and runs {@code .tflite} files the slow and obvious way, so that the firmware's results have something to be
 * held against: float models in double precision, int8 models in the integer arithmetic of TensorFlow Lite Micro's
 * reference kernels. Shares no code with the model writer.
 */
@NullMarked
package dev.kenning.testbench.reference;

import org.jspecify.annotations.NullMarked;
