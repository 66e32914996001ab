package dev.kenning.testbench.profile;

import java.util.List;

/**
 * Takes what a simulation did, entry by entry, in the order in which it was recorded.
 *
 * <p>Each entry has two times: {@code ticks}, host time in units of 100 ns since the year 1, and {@code millis}, virtual
 * time in milliseconds. With several cores, virtual time may step back a little from one entry to the next.
 */
public interface ProfilerSink {

    /**
     * A core has executed for a while.
     *
     * @param millis when that while began
     * @param cpu the slot of the core
     * @param count the instructions it has started since reset
     */
    void instructions(long ticks, double millis, int cpu, long count);

    /** A core has accessed memory. */
    void memory(long ticks, double millis, Direction direction);

    /**
     * A core has accessed a device.
     *
     * @param address the address on the bus, unsigned
     */
    void peripheral(long ticks, double millis, Direction direction, long address);

    /**
     * A core has taken an exception or interrupt.
     *
     * @param index its number, as Renode's core numbers it
     */
    void exception(long ticks, double millis, long index);

    /** Returns a sink that hands every entry to each of several. */
    static ProfilerSink all(List<ProfilerSink> sinks) {
        List<ProfilerSink> all = List.copyOf(sinks);
        return new ProfilerSink() {
            @Override
            public void instructions(long ticks, double millis, int cpu, long count) {
                all.forEach(sink -> sink.instructions(ticks, millis, cpu, count));
            }

            @Override
            public void memory(long ticks, double millis, Direction direction) {
                all.forEach(sink -> sink.memory(ticks, millis, direction));
            }

            @Override
            public void peripheral(long ticks, double millis, Direction direction, long address) {
                all.forEach(sink -> sink.peripheral(ticks, millis, direction, address));
            }

            @Override
            public void exception(long ticks, double millis, long index) {
                all.forEach(sink -> sink.exception(ticks, millis, index));
            }
        };
    }
}
