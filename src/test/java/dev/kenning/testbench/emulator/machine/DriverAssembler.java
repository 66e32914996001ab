package dev.kenning.testbench.emulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Assembles {@code case-driver.s}, to see that the binary beside it is what it gives. */
public final class DriverAssembler {

    private static final int TIME_LIMIT_SECONDS = 20;

    private final Path assembler;
    private final Path linker;
    private final Path objcopy;

    /**
     * Looks the tools up.
     *
     * @param prefix what their names begin with, such as {@code arm-none-eabi-}
     * @param debianPackage where they come from
     */
    public DriverAssembler(String prefix, String debianPackage) {
        assembler = Tools.require(prefix + "as", "gcc", debianPackage);
        linker = Tools.require(prefix + "ld", "gcc", debianPackage);
        objcopy = Tools.require(prefix + "objcopy", "gcc", debianPackage);
    }

    /** Returns what {@code case-driver.s} beside a class gives. */
    public byte[] assemble(Class<?> beside, List<String> assembling, List<String> linking, Path directory)
            throws IOException, InterruptedException {
        return assemble(beside, "case-driver", assembling, linking, directory);
    }

    /** Returns what a source beside a class gives, by its name without the ending. */
    public byte[] assemble(Class<?> beside, String name, List<String> assembling, List<String> linking, Path directory)
            throws IOException, InterruptedException {
        Path source = directory.resolve(name + ".s");
        String object = directory.resolve(name + ".o").toString();
        String linked = directory.resolve(name + ".elf").toString();
        Path binary = directory.resolve(name + ".bin");
        Files.write(source, QemuBatch.resource(beside, name + ".s"));
        execute(assembler, assembling, source.toString(), "-o", object);
        execute(linker, linking, object, "-o", linked);
        execute(objcopy, List.of("-O", "binary"), linked, binary.toString());
        return Files.readAllBytes(binary);
    }

    private static void execute(Path tool, List<String> options, String... files)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(options);
        command.addAll(List.of(files));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS))
                .as("%s ends", tool)
                .isTrue();
        assertThat(process.exitValue()).as("status of %s", tool).isZero();
    }
}
