package dev.kenning.testbench.board;

import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.InputFile;
import dev.kenning.testbench.text.Place;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds the entries of a file that has one on each line: CMake's cache, or the configuration of a Zephyr build.
 *
 * @param entries by their keys, in the order of the file; of several for one key the last
 */
record EntryFile(Map<String, String> entries) {

    /** Says how the lines of a file look. */
    enum Format {
        /** {@code BOARD:STRING=stm32f746g_disco}; a key with odd characters is quoted. */
        CMAKE_CACHE("\\s*(?:\"([^\"]+)\"|([^\"#/:=\\s][^:=]*)):([A-Z_]*)=(.*)", "//", "an entry KEY:TYPE=VALUE") {
            @Override
            String value(String written) {
                boolean quoted = written.length() > 1 && written.startsWith("'") && written.endsWith("'");
                return quoted ? written.substring(1, written.length() - 1) : written;
            }
        },
        /** {@code CONFIG_BOARD="stm32f746g_disco"}; what is not set stands in a comment. */
        KCONFIG("\\s*()(CONFIG_\\w+)()=(\".*\"|[^\"\\s]*)\\s*", "#", "an entry CONFIG_NAME=VALUE") {
            @Override
            String value(String written) {
                return written.startsWith("\"")
                        ? written.substring(1, written.length() - 1).replaceAll("\\\\(.)", "$1")
                        : written;
            }
        };

        private final Pattern entry;
        private final String comment;
        private final String description;

        Format(String entry, String comment, String description) {
            this.entry = Pattern.compile(entry);
            this.comment = comment;
            this.description = description;
        }

        abstract String value(String written);

        private boolean isComment(String line) {
            return line.isBlank()
                    || line.strip().startsWith("#")
                    || line.strip().startsWith(comment);
        }
    }

    /**
     * Reads a file.
     *
     * @throws BadInputException if it cannot be read, or a line is no entry: with file, line and column
     */
    static EntryFile read(Path file, Format format) {
        return parse(file.toString(), InputFile.text(file), format);
    }

    static EntryFile parse(String name, String text, Format format) {
        Map<String, String> entries = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            if (format.isComment(line)) {
                continue;
            }
            Matcher entry = format.entry.matcher(line);
            if (!entry.matches()) {
                int column = line.length() - line.stripLeading().length() + 1;
                throw new BadInputException(new Place(name, number, column) + ": expected " + format.description
                        + ", found '" + line.strip() + "'");
            }
            String quoted = entry.group(1);
            entries.put(quoted == null || quoted.isEmpty() ? entry.group(2) : quoted, format.value(entry.group(4)));
        }
        return new EntryFile(entries);
    }

    /** Returns the value of a key, if it is there and not empty. */
    Optional<String> get(String key) {
        return Optional.ofNullable(entries.get(key)).filter(value -> !value.isEmpty());
    }

    /** Says whether an option of the configuration is on. */
    boolean isOn(String key) {
        return get(key).filter("y"::equals).isPresent();
    }

    /** Returns a number, decimal or with {@code 0x}, if the value is one. */
    Optional<Long> number(String key) {
        return get(key).filter(value -> value.matches("0x[0-9a-fA-F]{1,15}|\\d{1,18}"))
                .map(value -> value.startsWith("0x") ? Long.decode(value) : Long.valueOf(value));
    }
}
