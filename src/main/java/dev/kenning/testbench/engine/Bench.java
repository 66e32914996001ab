package dev.kenning.testbench.engine;

import dev.kenning.testbench.board.Board;
import dev.kenning.testbench.fault.BoardFault;
import dev.kenning.testbench.profile.Cost;
import dev.kenning.testbench.profile.Counting;
import dev.kenning.testbench.profile.OpcodeCounts;
import dev.kenning.testbench.profile.Profile;
import dev.kenning.testbench.profile.ProfilerHeader;
import dev.kenning.testbench.profile.ProfilerSink;
import dev.kenning.testbench.profile.Profiling;
import dev.kenning.testbench.uart.BytePort;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A board that is powered and runs its firmware.
 *
 * <p>On the embedded engine virtual time passes only while somebody waits: for a byte, for a line, for a duration. Renode
 * runs freely from the first wait on, until {@link #pause} or {@link #runFor}. A real board knows host time only; what it
 * cannot do throws an {@link EngineException} that says why. Not thread-safe.
 */
public interface Bench extends AutoCloseable {

    /** Returns the board. */
    Board board();

    /** Returns the name of the engine that runs it. */
    String engine();

    /** Returns name and version of a simulator that is not part of this project, such as {@code Renode 1.15.3.30900}. */
    default Optional<String> simulator() {
        return Optional.empty();
    }

    /**
     * Returns a byte port on a UART, the same one each time.
     *
     * @throws dev.kenning.testbench.text.BadInputException if the platform has no such UART, naming the nearest
     */
    BytePort port(String uart);

    /** Returns a terminal on a UART, the same one each time. The console's has seen every byte since power-on. */
    Terminal terminal(String uart);

    /** Returns the names of the UARTs that {@link #terminal} takes; of a real board those that can be reached. */
    List<String> uarts();

    /** Returns the monitor, which takes Renode's commands. */
    Monitor monitor();

    /** Returns the log of the simulation. */
    Log log();

    /** Returns an LED by its path, such as {@code gpioPortI.LD1}. */
    Led led(String path);

    /** Returns a button by its path, such as {@code gpioPortI.UserButton}. */
    default Button button(String path) {
        return new Button(monitor(), path);
    }

    /** Returns what the cores see on the system bus. */
    default Memory memory() {
        return Memory.of(new MonitorMemory(monitor()));
    }

    /** Tells whether {@link #memory()} can be read: on each board that is simulated, else where a GDB server is known. */
    default boolean readsMemory() {
        return true;
    }

    /** Returns a core by its name in the platform description, such as {@code cpu}. */
    default Cpu cpu(String name) {
        return new Cpu(monitor(), name);
    }

    /** Returns the virtual time since power-on; host time on a real board. */
    Duration virtualTime();

    /**
     * Returns the devices and cores of the platform that the engine lacks and something stands for that only reads 0, each with
     * its model; empty unless that was asked for.
     */
    default List<String> stubs() {
        return List.of();
    }

    /** Lets exactly this much virtual time pass; the machine is paused afterwards. */
    void runFor(Duration duration);

    /**
     * Lets virtual time pass until a condition holds, at most so long; returns whether it holds.
     *
     * @param condition looked at first, and after each line that comes in on a {@link #terminal}; behind a robot server after
     *     each few milliseconds of virtual time
     * @throws EngineException if the board cannot go on
     */
    boolean runUntil(BooleanSupplier condition, Duration limit);

    /** Stops virtual time until somebody waits again; bytes that arrive meanwhile are kept. */
    void pause();

    /** Resets the machine: cores and devices start anew, memories keep their content, virtual time goes on. */
    default void reset() {
        monitor().execute("machine Reset");
    }

    /**
     * Arms faults, each of which happens once, at its moment.
     *
     * @throws dev.kenning.testbench.text.BadInputException if one names what the board does not have, with the nearest
     * @throws EngineException if this engine cannot
     */
    default Injection inject(BoardFault... faults) {
        throw new EngineException("the engine " + engine()
                + " cannot disturb a board from within; run it on the engine embedded (-Dtestbench.engines=embedded), which"
                + " can, or disturb its line (FaultyPort)");
    }

    /** Returns what {@link #inject} can be aimed at beside single addresses; nothing on engines that cannot. */
    default List<FaultTarget> faultTargets() {
        return List.of();
    }

    /** Returns where bytes stand in memory, first in the order of memories and addresses, if the engine can look and they do. */
    default OptionalLong locate(byte[] bytes) {
        return OptionalLong.empty();
    }

    /** Tells whether the program of a core handles a fault of its own now; false where the engine cannot tell. */
    default boolean isHandlingFault() {
        return false;
    }

    /** Returns a digest of what all memories hold, where the engine can tell: equal digests, equal memories. */
    default Optional<String> memoryDigest() {
        return Optional.empty();
    }

    /**
     * Keeps the state of the board as it is now: cores, memories, devices, virtual time, counts, and what terminals, ports and
     * the log have heard. Who watches stays: breakpoints, hooks, profilers.
     *
     * @throws EngineException if this engine cannot, or something of the board cannot be kept
     */
    default BenchSnapshot snapshot() {
        throw new EngineException("the engine " + engine()
                + " cannot keep the state of a board; run it on the engine embedded (-Dtestbench.engines=embedded), which"
                + " can");
    }

    /**
     * Brings the board back to a moment, exactly; a session that was open then goes on where it was on the board's side.
     *
     * @throws EngineException if the snapshot is of another bench
     */
    default void restore(BenchSnapshot snapshot) {
        throw new EngineException("the snapshot at " + snapshot.virtualTime() + " is not of this bench");
    }

    /** Tells what {@link #executedInstructions} and {@link #opcodes} are worth. */
    Counting counting();

    /** Returns the instructions started since reset, over all cores; 0 where nothing counts. */
    long executedInstructions();

    /** Returns the instructions executed since reset by mnemonic, for each core; empty where nothing counts. */
    Map<String, OpcodeCounts> opcodes();

    /**
     * Hands a sink what the cores do from now on: each access to memory and devices, instructions, exceptions.
     *
     * <p>Meanwhile the simulation runs several times slower; virtual time is the same. Renode tells such things only to
     * the file of {@code machine EnableProfiler}, which is complete once the bench is closed; see
     * {@link dev.kenning.testbench.profile.ProfilerDumpReader}.
     *
     * @param sinkFor makes the sink, given the names of cores and address ranges
     * @return what ends it, or nothing if this engine cannot tell
     */
    default Optional<Profiling> profile(Function<ProfilerHeader, ? extends ProfilerSink> sinkFor) {
        return Optional.empty();
    }

    /** Tells whether {@link #profile(Runnable)} can follow calls on this engine. */
    default boolean followsCalls() {
        return false;
    }

    /**
     * Does some work and returns what was executed for it: an exact tree of calls, from the program's symbols alone.
     *
     * @throws EngineException if this engine cannot follow calls
     */
    default Profile profile(Runnable work) {
        throw new EngineException("the engine " + engine()
                + " cannot follow calls; run it on the engine embedded (-Dtestbench.engines=embedded), which can");
    }

    /**
     * Returns the registers of each core, and the functions that it executes as far as the engine tells, as text of several
     * lines; those of the last fault if there was one.
     *
     * @throws EngineException if the engine cannot tell
     */
    default Map<String, String> coreStates() {
        Map<String, String> states = new LinkedHashMap<>();
        for (String core : opcodes().keySet()) {
            states.put(core, monitor().execute(PeripheralPath.absolute(core) + " GetRegistersValues"));
        }
        return states;
    }

    /** Does some work and returns what it cost on the board; as fast as without being measured, so it tells no traffic. */
    default Cost measure(Runnable work) {
        CostMeter meter = CostMeter.start(this);
        work.run();
        return meter.stop();
    }

    /**
     * Does some work and returns what it cost on the board, traffic included where the engine can tell it; the simulation
     * takes about twice the host time meanwhile; virtual time and counts are the same.
     */
    default Cost measureTraffic(Runnable work) {
        CostMeter meter = CostMeter.startWithTraffic(this);
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            Cost unused = meter.stop();
            throw e;
        }
        return meter.stop();
    }

    /** Tells whether the console can be heard from the firmware's first byte on. */
    default boolean hearsWelcome() {
        return !board().sharesConsole();
    }

    /**
     * Waits for the line that says that the firmware listens, where it can be heard.
     *
     * @throws ExpectationFailedError if it does not come in time
     */
    default void awaitWelcome(Duration timeout) {
        if (hearsWelcome()) {
            awaitConsole(board().welcome(), timeout);
        } else {
            awaitSilentStart();
        }
    }

    /**
     * Waits for a line that contains a text on the console, or in the log of the simulation where that is the console.
     *
     * @throws ExpectationFailedError if it does not come in time
     */
    default void awaitConsole(String text, Duration timeout) {
        if (board().printsIntoLog()) {
            log().waitForEntry(text, timeout);
        } else {
            terminal(board().console()).waitForLine(text, timeout);
        }
    }

    /** Gives a device that shares its console with the protocol, so that it can say nothing, a second to start. */
    default void awaitSilentStart() {
        if (board().sharesConsole()) {
            runFor(Duration.ofSeconds(1));
        }
    }

    /** Powers the board off. */
    @Override
    void close();
}
