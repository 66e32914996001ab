package dev.kenning.testbench.engine.live;

import dev.kenning.testbench.engine.EngineException;
import dev.kenning.testbench.engine.Settings;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.uart.BytePort;
import dev.kenning.testbench.uart.ResetLine;
import dev.kenning.testbench.uart.ResettingPort;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Says how a real board is reset and powered beside being flashed.
 *
 * @param power a command in which <code>{state}</code> stands for {@code on} or {@code off}; empty if power stays on
 * @param reset the line of its protocol's port that resets it
 */
public record BoardControl(List<String> power, Optional<ResetLine> reset) {

    /** Nothing of it. */
    public static final BoardControl NONE = new BoardControl(List.of(), Optional.empty());

    private static final String STATE = "{state}";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    static BoardControl configured(String engine, Settings settings) {
        String prefix = "testbench." + engine + ".";
        return new BoardControl(
                settings.get(prefix + "power")
                        .map(command -> power(command, prefix + "power"))
                        .orElse(List.of()),
                settings.get(prefix + "reset").map(line -> reset(line, prefix + "reset")));
    }

    /**
     * Reads a command that powers a board.
     *
     * @param setting where it was given, for messages
     * @throws BadInputException if it does not tell on from off
     */
    public static List<String> power(String command, String setting) {
        if (!command.contains(STATE)) {
            throw new BadInputException(setting + " must be a command with {state} in it, which is on or off, such as"
                    + " 'uhubctl -l 1-1 -p 2 -a {state}'; it is '" + command + "'");
        }
        return List.of(command.strip().split("\\s+"));
    }

    /**
     * Reads the name of a line.
     *
     * @param setting where it was given, for messages
     * @throws BadInputException if there is none of this name
     */
    public static ResetLine reset(String line, String setting) {
        return Arrays.stream(ResetLine.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(line))
                .findFirst()
                .orElseThrow(() -> new BadInputException(setting + " must be rts or dtr, is '" + line + "'"));
    }

    /** Returns this where something is said, else another's. */
    public BoardControl orElse(BoardControl other) {
        return new BoardControl(power.isEmpty() ? other.power : power, reset.or(other::reset));
    }

    void switchPower(boolean on, Consumer<String> progress) {
        if (!power.isEmpty()) {
            String state = on ? "on" : "off";
            new HostCommand(
                            "switch the power " + state,
                            power.stream()
                                    .map(word -> word.replace(STATE, state))
                                    .toList(),
                            LIMIT)
                    .run(progress);
        }
    }

    void pulseReset(BytePort port) {
        reset.ifPresent(line -> {
            try {
                if (port instanceof ResettingPort resetting) {
                    resetting.pulse(line);
                } else {
                    throw new IOException(port.name() + " has no line " + line + ", which only serial ports have");
                }
            } catch (IOException e) {
                throw new EngineException("cannot reset the board: " + e.getMessage(), e);
            }
        });
    }
}
