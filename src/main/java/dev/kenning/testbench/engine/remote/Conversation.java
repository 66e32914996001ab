package dev.kenning.testbench.engine.remote;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.WallClock;
import dev.kenning.testbench.robot.KeywordFailedException;
import dev.kenning.testbench.robot.RenodeKeywords;
import dev.kenning.testbench.robot.RobotClient;
import dev.kenning.testbench.robot.RobotException;
import dev.kenning.testbench.robot.ServerGoneException;
import dev.kenning.testbench.robot.ServerHungException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Talks to a simulator and tells of its failures with its own words and the end of its log. */
final class Conversation {

    private static final int LINES_SHOWN = 15;
    private static final Pattern ELAPSED =
            Pattern.compile("TimeElapsed = (?:(\\d+)\\.)?(\\d+):(\\d+):(\\d+)(?:\\.(\\d{1,9})\\d*)?");

    /** What every step in lock step is logged with. */
    private static final Pattern STEP = Pattern.compile(".*: Machine (?:started|paused|resumed)\\.");

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Simulator simulator;
    private final RenodeKeywords keywords;
    private Runnable owed = () -> {};

    Conversation(Simulator simulator) {
        this.simulator = simulator;
        this.keywords = new RenodeKeywords(RobotClient.builder(simulator.robotServer())
                .timeout(WallClock.limit())
                .onHang(simulator::kill)
                .build());
    }

    /** Sets what is said before anything else, such as bytes that wait to be written with one command. */
    void before(Runnable owed) {
        this.owed = owed;
    }

    /** Runs a keyword that has a result. */
    <T> T ask(Function<RenodeKeywords, T> question) {
        owed.run();
        try {
            return question.apply(keywords);
        } catch (RobotException e) {
            throw failure(e);
        }
    }

    /** Runs a keyword without a result. */
    void tell(Consumer<RenodeKeywords> order) {
        ask(to -> {
            order.accept(to);
            return true;
        });
    }

    /** Runs a line of the monitor's language and returns what it printed, without the last line ends. */
    String execute(String command) {
        return ask(to -> to.executeCommand(command)).stripTrailing();
    }

    /** Returns the time that has passed on the machine. */
    Duration virtualTime() {
        String said = execute("machine ElapsedVirtualTime");
        Matcher elapsed = ELAPSED.matcher(said);
        if (!elapsed.find()) {
            throw new EngineException(simulator.name() + " does not tell its virtual time: " + said.strip());
        }
        String fraction = (elapsed.group(5) == null ? "" : elapsed.group(5)) + "000000000";
        return Duration.ofDays(elapsed.group(1) == null ? 0 : Long.parseLong(elapsed.group(1)))
                .plusHours(Long.parseLong(elapsed.group(2)))
                .plusMinutes(Long.parseLong(elapsed.group(3)))
                .plusSeconds(Long.parseLong(elapsed.group(4)))
                .plusNanos(Long.parseLong(fraction.substring(0, 9)));
    }

    /** Returns what is told of a failure. */
    EngineException failure(RobotException cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof KeywordFailedException) {
            return new EngineException(simulator.name() + ": " + message + log(), cause);
        }
        if (cause instanceof ServerHungException) {
            return new EngineException(
                    "the wall-clock watchdog fired: " + message + "; " + simulator.name()
                            + " was killed. If the wait is just long, -D" + WallClock.SETTING
                            + "=SECONDS allows more host time" + log(),
                    cause);
        }
        if (cause instanceof ServerGoneException) {
            return new EngineException(ended() + ": " + message + log(), cause);
        }
        return new EngineException(simulator.name() + " misbehaves: " + message + log(), cause);
    }

    /** Says whether the simulator has ended, and how; to be asked once it no longer answers. */
    String ended() {
        long deadline = System.nanoTime() + LAST_WORDS.toNanos();
        while (simulator.ending().isEmpty() && System.nanoTime() < deadline) {
            Pause.briefly();
        }
        return simulator
                .ending()
                .map(how -> simulator.name() + " has ended with " + how)
                .orElse(simulator.name() + " no longer answers");
    }

    /** Returns the end of the log as a part of a message, empty if there is none. */
    String log() {
        List<String> lines = simulator
                .output()
                .lines()
                .filter(line -> !STEP.matcher(line).matches())
                .toList();
        return lines.isEmpty()
                ? ""
                : "\nits log ends:\n    "
                        + String.join("\n    ", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }
}
