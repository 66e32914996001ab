package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.platform.SearchPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Replays the register accesses of a recorded boot on the board as this engine builds it. */
final class BootAccesses {

    private static final Pattern UNSERVED = Pattern.compile(
            "# ((?:\\(tag: '[^']+'\\) )?(Read|Write)DoubleWord (?:from|to) non existing peripheral at (0x\\w+),.* (0x\\w+)\\.)");

    private record Row(
            String peripheral, int offset, String register, boolean write, int width, int count, List<Long> values) {

        String address() {
            return peripheral + String.format("+0x%X", offset);
        }

        @Override
        public String toString() {
            return (write ? "writes " : "reads ") + register + " of " + peripheral + " (" + address() + ", " + width
                    + (width == 1 ? " byte)" : " bytes)");
        }
    }

    /** An access to what no device serves, and what Renode logged of it. */
    private record Unserved(boolean write, int address, int value, String message) {}

    private final Machine machine;
    private final List<Row> rows;
    private final List<Unserved> unserved;
    private final Set<String> counters;

    /**
     * Builds the board.
     *
     * @param platform a file in {@code renode/}
     * @param recording a file in {@code renode-golden/}
     * @param counters registers, as {@code device+0x0}, whose values depend on when they are read
     */
    BootAccesses(String platform, String recording, Set<String> counters) {
        this(platform, Path.of("renode"), recording, counters);
    }

    /** Builds the board as {@link #BootAccesses(String, String, Set)} from a platform in another folder. */
    BootAccesses(String platform, Path folder, String recording, Set<String> counters) {
        Emulation emulation = new Emulation(SearchPath.of(folder));
        emulation.execute("mach create");
        emulation.execute("machine LoadPlatformDescription @" + platform);
        machine = emulation.machine();
        List<String> lines = lines(recording);
        rows = lines.stream()
                .filter(line -> !line.startsWith("#") && !line.startsWith("peripheral\t"))
                .map(BootAccesses::row)
                .toList();
        unserved = lines.stream().flatMap(BootAccesses::unserved).toList();
        this.counters = counters;
    }

    /** Returns one test for each row, on one machine, in the recorded order. */
    List<DynamicTest> tests() {
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.toString(), () -> replay(row)))
                .toList();
    }

    /** Replays everything and returns what the machine had to say. */
    List<String> log() {
        rows.forEach(this::replay);
        return machine.log().lines();
    }

    /** Returns what Renode logged of accesses that nothing served. */
    List<String> recordedMessages() {
        return unserved.stream().map(Unserved::message).toList();
    }

    /** Repeats the accesses that nothing served in Renode and returns what this machine logs of them. */
    List<String> messages() {
        List<String> messages = new ArrayList<>();
        machine.log().addListener(entry -> messages.add(entry.message()));
        machine.bus().setMaster(() -> "");
        for (Unserved access : unserved) {
            if (access.write()) {
                machine.bus().writeWord(access.address(), access.value());
            } else {
                assertThat(machine.bus().readWord(access.address()))
                        .as(access.message())
                        .isEqualTo(access.value());
            }
        }
        return messages;
    }

    /** Returns the machine. */
    Machine machine() {
        return machine;
    }

    private void replay(Row row) {
        if (row.write()) {
            replayWrites(row);
        } else {
            assertRecorded(row, "first read");
        }
    }

    private void replayWrites(Row row) {
        Row reads = rows.stream()
                .filter(other ->
                        !other.write() && other.address().equals(row.address()) && other.width() == row.width())
                .findFirst()
                .orElse(null);
        boolean readAgain = reads != null && reads.count() > 1 && rows.indexOf(reads) < rows.indexOf(row);
        int last = row.values().size() - 1;
        for (int i = 0; i <= last; i++) {
            write(row, row.values().get(i));
            // What the register answered after the last write was not always asked for.
            if (readAgain && i < last) {
                assertRecorded(
                        reads,
                        String.format("after 0x%X was written", row.values().get(i)));
            }
        }
    }

    private void assertRecorded(Row row, String when) {
        long value = read(row);
        if (!counters.contains(row.address())) {
            assertThat(hex(value))
                    .as("%s, %s", row, when)
                    .isIn(row.values().stream().map(BootAccesses::hex).toList());
        }
    }

    private long read(Row row) {
        int address = address(row);
        return switch (row.width()) {
            case 1 -> machine.bus().readByte(address);
            case 8 -> machine.bus().readDouble(address);
            default -> Integer.toUnsignedLong(machine.bus().readWord(address));
        };
    }

    private void write(Row row, long value) {
        int address = address(row);
        switch (row.width()) {
            case 1 -> machine.bus().writeByte(address, (int) value);
            case 8 -> machine.bus().writeDouble(address, value);
            default -> machine.bus().writeWord(address, (int) value);
        }
    }

    private int address(Row row) {
        SystemBus.Mapping mapping = machine.bus().mappings().stream()
                .filter(candidate -> plain(candidate.name()).equals(plain(row.peripheral())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the platform has no " + row.peripheral()));
        return (int) mapping.range().start() + row.offset();
    }

    /** Renode's own platforms and those that are made from devicetrees call some devices differently. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("gpioport", "gpio").replace("nvic0", "nvic");
    }

    private static String hex(long value) {
        return String.format("0x%X", value);
    }

    private static Row row(String line) {
        String[] cells = line.split("\t", -1);
        return new Row(
                cells[0],
                Integer.decode(cells[1]),
                cells[2],
                cells[3].equals("Write"),
                width(cells[4]),
                Integer.parseInt(cells[5]),
                Arrays.stream(cells[6].split(" ", -1)).map(Long::decode).toList());
    }

    private static int width(String name) {
        return switch (name) {
            case "Byte" -> 1;
            case "UInt64" -> 8;
            default -> 4;
        };
    }

    private static Stream<Unserved> unserved(String line) {
        return UNSERVED.matcher(line)
                .results()
                .map(match -> new Unserved(
                        match.group(2).equals("Write"),
                        Long.decode(match.group(3)).intValue(),
                        Long.decode(match.group(4)).intValue(),
                        match.group(1)));
    }

    private static List<String> lines(String recording) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                BootAccesses.class.getResourceAsStream("/renode-golden/" + recording), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
