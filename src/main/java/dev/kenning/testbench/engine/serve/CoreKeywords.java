package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.robot.KeywordException;
import dev.kenning.testbench.robot.RpcValue;
import java.util.List;
import java.util.Locale;

/** Looks at registers of cores ({@code renode-integration.md}, section 7.4). */
final class CoreKeywords implements KeywordGroup {

    private final RunLoop loop;
    private final List<Keyword> keywords;

    CoreKeywords(RunLoop loop) {
        this.loop = loop;
        keywords = List.of(
                new Keyword("PcShouldBeEqual value:integer machine:text? cpuId:integer?", this::pcShouldBeEqual),
                new Keyword(
                        "RegisterShouldBeEqual register:text value:integer machine:text? cpuId:integer?",
                        this::registerShouldBeEqual));
    }

    @Override
    public List<Keyword> keywords() {
        return keywords;
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
        List<? extends Core> cores = machine.cores();
        long number = arguments.integerIfGiven("cpuId").orElse(0L);
        if (number < 0 || number >= cores.size()) {
            throw new KeywordException(
                    "The machine " + machine.name() + " has no core with the number " + number + ".");
        }
        String core = cores.get((int) number).name();
        long value = Long.decode(
                loop.emulation().execute("sysbus." + core + " " + register).strip());
        long expected = arguments.integer("value");
        if (value != expected) {
            throw new KeywordException(String.format(
                    Locale.ROOT, "%s value assertion failed, actual: 0x%X, expected: 0x%X", what, value, expected));
        }
        return RpcValue.nil();
    }
}
