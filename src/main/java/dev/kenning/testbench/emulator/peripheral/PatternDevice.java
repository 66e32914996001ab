package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Peripheral;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * Answers by a simple rule, as the small Python devices that come with Renode do ({@code Python.PythonPeripheral} with
 * a file of {@code scripts/pydev}).
 */
public final class PatternDevice implements Peripheral {

    private final int initial;
    private final IntUnaryOperator onRead;
    private final IntBinaryOperator onWrite;
    private int state;

    private PatternDevice(int initial, IntUnaryOperator onRead, IntBinaryOperator onWrite) {
        this.initial = initial;
        this.onRead = onRead;
        this.onWrite = onWrite;
        state = initial;
    }

    /** {@code flipflop.py}: all bits set and all clear in turn, access by access, so that a wait for any bit ends. */
    public static PatternDevice flipFlop() {
        return new PatternDevice(0, state -> ~state, (state, value) -> ~state);
    }

    /** {@code rolling-bit.py}: 1, 2, 4 and so on, read by read. */
    public static PatternDevice rollingBit() {
        return new PatternDevice(1 << 31, state -> Integer.rotateLeft(state, 1), (state, value) -> state);
    }

    /** {@code repeater.py}: what was written last. */
    public static PatternDevice repeater() {
        return new PatternDevice(0, state -> state, (state, value) -> value);
    }

    /** A script of the form {@code request.value = 0x1}: always the same. */
    public static PatternDevice constant(int value) {
        return new PatternDevice(value, state -> state, (state, written) -> state);
    }

    @Override
    public int read(int offset, int width) {
        state = onRead.applyAsInt(state);
        return state;
    }

    @Override
    public void write(int offset, int width, int value) {
        state = onWrite.applyAsInt(state, value);
    }

    @Override
    public void reset() {
        state = initial;
    }
}
