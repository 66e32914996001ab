package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.monitor.Emulation;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.platform.monitor.MonitorQuoting;
import dev.kenning.testbench.robot.KeywordException;
import dev.kenning.testbench.robot.RpcValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs monitor commands and lets time pass. */
final class MonitorKeywords implements KeywordGroup {

    private final RunLoop loop;
    private final Emulation emulation;
    private final List<Keyword> keywords;

    MonitorKeywords(RunLoop loop) {
        this.loop = loop;
        emulation = loop.emulation();
        keywords = List.of(
                new Keyword("ExecuteCommand command:text machine:text?", this::executeCommand),
                new Keyword("ExecuteScript path:text", this::executeScript),
                new Keyword("ExecutePython command:text machine:text?", this::executePython),
                new Keyword("StartEmulation", arguments -> start()),
                new Keyword("WaitForPause timeout:seconds", this::waitForPause),
                new Keyword("AllocateTemporaryFile", arguments -> allocateTemporaryFile()));
    }

    @Override
    public List<Keyword> keywords() {
        return keywords;
    }

    private RpcValue executeCommand(KeywordArguments arguments) {
        Optional<String> machine = arguments.textIfGiven("machine");
        machine.ifPresent(name -> execute(
                "mach set " + MonitorQuoting.string(loop.machine(machine).name())));
        return RpcValue.of(execute(arguments.text("command")));
    }

    private RpcValue executeScript(KeywordArguments arguments) {
        String path = arguments.text("path");
        String name = path.startsWith("@") ? path.substring(1) : path;
        if (!Files.exists(Path.of(name))) {
            throw new KeywordException("Could not execute script: Could not find file '" + name + "'");
        }
        monitor("script '" + name + "'", () -> emulation.executeScript(name));
        return RpcValue.nil();
    }

    private String execute(String command) {
        return monitor("command '" + command + "'", () -> emulation.answer(command));
    }

    private String monitor(String what, Supplier<String> action) {
        try {
            return action.get();
        } catch (MonitorException e) {
            if (!e.hint().isEmpty()) {
                emulation.log().log(Level.DEBUG, "monitor", e.hint());
            }
            if (e.type().isPresent()) {
                throw new KeywordException(e.type().get(), e.answer());
            }
            String problem = e.isReported() ? "There was an error when executing " : "Could not execute ";
            throw new KeywordException(problem + what + ": " + e.answer());
        } catch (CoreFault | MachineException e) {
            throw new KeywordException("There was an error when executing " + what + ": " + e.getMessage());
        }
    }

    private RpcValue executePython(KeywordArguments arguments) {
        arguments.textIfGiven("machine").ifPresent(machine -> execute("mach set " + MonitorQuoting.string(machine)));
        try {
            return emulation
                    .evaluatePython(arguments.text("command"))
                    .map(MonitorKeywords::value)
                    .orElse(RpcValue.nil());
        } catch (MonitorException e) {
            throw new KeywordException(e.type().orElse("KeywordException"), e.answer());
        } catch (MachineException e) {
            throw new KeywordException(String.valueOf(e.getMessage()));
        }
    }

    private static RpcValue value(Object value) {
        if (value instanceof List<?> items) {
            return new RpcValue.Array(items.stream().map(MonitorKeywords::value).toList());
        }
        if (value instanceof Long number) {
            return RpcValue.of(number.intValue());
        }
        if (value instanceof Boolean flag) {
            return RpcValue.of(flag);
        }
        if (value instanceof Double number) {
            return RpcValue.of(number);
        }
        return RpcValue.of(value.toString());
    }

    private RpcValue start() {
        loop.start();
        return RpcValue.nil();
    }

    private RpcValue waitForPause(KeywordArguments arguments) {
        if (!loop.awaitPause(arguments.time("timeout").toNanos())) {
            throw new KeywordException("Emulation did not pause in expected time of "
                    + BigDecimal.valueOf(arguments.time("timeout").toNanos(), 9)
                            .stripTrailingZeros()
                            .toPlainString()
                    + " seconds.");
        }
        return RpcValue.nil();
    }

    private static RpcValue allocateTemporaryFile() {
        try {
            Path file = Files.createTempFile("testbench-", ".tmp");
            file.toFile().deleteOnExit();
            return RpcValue.of(file.toString());
        } catch (IOException e) {
            throw new KeywordException("Cannot create a temporary file: " + e.getMessage());
        }
    }
}
