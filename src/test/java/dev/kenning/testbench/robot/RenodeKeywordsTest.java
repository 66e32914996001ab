package dev.kenning.testbench.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends each keyword with the arguments that Renode binds as meant, and reads its result in any version's spelling. */
@Timeout(60)
class RenodeKeywordsTest {

    private static final KeywordOptions NONE = KeywordOptions.defaults();
    private static final RpcValue LINE = new RpcValue.Struct(Map.of(
            "line", RpcValue.of("a line"), "timestamp", RpcValue.of(1.5), "groups", RpcValue.ofStrings(List.of("a"))));

    private final List<String> ran = new ArrayList<>();
    private final Map<String, RpcValue> results = new HashMap<>();
    private RobotServer server;
    private RenodeKeywords renode;

    @BeforeEach
    void start() throws IOException {
        List<String> names = RobotTranscript.read().keywords();
        server = RobotServer.start(new KeywordLibrary() {
            @Override
            public List<String> names() {
                return names;
            }

            @Override
            public RpcValue run(String name, List<RpcValue> arguments) {
                StringBuilder call = new StringBuilder(name);
                arguments.forEach(argument -> call.append(" | ")
                        .append(argument instanceof RpcValue.Text text ? text.value() : argument.toString()));
                ran.add(call.toString());
                return results.getOrDefault(name, RpcValue.nil());
            }
        });
        renode = new RenodeKeywords(RobotClient.of(server.address()));
        Stream.of("WaitForLineOnUart", "WaitForPromptOnUart", "WaitForNextLineOnUart")
                .forEach(name -> results.put(name, LINE));
        results.put("WaitForLinesOnUart", new RpcValue.Array(List.of(LINE, LINE)));
        results.put("CreateTerminalTester", RpcValue.of(0));
        results.put("CreateLedTester", RpcValue.of(1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> calls() {
        Duration second = Duration.ofSeconds(1);
        return Stream.of(
                call("ExecuteCommand | mach create", r -> r.executeCommand("mach create")),
                call("ExecuteCommand | pause | machine=m", r -> r.executeCommand("pause", NONE.machine("m"))),
                call("ExecuteScript | a b.resc", r -> r.executeScript("a b.resc")),
                call("ExecuteScript | path=a=b.resc", r -> r.executeScript("a=b.resc")),
                call("StartEmulation", RenodeKeywords::startEmulation),
                call("ResetEmulation", RenodeKeywords::resetEmulation),
                call("WaitForPause | 1", r -> r.waitForPause(second)),
                call("SetDefaultUartTimeout | 1", r -> r.setDefaultUartTimeout(second)),
                call("CreateTerminalTester | sysbus.uart", r -> r.createTerminalTester("sysbus.uart", NONE)),
                call(
                        "CreateTerminalTester | sysbus.uart | timeout=30 | machine=m",
                        r -> r.createTerminalTester(
                                "sysbus.uart",
                                KeywordOptions.within(Duration.ofSeconds(30)).machine("m"))),
                call("WaitForLineOnUart | ready", r -> r.waitForLineOnUart("ready", NONE)),
                call(
                        "WaitForLineOnUart | r(.*) | timeout=0.25 | testerId=2 | treatAsRegex=true"
                                + " | includeUnfinishedLine=true | pauseEmulation=true | matchNextLine=true",
                        r -> r.waitForLineOnUart(
                                "r(.*)",
                                KeywordOptions.within(Duration.ofMillis(250))
                                        .tester(2)
                                        .regex()
                                        .unfinishedLine()
                                        .pause()
                                        .nextLine())),
                call(
                        "WaitForPromptOnUart | prompt=x=1 | timeout=1",
                        r -> r.waitForPromptOnUart("x=1", KeywordOptions.within(second))),
                call(
                        "WaitForNextLineOnUart | timeout=0",
                        r -> r.waitForNextLineOnUart(KeywordOptions.within(Duration.ZERO))),
                call(
                        "WaitForLinesOnUart | Array[values=[Text[value=a=b], Text[value=c]]] | testerId=1",
                        r -> r.waitForLinesOnUart(List.of("a=b", "c"), NONE.tester(1))),
                call(
                        "ShouldNotBeOnUart | panic | timeout=1",
                        r -> r.shouldNotBeOnUart("panic", KeywordOptions.within(second))),
                call("TestIfUartIsIdle | 1 | testerId=1", r -> r.testIfUartIsIdle(second, NONE.tester(1))),
                call("WriteToUart | one\ntwo", r -> r.writeToUart("one\ntwo", NONE)),
                call("WriteLineToUart | help | waitForEcho=false", r -> r.writeLineToUart("help", NONE)),
                call("WriteLineToUart |  | waitForEcho=true", r -> r.writeLineToUart("", NONE.echo())),
                call("WriteCharOnUart | =", r -> r.writeCharOnUart('=', NONE)),
                call("WriteCharOnUart | \r", r -> r.writeCharOnUart('\r', NONE)),
                call("CreateLogTester | 1", r -> r.createLogTester(second)),
                call("WaitForLogEntry | pattern=a=b | keep=true", r -> r.waitForLogEntry("a=b", NONE.keep())),
                call(
                        "ShouldNotBeInLog | ERROR | timeout=1",
                        r -> r.shouldNotBeInLog("ERROR", KeywordOptions.within(second))),
                call("LogToFile | log.txt | flushAfterEveryWrite=true", r -> r.logToFile("log.txt", true)),
                call("CreateLedTester | sysbus.led", r -> r.createLedTester("sysbus.led", NONE)),
                call("AssertLedState | true | testerId=1", r -> r.assertLedState(true, NONE.tester(1))),
                call(
                        "AssertAndHoldLedState | false | 1 | 1 | pauseEmulation=true",
                        r -> r.assertAndHoldLedState(false, second, second, NONE.pause())),
                call("RegisterShouldBeEqual | R0 | 0xffffffffffffffff", r -> r.registerShouldBeEqual("R0", -1, NONE)),
                call("PcShouldBeEqual | 0x8000000 | machine=m", r -> r.pcShouldBeEqual(0x8000000, NONE.machine("m"))));
    }

    private static Arguments call(String expected, Consumer<RenodeKeywords> action) {
        return Arguments.of(expected, action);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void sendsWhatRenodeBindsAsMeant(String expected, Consumer<RenodeKeywords> action) {
        action.accept(renode);

        assertThat(ran).containsExactly(expected);
    }

    @Test
    void stopsTheServer() throws Exception {
        renode.stopRemoteServer();

        server.awaitStop();
    }

    @Test
    void readsALineInEitherSpelling() {
        assertThat(renode.waitForLineOnUart("a", NONE)).isEqualTo(new UartLine("a line", 1.5, List.of("a")));

        results.put(
                "WaitForLineOnUart",
                new RpcValue.Struct(Map.of("Line", RpcValue.of("b"), "Timestamp", RpcValue.of(2))));
        assertThat(renode.waitForLineOnUart("b", NONE)).isEqualTo(new UartLine("b", 2, List.of()));
    }

    @Test
    void readsSeveralLines() {
        assertThat(renode.waitForLinesOnUart(List.of("a", "b"), NONE)).hasSize(2);
    }

    @Test
    void refusesAResultOfAnotherShape() {
        results.put("WaitForLineOnUart", RpcValue.of("a line"));
        results.put("CreateTerminalTester", RpcValue.of("0"));

        assertThatThrownBy(() -> renode.waitForLineOnUart("a", NONE))
                .isInstanceOf(MalformedAnswerException.class)
                .hasMessageStartingWith("WaitForLineOnUart \"a\": malformed answer: a struct with a line expected");
        assertThatThrownBy(() -> renode.createTerminalTester("sysbus.uart", NONE))
                .isInstanceOf(MalformedAnswerException.class)
                .hasMessageContaining("an integer expected");
    }

    @Test
    void refusesATextThatNoLineHas() {
        assertThatThrownBy(() -> renode.shouldNotBeOnUart("panic\r\n", NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no line of a UART holds a line break, so 'panic\\r\\n' never matches one");
        assertThat(ran).isEmpty();
    }

    @Test
    void refusesAnOptionThatTheKeywordDoesNotHave() {
        assertThatThrownBy(() -> renode.writeToUart("a", NONE.regex()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("WriteToUart has no option 'treatAsRegex'");
    }
}
