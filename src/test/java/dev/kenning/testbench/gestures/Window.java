package dev.kenning.testbench.gestures;

/**
 * 128 readings of a three-axis accelerometer, taken at 25 Hz.
 *
 * @param readings milli-g with one decimal, time-major: x, y, z of the first reading, then of the second; not to be
 *     changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Window(Gesture gesture, float[] readings) {

    static final int STEPS = 128;
    static final int AXES = 3;
    static final int VALUES = STEPS * AXES;
}
