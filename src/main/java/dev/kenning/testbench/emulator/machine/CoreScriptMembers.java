package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.core.BlockHook;
import dev.kenning.testbench.emulator.core.Core;
import java.util.List;

/** Gives a core the members that take scripts: hooks at addresses and at blocks. */
final class CoreScriptMembers {

    private CoreScriptMembers() {}

    static void add(Members members, Core core, Machine machine) {
        members.action("AddHook address script", arguments -> addHook(core, machine, arguments))
                .action("RemoveHooksAt address", arguments -> core.removeHooksAt(Members.integer(arguments.get(0))))
                .action("ClearHookAtBlockBegin", arguments -> core.setBlockBeginHook(null))
                .action("RemoveAllHooks", arguments -> core.removeAllHooks())
                .action(
                        "SetHookAtBlockBegin script",
                        arguments -> core.setBlockBeginHook(blockHook(core, machine, arguments)))
                .action(
                        "SetHookAtBlockEnd script",
                        arguments -> core.setBlockEndHook(blockHook(core, machine, arguments)));
    }

    private static void addHook(Core core, Machine machine, List<Object> arguments) {
        Hook hook = hook(core, machine, arguments.get(1));
        core.addHook(Members.integer(arguments.get(0)), address -> {
            hook.scope().setNumber("pc", address);
            hook.run();
        });
    }

    private static BlockHook blockHook(Core core, Machine machine, List<Object> arguments) {
        Hook hook = hook(core, machine, arguments.get(0));
        return (address, instructions) -> {
            hook.scope().setNumber("pc", address);
            hook.scope().setNumber("size", instructions);
            hook.run();
        };
    }

    private static Hook hook(Core core, Machine machine, Object script) {
        Hook hook = Hook.of(machine, core.name(), script.toString());
        hook.scope().setObject("cpu", core.name());
        return hook;
    }
}
