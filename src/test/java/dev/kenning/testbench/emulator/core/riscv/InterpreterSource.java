package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.SwitchSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Writes the switches of {@link Interpreter} from the semantic methods that the table names.
 *
 * <p>After a change to the table: {@code mvn -q test-compile && java -cp target/classes:target/test-classes
 * dev.kenning.testbench.emulator.core.riscv.InterpreterSource}.
 */
final class InterpreterSource {

    /** Methods of everyday programs. */
    private static final Pattern FREQUENT = Pattern.compile("(Arithmetic|Multiplication|LoadStore|Branches)\\.\\w+"
            + "|(Float|Double)Arithmetic\\.(add|subtract|multiply|divide|multiplyAdd|multiplySubtract|injectSign\\w*|less|maximum|minimum)"
            + "|FloatTransfer\\.\\w+|SystemInstructions\\.beginFloatingPoint");

    static final SwitchSource SOURCE = new SwitchSource(
            Path.of("src/main/java/dev/kenning/testbench/emulator/core/riscv/Interpreter.java"),
            Semantics.NUMBERS.names(),
            Interpreter.class.getPackage(),
            List.of(Hart.class, long[].class, long.class, int.class),
            "h, x, i, k",
            regions());

    private InterpreterSource() {}

    /** Rewrites the file if it is stale. */
    public static void main(String[] arguments) throws IOException {
        SOURCE.update();
    }

    private static Map<String, Predicate<String>> regions() {
        Map<String, Predicate<String>> regions = new LinkedHashMap<>();
        regions.put("frequent", name -> FREQUENT.matcher(name).matches());
        regions.put("rare", name -> !name.startsWith(VectorInstructions.PREFIX));
        return regions;
    }
}
