package dev.kenning.testbench;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Looks for the programs and files a test needs from outside.
 *
 * <p>A test without its tool is aborted with one printed line; where the environment variable {@code TESTBENCH_REQUIRE}
 * lists the tool's key ({@code qemu,gcc}), it fails instead.
 */
public final class Tools {

    /** What has been said in this run: a class with many tests says it once. */
    private static final Set<String> PRINTED = ConcurrentHashMap.newKeySet();

    private Tools() {}

    /**
     * Returns the path of a program, or ends the test.
     *
     * @param program the name to look for on the PATH
     * @param key the word that {@code TESTBENCH_REQUIRE} uses for it
     * @param debianPackage the Debian package that installs it
     */
    public static Path require(String program, String key, String debianPackage) {
        return find(program)
                .orElseGet(() -> absent(key, program + " is not installed (Debian package: " + debianPackage + ")"));
    }

    /** Returns the path of a file or directory, or ends the test with what the caller says of its absence. */
    public static Path requireFile(Path path, String key, String absence) {
        return Files.exists(path) ? path : absent(key, path + " is absent: " + absence);
    }

    /** Goes on if something is there that is neither a program nor a file, else ends the test with what the caller says. */
    public static void requireThat(boolean present, String key, String absence) {
        if (!present) {
            absent(key, absence);
        }
    }

    /** Goes on if a file can have this name here: in a bare environment file names are ASCII. */
    public static void requireFileName(String name) {
        requireThat(
                Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode(name),
                "locale",
                "file names of this process are not UTF-8, so there is no " + name + " (set LC_ALL=C.UTF-8)");
    }

    /** Returns the path of a program on the PATH. */
    public static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path absent(String key, String reason) {
        String test = StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> !name.equals(Tools.class.getName()) && !name.startsWith("java."))
                        .findFirst()
                        .orElse("test"));
        String line = test.substring(test.lastIndexOf('.') + 1) + " cannot run: " + reason;
        if (Arrays.asList(System.getenv().getOrDefault("TESTBENCH_REQUIRE", "").split(","))
                .contains(key)) {
            Assertions.fail(line);
        }
        if (PRINTED.add(line)) {
            System.out.println(line);
        }
        Assumptions.abort(line);
        throw new AssertionError("not reached");
    }
}
