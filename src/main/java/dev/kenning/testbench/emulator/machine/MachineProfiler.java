package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Alarm;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.CoreProbe;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.profile.Direction;
import dev.kenning.testbench.profile.ProfilerHeader;
import dev.kenning.testbench.profile.ProfilerHeader.Cpu;
import dev.kenning.testbench.profile.ProfilerHeader.Region;
import dev.kenning.testbench.profile.ProfilerSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns what the cores of a machine do into the entries of Renode's profiler.
 *
 * <p>As there, the instructions of a core are told at the end of each quantum of 100 us of virtual time and at each
 * exception, with the time when they began, also while the core sleeps. Accesses bear their own time. Not thread-safe.
 */
final class MachineProfiler implements CoreProbe {

    private static final long QUANTUM_NANOS = 100_000;
    private static final double NANOS_PER_MILLI = 1e6;
    /** .NET's ticks of 100 ns at the beginning of 1970. */
    private static final long TICKS_AT_EPOCH = 621_355_968_000_000_000L;

    private static final long TICKS_PER_SECOND = 10_000_000;
    private static final long NANOS_PER_TICK = 100;

    /** Who listens, and what the cores had executed when they began to. */
    private static final class Subscriber {

        private final ProfilerSink sink;
        private final boolean hearsElements;
        private final long[] countsBefore;

        Subscriber(ProfilerSink sink, boolean hearsElements, long... countsBefore) {
            this.sink = sink;
            this.hearsElements = hearsElements;
            this.countsBefore = countsBefore;
        }

        /** Tells how many instructions a core has executed; fewer than before are those since a reset. */
        void tellInstructions(long ticks, double millis, int slot, long count) {
            if (count < countsBefore[slot]) {
                countsBefore[slot] = 0;
            }
            sink.instructions(ticks, millis, slot, count - countsBefore[slot]);
        }
    }

    private final SystemBus bus;
    private final Clock clock;
    private final List<? extends Core> cores;
    private final List<Subscriber> subscribers = new ArrayList<>(1);
    private final Alarm quantum;
    private long chunkStart;
    /** Host time, looked at once a quantum, for it is asked at every access. */
    private long ticks;

    MachineProfiler(SystemBus bus, List<? extends Core> cores) {
        this.bus = bus;
        this.clock = bus.clock();
        this.cores = cores;
        quantum = clock.newAlarm(this::endQuantum);
    }

    /** Returns the names of cores and ranges, as they are now. */
    ProfilerHeader header() {
        List<Cpu> cpus = IntStream.range(0, cores.size())
                .mapToObj(slot -> new Cpu(slot, cores.get(slot).name()))
                .toList();
        List<Region> regions = bus.mappings().stream()
                .map(mapping -> new Region(
                        mapping.name(), mapping.range().start(), mapping.range().last()))
                .toList();
        return new ProfilerHeader(cpus, regions);
    }

    /** Lets a sink hear everything from now on, vectors' elements too; instructions count from now. */
    Runnable listen(ProfilerSink sink) {
        return add(new Subscriber(
                sink, true, cores.stream().mapToLong(Core::executedInstructions).toArray()));
    }

    /** Lets a sink hear what Renode's profiler tells, from now on; instructions count from the cores' reset. */
    Runnable listenAsRenode(ProfilerSink sink) {
        return add(new Subscriber(sink, false, new long[cores.size()]));
    }

    private Runnable add(Subscriber subscriber) {
        if (subscribers.isEmpty()) {
            beginQuantum();
            bus.setProbe(this);
        }
        subscribers.add(subscriber);
        return () -> remove(subscriber);
    }

    private void remove(Subscriber subscriber) {
        if (clock.nanos() > chunkStart) {
            tellInstructions();
        }
        subscribers.remove(subscriber);
        if (subscribers.isEmpty()) {
            quantum.cancel();
            bus.setProbe(CoreProbe.NONE);
        }
    }

    private void beginQuantum() {
        chunkStart = clock.nanos();
        long next = (chunkStart / QUANTUM_NANOS + 1) * QUANTUM_NANOS;
        quantum.at(clock.slotAtNanos(next));
        Instant now = Instant.now();
        ticks = TICKS_AT_EPOCH + now.getEpochSecond() * TICKS_PER_SECOND + now.getNano() / NANOS_PER_TICK;
    }

    private void endQuantum() {
        tellInstructions();
        beginQuantum();
    }

    private void tellInstructions() {
        for (Subscriber subscriber : subscribers) {
            for (int slot = 0; slot < cores.size(); slot++) {
                subscriber.tellInstructions(
                        ticks, millis(chunkStart), slot, cores.get(slot).executedInstructions());
            }
        }
        chunkStart = clock.nanos();
    }

    private static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }

    @Override
    public void load(int address) {
        access(address, Direction.READ, false);
    }

    @Override
    public void store(int address) {
        access(address, Direction.WRITE, false);
    }

    @Override
    public void loadElement(int address) {
        access(address, Direction.READ, true);
    }

    @Override
    public void storeElement(int address) {
        access(address, Direction.WRITE, true);
    }

    private void access(int address, Direction direction, boolean element) {
        double now = millis(clock.nanos());
        boolean memory = bus.isFetchable(address);
        if (!memory && !bus.isDevice(address)) {
            return;
        }
        for (Subscriber subscriber : subscribers) {
            if (element && !subscriber.hearsElements) {
                continue;
            }
            if (memory) {
                subscriber.sink.memory(ticks, now, direction);
            } else {
                subscriber.sink.peripheral(ticks, now, direction, Integer.toUnsignedLong(address));
            }
        }
    }

    @Override
    public void exception(long index) {
        double now = millis(clock.nanos());
        tellInstructions();
        for (Subscriber subscriber : subscribers) {
            subscriber.sink.exception(ticks, now, index);
        }
    }
}
