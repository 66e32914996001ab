package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.core.riscv.CoreScripts;
import dev.kenning.testbench.emulator.core.riscv.CustomCsr;
import dev.kenning.testbench.emulator.core.riscv.CustomInstruction;
import dev.kenning.testbench.emulator.core.riscv.RiscV;
import dev.kenning.testbench.emulator.python.PythonScope;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Runs the scripts of a RISC-V core: in Java those that boards with a Springbok need fast, all others in Python. */
final class RiscVScripts implements CoreScripts {

    private static final String COUNT_SCRIPT = "request.value = cpu.ExecutedInstructions";
    private static final String STATE = "state";
    private static final String REQUEST = "request";

    private static final Map<String, Function<Machine, CustomInstruction>> KNOWN_INSTRUCTIONS =
            Map.of("custom3.py", SpringbokInstructions::new);

    private final Machine machine;
    /** The scope of the first script of the core, with which all others share their state. */
    private Optional<PythonScope> first = Optional.empty();

    RiscVScripts(Machine machine) {
        this.machine = machine;
    }

    @Override
    public CustomInstruction instruction(RiscV core, Script script) {
        if (script instanceof Script.File file) {
            Function<Machine, CustomInstruction> known =
                    KNOWN_INSTRUCTIONS.get(String.valueOf(Path.of(file.path()).getFileName()));
            if (known != null) {
                return known.apply(machine);
            }
        }
        Hook hook = hook(core, script);
        return (executing, word) -> {
            hook.scope().setNumber("instruction", Integer.toUnsignedLong(word));
            runOrHalt(core, hook);
        };
    }

    @Override
    public CustomCsr register(RiscV core, int number, Script script, boolean initable) {
        if (script instanceof Script.Text text && text.script().strip().equals(COUNT_SCRIPT)) {
            return CustomCsr.counting(core::startedInstructions);
        }
        Hook hook = hook(core, script);
        hook.scope().setRequest(REQUEST);
        hook.scope().setAttribute(REQUEST, "csr", number);
        return new Scripted(core, hook, initable);
    }

    private Hook hook(RiscV core, Script script) {
        String text = script instanceof Script.Text given
                ? given.script()
                : Scripts.read(Path.of(((Script.File) script).path().replaceFirst("^@", "")));
        Hook hook = Hook.of(machine, core.name(), text);
        hook.scope().setObject("cpu", core.name());
        hook.scope().shareDictionary(STATE, first);
        first = first.or(() -> Optional.of(hook.scope()));
        return hook;
    }

    /** A core whose script failed goes no further, as in Renode. */
    private static void runOrHalt(RiscV core, Hook hook) {
        if (!hook.run()) {
            core.abort();
        }
    }

    private static final class Scripted implements CustomCsr {

        private final RiscV core;
        private final Hook hook;
        private boolean toInitialise;

        Scripted(RiscV core, Hook hook, boolean initable) {
            this.core = core;
            this.hook = hook;
            toInitialise = initable;
        }

        @Override
        public long read() {
            request("READ");
            return hook.scope().attribute(REQUEST, "value");
        }

        @Override
        public void write(long value) {
            initialise();
            hook.scope().setAttribute(REQUEST, "value", value);
            request("WRITE");
        }

        private void initialise() {
            if (toInitialise) {
                toInitialise = false;
                request("INIT");
            }
        }

        private void request(String type) {
            initialise();
            hook.scope().setRequestType(REQUEST, type);
            runOrHalt(core, hook);
        }
    }
}
