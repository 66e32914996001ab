package dev.kenning.testbench.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that users give. */
public final class InputFile {

    private InputFile() {}

    /**
     * Reads a UTF-8 text.
     *
     * @throws BadInputException if there is none, saying why
     */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            String reason = Files.isDirectory(file)
                    ? "it is a folder"
                    : Files.exists(file) ? "it cannot be read as UTF-8 text" : "there is no such file";
            throw new BadInputException("cannot read " + file + ": " + reason, e);
        }
    }
}
