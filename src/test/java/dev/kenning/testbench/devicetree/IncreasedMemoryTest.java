package dev.kenning.testbench.devicetree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncreasedMemoryTest {

    @Test
    void writesTheOverlayThatZephyrReads() {
        Devicetree board = real("nrf52840dk_nrf52840");

        assertThat(IncreasedMemory.overlay(board, 2048)).isEqualTo("""

                &sram0 {
                    reg = <0x20000000 0x200000>;
                };
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stm32f746g_disco", "nrf52840dk_nrf52840", "hifive_unmatched"})
    void growsTheMemoryWhereItIs(String name) {
        Devicetree board = real(name);
        MemoryRegion before = new KenningHardware(board).sram().orElseThrow();

        Devicetree grown = board.with(Overlay.parse("grown.overlay", IncreasedMemory.overlay(board, 4096)));

        MemoryRegion after = new KenningHardware(grown).sram().orElseThrow();
        assertThat(after.address()).isEqualTo(before.address());
        assertThat(after.size()).isEqualTo(4096 * 1024);
    }

    @Test
    void takesLabelsWithUnderscores() {
        Devicetree board =
                board("#address-cells = <1>; #size-cells = <1>; main_ram: ram { reg = <16 32>; };", "&main_ram");

        assertThat(IncreasedMemory.overlay(board, 1)).isEqualTo("\n&main_ram {\n    reg = <0x10 0x400>;\n};\n");
    }

    @Test
    void keepsAddressesAndSizesOf64Bits() {
        Devicetree board = board(
                "#address-cells = <2>; #size-cells = <2>; dram: ram { child { }; reg = <0x1 0x80000000 0x0 0x1000>; };",
                "&dram");

        String overlay = IncreasedMemory.overlay(board, 8L * 1024 * 1024);

        assertThat(overlay).contains("reg = <0x1 0x80000000 0x2 0x0>;");
        assertThat(new KenningHardware(board.with(Overlay.parse("o", overlay)))
                        .sram()
                        .orElseThrow()
                        .size())
                .isEqualTo(8L << 30);
    }

    @Test
    void leavesFurtherBlocksAsTheyAre() {
        Devicetree board =
                board("#address-cells = <1>; #size-cells = <1>; ram: ram { reg = <0 1024>, <0x8000 0x100>; };", "&ram");

        assertThat(IncreasedMemory.overlay(board, 2)).contains("reg = <0x0 0x800 0x8000 0x100>;");
    }

    @Test
    void namesAMemoryWithoutLabelByItsPath() {
        Devicetree board = board("#address-cells = <1>; #size-cells = <1>; ram@0 { reg = <0 1024>; };", "\"/ram@0\"");

        assertThat(IncreasedMemory.overlay(board, 2)).startsWith("\n&{/ram@0} {\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ram: ram { };                   | &ram | b.dts:2:6: expected a 'reg' with address and size in /ram, the node of 'zephyr,sram'",
                "ram: ram { reg; };              | &ram | b.dts:2:6: expected a 'reg' with address and size in /ram, the node of 'zephyr,sram'",
                "ram: ram { reg = <1 2>; };      | &ram | b.dts:2:12: 'reg' of /ram has 2 cells, expected a multiple of 3 (see #address-cells and #size-cells)",
                "#size-cells = <0>; ram: ram { reg = <1 2>; }; | &ram | b.dts:2:31: 4096 KB from 0x100000002 on do not fit into 2 address and 0 size cells",
                "#address-cells = <1>; ram: ram { reg = <0xffd00000 2>; }; | &ram | b.dts:2:34: 4096 KB from 0xffd00000 on do not fit into 1 address and 1 size cells",
                "ram: ram { reg = <1 2 3>; };    | \"/no\" | b.dts:3:10: 'zephyr,sram' names no node: /no",
            })
    void refusesAMemoryThatItCannotGrow(String nodes, String sram, String expected) {
        Devicetree board = board(nodes, sram);

        assertThatThrownBy(() -> IncreasedMemory.overlay(board, 4096))
                .isInstanceOf(DevicetreeException.class)
                .hasMessage(expected);
    }

    @Test
    void refusesASizeThatItsCellsCannotHold() {
        Devicetree board = real("stm32f746g_disco");

        assertThatThrownBy(() -> IncreasedMemory.overlay(board, 4 * 1024 * 1024))
                .hasMessageEndingWith("4194304 KB from 0x20010000 on do not fit into 1 address and 1 size cells");
    }

    @Test
    void refusesADevicetreeWithoutMemory() {
        Devicetree board = Devicetree.parse("b.dts", "/dts-v1/; / {\nchosen { }; };");

        assertThatThrownBy(() -> IncreasedMemory.overlay(board, 1))
                .hasMessage("b.dts:2:1: sram not found: /chosen has no 'zephyr,sram'");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void refusesASizeThatIsNoSize(long sizeKb) {
        Devicetree board = real("stm32f746g_disco");

        assertThatThrownBy(() -> IncreasedMemory.overlay(board, sizeKb))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the memory size must be > 0 and at most 9007199254740991 KB, but is " + sizeKb);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''    | the memory size is empty: give a number of KB, such as 4096",
                "' '   | the memory size is empty: give a number of KB, such as 4096",
                "4 MB  | the memory size '4 MB' is not a number of KB, such as 4096",
                "4096K | the memory size '4096K' is not a number of KB, such as 4096",
                "-1    | the memory size must be > 0 and at most 9007199254740991 KB, but is -1",
                "99999999999999999999 | the memory size '99999999999999999999' is not a number of KB, such as 4096",
                "0     | the memory size must be > 0 and at most 9007199254740991 KB, but is 0",
            })
    void refusesTextThatIsNoSize(String text, String expected) {
        assertThatThrownBy(() -> IncreasedMemory.sizeInKb(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(expected);
    }

    @Test
    void refusesToReachADeviceInUse() {
        Devicetree board = board("""
                #address-cells = <1>; #size-cells = <1>; ram: ram@20000000 { reg = <0x20000000 0x10000>; };
                off: dev@20080000 { reg = <0x20080000 0x1000>; status = "disabled"; };
                far: dev@20300000 { reg = <0x20300000 0x1000>; };
                near: dev@20100000 { reg = <0x20100000 0x1000>; };""", "&ram");

        assertThat(IncreasedMemory.overlay(board, 1024)).contains("reg = <0x20000000 0x100000>;");
        assertThatThrownBy(() -> IncreasedMemory.overlay(board, 4096))
                .hasMessage(
                        "b.dts:2:62: 4096 KB from 0x20000000 on reach /dev@20100000 at 0x20100000; at most 1024 KB are"
                                + " free");
    }

    @Test
    void saysWhichMemoriesItTakes() {
        Devicetree board = real("max32690evkit_max32690_m4");

        assertThat(IncreasedMemory.takenFrom(board, 256))
                .extracting(MemoryRegion::label)
                .containsExactly("sram1");
        assertThat(IncreasedMemory.takenFrom(board, 128)).isEmpty();
    }

    @Test
    void refusesAMemoryThatIsChosenTwice() {
        Devicetree board = Devicetree.parse(
                "b.dts",
                "/dts-v1/; / { a: a { reg = <1 2 3>; }; b: b { reg = <4 5 6>; };\n"
                        + "chosen { zephyr,sram = &a; zephyr,sram = &b; }; };");

        assertThatThrownBy(() -> IncreasedMemory.overlay(board, 1))
                .hasMessage("b.dts:2:28: 'zephyr,sram' has another value at b.dts:2:10: keep one of the two");
    }

    @Test
    void readsASize() {
        assertThat(IncreasedMemory.sizeInKb(" 4096 ")).isEqualTo(4096);
    }

    private static Devicetree board(String nodes, String sram) {
        return Devicetree.parse("b.dts", "/dts-v1/; / {\n" + nodes + "\nchosen { zephyr,sram = " + sram + "; }; };");
    }

    private static Devicetree real(String board) {
        return Devicetree.read(Path.of("src/test/resources/devicetrees", board + ".dts"));
    }
}
