package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.robot.RpcValue;
import dev.kenning.testbench.robot.UnfitArgumentsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A keyword: its name, its parameters, and what it does.
 *
 * <p>Arguments are bound as Renode binds them ({@code renode-integration.md}, section 1.6): any text that looks like
 * {@code name=value} is a named argument, its value ends at the first line break, and none by position follows it.
 */
final class Keyword {

    /** Does what the keyword says. */
    @FunctionalInterface
    interface Action {

        /** Does it; returns {@link RpcValue.Nil} for no result. */
        RpcValue run(KeywordArguments arguments);
    }

    private record Parameter(String name, ParameterType type, boolean optional) {}

    private static final Pattern NAMED = Pattern.compile("(\\w+)=([^\\n]+).*", Pattern.DOTALL);
    private static final String NULL = "null";

    private final String name;
    private final List<Parameter> parameters = new ArrayList<>();
    private final Action action;

    /**
     * Creates a keyword.
     *
     * @param signature its name and parameters with their types, a question mark behind those that may be left out:
     *     {@code "TestIfUartIsIdle timeout:seconds testerId:integer? pauseEmulation:flag?"}
     */
    Keyword(String signature, Action action) {
        String[] words = signature.split(" ", -1);
        name = words[0];
        for (int i = 1; i < words.length; i++) {
            int colon = words[i].indexOf(':');
            boolean optional = words[i].endsWith("?");
            String type = words[i].substring(colon + 1, words[i].length() - (optional ? 1 : 0));
            parameters.add(new Parameter(
                    words[i].substring(0, colon), ParameterType.valueOf(type.toUpperCase(Locale.ROOT)), optional));
        }
        this.action = action;
    }

    /** Returns the name. */
    String name() {
        return name;
    }

    /** Runs the keyword. */
    RpcValue run(List<RpcValue> arguments) throws UnfitArgumentsException {
        return action.run(bind(arguments));
    }

    private KeywordArguments bind(List<RpcValue> arguments) throws UnfitArgumentsException {
        Map<String, Object> values = new HashMap<>();
        Map<String, RpcValue> given = new HashMap<>();
        boolean anyNamed = false;
        for (int i = 0; i < arguments.size(); i++) {
            Optional<Matcher> named = named(arguments.get(i));
            if (named.isEmpty() && anyNamed) {
                throw new UnfitArgumentsException("an argument by position follows a named one");
            }
            anyNamed |= named.isPresent();
            String parameter = named.isPresent() ? named.get().group(1) : nameAt(i);
            RpcValue value = named.isPresent() ? RpcValue.of(named.get().group(2)) : arguments.get(i);
            if (given.putIfAbsent(parameter, value) != null) {
                throw new UnfitArgumentsException(parameter + " is given twice");
            }
        }
        for (Parameter parameter : parameters) {
            RpcValue value = given.remove(parameter.name());
            if (value == null && !parameter.optional()) {
                throw new UnfitArgumentsException(parameter.name() + " is missing");
            }
            if (value != null && !(parameter.optional() && isNull(value))) {
                values.put(
                        parameter.name(),
                        parameter
                                .type()
                                .read(value)
                                .orElseThrow(() -> new UnfitArgumentsException(parameter.name() + " is no "
                                        + parameter.type().name().toLowerCase(Locale.ROOT))));
            }
        }
        if (!given.isEmpty()) {
            throw new UnfitArgumentsException("there is no parameter " + given.keySet());
        }
        return new KeywordArguments(values);
    }

    private String nameAt(int position) throws UnfitArgumentsException {
        if (position >= parameters.size()) {
            throw new UnfitArgumentsException("too many arguments");
        }
        return parameters.get(position).name();
    }

    private static Optional<Matcher> named(RpcValue argument) {
        return argument instanceof RpcValue.Text text
                ? Optional.of(NAMED.matcher(text.value())).filter(Matcher::matches)
                : Optional.empty();
    }

    private static boolean isNull(RpcValue value) {
        return value instanceof RpcValue.Nil || value.equals(RpcValue.of(NULL)) || value.equals(RpcValue.of(""));
    }
}
