package dev.kenning.testbench.board.west;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The first error in the output of a build, which the others follow from.
 *
 * @param text one line, beginning with {@code file:line:column} where the tool tells
 * @param advice what to do, empty if the text says it all
 */
record BuildError(String text, String advice) {

    private static final int LINES_OF_CMAKE = 4;

    private static final Pattern ESCAPES = Pattern.compile("\u001B\\[[0-9;]*[A-Za-z]");
    private static final Pattern KCONFIG_WARNING = Pattern.compile("(?:\\S.*:\\d+: )?warning: .*");
    private static final Pattern OVERFLOW = Pattern.compile(".*region [`'](\\w+)' overflowed by \\d+ bytes.*");

    /** Makes the error of the line that begins it. */
    @FunctionalInterface
    private interface Reading {
        BuildError read(Matcher match, List<String> lines, int index);
    }

    private record Rule(Pattern line, Reading reading) {

        static Rule of(String pattern, Reading reading) {
            return new Rule(Pattern.compile(pattern), reading);
        }

        /** The whole line is the error. */
        static Rule line(String pattern, String advice) {
            return of(
                    pattern,
                    (match, lines, index) -> new BuildError(match.group().strip(), advice));
        }

        Optional<BuildError> apply(List<String> lines, int index) {
            Matcher match = line.matcher(lines.get(index));
            return match.matches() ? Optional.of(reading.read(match, lines, index)) : Optional.empty();
        }
    }

    /** What says where the fault is. */
    private static final List<Rule> CAUSES = List.of(
            // gcc and clang; the preprocessor tells no column.
            Rule.line("[^\\s:][^:]*:\\d+(?::\\d+)?: (?:fatal )?error: .*", ""),
            // gas
            Rule.line("[^\\s:][^:]*:\\d+: Error: .*", ""),
            // dtlib and edtlib, which generate Zephyr's headers
            Rule.of(
                    "devicetree error: (\\S.*):(\\d+) \\(column (\\d+)\\): (.*)",
                    (match, lines, index) -> new BuildError(
                            match.group(1) + ":" + match.group(2) + ":" + match.group(3) + ": devicetree error: "
                                    + match.group(4),
                            "")),
            Rule.line("devicetree error: .*", ""),
            // dtc
            Rule.of(
                    "Error: (\\S.*):(\\d+)\\.(\\d+)\\S* (.*)",
                    (match, lines, index) -> new BuildError(
                            match.group(1) + ":" + match.group(2) + ":" + match.group(3) + ": devicetree error: "
                                    + match.group(4),
                            "")),
            Rule.of("error: Aborting due to Kconfig warnings.*", BuildError::kconfig),
            Rule.of("(?:\\w+\\.)*KconfigError: (.*)", (match, lines, index) -> new BuildError(match.group(1), "")),
            Rule.of(".*\\bld(?:\\.\\w+)?: .*(?:will not fit in region|overflowed by).*", BuildError::overflow),
            Rule.line(".*(?:undefined reference to|multiple definition of|undefined symbol: |cannot find -l).*", ""),
            Rule.of("CMake Error at (\\S.*):(\\d+) \\(\\w+\\):", BuildError::cmake),
            Rule.of(
                    "CMake Error(?:: | in )(.*)",
                    (match, lines, index) -> new BuildError(match.group().strip(), adviceOfCmake(match.group()))));

    /** What only says that there is one. */
    private static final List<Rule> CONSEQUENCES = List.of(
            Rule.line(
                    "west: unknown command.*|.*do you need to run this inside a workspace.*",
                    "the workspace was never set up: west init -l WORKSPACE && west update, in the folder above it"),
            Rule.line(
                    "(?:\\w+\\.)*(?:ModuleNotFoundError|ImportError): .*",
                    "install it into the Python of west: pip" + " install -r zephyr/scripts/requirements.txt"),
            Rule.line("ninja: error: .*|(?:g?make)(?:\\[\\d+])?: \\*\\*\\* .*", ""),
            Rule.line("(?:FATAL ERROR|ERROR|error): .*", ""),
            Rule.line(".*: (?:command not found|No such file or directory|Permission denied)", ""));

    /** Stands for the build folder in an advice. */
    private static final String FOLDER = "BUILD_FOLDER";

    /**
     * Returns the first error in the lines of a build that failed; the last line if none looks like one.
     *
     * @param folder the build folder, for the advice
     */
    static BuildError first(List<String> output, Path folder) {
        BuildError error = first(output);
        Command named = new Command(List.of(folder.toString()));
        return new BuildError(error.text(), error.advice().replace(FOLDER, named.toString()));
    }

    private static BuildError first(List<String> output) {
        List<String> lines = output.stream()
                .map(line -> ESCAPES.matcher(line).replaceAll("").stripTrailing())
                .toList();
        return first(lines, CAUSES)
                .or(() -> first(lines, CONSEQUENCES))
                .or(() -> lines.stream()
                        .filter(Predicate.not(String::isBlank))
                        .reduce((one, next) -> next)
                        .map(line -> new BuildError(line.strip(), "")))
                .orElseGet(() -> new BuildError("it printed nothing", ""));
    }

    private static Optional<BuildError> first(List<String> lines, List<Rule> rules) {
        return IntStream.range(0, lines.size())
                .boxed()
                .flatMap(index -> rules.stream()
                        .flatMap(rule -> rule.apply(lines, index).stream())
                        .limit(1))
                .findFirst();
    }

    /** Kconfig complains line by line, then says that it gives up. */
    private static BuildError kconfig(Matcher match, List<String> lines, int index) {
        String complaint = lines.subList(0, index).stream()
                .filter(line -> KCONFIG_WARNING.matcher(line).matches())
                .findFirst()
                .orElse(match.group());
        return new BuildError(complaint, "");
    }

    /** The linker says first what does not fit, then by how much. */
    private static BuildError overflow(Matcher match, List<String> lines, int index) {
        Optional<Matcher> amount = lines.subList(index, lines.size()).stream()
                .map(OVERFLOW::matcher)
                .filter(Matcher::matches)
                .findFirst();
        String text = amount.map(Matcher::group).orElseGet(match::group).strip();
        boolean ram = amount.map(found -> found.group(1)).orElse(text).contains("RAM");
        return new BuildError(
                text,
                ram
                        ? "where the board is simulated, give it more: testbench overlay increase-memory --size-kb N "
                                + FOLDER + ", then build with -DCONFIG_KENNING_INCREASE_MEMORY=y in extra_build_args"
                        : "build a smaller program; testbench overlay increase-memory makes the RAM of a simulated board"
                                + " larger (zephyr,sram), not this region");
    }

    /** CMake tells the place, and the text in an indented block. */
    private static BuildError cmake(Matcher match, List<String> lines, int index) {
        String text = lines.subList(index + 1, lines.size()).stream()
                .dropWhile(String::isBlank)
                .takeWhile(line -> !line.isBlank())
                .limit(LINES_OF_CMAKE)
                .map(String::strip)
                .collect(Collectors.joining(" "));
        return new BuildError(match.group(1) + ":" + match.group(2) + ": CMake error: " + text, adviceOfCmake(text));
    }

    private static String adviceOfCmake(String text) {
        return text.contains("\"Zephyr\"")
                ? "CMake does not find Zephyr: west update && west zephyr-export, or set ZEPHYR_BASE"
                : "";
    }
}
