package dev.kenning.testbench.emulator.core.arm;

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
 * dev.kenning.testbench.emulator.core.arm.InterpreterSource}.
 */
final class InterpreterSource {

    /** Methods of everyday programs: of these classes, but for what the second pattern takes out. */
    private static final Pattern FREQUENT = Pattern.compile("(DataProcessing|LoadStore|Branches|Multiplication)\\.\\w+"
            + "|FloatArithmetic\\.(vadd|vsub|vmul|vdiv|vmla|vfma|vmov|vmovImmediate|vcmpe?|vcmpe?Zero|vneg|vabs|vmaxnm|vminnm)"
            + "|FloatTransfer\\.(load|loadLiteral|store|toCore|fromCore|statusToFlags|(load|store)MultipleUpdating)"
            + "|SystemInstructions\\.(nop|ifThen|beginFloatingPoint)"
            + "|DspMultiplication\\.(smlad|smlabb|smlald)|Dsp\\.(sxtab16|sxtb16|pkhbt|pkhtb)|Saturation\\.(ssat|usat)");

    private static final Pattern INFREQUENT =
            Pattern.compile(".*(Exclusive|Acquire|Release|BeforeUpdating|Before|AndBranch.+|"
                    + "orn|rotateRightExtended|rev16|revsh|teq|toItself|bfc|SignedByteLiteral|SignedHalfLiteral|HalfLiteral"
                    + "|ByteLiteral|movTop|rbit|loadAndBranch\\w+|DualLiteral).*"
                    + "|DataProcessing\\.(sbc|adc|rsb|bic)Shifted\\w*|.*(Dual)(Pre|Post)Indexed"
                    + "|DataProcessing\\.\\w+Rotated");

    static final SwitchSource SOURCE = new SwitchSource(
            Path.of("src/main/java/dev/kenning/testbench/emulator/core/arm/Interpreter.java"),
            Semantics.NUMBERS.names(),
            Interpreter.class.getPackage(),
            List.of(Processor.class, int[].class, long.class, int.class),
            "p, r, i, k",
            regions());

    private InterpreterSource() {}

    /** Rewrites the file if it is stale. */
    public static void main(String[] arguments) throws IOException {
        SOURCE.update();
    }

    private static Map<String, Predicate<String>> regions() {
        Map<String, Predicate<String>> regions = new LinkedHashMap<>();
        regions.put(
                "frequent",
                name -> FREQUENT.matcher(name).matches()
                        && !INFREQUENT.matcher(name).matches());
        regions.put("rare", name -> true);
        return regions;
    }
}
