package dev.kenning.testbench.robot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Calls Renode's keywords by their names ({@code renode-integration.md}, section 7), with typed arguments and results.
 *
 * <p>All times are virtual. A waiting keyword starts the emulation if it does not run. Every method throws
 * {@link RobotException}s as {@link RobotClient#run} does. Thread-safe.
 */
public final class RenodeKeywords {

    /** Renode's own default of a terminal tester. */
    private static final Duration DEFAULT_UART_TIMEOUT = Duration.ofSeconds(8);

    private final RobotClient client;

    /** The longest time that a keyword without a time-out of its own may wait. */
    private final AtomicReference<Duration> longestDefault = new AtomicReference<>(DEFAULT_UART_TIMEOUT);

    /** Calls keywords through a client. */
    public RenodeKeywords(RobotClient client) {
        this.client = client;
    }

    /** Runs a line of the monitor's language and returns what it printed. */
    public String executeCommand(String command) {
        return executeCommand(command, KeywordOptions.defaults());
    }

    /** Runs a line of the monitor's language on a {@link KeywordOptions#machine}, which stays the current one. */
    public String executeCommand(String command, KeywordOptions options) {
        KeywordCall call = options.addTo(KeywordCall.of("ExecuteCommand").with(command));
        RpcValue printed = client.run(call);
        if (printed instanceof RpcValue.Text text) {
            return text.value();
        }
        if (printed instanceof RpcValue.Nil) {
            return "";
        }
        throw unexpected(call, "a string", printed);
    }

    /** Runs a script of the monitor's language, a file on the server's machine. */
    public void executeScript(String path) {
        client.run(KeywordCall.of("ExecuteScript").with(path));
    }

    /** Starts the emulation. */
    public void startEmulation() {
        client.run(KeywordCall.of("StartEmulation"));
    }

    /** Removes all machines, testers, terminals and variables. */
    public void resetEmulation() {
        client.run(KeywordCall.of("ResetEmulation"));
    }

    /** Waits until a breakpoint or hook pauses the emulation; does not start it. */
    public void waitForPause(Duration timeout) {
        client.run(KeywordCall.of("WaitForPause").with(KeywordCall.seconds(timeout)), timeout);
    }

    /** Ends the server. */
    public void stopRemoteServer() {
        client.stopRemoteServer();
    }

    /** Sets how long UART keywords wait that are not told. */
    public void setDefaultUartTimeout(Duration timeout) {
        client.run(KeywordCall.of("SetDefaultUartTimeout").with(KeywordCall.seconds(timeout)));
        remember(timeout);
    }

    /** Listens to a UART from now on and returns the tester's number; takes a time-out and a machine. */
    public int createTerminalTester(String uart, KeywordOptions options) {
        KeywordCall call = options.addTo(KeywordCall.of("CreateTerminalTester").with(uart));
        int tester = number(call, client.run(call));
        options.timeout().ifPresent(this::remember);
        return tester;
    }

    /**
     * Waits for a line that contains a text or matches a regular expression.
     *
     * @throws IllegalArgumentException if the text has a line break, which no line has
     */
    public UartLine waitForLineOnUart(String content, KeywordOptions options) {
        return waitForLine(KeywordCall.of("WaitForLineOnUart").with(oneLine(content)), options);
    }

    /** Waits for a text that need not end its line, such as a prompt. */
    public UartLine waitForPromptOnUart(String prompt, KeywordOptions options) {
        return waitForLine(KeywordCall.of("WaitForPromptOnUart").with(oneLine(prompt)), options);
    }

    /** Waits for the next line, whatever it says. */
    public UartLine waitForNextLineOnUart(KeywordOptions options) {
        return waitForLine(KeywordCall.of("WaitForNextLineOnUart"), options);
    }

    /** Waits for lines that follow one another; returns those that the server reports. */
    public List<UartLine> waitForLinesOnUart(List<String> contents, KeywordOptions options) {
        contents.forEach(RenodeKeywords::oneLine);
        KeywordCall call = options.addTo(KeywordCall.of("WaitForLinesOnUart").with(RpcValue.ofStrings(contents)));
        RpcValue result = wait(call, options);
        if (result instanceof RpcValue.Array array) {
            return array.values().stream().map(line -> line(call, line)).toList();
        }
        return List.of(line(call, result));
    }

    /** Fails if a line with a text comes within the time. */
    public void shouldNotBeOnUart(String content, KeywordOptions options) {
        wait(options.addTo(KeywordCall.of("ShouldNotBeOnUart").with(oneLine(content))), options);
    }

    /** Fails if any byte comes within the time; takes a tester. */
    public void testIfUartIsIdle(Duration time, KeywordOptions options) {
        KeywordCall call = KeywordCall.of("TestIfUartIsIdle").with(KeywordCall.seconds(time));
        client.run(options.addTo(call), time);
    }

    /** Writes a text, without a line ending; takes a tester. */
    public void writeToUart(String content, KeywordOptions options) {
        client.run(options.addTo(KeywordCall.of("WriteToUart").with(content)));
    }

    /** Writes a text and a carriage return; waits for no echo unless asked by {@link KeywordOptions#echo}. */
    public void writeLineToUart(String content, KeywordOptions options) {
        KeywordOptions all = options.has("waitForEcho") ? options : options.and("waitForEcho", "false");
        wait(all.addTo(KeywordCall.of("WriteLineToUart").with(content)), options);
    }

    /** Writes a character; takes a tester. */
    public void writeCharOnUart(char character, KeywordOptions options) {
        client.run(options.addTo(KeywordCall.of("WriteCharOnUart").with(String.valueOf(character))));
    }

    /** Listens to the log from now on; the time is how long log keywords wait that are not told. */
    public void createLogTester(Duration timeout) {
        client.run(KeywordCall.of("CreateLogTester").with(KeywordCall.seconds(timeout)));
        remember(timeout);
    }

    /** Waits for a log entry with a text; returns what the server says of it, which differs between versions. */
    public RpcValue waitForLogEntry(String pattern, KeywordOptions options) {
        return wait(options.addTo(KeywordCall.of("WaitForLogEntry").with(pattern)), options);
    }

    /** Fails if a log entry with a text comes within the time. */
    public void shouldNotBeInLog(String pattern, KeywordOptions options) {
        wait(options.addTo(KeywordCall.of("ShouldNotBeInLog").with(pattern)), options);
    }

    /** Writes the log to a file on the server's machine, after every entry if it flushes. */
    public void logToFile(String path, boolean flush) {
        client.run(KeywordCall.of("LogToFile").with(path).with("flushAfterEveryWrite", flush));
    }

    /** Watches an LED and returns the tester's number; takes a machine. */
    public int createLedTester(String led, KeywordOptions options) {
        KeywordCall call = options.addTo(KeywordCall.of("CreateLedTester").with(led));
        return number(call, client.run(call));
    }

    /** Waits until an LED is on or off; looks only at its present state if no time is given. */
    public void assertLedState(boolean on, KeywordOptions options) {
        wait(options.addTo(KeywordCall.of("AssertLedState").with(Boolean.toString(on))), options);
    }

    /** Waits until an LED is on or off, then fails if it changes within a time; takes a tester. */
    public void assertAndHoldLedState(boolean on, Duration timeout, Duration hold, KeywordOptions options) {
        KeywordCall call = KeywordCall.of("AssertAndHoldLedState")
                .with(Boolean.toString(on))
                .with(KeywordCall.seconds(timeout))
                .with(KeywordCall.seconds(hold));
        client.run(options.addTo(call), timeout.plus(hold));
    }

    /** Fails if a register, by its name or number, has another value; takes a machine. */
    public void registerShouldBeEqual(String register, long value, KeywordOptions options) {
        KeywordCall call =
                KeywordCall.of("RegisterShouldBeEqual").with(register).with(hexadecimal(value));
        client.run(options.addTo(call));
    }

    /** Fails if the program counter has another value; takes a machine. */
    public void pcShouldBeEqual(long value, KeywordOptions options) {
        client.run(options.addTo(KeywordCall.of("PcShouldBeEqual").with(hexadecimal(value))));
    }

    private UartLine waitForLine(KeywordCall required, KeywordOptions options) {
        KeywordCall call = options.addTo(required);
        return line(call, wait(call, options));
    }

    private RpcValue wait(KeywordCall call, KeywordOptions options) {
        return client.run(call, options.timeout().orElseGet(longestDefault::get));
    }

    private void remember(Duration timeout) {
        longestDefault.accumulateAndGet(timeout, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    private static String oneLine(String content) {
        if (content.indexOf('\n') >= 0 || content.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("no line of a UART holds a line break, so '"
                    + content.replace("\n", "\\n").replace("\r", "\\r") + "' never matches one");
        }
        return content;
    }

    private static String hexadecimal(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static UartLine line(KeywordCall call, RpcValue value) {
        if (value instanceof RpcValue.Struct struct
                && struct.member("line").orElse(RpcValue.nil()) instanceof RpcValue.Text line) {
            return new UartLine(
                    line.value(),
                    milliseconds(call, struct.member("timestamp").orElse(RpcValue.of(0))),
                    groups(call, struct.member("groups").orElse(new RpcValue.Array(List.of()))));
        }
        throw unexpected(call, "a struct with a line", value);
    }

    private static double milliseconds(KeywordCall call, RpcValue value) {
        if (value instanceof RpcValue.Real real) {
            return real.value();
        }
        if (value instanceof RpcValue.Int64 whole) {
            return whole.value();
        }
        return number(call, value);
    }

    private static List<String> groups(KeywordCall call, RpcValue value) {
        List<String> groups = new ArrayList<>();
        if (!(value instanceof RpcValue.Array array)) {
            throw unexpected(call, "an array of groups", value);
        }
        for (RpcValue group : array.values()) {
            if (!(group instanceof RpcValue.Text text)) {
                throw unexpected(call, "a string in each group", group);
            }
            groups.add(text.value());
        }
        return groups;
    }

    private static int number(KeywordCall call, RpcValue value) {
        if (value instanceof RpcValue.Int number) {
            return number.value();
        }
        throw unexpected(call, "an integer", value);
    }

    private static MalformedAnswerException unexpected(KeywordCall call, String expected, RpcValue value) {
        return new MalformedAnswerException(call.toString(), expected + " expected, not " + value);
    }
}
