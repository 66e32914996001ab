package dev.kenning.testbench.emulator.core;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the switches of an interpreter from the semantic methods that its table names.
 *
 * @param file the interpreter
 * @param methods the semantic methods by number
 * @param owner the package of their classes
 * @param parameters what the methods take
 * @param arguments what the interpreter passes them
 * @param regions by the name of their markers, which methods each switch takes of those that no earlier one took
 */
public record SwitchSource(
        Path file,
        List<String> methods,
        Package owner,
        List<Class<?>> parameters,
        String arguments,
        Map<String, Predicate<String>> regions) {

    private static final int LOOP_INDENT = 20;
    private static final int METHOD_INDENT = 12;

    public SwitchSource {
        regions = new LinkedHashMap<>(regions);
    }

    /** Rewrites the file if it is stale. */
    public void update() throws IOException {
        String source = Files.readString(file);
        String fresh = refresh(source);
        if (!fresh.equals(source)) {
            Files.writeString(file, fresh);
        }
    }

    /** Returns the text with all switches as the table wants them; the first stands in the loop. */
    public String refresh(String source) {
        String text = source;
        List<Integer> left = new ArrayList<>();
        for (int number = 0; number < methods.size(); number++) {
            left.add(number);
        }
        int indent = LOOP_INDENT;
        for (Map.Entry<String, Predicate<String>> region : regions.entrySet()) {
            StringBuilder lines = new StringBuilder();
            for (int number : left) {
                if (region.getValue().test(methods.get(number))) {
                    lines.append(line(number, indent));
                }
            }
            left.removeIf(number -> region.getValue().test(methods.get(number)));
            text = replace(text, region.getKey(), lines.toString());
            indent = METHOD_INDENT;
        }
        return text;
    }

    /** Finds a semantic method. */
    public Method method(String name) throws ReflectiveOperationException {
        int dot = name.indexOf('.');
        return Class.forName(owner.getName() + "." + name.substring(0, dot))
                .getDeclaredMethod(name.substring(dot + 1), parameters.toArray(Class<?>[]::new));
    }

    private String line(int number, int indent) {
        String name = methods.get(number);
        String target = returnsEntry(name) ? "k = " : "";
        return " ".repeat(indent) + "case " + number + " -> " + target + name + "(" + arguments + ");\n";
    }

    private boolean returnsEntry(String name) {
        try {
            return method(name).getReturnType() == int.class;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the table names " + name + ", which is not there", e);
        }
    }

    private String replace(String source, String marker, String lines) {
        Pattern region = Pattern.compile("(// <" + marker + ">\\n).*?( *// </" + marker + ">)", Pattern.DOTALL);
        Matcher matcher = region.matcher(source);
        if (!matcher.find()) {
            throw new IllegalStateException("no marker <" + marker + "> in " + file);
        }
        return matcher.replaceFirst("$1" + Matcher.quoteReplacement(lines) + "$2");
    }
}
