package dev.kenning.testbench.devicetree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every property, byte for byte, against what the devicetree compiler makes of the same source. */
@Tag("tool")
class DtcComparisonIT {

    private static final int TREES = 200;

    private static final Path DEVICETREES = Path.of("src/test/resources/devicetrees");

    private final Path dtc = Tools.require("dtc", "dtc", "device-tree-compiler");

    @TempDir
    private Path directory;

    static List<Path> devicetrees() throws IOException {
        try (Stream<Path> files = Files.list(DEVICETREES)) {
            return files.filter(file -> file.toString().endsWith(".dts"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("devicetrees")
    void agreesOnDevicetreesOfBoards(Path file) throws Exception {
        assertThat(Dtb.of(Devicetree.read(file))).isEqualTo(Dtb.compile(dtc, directory, Files.readString(file)));
    }

    static List<Path> overlays() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("overlays"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void agreesOnTheOverlaysOfTheBoards(Path overlay) throws Exception {
        Path file = devicetrees().stream()
                .filter(tree -> overlay.getFileName()
                        .toString()
                        .startsWith(tree.getFileName().toString().replace(".dts", "")))
                .max(Comparator.comparing(tree -> tree.toString().length()))
                .orElseThrow();

        assertThat(Dtb.of(Devicetree.read(file).with(Overlay.read(overlay))))
                .isEqualTo(Dtb.compile(dtc, directory, Files.readString(file) + Files.readString(overlay)));
    }

    @ParameterizedTest
    @MethodSource("devicetrees")
    void agreesOnTheOverlayForMoreMemory(Path file) throws Exception {
        Devicetree tree = Devicetree.read(file);
        String overlay = IncreasedMemory.overlay(tree, 32 * 1024);

        Devicetree grown = tree.with(Overlay.parse("grown.overlay", overlay));

        assertThat(Dtb.of(grown)).isEqualTo(Dtb.compile(dtc, directory, Files.readString(file) + overlay));
        assertThat(new KenningHardware(grown).sram().orElseThrow().size()).isEqualTo(32 << 20);
    }

    @Test
    void agreesOnRandomDevicetrees() throws Exception {
        for (long seed = 0; seed < TREES; seed++) {
            String source = new RandomDevicetree(new Random(seed)).next();
            Devicetree tree = Devicetree.parse("random.dts", source);

            assertThat(Dtb.of(tree)).as("seed %d:%n%s", seed, source).isEqualTo(Dtb.compile(dtc, directory, source));
        }
    }

    @Test
    void agreesOnWhatItWritesItself() throws Exception {
        for (long seed = 0; seed < TREES; seed++) {
            Devicetree tree = Devicetree.parse("random.dts", new RandomDevicetree(new Random(seed)).next());
            String written = tree.toDts();

            assertThat(Dtb.compile(dtc, directory, written))
                    .as("seed %d:%n%s", seed, written)
                    .isEqualTo(Dtb.of(tree));
        }
    }

    @Test
    void agreesOnOverlaysThatChangeAndDelete() throws Exception {
        String board = Files.readString(Path.of("src/test/resources/devicetrees/stm32f746g_disco.dts"));
        String overlay = """
                &usart6 { status = "disabled"; /delete-property/ current-speed; };
                &uart7 { status = "okay"; current-speed = <9600>; uses = <&dtcm>, <&{/soc}>; };
                / {
                    aliases { kcomms = &uart7; };
                    chosen { /delete-property/ zephyr,display; };
                    leds { /delete-node/ led_1; green_led_1: led_1 { gpios = <1 2>; }; };
                    second: soc { new_uart: serial@50000000 { reg = <0x50000000 (4 * 256)>; }; };
                };
                /delete-node/ &backup_sram;
                /delete-node/ &{/soc/quadspi@a0001000/qspi-nor-flash@0};
                / { chosen { /delete-property/ zephyr,flash-controller; };
                    aliases { /delete-property/ spi-flash0; }; };
                /omit-if-no-ref/ &uart8;
                /omit-if-no-ref/ &rng;
                """;

        Devicetree tree = Devicetree.parse("board.dts", board).with(Overlay.parse("x.overlay", overlay));

        assertThat(Dtb.of(tree)).isEqualTo(Dtb.compile(dtc, directory, board + overlay));
        assertThat(tree.labelled("uart8")).as("a node nobody refers to").isEmpty();
        assertThat(tree.labelled("rng")).as("a node that /chosen refers to").isPresent();
    }
}
