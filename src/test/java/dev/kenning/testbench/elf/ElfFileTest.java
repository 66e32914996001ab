package dev.kenning.testbench.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

public class ElfFileTest {

    private final byte[] golden = golden();

    @Test
    void readsSegmentsAtTheirPhysicalAddresses() {
        ElfFile elf = ElfFile.parse("m7short.elf", golden);

        assertThat(elf.segments())
                .extracting(ElfFile.Segment::physicalAddress)
                .containsExactly(0x0800_0000L, 0x0800_0204L);
        assertThat(elf.segments())
                .extracting(ElfFile.Segment::virtualAddress)
                .containsExactly(0x0800_0000L, 0x2000_0000L);
        assertThat(elf.segments().get(0).bytes()).hasSize(516);
        assertThat(elf.segments().get(1).bytes()).isEmpty();
        assertThat(elf.segments().get(1).memorySize()).isEqualTo(4);
    }

    @Test
    void takesTheLowestSectionForTheVectorTable() {
        assertThat(ElfFile.parse("m7short.elf", golden).lowestSectionAddress()).isEqualTo(0x0800_0000L);
    }

    @Test
    void namesAddressesAsRenodeDoes() {
        SymbolTable symbols = ElfFile.parse("m7short.elf", golden).symbols();

        assertThat(symbols.find(0x0800_00F8)).contains("reset (entry)");
        assertThat(symbols.find(0x0800_01A0)).contains("reset");
        assertThat(symbols.find(0x0800_0042)).contains("puts_");
        assertThat(symbols.find(0x0800_0204))
                .as("an address behind every symbol")
                .isEmpty();
    }

    @Test
    void findsTheAddressOfAName() {
        SymbolTable symbols = ElfFile.parse("m7short.elf", golden).symbols();

        assertThat(symbols.named("work").map(Symbol::address))
                .as("without the mark of Thumb code")
                .contains(0x0800_00DCL);
        assertThat(symbols.named("no_such_symbol")).isEmpty();
    }

    @Test
    void saysThatAFileIsMissing(@TempDir Path directory) {
        Path missing = directory.resolve("zephyr.elf");

        assertThatThrownBy(() -> ElfFile.read(missing))
                .isInstanceOf(ElfException.class)
                .hasMessage("Firmware " + missing + " does not exist. Build it first, or correct the path.");
    }

    @Test
    void readsAFile(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("m7short.elf"), golden);

        assertThat(ElfFile.read(file).entry()).isEqualTo(0x0800_00F9L);
    }

    static Stream<Arguments> thingsThatAreNoElf() {
        return Stream.of(
                Arguments.of("", "an empty file"),
                Arguments.of(":10000000FFFF", "Intel HEX"),
                Arguments.of("!<arch>\nx.o", "a static library (.a)"),
                Arguments.of("version https://git-lfs.github.com/spec/v1\n", "a Git LFS pointer (run: git lfs pull)"),
                Arguments.of("\034\0\0\0TFL3", "a TensorFlow Lite model"),
                Arguments.of("#!/bin/sh\n", "text"),
                Arguments.of("\0\0\5\40", "a raw binary"));
    }

    @ParameterizedTest
    @MethodSource("thingsThatAreNoElf")
    void saysWhatAFileLooksLikeInstead(String content, String looksLike) {
        assertThatThrownBy(() -> ElfFile.parse("x.bin", content.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(ElfException.class)
                .hasMessageContaining("x.bin is not an ELF file: it looks like " + looksLike + ".");
    }

    @Test
    void refusesAnotherCoresProgram() {
        ElfFile elf = ElfFile.parse("m7short.elf", golden);

        assertThatThrownBy(() -> elf.requireMachine(ElfFile.RISCV, false, "cpu (rv32imac)"))
                .isInstanceOf(ElfException.class)
                .hasMessage("Firmware m7short.elf is for Arm, 32 bit, but cpu (rv32imac) executes RISC-V, 32 bit."
                        + " Build it for this board.");
    }

    @Test
    void refusesAnObjectFile() {
        golden[16] = 1;

        assertThatThrownBy(() -> ElfFile.parse("main.o", golden))
                .isInstanceOf(ElfException.class)
                .hasMessageContaining("main.o is an object file (.o), not an executable");
    }

    @Test
    void refusesAFileWithoutLoadableSegments() {
        golden[44] = 0;

        assertThatThrownBy(() -> ElfFile.parse("empty.elf", golden))
                .isInstanceOf(ElfException.class)
                .hasMessageContaining("has no loadable segments");
    }

    @Test
    void refusesEveryTruncation() {
        for (int length = 4; length < golden.length; length++) {
            byte[] cut = Arrays.copyOf(golden, length);
            assertThatThrownBy(() -> ElfFile.parse("cut.elf", cut))
                    .as("the first %d bytes of m7short.elf", length)
                    .isInstanceOf(ElfException.class)
                    .hasMessageContaining("cut.elf is truncated");
        }
    }

    @Test
    void survivesRandomDamage() {
        long seed = 746;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = golden.clone();
            for (int n = 0; n < 4; n++) {
                damaged[random.nextInt(i % 2 == 0 ? 128 : damaged.length)] = (byte) random.nextInt();
            }
            try {
                ElfFile.parse("damaged.elf", damaged);
            } catch (ElfException expected) {
                assertThat(expected).as("seed %d, round %d", seed, i).hasMessageStartingWith("Firmware damaged.elf ");
            }
        }
    }

    public static byte[] golden() {
        try (InputStream in = ElfFileTest.class.getResourceAsStream("/renode-golden/m7short.elf")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
