package dev.kenning.testbench.flash;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Puts a program into a board and starts it. */
public interface Flasher {

    /** What came of it. */
    enum Outcome {
        /** The program was written. */
        WRITTEN,
        /** The program was there already, and was started anew. */
        ALREADY_THERE
    }

    /**
     * Flashes a program.
     *
     * @param image an ELF, Intel HEX or binary file
     * @param progress takes a line whenever there is something to tell
     * @throws dev.kenning.testbench.text.BadInputException if the file cannot be used, or the tool is not there
     * @throws FlashException if the board is not flashed
     */
    Outcome flash(Path image, Consumer<String> progress);

    /** Returns this aimed at one board of several, where it makes a difference. */
    default Flasher at(FlashTarget target) {
        return this;
    }

    /** Says how it is done, such as {@code the GDB server localhost:3333}. */
    @Override
    String toString();
}
