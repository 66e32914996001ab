package dev.kenning.testbench.robot;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows the parameter names of Renode's keywords, in order, so that an argument can be passed by its name.
 *
 * <p>Names as in 1.15 and 1.16 ({@code renode-integration.md}, section 7). Parameters after the last one that every
 * version has are left out: what is not here cannot be named by accident.
 */
final class KeywordSignatures {

    private static final Map<String, List<String>> PARAMETERS = Map.ofEntries(
            Map.entry("AllocateTemporaryFile", List.of()),
            Map.entry("ClearCachedLog", List.of()),
            Map.entry("ClearLogTesterHistory", List.of()),
            Map.entry("EnableLoggingToCache", List.of()),
            Map.entry("ResetEmulation", List.of()),
            Map.entry("StartEmulation", List.of()),
            Map.entry("StopRemoteServer", List.of()),
            Map.entry("ExecuteCommand", List.of("command", "machine")),
            Map.entry("ExecutePython", List.of("command", "machine")),
            Map.entry("ExecuteScript", List.of("path")),
            Map.entry("DownloadFile", List.of("uri")),
            Map.entry("Provides", List.of("state", "type")),
            Map.entry("Requires", List.of("state")),
            Map.entry("WaitForPause", List.of("timeout")),
            Map.entry("CreateLogTester", List.of("timeout", "defaultPauseEmulation")),
            Map.entry(
                    "WaitForLogEntry",
                    List.of("pattern", "timeout", "keep", "treatAsRegex", "pauseEmulation", "level")),
            Map.entry("ShouldNotBeInLog", List.of("pattern", "timeout", "treatAsRegex", "pauseEmulation", "level")),
            Map.entry("LogToFile", List.of("filePath", "flushAfterEveryWrite")),
            Map.entry("SaveCachedLog", List.of("filePath")),
            Map.entry("SetDefaultUartTimeout", List.of("timeout")),
            Map.entry(
                    "CreateTerminalTester",
                    List.of(
                            "uart",
                            "timeout",
                            "machine",
                            "endLineOption",
                            "defaultPauseEmulation",
                            "defaultWaitForEcho",
                            "defaultMatchNextLine",
                            "binaryMode")),
            Map.entry(
                    "WaitForLineOnUart",
                    List.of(
                            "content",
                            "timeout",
                            "testerId",
                            "treatAsRegex",
                            "includeUnfinishedLine",
                            "pauseEmulation",
                            "matchNextLine")),
            Map.entry(
                    "WaitForPromptOnUart", List.of("prompt", "testerId", "timeout", "treatAsRegex", "pauseEmulation")),
            Map.entry(
                    "WaitForLinesOnUart",
                    List.of(
                            "content",
                            "timeout",
                            "testerId",
                            "treatAsRegex",
                            "includeUnfinishedLine",
                            "pauseEmulation",
                            "matchFromNextLine")),
            Map.entry("WaitForNextLineOnUart", List.of("timeout", "testerId", "pauseEmulation")),
            Map.entry(
                    "ShouldNotBeOnUart",
                    List.of("content", "timeout", "testerId", "treatAsRegex", "includeUnfinishedLine")),
            Map.entry("TestIfUartIsIdle", List.of("timeout", "testerId", "pauseEmulation")),
            Map.entry("WriteToUart", List.of("content", "testerId")),
            Map.entry("WriteCharOnUart", List.of("c", "testerId")),
            Map.entry("WriteLineToUart", List.of("content", "testerId", "waitForEcho", "pauseEmulation")),
            Map.entry("WriteCharDelay", List.of("delay", "testerId")),
            Map.entry("GetTerminalTesterReport", List.of("testerId")),
            Map.entry("ClearTerminalTesterReport", List.of("testerId")),
            Map.entry("CreateLedTester", List.of("led", "defaultTimeout", "machine")),
            Map.entry("AssertLedState", List.of("state", "timeout", "testerId", "pauseEmulation")),
            Map.entry(
                    "AssertAndHoldLedState",
                    List.of("initialState", "timeoutAssert", "timeoutHold", "testerId", "pauseEmulation")),
            Map.entry("CreateNetworkInterfaceTester", List.of("networkInterface", "machine")),
            Map.entry("WaitForOutgoingPacket", List.of("timeout", "testerId")),
            Map.entry("SendFrame", List.of("bytes", "testerId")),
            Map.entry("PcShouldBeEqual", List.of("value", "machine")),
            Map.entry("RegisterShouldBeEqual", List.of("register", "value", "machine")),
            Map.entry("RunUntilBreakpoint", List.of("timeout", "machine")));

    private KeywordSignatures() {}

    /** Returns the name of a keyword's parameter at a position, if both are known. */
    static Optional<String> parameter(String keyword, int position) {
        List<String> parameters = PARAMETERS.getOrDefault(keyword, List.of());
        return position < parameters.size() ? Optional.of(parameters.get(position)) : Optional.empty();
    }

    /** Tells whether a keyword has a parameter of that name. */
    static boolean has(String keyword, String parameter) {
        return PARAMETERS.getOrDefault(keyword, List.of()).contains(parameter);
    }
}
