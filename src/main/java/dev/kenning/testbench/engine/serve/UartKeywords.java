package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.engine.LineTerminal;
import dev.kenning.testbench.engine.LineTerminal.Option;
import dev.kenning.testbench.engine.Terminal;
import dev.kenning.testbench.engine.TextPattern;
import dev.kenning.testbench.robot.KeywordException;
import dev.kenning.testbench.robot.RpcValue;
import dev.kenning.testbench.text.NearestWord;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tests UARTs as Renode's terminal testers do ({@code renode-integration.md}, section 7.2). */
final class UartKeywords implements KeywordGroup {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(8);
    private static final long NANOS_PER_MILLISECOND = 1_000_000;

    private static final Map<String, LineTerminal.LineEnd> LINE_ENDS = Map.of(
            "TreatLineFeedAsEndLine", LineTerminal.LineEnd.LINE_FEED,
            "TreatCarriageReturnAsEndLine", LineTerminal.LineEnd.CARRIAGE_RETURN);

    /** A UART of a machine, whatever it was called. */
    private record TestedUart(Machine machine, dev.kenning.testbench.emulator.bus.Uart uart) {}

    private final RunLoop loop;
    private final Testers<TestedUart, TerminalTester> testers = new Testers<>();
    private final List<Keyword> keywords;
    private Duration defaultTimeout = DEFAULT_TIMEOUT;

    // Shared by all testers, as in Renode: what the last creation said holds for each.
    private boolean pauses;
    private boolean waitsForEcho = true;
    private boolean matchesNextLine;

    UartKeywords(RunLoop loop) {
        this.loop = loop;
        keywords = List.of(
                new Keyword("SetDefaultUartTimeout timeout:seconds", this::setDefaultTimeout),
                new Keyword("SetDefaultTester id:integer?", this::setDefaultTester),
                new Keyword(
                        "CreateTerminalTester uart:text timeout:seconds? machine:text? endLineOption:text?"
                                + " defaultPauseEmulation:flag? defaultWaitForEcho:flag? defaultMatchNextLine:flag?"
                                + " binaryMode:flag?",
                        this::create),
                new Keyword(
                        "WaitForLineOnUart content:text timeout:seconds? testerId:integer? treatAsRegex:flag?"
                                + " includeUnfinishedLine:flag? pauseEmulation:flag? matchNextLine:flag?",
                        this::waitForLine),
                new Keyword(
                        "WaitForPromptOnUart prompt:text testerId:integer? timeout:seconds? treatAsRegex:flag?"
                                + " pauseEmulation:flag?",
                        this::waitForPrompt),
                new Keyword(
                        "WaitForLinesOnUart content:texts timeout:seconds? testerId:integer? treatAsRegex:flag?"
                                + " includeUnfinishedLine:flag? pauseEmulation:flag? matchFromNextLine:flag?",
                        this::waitForLines),
                new Keyword(
                        "WaitForBytesOnUart content:text timeout:seconds? testerId:integer? treatAsRegex:flag?"
                                + " pauseEmulation:flag?",
                        this::waitForBytes),
                new Keyword(
                        "WaitForNextLineOnUart timeout:seconds? testerId:integer? pauseEmulation:flag?",
                        this::waitForNextLine),
                new Keyword(
                        "ShouldNotBeOnUart content:text timeout:seconds? testerId:integer? treatAsRegex:flag?"
                                + " includeUnfinishedLine:flag?",
                        this::shouldNotBeOnUart),
                new Keyword(
                        "TestIfUartIsIdle timeout:seconds testerId:integer? pauseEmulation:flag?", this::testIfIdle),
                new Keyword("WriteToUart content:text testerId:integer?", this::write),
                new Keyword("WriteCharOnUart c:text testerId:integer?", this::writeCharacter),
                new Keyword("SendKeyToUart c:integer testerId:integer?", this::sendKey),
                new Keyword(
                        "WriteLineToUart content:text? testerId:integer? waitForEcho:flag? pauseEmulation:flag?",
                        this::writeLine),
                new Keyword("WriteCharDelay delay:seconds testerId:integer?", this::setCharacterDelay),
                new Keyword(
                        "GetTerminalTesterReport testerId:integer?",
                        arguments -> RpcValue.of(tester(arguments).report())),
                new Keyword("ClearTerminalTesterReport testerId:integer?", this::clearReport));
    }

    @Override
    public List<Keyword> keywords() {
        return keywords;
    }

    @Override
    public void clear() {
        testers.clear();
        pauses = false;
        waitsForEcho = true;
        matchesNextLine = false;
    }

    private RpcValue setDefaultTimeout(KeywordArguments arguments) {
        defaultTimeout = arguments.time("timeout");
        return RpcValue.nil();
    }

    private RpcValue setDefaultTester(KeywordArguments arguments) {
        testers.setDefault(arguments.integerIfGiven("id"));
        return RpcValue.nil();
    }

    private RpcValue create(KeywordArguments arguments) {
        LineTerminal.LineEnd lineEnd = arguments
                .textIfGiven("endLineOption")
                .map(UartKeywords::lineEnd)
                .orElse(LineTerminal.LineEnd.LINE_FEED);
        Machine machine = loop.machine(arguments.textIfGiven("machine"));
        String name = arguments.text("uart");
        TestedUart uart = new TestedUart(machine, uart(machine, name));
        int number = testers.numberOf(uart, () -> new TerminalTester(name, machine, loop.timeline(machine), lineEnd));
        if (arguments.flagIfGiven("binaryMode").orElse(false)) {
            testers.find(Optional.of((long) number)).keepBytes();
        }
        arguments.timeIfGiven("timeout").ifPresent(testers.find(Optional.of((long) number))::setTimeout);
        pauses = arguments.flagIfGiven("defaultPauseEmulation").orElse(pauses);
        waitsForEcho = arguments.flagIfGiven("defaultWaitForEcho").orElse(waitsForEcho);
        matchesNextLine = arguments.flagIfGiven("defaultMatchNextLine").orElse(matchesNextLine);
        return RpcValue.of(number);
    }

    private static dev.kenning.testbench.emulator.bus.Uart uart(Machine machine, String name) {
        try {
            return machine.uart(name);
        } catch (MachineException e) {
            throw Peripherals.absent(machine, name);
        }
    }

    private static LineTerminal.LineEnd lineEnd(String name) {
        return Optional.ofNullable(LINE_ENDS.get(name))
                .orElseThrow(() -> new KeywordException(
                        "'" + name + "' is no end of line." + NearestWord.hint(name, LINE_ENDS.keySet())));
    }

    private RpcValue waitForLine(KeywordArguments arguments) {
        Set<Option> options = options(
                arguments.flagIfGiven("includeUnfinishedLine").orElse(false),
                arguments.flagIfGiven("matchNextLine").orElse(matchesNextLine));
        return answer(await(arguments, List.of(pattern(arguments, arguments.text("content"))), options)
                .get(0));
    }

    private RpcValue waitForPrompt(KeywordArguments arguments) {
        Set<Option> options = options(true, false);
        return answer(await(arguments, List.of(pattern(arguments, arguments.text("prompt"))), options)
                .get(0));
    }

    private RpcValue waitForLines(KeywordArguments arguments) {
        List<TextPattern> patterns = arguments.texts("content").stream()
                .map(text -> pattern(arguments, text))
                .toList();
        if (patterns.isEmpty()) {
            throw new KeywordException("WaitForLinesOnUart needs at least one line.");
        }
        Set<Option> options = options(
                arguments.flagIfGiven("includeUnfinishedLine").orElse(false),
                arguments.flagIfGiven("matchFromNextLine").orElse(matchesNextLine));
        return new RpcValue.Array(await(arguments, patterns, options).stream()
                .map(UartKeywords::answer)
                .toList());
    }

    private List<Terminal.Line> await(KeywordArguments arguments, List<TextPattern> patterns, Set<Option> options) {
        return test(arguments, tester -> tester.waitFor(patterns, options, time(arguments, tester)));
    }

    /** A keyword of Renode 1.16, for testers that were made in binary mode. */
    private RpcValue waitForBytes(KeywordArguments arguments) {
        boolean isRegex = arguments.flagIfGiven("treatAsRegex").orElse(false);
        BytePattern pattern = BytePattern.of(arguments.text("content"), isRegex);
        return test(arguments, tester -> {
            String found = tester.waitForBytes(pattern, time(arguments, tester));
            Map<String, RpcValue> members = new LinkedHashMap<>();
            members.put("line", RpcValue.of(found));
            members.put("content", RpcValue.of(found));
            return new RpcValue.Struct(members);
        });
    }

    private RpcValue waitForNextLine(KeywordArguments arguments) {
        return answer(test(arguments, tester -> tester.waitForNextLine(time(arguments, tester))));
    }

    private RpcValue shouldNotBeOnUart(KeywordArguments arguments) {
        TextPattern pattern = pattern(arguments, arguments.text("content"));
        Set<Option> options =
                options(arguments.flagIfGiven("includeUnfinishedLine").orElse(false), false);
        TerminalTester tester = tester(arguments);
        tester.shouldNotAppear(pattern, options, time(arguments, tester));
        return RpcValue.nil();
    }

    private RpcValue testIfIdle(KeywordArguments arguments) {
        return test(arguments, tester -> {
            tester.shouldBeIdle(arguments.time("timeout"));
            return RpcValue.nil();
        });
    }

    private RpcValue write(KeywordArguments arguments) {
        tester(arguments).write(arguments.text("content"));
        return RpcValue.nil();
    }

    private RpcValue writeCharacter(KeywordArguments arguments) {
        String character = arguments.text("c");
        if (character.codePointCount(0, character.length()) != 1) {
            throw new KeywordException("WriteCharOnUart writes one character, not '" + character + "'.");
        }
        tester(arguments).write(character);
        return RpcValue.nil();
    }

    private RpcValue sendKey(KeywordArguments arguments) {
        tester(arguments).writeByte((int) arguments.integer("c") & 0xFF);
        return RpcValue.nil();
    }

    private RpcValue writeLine(KeywordArguments arguments) {
        String content = arguments.textIfGiven("content").orElse("");
        TerminalTester tester = tester(arguments);
        tester.write(content + "\r");
        if (!content.isEmpty() && arguments.flagIfGiven("waitForEcho").orElse(waitsForEcho)) {
            TextPattern echo = TextPattern.containing(content);
            test(arguments, writer -> writer.waitFor(List.of(echo), options(true, false), defaultTime(writer)));
        }
        return RpcValue.nil();
    }

    private RpcValue setCharacterDelay(KeywordArguments arguments) {
        tester(arguments).setCharacterDelay(arguments.time("delay"));
        return RpcValue.nil();
    }

    private RpcValue clearReport(KeywordArguments arguments) {
        tester(arguments).clearReport();
        return RpcValue.nil();
    }

    /** Does what waits, and pauses at the match if the call or the creation of a tester says so. */
    private <T> T test(KeywordArguments arguments, Function<TerminalTester, T> action) {
        TerminalTester tester = tester(arguments);
        boolean pause = arguments.flagIfGiven("pauseEmulation").orElse(pauses);
        return loop.pausingAtMatch(pause, () -> action.apply(tester));
    }

    private TerminalTester tester(KeywordArguments arguments) {
        return testers.find(arguments.integerIfGiven("testerId"));
    }

    private Duration time(KeywordArguments arguments, TerminalTester tester) {
        return arguments.timeIfGiven("timeout").orElseGet(() -> defaultTime(tester));
    }

    private Duration defaultTime(TerminalTester tester) {
        return tester.timeout().orElse(defaultTimeout);
    }

    private static TextPattern pattern(KeywordArguments arguments, String text) {
        return Patterns.of(text, arguments.flagIfGiven("treatAsRegex").orElse(false));
    }

    private static Set<Option> options(boolean unfinishedLine, boolean nextLineOnly) {
        Set<Option> options = EnumSet.noneOf(Option.class);
        if (unfinishedLine) {
            options.add(Option.UNFINISHED_LINE);
        }
        if (nextLineOnly) {
            options.add(Option.NEXT_LINE_ONLY);
        }
        return options;
    }

    /** Writes a line as Renode does: its time in milliseconds, as fine as a quantum. */
    private static RpcValue answer(Terminal.Line line) {
        long quanta = line.timestamp().toNanos() / RunLoop.QUANTUM;
        Map<String, RpcValue> members = new LinkedHashMap<>();
        members.put("line", RpcValue.of(line.text()));
        members.put("timestamp", RpcValue.of((double) (quanta * RunLoop.QUANTUM) / NANOS_PER_MILLISECOND));
        members.put(
                "groups",
                new RpcValue.Array(
                        line.groups().stream().<RpcValue>map(RpcValue::of).collect(Collectors.toList())));
        return new RpcValue.Struct(members);
    }
}
