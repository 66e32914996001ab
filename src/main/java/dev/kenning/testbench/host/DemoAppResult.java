package dev.kenning.testbench.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of outputs that {@code demo_app} printed.
 *
 * @param classes the names, in their order
 * @param values the outputs
 */
record DemoAppResult(List<String> classes, List<Double> values) {

    private static final Pattern OUTPUT = Pattern.compile("([^:]+): ?(.*)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+");
    private static final Pattern NOT_FINITE = Pattern.compile("[+-]?(nan|inf).*", Pattern.CASE_INSENSITIVE);

    /**
     * Reads {@code wing: 0.000000, ring: 0.997465}.
     *
     * @throws IllegalArgumentException if an output has no name, or its value is no finite number; the message says which
     */
    static DemoAppResult parse(String outputs) {
        List<String> classes = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (String part : outputs.split(",(?: |$)", -1)) {
            Matcher output = OUTPUT.matcher(part);
            if (!output.matches()) {
                throw new IllegalArgumentException("is no list of outputs 'name: 0.000000': [" + outputs + "]");
            }
            classes.add(output.group(1));
            values.add(number(output.group(1), output.group(2)));
        }
        return new DemoAppResult(List.copyOf(classes), List.copyOf(values));
    }

    private static Double number(String name, String text) {
        if (NUMBER.matcher(text).matches()) {
            return Double.valueOf(text);
        }
        String found = name + " is '" + text + "', not ";
        if (NOT_FINITE.matcher(text).matches()) {
            throw new IllegalArgumentException(found + "a finite number");
        }
        // What printf makes of %f where it knows no floats: "%f", "*float*", "f" or nothing, depending on the C
        // library.
        throw new IllegalArgumentException(
                text.chars().noneMatch(Character::isDigit)
                        ? found + "a number: float printf is missing in this firmware, build it with"
                                + " CONFIG_CBPRINTF_FP_SUPPORT=y or its C library's support for floats"
                        : found + "a number as %f prints it");
    }
}
