package dev.kenning.testbench.engine;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.profile.OpcodeCounts;
import dev.kenning.testbench.uart.BytePort;
import java.time.Duration;
import java.util.Map;

/**
 * A board that is powered and runs its firmware.
 *
 * <p>On a simulating engine time is virtual and passes only while somebody waits: for a byte, for a line, for a
 * duration. Not thread-safe.
 */
public interface Bench extends AutoCloseable {

    /** Returns the board. */
    Board board();

    /** Returns the name of the engine that runs it. */
    String engine();

    /**
     * Returns a byte port on a UART, the same one each time.
     *
     * @throws dev.kenning.testbench.board.BadInputException if the platform has no such UART, naming the nearest
     */
    BytePort port(String uart);

    /** Returns a terminal on a UART, the same one each time; it has seen every byte since power-on. */
    Terminal terminal(String uart);

    /** Returns the monitor, which takes Renode's commands. */
    Monitor monitor();

    /** Returns the virtual time since power-on. */
    Duration virtualTime();

    /** Lets this much virtual time pass. */
    void runFor(Duration duration);

    /** Returns the instructions started since reset, over all cores. */
    long executedInstructions();

    /** Returns the instructions executed since reset by mnemonic, for each core. */
    Map<String, OpcodeCounts> opcodes();

    /** Does some work and returns what it cost on the board. */
    default Cost measure(Runnable work) {
        CostMeter meter = CostMeter.start(this);
        work.run();
        return meter.stop();
    }

    /** Waits for the line that says that the firmware listens, in virtual time. */
    default void awaitWelcome(Duration timeout) {
        if (!board().sharesConsole()) {
            terminal(board().console()).waitForLine(board().welcome(), timeout);
        }
    }

    /** Powers the board off. */
    @Override
    void close();
}
