package dev.kenning.testbench.emulator.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Knows this project's scripts for Renode by their texts: descriptions that were made for Renode hold a script where others name
 * its file.
 */
final class OwnScripts {

    private static final String FOLDER = "/testbench/renode/flash/";
    private static final List<String> NAMES = List.of("stm32f7_flash.py", "nrf52_nvmc.py");

    private OwnScripts() {}

    /** Returns the name of the file whose text this is. */
    static Optional<String> nameOf(String script) {
        return script.isEmpty()
                ? Optional.empty()
                : NAMES.stream()
                        .filter(name -> text(name).strip().equals(script.strip()))
                        .findFirst();
    }

    private static String text(String name) {
        try (InputStream file = OwnScripts.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw new IllegalStateException("the jar of Kenning Testbench lacks " + FOLDER + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
