package dev.kenning.testbench.host;

import dev.kenning.testbench.protocol.InvalidJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file whose absence is the user's mistake, not the system's. */
final class TextFile {

    private TextFile() {}

    static String read(Path file, String role) {
        return new String(readBytes(file, role), StandardCharsets.UTF_8);
    }

    static byte[] readBytes(Path file, String role) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new InvalidJsonException(
                    file.toString(),
                    "",
                    "is absent (looked in " + file.toAbsolutePath().getParent() + "): it must be " + role);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ", " + role, e);
        }
    }
}
