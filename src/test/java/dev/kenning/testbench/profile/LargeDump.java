package dev.kenning.testbench.profile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Locale;

/** Reads a dump of so many megabytes that is made while it is read: {@code LargeDump MEGABYTES}. */
public final class LargeDump {

    private static final long MEGABYTE = 1 << 20;
    private static final int HEADER_BYTES = 67;
    private static final double QUANTA_PER_MILLI = 10;
    private static final int INSTRUCTIONS = 10_000;
    private static final int ACCESSES = 3_000;

    private LargeDump() {}

    /** Prints how long it took and how large the heap grew. */
    public static void main(String[] arguments) throws IOException {
        long megabytes = Long.parseLong(arguments[0]);
        long begin = System.nanoTime();
        try (ProfilerDumpReader reader = new ProfilerDumpReader(dump(megabytes * MEGABYTE), "generated")) {
            ProfileAggregator aggregator = ProfileAggregator.of(reader.header(), Duration.ofMillis(10));
            reader.forEach(aggregator);
            ProfileSeries series = aggregator.series();
            System.out.printf(
                    Locale.ROOT,
                    "read %d MB: %s of memory, %d instructions, in %.1f s, largest heap %d MB%n",
                    megabytes,
                    series.memory().total(),
                    series.totalInstructions("cpu"),
                    (System.nanoTime() - begin) / 1e9,
                    Runtime.getRuntime().totalMemory() / MEGABYTE);
        }
    }

    /** A header, then blocks of one quantum each until the dump is long enough. */
    @SuppressWarnings("JdkObsolete") // SequenceInputStream knows nothing younger than Enumeration.
    private static InputStream dump(long bytes) {
        return new SequenceInputStream(new Enumeration<>() {
            private long produced;
            private int quantum;

            @Override
            public boolean hasMoreElements() {
                return produced < bytes;
            }

            @Override
            public InputStream nextElement() {
                byte[] block = quantum(quantum++);
                produced += block.length;
                return new ByteArrayInputStream(block);
            }
        });
    }

    private static byte[] quantum(int number) {
        byte[] dump = Dumps.write(Dumps.HEADER, sink -> {
            double millis = number / QUANTA_PER_MILLI;
            for (int i = 0; i < ACCESSES; i++) {
                sink.memory(Dumps.TICKS, millis, i % 2 == 0 ? Direction.READ : Direction.WRITE);
            }
            sink.instructions(Dumps.TICKS, millis, 0, (number + 1L) * INSTRUCTIONS);
        });
        return number == 0 ? dump : Arrays.copyOfRange(dump, HEADER_BYTES, dump.length);
    }
}
