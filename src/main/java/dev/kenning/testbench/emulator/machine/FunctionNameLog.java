package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.elf.Symbol;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.core.BlockHook;
import dev.kenning.testbench.emulator.core.Core;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Logs the function of each block that a core enters (Renode's {@code LogFunctionNames}). */
final class FunctionNameLog implements BlockHook {

    private final Core core;
    private final Machine machine;
    private final List<String> prefixes;
    private final boolean removesDuplicates;
    private Optional<Symbol> previous = Optional.empty();

    private FunctionNameLog(Core core, Machine machine, List<String> prefixes, boolean removesDuplicates) {
        this.core = core;
        this.machine = machine;
        this.prefixes = prefixes;
        this.removesDuplicates = removesDuplicates;
    }

    static void add(Members members, Core core, Machine machine) {
        members.action("LogFunctionNames value [prefixes] [removeDuplicates]", arguments -> {
            if (Members.flag(arguments.get(0))) {
                core.setBlockLog(of(core, machine, arguments));
            } else {
                core.setBlockLog(null);
            }
        });
    }

    private static FunctionNameLog of(Core core, Machine machine, List<Object> arguments) {
        boolean hasPrefixes = arguments.size() > 1 && arguments.get(1) instanceof String;
        int flag = hasPrefixes ? 2 : 1;
        String prefixes = hasPrefixes ? arguments.get(1).toString() : "";
        return new FunctionNameLog(
                core,
                machine,
                Arrays.stream(prefixes.split(" "))
                        .filter(prefix -> !prefix.isEmpty())
                        .toList(),
                arguments.size() > flag && Members.flag(arguments.get(flag)));
    }

    @Override
    public void reached(long address, long instructions) {
        Optional<Symbol> symbol = machine.symbols().covering(address);
        if (symbol.isPresent()) {
            if (removesDuplicates && symbol.equals(previous)) {
                return;
            }
            previous = symbol;
        }
        Optional<String> name = machine.symbols().find(address);
        boolean wanted = prefixes.isEmpty() || name.filter(this::begins).isPresent();
        if (wanted) {
            machine.log().log(
                    Level.INFO,
                    core.name(),
                    String.format(Locale.ROOT, "Entering function %s at 0x%X", name.orElse("without name"), address));
        }
    }

    private boolean begins(String name) {
        return prefixes.stream().anyMatch(name::startsWith);
    }
}
