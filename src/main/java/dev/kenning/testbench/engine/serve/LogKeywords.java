package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.MachineLog;
import dev.kenning.testbench.engine.TextPattern;
import dev.kenning.testbench.engine.embedded.LogTester;
import dev.kenning.testbench.platform.monitor.MonitorQuoting;
import dev.kenning.testbench.robot.KeywordException;
import dev.kenning.testbench.robot.RpcValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tests the log as Renode's log tester does ({@code renode-integration.md}, section 7.1), and keeps it. */
final class LogKeywords implements KeywordGroup {

    private static final String CREATE_FIRST =
            "Log tester is not available. Create it with the `CreateLogTester` keyword";

    private final RunLoop loop;
    private final List<Keyword> keywords;
    private final List<String> cache = new ArrayList<>();
    private Optional<LogTester> tester = Optional.empty();
    private Duration defaultTimeout = Duration.ZERO;
    private boolean pauses;
    private boolean caching;

    LogKeywords(RunLoop loop) {
        this.loop = loop;
        loop.emulation().addLogListener(this::onEntry);
        keywords = List.of(
                new Keyword("CreateLogTester timeout:seconds defaultPauseEmulation:flag?", this::create),
                new Keyword(
                        "WaitForLogEntry pattern:text timeout:seconds? keep:flag? treatAsRegex:flag?"
                                + " pauseEmulation:flag? level:text?",
                        this::waitForEntry),
                new Keyword(
                        "ShouldNotBeInLog pattern:text timeout:seconds? treatAsRegex:flag? pauseEmulation:flag?"
                                + " level:text?",
                        this::shouldNotBeInLog),
                new Keyword("ClearLogTesterHistory", arguments -> clearHistory()),
                new Keyword("LogToFile filePath:text flushAfterEveryWrite:flag?", this::logToFile),
                new Keyword("EnableLoggingToCache", arguments -> enableCache()),
                new Keyword("SaveCachedLog filePath:text", this::saveCache),
                new Keyword("ClearCachedLog", arguments -> clearCache()));
    }

    @Override
    public List<Keyword> keywords() {
        return keywords;
    }

    private void onEntry(MachineLog.Entry entry) {
        if (caching) {
            cache.add(entry.text());
        }
        tester.ifPresent(present -> present.accept(entry));
    }

    private RpcValue create(KeywordArguments arguments) {
        tester = Optional.of(new LogTester(loop.timeline()));
        defaultTimeout = arguments.time("timeout");
        pauses = arguments.flagIfGiven("defaultPauseEmulation").orElse(false);
        return RpcValue.nil();
    }

    private RpcValue waitForEntry(KeywordArguments arguments) {
        boolean keep = arguments.flagIfGiven("keep").orElse(false);
        return RpcValue.of(find(arguments, keep)
                .map(LogKeywords::shown)
                .orElseThrow(() -> new KeywordException("Expected pattern \"" + arguments.text("pattern")
                        + "\" did not appear in the log\n" + buffered())));
    }

    private RpcValue shouldNotBeInLog(KeywordArguments arguments) {
        find(arguments, false).ifPresent(entry -> {
            throw new KeywordException("Unexpected line detected in the log: " + shown(entry));
        });
        return RpcValue.nil();
    }

    private Optional<MachineLog.Entry> find(KeywordArguments arguments, boolean keep) {
        LogTester present = tester();
        TextPattern pattern = Patterns.of(
                arguments.text("pattern"), arguments.flagIfGiven("treatAsRegex").orElse(false));
        Optional<Level> level = arguments.textIfGiven("level").map(LogKeywords::level);
        Duration timeout = arguments.timeIfGiven("timeout").orElse(defaultTimeout);
        return loop.pausingAtMatch(
                arguments.flagIfGiven("pauseEmulation").orElse(pauses),
                () -> present.find(pattern, level, keep, timeout));
    }

    private RpcValue clearHistory() {
        tester().clear();
        return RpcValue.nil();
    }

    private LogTester tester() {
        return tester.orElseThrow(() -> new KeywordException(CREATE_FIRST));
    }

    private RpcValue logToFile(KeywordArguments arguments) {
        loop.emulation().execute("logFile " + MonitorQuoting.path(arguments.text("filePath")));
        return RpcValue.nil();
    }

    private RpcValue enableCache() {
        caching = true;
        return RpcValue.nil();
    }

    private RpcValue saveCache(KeywordArguments arguments) {
        Path file = Path.of(arguments.text("filePath"));
        try {
            Files.write(file, cache);
        } catch (IOException e) {
            throw new KeywordException("Cannot write the log to " + file + ": " + e);
        }
        return RpcValue.nil();
    }

    private RpcValue clearCache() {
        cache.clear();
        return RpcValue.nil();
    }

    private String buffered() {
        return "Last " + tester().unread().size() + " buffered log messages are: \n "
                + tester().unread().stream().map(LogKeywords::shown).collect(Collectors.joining("\n "));
    }

    private static String shown(MachineLog.Entry entry) {
        return entry.source() + ": " + entry.message();
    }

    private static Level level(String nameOrNumber) {
        for (Level level : Level.values()) {
            if (level.name().equalsIgnoreCase(nameOrNumber)
                    || Integer.toString(level.number()).equals(nameOrNumber)) {
                return level;
            }
        }
        throw new KeywordException("'" + nameOrNumber + "' is no log level: Noisy, Debug, Info, Warning or Error.");
    }
}
