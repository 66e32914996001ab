package dev.kenning.testbench.fault;

import dev.kenning.testbench.fault.LineFault.Direction;
import dev.kenning.testbench.uart.BytePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Stands in front of a port and lets faults happen on the way.
 *
 * <pre>{@code
 * FaultyPort line = FaultyPort.on(bench.port("usart6"), 1, LineFault.toHost(new LineFault.At(40), new LineFault.Drop(3)));
 * assertThatThrownBy(() -> KenningSession.open(line).load(model)).isInstanceOf(KenningException.class);
 * }</pre>
 *
 * <p>The same bytes, faults and seed give the same disturbance. Times are on the clock of the port, so on a simulated
 * board a line stalls in virtual time. Not thread-safe.
 */
public final class FaultyPort implements BytePort {

    /** Something that happened: a fault, and the offset of the byte that it met. */
    public record Occurrence(LineFault fault, long offset) {

        @Override
        public String toString() {
            return fault.effect() + " at byte " + offset
                    + (fault.direction() == Direction.TO_DEVICE ? " to the device" : " to the host");
        }
    }

    private final BytePort port;
    private final List<Occurrence> occurrences = new ArrayList<>();
    private final Lane toDevice;
    private final Lane toHost;
    private final byte[] chunk = new byte[4096];
    private byte[] arrived = new byte[0];
    private int next;
    private boolean ended;

    private FaultyPort(BytePort port, long seed, List<LineFault> faults) {
        this.port = port;
        toDevice = new Lane(Direction.TO_DEVICE, faults, new Random(seed));
        toHost = new Lane(Direction.TO_HOST, faults, new Random(~seed));
    }

    /**
     * Puts faults on the way to and from a port.
     *
     * @param seed decides what {@link LineFault.Each} picks and {@link LineFault.Insert} inserts
     */
    public static FaultyPort on(BytePort port, long seed, LineFault... faults) {
        return on(port, seed, List.of(faults));
    }

    /** Puts faults on the way to and from a port. */
    public static FaultyPort on(BytePort port, long seed, List<LineFault> faults) {
        return new FaultyPort(port, seed, List.copyOf(faults));
    }

    /** Returns what has happened so far, in order. */
    public List<Occurrence> occurrences() {
        return List.copyOf(occurrences);
    }

    /** The bytes of one direction on their way through the faults. */
    private final class Lane {

        private final List<LineFault> faults;
        private final Random random;
        private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
        private long offset;
        private int dropping;
        private long stalledUntil = Long.MIN_VALUE;
        private boolean cut;
        private boolean closed;

        Lane(Direction direction, List<LineFault> faults, Random random) {
            this.faults = faults.stream()
                    .filter(fault -> fault.direction() == direction)
                    .toList();
            this.random = random;
        }

        /** Lets a byte through, or what becomes of it. */
        void take(int value) {
            int left = value;
            int copies = 1;
            for (LineFault fault : faults) {
                if (cut || closed || !meets(fault.trigger(), value)) {
                    continue;
                }
                occurrences.add(new Occurrence(fault, offset));
                LineFault.Effect effect = fault.effect();
                if (effect instanceof LineFault.Drop drop) {
                    dropping = Math.max(dropping, drop.bytes());
                } else if (effect instanceof LineFault.Flip flip) {
                    left ^= flip.mask() & 0xFF;
                } else if (effect instanceof LineFault.Repeat repeat) {
                    copies += repeat.times();
                } else if (effect instanceof LineFault.Insert insert) {
                    random.ints(insert.bytes(), 0, 256).forEach(passed::write);
                } else if (effect instanceof LineFault.Stall stall) {
                    stalledUntil = Math.max(
                            stalledUntil, port.nanoTime() + stall.time().toNanos());
                } else if (effect instanceof LineFault.Cut) {
                    cut = true;
                } else {
                    closed = true;
                }
            }
            offset++;
            if (dropping > 0) {
                dropping--;
            } else if (!cut && !closed) {
                for (int i = 0; i < copies; i++) {
                    passed.write(left);
                }
            }
        }

        private boolean meets(LineFault.Trigger trigger, int value) {
            if (trigger instanceof LineFault.At at) {
                return at.offset() == offset;
            }
            if (trigger instanceof LineFault.Each each) {
                return random.nextDouble() < each.probability();
            }
            return ((LineFault.When) trigger).rule().picks(offset, value);
        }

        boolean stalls() {
            return stalledUntil > port.nanoTime();
        }

        byte[] passed() {
            byte[] bytes = passed.toByteArray();
            passed.reset();
            return bytes;
        }
    }

    @Override
    public String name() {
        return port.name();
    }

    @Override
    public long nanoTime() {
        return port.nanoTime();
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        requireOpen(toDevice);
        for (int i = offset; i < offset + length && !toDevice.closed; i++) {
            int before = toDevice.passed.size();
            boolean stalled = toDevice.stalls();
            toDevice.take(buffer[i] & 0xFF);
            if (!stalled && toDevice.stalls()) {
                byte[] bytes = toDevice.passed();
                port.write(bytes, 0, before);
                toDevice.passed.write(bytes, before, bytes.length - before);
                hearUntil(toDevice.stalledUntil);
            }
        }
        port.write(toDevice.passed());
        requireOpen(toDevice);
    }

    private void requireOpen(Lane lane) throws IOException {
        if (lane.closed) {
            throw new IOException("the port " + name() + " is gone: a fault pulled its plug");
        }
    }

    /** Lets time pass and keeps what the device says meanwhile. */
    private void hearUntil(long time) throws IOException {
        while (!ended && port.nanoTime() < time) {
            hear(time);
        }
    }

    private void hear(long deadline) throws IOException {
        int count = port.read(chunk, 0, chunk.length, deadline);
        ended = count < 0;
        for (int i = 0; i < count; i++) {
            toHost.take(chunk[i] & 0xFF);
        }
    }

    @Override
    public void expect(int bytes) {
        port.expect(bytes);
    }

    @Override
    public int read(byte[] buffer, int offset, int length, long deadlineNanos) throws IOException {
        if (next == arrived.length) {
            awaitArrival(deadlineNanos);
        }
        int count = Math.min(length, arrived.length - next);
        if (count == 0 && length > 0) {
            requireOpen(toHost);
            return ended ? -1 : 0;
        }
        System.arraycopy(arrived, next, buffer, offset, count);
        next += count;
        return count;
    }

    private void awaitArrival(long deadline) throws IOException {
        next = 0;
        arrived = new byte[0];
        if (toHost.passed.size() == 0 && !toHost.closed && !ended) {
            hear(deadline);
        }
        while (!toHost.closed
                && !ended
                && port.nanoTime() < deadline
                && (toHost.stalls() || toHost.passed.size() == 0)) {
            hear(toHost.stalls() ? Math.min(deadline, toHost.stalledUntil) : deadline);
        }
        if (!toHost.stalls()) {
            arrived = toHost.passed();
        }
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
