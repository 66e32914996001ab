package dev.kenning.testbench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kenning.testbench.profile.ProfilerHeader.Cpu;
import dev.kenning.testbench.profile.ProfilerHeader.Region;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds reader and writer of profiler dumps against Renode's layout and two recordings of Renode 1.15.3. */
@Tag("tool")
class ProfilerDumpIT {

    private static final String EXAMPLE_HEADER = "01000000 00000000 03000000 637075 02000000"
            + " 05000000 7561727430 0000004000000000 ff0f004000000000"
            + " 03000000 72616d 0000002000000000 ffff002000000000";

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    @Test
    void writesTheBytesOfTheSpecification() {
        byte[] dump = Dumps.example();

        assertThat(dump).hasSize(293).startsWith(hex(EXAMPLE_HEADER));
        assertThat(Arrays.copyOfRange(dump, 67, 96))
                .as("the first entry")
                .isEqualTo(hex("0000b3a69ea1da08 0000000000000000 00 00000000 6400000000000000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m7.profiler.dump", "rv.profiler.dump"})
    void writesARecordingOfRenodeAgainByteForByte(String name) {
        byte[] recorded = Dumps.recorded(name);
        ByteArrayOutputStream copy = new ByteArrayOutputStream();

        Dumps.readRecorded(name, header -> new ProfilerDumpWriter(copy, header)).close();

        assertThat(copy.toByteArray()).isEqualTo(recorded);
    }

    @Test
    void readsTheNamesThatTheHeaderGives() throws IOException {
        try (ProfilerDumpReader reader =
                new ProfilerDumpReader(new ByteArrayInputStream(Dumps.recorded("rv.profiler.dump")), "rv")) {
            assertThat(reader.header().cpus()).containsExactly(new Cpu(0, "cpu"));
            assertThat(reader.header().regions())
                    .containsExactly(
                            new Region("clint", 0x0200_0000L, 0x0200_FFFFL),
                            new Region("ram", 0x8000_0000L, 0x800F_FFFFL),
                            new Region("uart", 0x6000_1800L, 0x6000_18FFL));
        }
    }

    @Test
    void takesAnEmptyFileForADumpWithoutEntries() {
        Traffic traffic = Dumps.read(new byte[0], TrafficCounter::new).traffic();

        assertThat(traffic.memory()).isEqualTo(Accesses.NONE);
        assertThat(Dumps.write(Dumps.HEADER, sink -> {})).isEmpty();
    }

    @Test
    void reportsWhereADumpBreaksOff() {
        byte[] dump = Dumps.example();
        for (int length = 1; length < dump.length; length++) {
            byte[] part = Arrays.copyOf(dump, length);
            if (isBoundary(length)) {
                Dumps.read(part, TrafficCounter::new);
            } else {
                assertThatExceptionOfType(ProfilerDumpException.class)
                        .as("a dump of %d bytes", length)
                        .isThrownBy(() -> Dumps.read(part, TrafficCounter::new))
                        .withMessageMatching(
                                "test\\.dump: the (header ends within .+|dump ends within an entry: \\d+ of \\d+ bytes)"
                                        + " at offset \\d+");
            }
        }
    }

    /** Where the header and each of the nine entries end. */
    private static boolean isBoundary(int length) {
        return List.of(67, 96, 114, 140, 169, 187, 212, 241, 267, 293).contains(length);
    }

    @Test
    void readsWhatAKilledSimulatorLeftIfAsked() throws IOException {
        byte[] part = Arrays.copyOf(Dumps.example(), 113);
        try (ProfilerDumpReader reader = new ProfilerDumpReader(new ByteArrayInputStream(part), "x")) {
            ProfileAggregator counts = ProfileAggregator.of(reader.header(), java.time.Duration.ofMillis(10));

            reader.allowingTruncation().forEach(counts);

            assertThat(counts.series().totalInstructions("cpu")).isEqualTo(100);
            assertThat(counts.series().memory().total()).isEqualTo(Accesses.NONE);
        }
    }

    @ParameterizedTest(name = "byte {0} = {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        0   | ff | this is no profiler dump: the number of cores must be 0..65536, but is 16777471 at offset 0
        11  | 7f | this is no profiler dump: the length of a name must be 0..1024, but is 2130706435 at offset 8
        83  | 04 | the type of an entry must be 0..3, but is 4 at offset 67
        84  | 09 | an entry speaks of the core in slot 9, but the header names [Cpu[slot=0, name=cpu]] at offset 67
        113 | 00 | an operation must be 2 (read) or 3 (write), but is 0 at offset 96
        131 | 02 | an operation must be 0 (read) or 1 (write), but is 2 at offset 114
        111 | ff | virtual time must be >= 0 ms, but is -Infinity at offset 96
        """)
    void saysWhatIsWrongAndWhere(int at, String value, String problem) {
        byte[] dump = Dumps.example();
        dump[at] = hex(value)[0];
        if (at == 0) {
            dump[3] = 1;
        } else if (at == 111) {
            dump[110] = (byte) 0xF0;
        }

        assertThatExceptionOfType(ProfilerDumpException.class)
                .isThrownBy(() -> Dumps.read(dump, TrafficCounter::new))
                .withMessage("test.dump: " + problem);
    }

    @Test
    void survivesRandomBytes() {
        long seed = Long.getLong("kenning.seed", 20261120L);
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] dump = Dumps.example();
            for (int i = random.nextInt(8); i >= 0; i--) {
                dump[random.nextInt(dump.length)] = (byte) random.nextInt(256);
            }
            try {
                Dumps.read(dump, TrafficCounter::new);
            } catch (ProfilerDumpException e) {
                assertThat(e).as("seed %d, round %d", seed, round).hasMessageContaining(" at offset ");
            }
        }
    }

    @Test
    void doesNotCareHowTheStreamIsChopped() throws IOException {
        InputStream trickle = new ByteArrayInputStream(Dumps.example()) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(1, length));
            }
        };
        ByteArrayOutputStream copy = new ByteArrayOutputStream();

        try (ProfilerDumpReader reader = new ProfilerDumpReader(trickle, "x");
                ProfilerDumpWriter writer = new ProfilerDumpWriter(copy, reader.header())) {
            reader.forEach(writer);
        }

        assertThat(copy.toByteArray()).isEqualTo(Dumps.example());
    }

    /** Renode's dumps have an entry per access: a gigabyte is a few seconds of an inference. */
    @Test
    void readsAHundredMegabytesInAHeapOfSixteen() throws Exception {
        Process child = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeDump.class.getName(),
                        "100")
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output).startsWith("read 100 MB: ").contains(", largest heap ");
        assertThat(child.exitValue()).isZero();
    }
}
