package dev.kenning.testbench.flash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.board.BoardCatalogue;
import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.BenchSetup;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.engine.live.LiveEngine;
import dev.kenning.testbench.engine.live.LivePorts;
import dev.kenning.testbench.engine.serve.EmbeddedServer;
import dev.kenning.testbench.flash.Flasher.Outcome;
import dev.kenning.testbench.gdb.GdbAddress;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.QemuBoard;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flashes through two real servers: QEMU's, and that of the embedded engine. */
@Tag("tool")
@Timeout(120)
class GdbFlasherIT {

    private static final Path OURS = Path.of("firmware/prebuilt/stm32f746g_disco/kenning-device.elf");

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    /** The firmware in each form. */
    enum Form {
        ELF {
            @Override
            Path of(Path elf, Path folder) {
                return elf;
            }
        },
        HEX {
            @Override
            Path of(Path elf, Path folder) throws IOException {
                StringBuilder hex = new StringBuilder();
                for (ElfFile.Segment segment : ElfFile.read(elf).segments()) {
                    for (int at = 0; at < segment.bytes().length; at += 16) {
                        long address = segment.physicalAddress() + at;
                        int count = Math.min(16, segment.bytes().length - at);
                        byte[] bytes = Arrays.copyOfRange(segment.bytes(), at, at + count);
                        hex.append(record(4, 0, new byte[] {(byte) (address >> 24), (byte) (address >> 16)}))
                                .append(record(0, (int) address & 0xFFFF, bytes));
                    }
                }
                return Files.writeString(folder.resolve("program.hex"), hex.append(record(1, 0, new byte[0])));
            }
        },
        BIN {
            @Override
            Path of(Path elf, Path folder) throws IOException {
                List<ElfFile.Segment> segments = ElfFile.read(elf).segments().stream()
                        .filter(segment -> segment.bytes().length > 0)
                        .toList();
                long base = segments.stream()
                        .mapToLong(ElfFile.Segment::physicalAddress)
                        .min()
                        .orElseThrow();
                long end = segments.stream()
                        .mapToLong(segment -> segment.physicalAddress() + segment.bytes().length)
                        .max()
                        .orElseThrow();
                byte[] all = new byte[(int) (end - base)];
                for (ElfFile.Segment segment : segments) {
                    System.arraycopy(
                            segment.bytes(), 0, all, (int) (segment.physicalAddress() - base), segment.bytes().length);
                }
                return Files.write(folder.resolve("program.bin"), all);
            }
        };

        abstract Path of(Path elf, Path folder) throws IOException;

        private static String record(int type, int offset, byte[] bytes) {
            int sum = bytes.length + type + (offset >> 8) + offset;
            for (byte value : bytes) {
                sum += value;
            }
            return String.format(
                    Locale.ROOT,
                    ":%02X%04X%02X%s%02X%n",
                    bytes.length,
                    offset,
                    type,
                    HexFormat.of().withUpperCase().formatHex(bytes),
                    -sum & 0xFF);
        }
    }

    private static GdbFlasher at(String address, long base) {
        return GdbFlasher.of(GdbAddress.parse(address).orElseThrow()).at(OptionalLong.of(base));
    }

    private static void requireGestures(String board, String kcomms) {
        requireGestures(LiveEngine.attached(Settings.ofProcess()), board, kcomms, Path.of(""));
    }

    private static void requireGestures(LiveEngine engine, String board, String kcomms, Path firmware) {
        BenchSetup setup = BenchSetup.of(BoardCatalogue.builtIn().board(board), firmware);
        try (Bench bench = engine.on(new LivePorts(kcomms, Optional.empty(), OptionalInt.empty()))
                        .powerOn(setup);
                KenningSession session =
                        KenningSession.open(bench.port(setup.board().kcomms()))) {
            session.load(Model.tflite("models/gestures.tflite"));
            for (Sample sample : Samples.json("models/gestures-samples.json")) {
                assertThat(session.infer(sample).label()).hasValue(sample.label());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void flashesAnEmptyBoardThroughQemusServerAndItRuns(Form form) throws IOException {
        Path image = form.of(QemuBoard.FIRMWARE, folder);
        try (QemuBoard board = QemuBoard.unflashed()) {
            GdbFlasher flasher = at(board.debugger(), 0);

            assertThat(flasher.flash(image, told::add)).isEqualTo(Outcome.WRITTEN);
            requireGestures("mps2/an500", board.address());

            assertThat(flasher.flash(image, told::add)).isEqualTo(Outcome.ALREADY_THERE);
            requireGestures("mps2/an500", board.address());
        }
    }

    @Test
    void isFlashedByTheEngineHardwareBeforeItIsUsed() {
        try (QemuBoard board = QemuBoard.unflashed()) {
            LiveEngine engine = LiveEngine.hardware(Settings.ofProcess())
                    .flashing(at(board.debugger(), 0))
                    .telling(told::add);

            requireGestures(engine, "mps2/an500", board.address(), QemuBoard.FIRMWARE);
            requireGestures(engine, "mps2/an500", board.address(), QemuBoard.FIRMWARE);

            assertThat(told).filteredOn(line -> line.startsWith("writing")).hasSize(1);
            assertThat(told).filteredOn(line -> line.contains("already")).hasSize(1);
        }
    }

    @Test
    void reachesTheMemoryOfABoardThatRunsThroughQemusServer() {
        try (QemuBoard board = QemuBoard.onTcp()) {
            BenchSetup setup = BenchSetup.of(BoardCatalogue.builtIn().board("mps2/an500"), Path.of(""));
            LiveEngine engine = LiveEngine.attached(Settings.ofProcess())
                    .on(new LivePorts(board.address(), Optional.empty(), OptionalInt.empty()))
                    .debuggedBy(LiveEngine.debugger("the test", board.debugger()));
            ElfFile.Segment code = ElfFile.read(QemuBoard.FIRMWARE).segments().get(0);
            long free = 0x2000_0000L + 0x3F_FFF0L;
            try (Bench bench = engine.powerOn(setup)) {
                assertThat(bench.readsMemory()).isTrue();
                assertThat(bench.memory().readBytes(code.physicalAddress(), code.bytes().length))
                        .isEqualTo(code.bytes());

                bench.memory().writeDoubleWord(free, 0x8765_4321L);
                assertThat(bench.memory().readDoubleWord(free)).isEqualTo(0x8765_4321L);
                assertThat(bench.memory().readWord(free)).isEqualTo(0x4321);
                assertThat(bench.memory().readByte(free + 3)).isEqualTo(0x87);
            }
            requireGestures("mps2/an500", board.address());
        }
    }

    @ParameterizedTest
    @EnumSource
    void flashesABoardOfTheEmbeddedEngineThroughItsServerAndItRuns(Form form) throws IOException {
        Path image = form.of(OURS, folder);
        int kcomms = freePort();
        int debugger = freePort();
        Path script = Files.writeString(folder.resolve("board.resc"), """
                mach create "empty"
                machine LoadPlatformDescription @%s
                emulation CreateServerSocketTerminal %d "kcomms" false
                connector Connect sysbus.usart6 kcomms
                machine StartGdbServer %d
                """.formatted(
                        Path.of("renode/stm32f746g_disco.repl").toAbsolutePath(), kcomms, debugger));
        try (EmbeddedServer server = EmbeddedServer.builder().script(script).start()) {
            assertThat(server.port()).isPositive();
            GdbFlasher flasher = at("127.0.0.1:" + debugger, 0x0800_0000L);

            assertThat(flasher.flash(image, told::add)).isEqualTo(Outcome.WRITTEN);

            requireGestures("stm32f746g_disco", "tcp:127.0.0.1:" + kcomms);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
