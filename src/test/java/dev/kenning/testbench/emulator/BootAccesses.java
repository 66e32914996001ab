package dev.kenning.testbench.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.platform.SearchPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;

/** Replays the register accesses of a recorded boot on the board as this engine builds it. */
final class BootAccesses {

    private record Row(
            String peripheral, int offset, String register, boolean write, int width, int count, List<Integer> values) {

        String address() {
            return peripheral + String.format("+0x%X", offset);
        }

        @Override
        public String toString() {
            return (write ? "writes " : "reads ") + register + " of " + peripheral + " (" + address() + ", " + width
                    + (width == 1 ? " byte)" : " bytes)");
        }
    }

    private final Machine machine;
    private final List<Row> rows;
    private final Set<String> counters;

    /**
     * Builds the board.
     *
     * @param platform a file in {@code renode/}
     * @param recording a file in {@code renode-golden/}
     * @param counters registers, as {@code device+0x0}, whose values depend on when they are read
     */
    BootAccesses(String platform, String recording, Set<String> counters) {
        Emulation emulation = new Emulation(SearchPath.of(Path.of("renode")));
        emulation.execute("mach create");
        emulation.execute("machine LoadPlatformDescription @" + platform);
        machine = emulation.machine();
        rows = rows(recording);
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
        int value = read(row);
        if (!counters.contains(row.address())) {
            assertThat(hex(value))
                    .as("%s, %s", row, when)
                    .isIn(row.values().stream().map(BootAccesses::hex).toList());
        }
    }

    private int read(Row row) {
        int address = address(row);
        return row.width() == 1
                ? machine.bus().readByte(address)
                : machine.bus().readWord(address);
    }

    private void write(Row row, int value) {
        int address = address(row);
        if (row.width() == 1) {
            machine.bus().writeByte(address, value);
        } else {
            machine.bus().writeWord(address, value);
        }
    }

    private int address(Row row) {
        SystemBus.Mapping mapping = machine.bus().mappings().stream()
                .filter(candidate -> candidate.name().equals(row.peripheral()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the platform has no " + row.peripheral()));
        return (int) mapping.range().start() + row.offset();
    }

    private static String hex(int value) {
        return String.format("0x%X", value);
    }

    private static List<Row> rows(String recording) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                BootAccesses.class.getResourceAsStream("/renode-golden/" + recording), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("peripheral\t"))
                    .map(line -> line.split("\t", -1))
                    .map(cells -> new Row(
                            cells[0],
                            Integer.decode(cells[1]),
                            cells[2],
                            cells[3].equals("Write"),
                            cells[4].equals("Byte") ? 1 : 4,
                            Integer.parseInt(cells[5]),
                            Arrays.stream(cells[6].split(" ", -1))
                                    .map(value -> Long.decode(value).intValue())
                                    .collect(Collectors.toList())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
