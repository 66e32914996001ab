package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.engine.MonitorNumber;
import dev.kenning.testbench.engine.Timeline;
import dev.kenning.testbench.platform.monitor.MonitorException;
import dev.kenning.testbench.robot.KeywordException;
import dev.kenning.testbench.robot.RpcValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks at registers of cores ({@code renode-integration.md}, section 7.4). */
final class CoreKeywords implements KeywordGroup {

    private final RunLoop loop;
    private final List<Keyword> keywords;

    CoreKeywords(RunLoop loop) {
        this.loop = loop;
        keywords = List.of(
                new Keyword(
                        "RunUntilBreakpoint timeout:seconds machine:text? cpuId:integer? address:integer?",
                        this::runUntilBreakpoint),
                new Keyword("PcShouldBeEqual value:integer machine:text? cpuId:integer?", this::pcShouldBeEqual),
                new Keyword(
                        "RegisterShouldBeEqual register:text value:integer machine:text? cpuId:integer?",
                        this::registerShouldBeEqual));
    }

    @Override
    public List<Keyword> keywords() {
        return keywords;
    }

    /** Sets no breakpoint: a hook of the test's halts the core. */
    private RpcValue runUntilBreakpoint(KeywordArguments arguments) {
        Machine machine = loop.machine(arguments.textIfGiven("machine"));
        Core core = core(arguments, machine);
        Duration timeout = arguments.time("timeout");
        Optional<Long> address = arguments.integerIfGiven("address");
        Timeline timeline = loop.timeline(machine);
        boolean[] hit = new boolean[1];
        machine.stepping().takeBreakpoint(core);
        timeline.await(
                Math.addExact(timeline.nanos(), timeout.toNanos()),
                () -> {
                    machine.stepping()
                            .takeBreakpoint(core)
                            .filter(at -> address.isEmpty() || address.get().equals(at))
                            .ifPresent(at -> hit[0] = true);
                    return hit[0];
                },
                "for a breakpoint");
        if (!hit[0]) {
            throw new KeywordException("Breakpoint hasn't been hit in excepted time of "
                    + BigDecimal.valueOf(timeout.toNanos(), 9)
                            .stripTrailingZeros()
                            .toPlainString() + " seconds.");
        }
        return RpcValue.nil();
    }

    private static Core core(KeywordArguments arguments, Machine machine) {
        List<? extends Core> cores = machine.cores();
        long number = arguments.integerIfGiven("cpuId").orElse(0L);
        if (number < 0 || number >= cores.size()) {
            throw new KeywordException(
                    "The machine " + machine.name() + " has no core with the number " + number + ".");
        }
        return cores.get((int) number);
    }

    private RpcValue pcShouldBeEqual(KeywordArguments arguments) {
        return compare(arguments, "PC", "PC");
    }

    private RpcValue registerShouldBeEqual(KeywordArguments arguments) {
        String register = arguments.text("register");
        return compare(
                arguments, register.matches("\\d{1,9}") ? "GetRegister " + register : register, "Register " + register);
    }

    private RpcValue compare(KeywordArguments arguments, String register, String what) {
        Machine machine = loop.machine(arguments.textIfGiven("machine"));
        String core = core(arguments, machine).name();
        long value = MonitorNumber.of(read("sysbus." + core + " " + register));
        long expected = arguments.integer("value");
        if (value != expected) {
            throw new KeywordException(String.format(
                    Locale.ROOT, "%s value assertion failed, actual: 0x%x, expected: 0x%X", what, value, expected));
        }
        return RpcValue.nil();
    }

    private String read(String command) {
        try {
            return loop.emulation().execute(command);
        } catch (MonitorException e) {
            throw new KeywordException("RecoverableException", e.plainReason());
        }
    }
}
