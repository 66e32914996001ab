package dev.kenning.testbench.robot;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names a keyword and its arguments, and writes them so that Renode binds each to the parameter that was meant.
 *
 * <p>Renode takes any string that looks like {@code name=value} for a named argument, wherever it stands, and cuts the
 * value at the first line break ({@code renode-integration.md}, section 1.6). So
 *
 * <pre>
 *   given                                           sent
 *   WaitForLineOnUart  "ready"                      "ready"
 *   WaitForLineOnUart  "a=b"                        "content=a=b"
 *   WaitForLineOnUart  "a=b", timeout 2.5           "content=a=b", "timeout=2.5"
 *   ExecuteCommand     "a=b"                        " a=b"
 *   WriteToUart        "one\ntwo"                   "one\ntwo"
 *   WriteToUart        "a=b\ntwo"                   refused: no spelling of it reaches Renode whole
 * </pre>
 *
 * <p>Immutable.
 */
public final class KeywordCall {

    /** What Renode takes for a named argument; what follows the first line break is lost to it. */
    private static final Pattern NAMED =
            Pattern.compile("\\w+=[^\\n].*", Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final String COMMAND = "ExecuteCommand";
    private static final int LONGEST_MESSAGE = 300;

    private enum Last {
        BY_POSITION,
        /** Given by position, sent by name. */
        RENAMED,
        BY_NAME
    }

    private final String keyword;
    private final List<RpcValue> arguments;
    private final Last last;

    private KeywordCall(String keyword, List<RpcValue> arguments, Last last) {
        this.keyword = keyword;
        this.arguments = List.copyOf(arguments);
        this.last = last;
    }

    /** Names a keyword as the server spells it, {@code WaitForLineOnUart}, without arguments. */
    public static KeywordCall of(String keyword) {
        return new KeywordCall(keyword, List.of(), Last.BY_POSITION);
    }

    /**
     * Adds the next argument by position.
     *
     * @throws IllegalArgumentException if Renode would take the text for a named argument and no other spelling exists
     */
    public KeywordCall with(String argument) {
        if (last == Last.BY_NAME) {
            throw refused(argument, "it follows a named one");
        }
        boolean misread = NAMED.matcher(argument).matches();
        if (last == Last.BY_POSITION && !misread) {
            return plus(new RpcValue.Text(argument), Last.BY_POSITION);
        }
        if (last == Last.BY_POSITION && keyword.equals(COMMAND)) {
            return plus(new RpcValue.Text(" " + argument), Last.BY_POSITION);
        }
        String parameter = KeywordSignatures.parameter(keyword, arguments.size())
                .orElseThrow(() -> refused(argument, "Renode would bind it by name; say the name of its parameter"));
        return byName(parameter, argument, Last.RENAMED);
    }

    /** Adds the next argument by position: a value that is no string, such as an array, is never taken for a named one. */
    public KeywordCall with(RpcValue argument) {
        if (argument instanceof RpcValue.Text text) {
            return with(text.value());
        }
        if (last != Last.BY_POSITION) {
            throw refused(argument.toString(), "it follows a named one");
        }
        return plus(argument, Last.BY_POSITION);
    }

    /**
     * Adds an argument by name; all that follow have names, too.
     *
     * @throws IllegalArgumentException if the value is empty or has a line break: Renode would lose it
     */
    public KeywordCall with(String parameter, String value) {
        return byName(parameter, value, Last.BY_NAME);
    }

    /** Adds a number by name. */
    public KeywordCall with(String parameter, long value) {
        return with(parameter, Long.toString(value));
    }

    /** Adds a truth value by name. */
    public KeywordCall with(String parameter, boolean value) {
        return with(parameter, Boolean.toString(value));
    }

    /** Adds a time by name, in seconds. */
    public KeywordCall with(String parameter, Duration value) {
        return with(parameter, seconds(value));
    }

    /** Writes a time as Renode reads it: seconds with a dot and without an exponent. */
    static String seconds(Duration time) {
        return BigDecimal.valueOf(time.getSeconds())
                .add(BigDecimal.valueOf(time.getNano(), 9))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Returns the keyword's name. */
    public String keyword() {
        return keyword;
    }

    /** Returns the arguments as they are sent. */
    public List<RpcValue> arguments() {
        return arguments;
    }

    /** Returns the call on one line, shortened if it is long, for messages. */
    @Override
    public String toString() {
        String call = arguments.stream()
                .map(argument ->
                        argument instanceof RpcValue.Text text ? "\"" + text.value() + "\"" : argument.toString())
                .collect(Collectors.joining(" ", keyword + " ", ""))
                .strip()
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        return call.length() > LONGEST_MESSAGE ? call.substring(0, LONGEST_MESSAGE) + "…" : call;
    }

    private KeywordCall byName(String parameter, String value, Last how) {
        if (!NAME.matcher(parameter).matches()) {
            throw new IllegalArgumentException("'" + parameter + "' is no name of a parameter of " + keyword);
        }
        if (value.isEmpty()) {
            throw refused(value, "Renode does not know an empty argument by its name '" + parameter + "'");
        }
        if (value.indexOf('\n') >= 0) {
            throw refused(value, "Renode cuts what it binds by name ('" + parameter + "') at the first line break");
        }
        return plus(new RpcValue.Text(parameter + "=" + value), how);
    }

    private KeywordCall plus(RpcValue argument, Last how) {
        List<RpcValue> more = new ArrayList<>(arguments);
        more.add(argument);
        return new KeywordCall(keyword, more, how);
    }

    private IllegalArgumentException refused(String argument, String reason) {
        return new IllegalArgumentException(keyword + " cannot take the argument '"
                + argument.replace("\n", "\\n").replace("\r", "\\r") + "': " + reason);
    }
}
