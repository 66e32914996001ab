package dev.kenning.testbench.emulator.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps a file that would be overwritten, under its name with the first number that is free, as Renode does. */
public final class NumberedFile {

    private NumberedFile() {}

    /** Makes room for a new file of a name. */
    public static void keep(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            Files.move(file, firstFree(file));
        }
    }

    private static Path firstFree(Path file) {
        for (int i = 1; ; i++) {
            Path candidate = file.resolveSibling(file.getFileName() + "." + i);
            if (!Files.exists(candidate)) {
                return candidate;
            }
        }
    }
}
