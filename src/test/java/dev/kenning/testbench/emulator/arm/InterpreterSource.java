package dev.kenning.testbench.emulator.arm;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the switches of {@link Interpreter} from the semantic methods that the table names.
 *
 * <p>After a change to the table: {@code mvn -q test-compile && java -cp target/classes:target/test-classes
 * dev.kenning.testbench.emulator.arm.InterpreterSource}.
 */
final class InterpreterSource {

    static final Path FILE = Path.of("src/main/java/dev/kenning/testbench/emulator/arm/Interpreter.java");

    private static final String PACKAGE = "dev.kenning.testbench.emulator.arm.";
    private static final Class<?>[] PARAMETERS = {Processor.class, int[].class, long.class, int.class};

    /** Methods of everyday programs: of these classes, but for what the second pattern takes out. */
    private static final Pattern FREQUENT = Pattern.compile("(DataProcessing|LoadStore|Branches|Multiplication)\\.\\w+"
            + "|FloatArithmetic\\.(vadd|vsub|vmul|vdiv|vmla|vfma|vmov|vmovImmediate|vcmpe?|vcmpe?Zero|vneg|vabs|vmaxnm|vminnm)"
            + "|FloatTransfer\\.(load|loadLiteral|store|toCore|fromCore|statusToFlags|(load|store)MultipleUpdating)"
            + "|SystemInstructions\\.(nop|ifThen|beginFloatingPoint)"
            + "|DspMultiplication\\.(smlad|smlabb|smlald)|Dsp\\.(sxtab16|sxtb16|pkhbt|pkhtb)|Saturation\\.(ssat|usat)");

    private static final Pattern INFREQUENT = Pattern.compile(".*(Exclusive|BeforeUpdating|Before|AndBranch.+|"
            + "orn|rotateRightExtended|rev16|revsh|teq|toItself|bfc|SignedByteLiteral|SignedHalfLiteral|HalfLiteral"
            + "|ByteLiteral|movTop|rbit|loadAndBranch\\w+|DualLiteral).*"
            + "|DataProcessing\\.(sbc|adc|rsb|bic)Shifted\\w*|.*(Dual)(Pre|Post)Indexed"
            + "|DataProcessing\\.\\w+Rotated");

    private InterpreterSource() {}

    /** Rewrites the file if it is stale. */
    public static void main(String[] arguments) throws IOException {
        String source = Files.readString(FILE);
        String fresh = refresh(source);
        if (!fresh.equals(source)) {
            Files.writeString(FILE, fresh);
        }
    }

    /** Returns the text with both switches as the table wants them. */
    static String refresh(String source) {
        List<String> frequent = new ArrayList<>();
        List<String> rare = new ArrayList<>();
        List<String> all = Semantics.NUMBERS.names();
        for (int number = 0; number < all.size(); number++) {
            String name = all.get(number);
            boolean isFrequent = isFrequent(name);
            String indent = isFrequent ? " ".repeat(20) : " ".repeat(12);
            String target = returnsEntry(name) ? "k = " : "";
            (isFrequent ? frequent : rare).add(indent + "case " + number + " -> " + target + name + "(p, r, i, k);\n");
        }
        return replace(replace(source, "frequent", frequent), "rare", rare);
    }

    private static boolean isFrequent(String name) {
        return FREQUENT.matcher(name).matches() && !INFREQUENT.matcher(name).matches();
    }

    static Method method(String name) throws ReflectiveOperationException {
        int dot = name.indexOf('.');
        return Class.forName(PACKAGE + name.substring(0, dot)).getDeclaredMethod(name.substring(dot + 1), PARAMETERS);
    }

    private static boolean returnsEntry(String name) {
        try {
            return method(name).getReturnType() == int.class;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the table names " + name + ", which is not there", e);
        }
    }

    private static String replace(String source, String marker, List<String> lines) {
        Pattern region = Pattern.compile("(// <" + marker + ">\\n).*?( *// </" + marker + ">)", Pattern.DOTALL);
        Matcher matcher = region.matcher(source);
        if (!matcher.find()) {
            throw new IllegalStateException("no marker <" + marker + "> in " + FILE);
        }
        return matcher.replaceFirst("$1" + Matcher.quoteReplacement(String.join("", lines)) + "$2");
    }
}
