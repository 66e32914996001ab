package dev.kenning.testbench.assertions;

import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.protocol.InvalidJsonException;
import dev.kenning.testbench.protocol.JsonNodeAt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the baselines of a test class, by name, board and engine:
 *
 * <pre>
 * {"gesture inference": {"stm32f746g_disco": {"embedded": {"executed_instructions": 2412345, ...}}}}
 * </pre>
 */
final class BaselineFile {

    /** The property that asks for baselines to be written. */
    static final String UPDATE = "testbench.updateBaselines";

    private static final String FOLDER = "testbench.baselines";
    private static final String DEFAULT_FOLDER = "src/test/resources/baselines";

    private final Path file;

    BaselineFile(Path file) {
        this.file = file;
    }

    /** Returns the file of the test class that is running. */
    static BaselineFile ofTestClass() {
        return new BaselineFile(Path.of(System.getProperty(FOLDER, DEFAULT_FOLDER), testClass() + ".json"));
    }

    /** The caller of the assertion is the test, or what it calls; its outermost class names the file. */
    private static String testClass() {
        String assertions = BaselineFile.class.getPackageName();
        Class<?> caller = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                        .filter(type -> type != BaselineFile.class && type != CostAssert.class)
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException("no test calls " + assertions));
        Class<?> outermost = caller;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        return outermost.getSimpleName();
    }

    /** Returns whether whoever runs the tests wants baselines written rather than compared. */
    static boolean isToBeUpdated() {
        String value = System.getProperty(UPDATE);
        return value != null && !value.equals("false");
    }

    /**
     * Returns a baseline, if it is there.
     *
     * @throws InvalidJsonException if the file is malformed
     */
    Optional<Baseline> find(String name, Cost.Origin origin) {
        return Files.exists(file)
                ? root().find(name)
                        .flatMap(boards -> boards.find(origin.board()))
                        .flatMap(engines -> engines.find(origin.engine()))
                        .map(Baseline::read)
                : Optional.empty();
    }

    private JsonNodeAt root() {
        try {
            return JsonNodeAt.parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("the baselines in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes a baseline among the others, all in alphabetical order, and says so on standard output. */
    void put(String name, Cost.Origin origin, Baseline baseline) {
        synchronized (BaselineFile.class) {
            SortedMap<String, Object> names = Files.exists(file) ? members(root()) : new TreeMap<>();
            SortedMap<String, Object> boards = nested(names, name);
            nested(boards, origin.board()).put(origin.engine(), baseline.asMap());
            write(names);
        }
        System.out.println("testbench: wrote the baseline \"" + name + "\" of " + origin + " to " + file);
    }

    @SuppressWarnings("unchecked")
    private static SortedMap<String, Object> nested(SortedMap<String, Object> map, String key) {
        return (SortedMap<String, Object>) map.computeIfAbsent(key, absent -> new TreeMap<String, Object>());
    }

    /** Reads names, boards and engines into maps, and what they hold as it stands. */
    private static SortedMap<String, Object> members(JsonNodeAt names) {
        SortedMap<String, Object> all = new TreeMap<>();
        for (String name : Baseline.keys(names)) {
            JsonNodeAt boards = names.get(name);
            for (String board : Baseline.keys(boards)) {
                JsonNodeAt engines = boards.get(board);
                for (String engine : Baseline.keys(engines)) {
                    nested(nested(all, name), board)
                            .put(engine, Baseline.read(engines.get(engine)).asMap());
                }
            }
        }
        return all;
    }

    private void write(SortedMap<String, Object> names) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(
                    file,
                    new JsonMapper().writer().with(printer).writeValueAsString(names) + "\n",
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the baselines in " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
