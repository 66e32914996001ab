package dev.kenning.testbench.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Lays out a bare-metal program for Springbok with its script, as users have it. */
public final class BareMetalFiles {

    private static final Path PROGRAM = Path.of("firmware/prebuilt/springbok/kenning-device-gen1.elf");
    private static final Path SIMULATION = Path.of("src/test/resources/dev/kenning/testbench/emulator/springbok");

    private BareMetalFiles() {}

    /** Puts all files beside each other. */
    public static void flat(Path folder) {
        copy(PROGRAM, folder.resolve("iree_runtime"));
        for (String name : new String[] {"springbok.resc", "springbok.repl", "SpringbokRiscV32.cs"}) {
            copy(SIMULATION.resolve(name), folder.resolve(name));
        }
    }

    /** Lays them out as a checkout of Kenning's bare-metal runtime has them, once it is built. */
    public static void checkout(Path root) {
        Path simulation = root.resolve("sim/config");
        copy(PROGRAM, root.resolve("build/build-riscv/iree-runtime/iree_runtime"));
        copy(SIMULATION.resolve("springbok.resc"), simulation.resolve("springbok.resc"));
        copy(SIMULATION.resolve("springbok.resc"), simulation.resolve("springbok_accelerometer.resc"));
        copy(SIMULATION.resolve("springbok.repl"), simulation.resolve("platforms/springbok.repl"));
        copy(SIMULATION.resolve("springbok.repl"), simulation.resolve("platforms/springbok_accelerometer.repl"));
        copy(
                SIMULATION.resolve("SpringbokRiscV32.cs"),
                root.resolve("third-party/iree-rv32-springbok/sim/config/infrastructure/SpringbokRiscV32.cs"));
    }

    private static void copy(Path file, Path target) {
        try {
            Files.createDirectories(target.resolveSibling(""));
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
