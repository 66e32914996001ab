/**
 * Makes the gesture models in {@code models/}: a seeded generator of accelerometer windows, a small network trained on
 * them, its quantisation, and a writer of {@code .tflite} files. Runs on nothing but the JDK and gives the same bytes on
 * every host: one thread, seeded {@link java.util.Random}, double precision, {@link java.lang.StrictMath}.
 */
@NullMarked
package dev.kenning.testbench.gestures;

import org.jspecify.annotations.NullMarked;
