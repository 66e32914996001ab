package dev.kenning.testbench.emulator.core.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Rounds;
import dev.kenning.testbench.Tools;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.machine.DriverAssembler;
import dev.kenning.testbench.emulator.machine.QemuBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Loads, stores and fetches through random page tables on QEMU and on our core, and compares causes, addresses, values,
 * and the accessed and dirty bits that are left behind.
 *
 * <p>{@code -Dtestbench.differential.seed=N} sets where the seeds begin.
 */
@Tag("exhaustive")
@Tag("tool")
class PageWalkDifferentialIT {

    private static final int IMAGES = Rounds.of(100);
    private static final int ACCESSES = 3000;
    private static final long FIRST_SEED = Long.getLong("testbench.differential.seed", 1L);
    private static final int REPORTED = 12;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void accessesFindTheSamePages(PageScheme scheme) throws Exception {
        String width = scheme.is64 ? "64" : "32";
        Path qemu = Tools.require("qemu-system-riscv" + width, "qemu", "qemu-system-misc");
        QemuBatch batch = new QemuBatch(
                qemu,
                List.of("-machine", "virt", "-bios", "none", "-cpu", "rv" + width + ",v=false,h=false"),
                directory);
        for (long seed = FIRST_SEED; seed < FIRST_SEED + IMAGES; seed++) {
            PageImage image = new PageImage(scheme, seed, ACCESSES);

            byte[] expected = batch.run(image.contents(batch.results().toString()));
            List<String> differences = image.differences(expected, run(scheme, image));

            assertThat(differences)
                    .as(
                            "%d differences in the page tables of seed %d%n%s",
                            differences.size(),
                            seed,
                            differences.stream().limit(REPORTED).collect(Collectors.joining(System.lineSeparator())))
                    .isEmpty();
        }
        System.out.printf(Locale.ROOT, "%d accesses from seed %d agree: %s%n", IMAGES * ACCESSES, FIRST_SEED, scheme);
    }

    @Test
    void theDriversAreWhatTheirSourceGives() throws Exception {
        DriverAssembler assembler = new DriverAssembler("riscv64-unknown-elf-", "binutils-riscv64-unknown-elf");

        byte[] narrow = assembler.assemble(
                PageImage.class,
                "page-driver",
                List.of("-march=rv32imafdv_zifencei", "-mabi=ilp32f", "-mno-relax"),
                List.of("-melf32lriscv", "-Ttext=0x80000000", "-e", "0x80000000"),
                directory);
        byte[] wide = assembler.assemble(
                PageImage.class,
                "page-driver",
                List.of("-march=rv64imafdv_zifencei", "-mabi=lp64f", "-mno-relax", "--defsym", "RV64=1"),
                List.of("-melf64lriscv", "-Ttext=0x80000000", "-e", "0x80000000"),
                directory);

        assertThat(QemuBatch.resource(PageImage.class, "page-driver32.bin"))
                .as("RV32")
                .isEqualTo(narrow);
        assertThat(QemuBatch.resource(PageImage.class, "page-driver64.bin"))
                .as("RV64")
                .isEqualTo(wide);
    }

    private static byte[] run(PageScheme scheme, PageImage image) throws IOException {
        Clock clock = new Clock(400_000_000L);
        SystemBus bus = new SystemBus(clock, (source, message) -> {});
        bus.mapMemory(Integer.toUnsignedLong(PageImage.CODE), PageImage.RAM_SIZE, "ram");
        RiscV core = RiscV.create("cpu", scheme.is64 ? "rv64imafdc" : "rv32imafdc", scheme.is64, bus, 0, true);
        core.setResetAddress(Integer.toUnsignedLong(PageImage.CODE));
        image.contents("").forEach(content -> content.writeTo(bus));
        core.run(4_000_000_000L);
        if (!core.isSleeping()) {
            throw new IOException("the core still runs: " + core.faultReport());
        }
        byte[] results = new byte[PageImage.resultsSize()];
        bus.readBytes(PageImage.resultsAddress(), results, 0, results.length);
        return results;
    }
}
