package dev.kenning.testbench.engine.embedded;

import dev.kenning.testbench.emulator.bus.AccessHooks;
import dev.kenning.testbench.emulator.bus.AddressRange;
import dev.kenning.testbench.emulator.bus.Alarm;
import dev.kenning.testbench.emulator.bus.InterruptController;
import dev.kenning.testbench.emulator.bus.MappedMemory;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.core.CoreHook;
import dev.kenning.testbench.emulator.core.DebugRegister;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.Part;
import dev.kenning.testbench.engine.Injection;
import dev.kenning.testbench.fault.BoardFault;
import dev.kenning.testbench.state.NotState;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.NearestWord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lets faults happen in a machine at their moments. */
@NotState
final class FaultInjector implements Injection {

    private final Machine machine;
    private final Places places;
    private final List<BoardFault.Occurrence> occurrences = new ArrayList<>();
    private final List<Runnable> undo = new ArrayList<>();

    FaultInjector(Machine machine, Places places) {
        this.machine = machine;
        this.places = places;
    }

    /**
     * Arms faults, all of them or none.
     *
     * @throws BadInputException if one of them names what this machine does not have
     */
    FaultInjector arm(List<BoardFault> faults) {
        List<Armed> armed = new ArrayList<>();
        for (BoardFault fault : faults) {
            Core core = core(fault);
            armed.add(new Armed(fault, core, effect(fault.effect(), core)));
        }
        armed.forEach(this::await);
        return this;
    }

    /** A fault whose names have been looked up. */
    private record Armed(BoardFault fault, Core core, Change change) {}

    /** Does something to the machine, and says what in words. */
    private interface Change {
        String happen();
    }

    private Core core(BoardFault fault) {
        List<Core> cores = machine.cores();
        if (fault.core().isEmpty()) {
            return busiest(machine)
                    .orElseThrow(() -> new BadInputException("the board has no core that a fault could meet"));
        }
        String name = fault.core().get();
        List<String> names = cores.stream().map(Core::name).toList();
        return cores.stream()
                .filter(core -> core.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInputException("the board has no core '" + name + "'; it has "
                        + String.join(", ", names) + "." + NearestWord.hint(name, names)));
    }

    /** Returns the core that has executed most: where a board has several, the others are parked. */
    static Optional<Core> busiest(Machine machine) {
        return machine.cores().stream()
                .filter(core -> !core.isHalted())
                .reduce((one, other) -> other.executedInstructions() > one.executedInstructions() ? other : one);
    }

    // When

    private void await(Armed armed) {
        BoardFault.Moment moment = armed.fault().moment();
        Core core = armed.core();
        if (moment instanceof BoardFault.AtInstruction at) {
            requireAhead(at.count(), core.executedInstructions(), "instructions", armed);
            undo.add(core.atInstruction(at.count(), () -> happen(armed)));
        } else if (moment instanceof BoardFault.AtTime at) {
            requireAhead(at.time().toNanos(), machine.nanos(), "ns of virtual time", armed);
            Alarm alarm = machine.clock().newAlarm(() -> core.betweenInstructions(() -> happen(armed)));
            alarm.at(machine.clock().slotAtNanos(at.time().toNanos()));
            undo.add(alarm::cancel);
        } else if (moment instanceof BoardFault.AtCode at) {
            awaitCode(armed, places.code(at.place()), at.nth());
        } else if (moment instanceof BoardFault.AtAccess at) {
            awaitAccess(armed, places.served(at.place()), at.nth());
        }
    }

    private static void requireAhead(long moment, long now, String what, Armed armed) {
        if (moment < now) {
            throw new BadInputException(
                    "the fault '" + armed.fault() + "' is in the past: the board is at " + now + " " + what);
        }
    }

    private void awaitCode(Armed armed, long address, int nth) {
        int[] left = {nth};
        CoreHook[] hook = new CoreHook[1];
        hook[0] = at -> {
            left[0]--;
            if (left[0] == 0) {
                armed.core().removeHook(address, hook[0]);
                happen(armed);
            }
        };
        armed.core().addHook(address, hook[0]);
        undo.add(() -> armed.core().removeHook(address, hook[0]));
    }

    private void awaitAccess(Armed armed, long address, int nth) {
        int[] left = {nth};
        AccessHooks.Hook[] hook = new AccessHooks.Hook[1];
        hook[0] = (at, width, value) -> {
            left[0]--;
            if (left[0] == 0) {
                machine.bus().removeAccessHook(hook[0]);
                armed.core().betweenInstructions(() -> happen(armed));
            }
        };
        machine.bus().addAccessHook(address, hook[0]);
        undo.add(() -> machine.bus().removeAccessHook(hook[0]));
    }

    private void happen(Armed armed) {
        Core core = armed.core();
        long instructions = core.executedInstructions();
        long programCounter = core.programCounter();
        Duration time = Duration.ofNanos(machine.clock().nanos());
        String detail = armed.change().happen();
        occurrences.add(new BoardFault.Occurrence(armed.fault(), instructions, time, programCounter, detail));
    }

    // What

    private Change effect(BoardFault.Effect effect, Core core) {
        if (effect instanceof BoardFault.FlipRegister flip) {
            return flip(register(core, flip), flip.bit());
        }
        if (effect instanceof BoardFault.FlipMemory flip) {
            return flip(places.memory(flip.place(), flip.bit() / Byte.SIZE), (int) (flip.bit() % Byte.SIZE));
        }
        if (effect instanceof BoardFault.Misread misread) {
            return misread(misread);
        }
        if (effect instanceof BoardFault.FireInterrupt fire) {
            InterruptController controller = controller(fire.number());
            return () -> {
                controller.fire(fire.number());
                return "pending";
            };
        }
        if (effect instanceof BoardFault.SuppressInterrupt suppress) {
            InterruptController controller = controller(suppress.number());
            return () -> {
                controller.suppress(suppress.number());
                return "no longer pending";
            };
        }
        if (effect instanceof BoardFault.SkipInstruction) {
            return () -> {
                String skipped = core.disassemble(core.programCounter()).text();
                core.skipInstruction();
                return "skipped " + skipped;
            };
        }
        if (effect instanceof BoardFault.CutPower) {
            return cutPower();
        }
        return () -> {
            machine.requestReset();
            return "reset requested";
        };
    }

    private static DebugRegister register(Core core, BoardFault.FlipRegister flip) {
        List<DebugRegister> registers = core.debugRegisters().features().stream()
                .flatMap(feature -> feature.registers().stream())
                .toList();
        List<String> names = registers.stream().map(DebugRegister::name).toList();
        DebugRegister register = registers.stream()
                .filter(it -> it.name().equals(flip.register()) && it.read().length > 0)
                .findFirst()
                .orElseThrow(() -> new BadInputException("the core " + core.name() + " has no register '"
                        + flip.register() + "' that can be disturbed." + NearestWord.hint(flip.register(), names)));
        if (flip.bit() < 0 || flip.bit() >= register.bits()) {
            throw new BadInputException("the register " + flip.register() + " of " + core.name() + " has bits 0 to "
                    + (register.bits() - 1) + ", not " + flip.bit());
        }
        return register;
    }

    private static Change flip(DebugRegister register, int bit) {
        return () -> {
            byte[] bytes = register.read();
            String before = hex(bytes);
            bytes[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            register.write(bytes);
            return register.name() + " was " + before + " and is " + hex(register.read());
        };
    }

    private static String hex(byte[] littleEndian) {
        StringBuilder text = new StringBuilder("0x");
        for (int i = littleEndian.length - 1; i >= 0; i--) {
            text.append(String.format(Locale.ROOT, "%02X", littleEndian[i]));
        }
        return text.toString();
    }

    private Change flip(long address, int bit) {
        return () -> {
            int before = machine.bus().readByte((int) address);
            int after = before ^ (1 << bit);
            machine.bus().writeByte((int) address, after);
            return String.format(Locale.ROOT, "the byte at 0x%08X was 0x%02X and is 0x%02X", address, before, after);
        };
    }

    private Change misread(BoardFault.Misread misread) {
        long address = places.device(misread.register());
        AddressRange range = machine.bus().mappingAt(address).orElseThrow().range();
        String name = machine.bus().nameAt(address).orElseThrow();
        return () -> {
            machine.bus()
                    .intercept(
                            name,
                            device -> new MisreadDevice(
                                    device, (int) (address - range.start()), misread.mask(), misread.times()));
            return name + " gives wrong bits";
        };
    }

    private InterruptController controller(int number) {
        Optional<Part> part = machine.parts().stream()
                .filter(it -> it.object() instanceof InterruptController)
                .findFirst();
        Part found = part.orElseThrow(
                () -> new BadInputException("the board has no interrupt controller whose inputs could be disturbed"));
        InterruptController controller = (InterruptController) found.object();
        if (number < 0 || number >= controller.inputs()) {
            throw new BadInputException("the interrupt controller " + found.name() + " has inputs 0 to "
                    + (controller.inputs() - 1) + ", not " + number);
        }
        return controller;
    }

    private Change cutPower() {
        List<MappedMemory> memories = machine.parts().stream()
                .map(Part::object)
                .filter(MappedMemory.class::isInstance)
                .map(MappedMemory.class::cast)
                .toList();
        List<MappedMemory> lost =
                memories.stream().filter(memory -> !keepsContent(memory)).toList();
        if (lost.size() == memories.size()) {
            throw new BadInputException("the board has no flash to boot from after a cut of power: its memories are "
                    + String.join(
                            ", ", memories.stream().map(MappedMemory::name).toList()));
        }
        return () -> {
            lost.forEach(MappedMemory::clear);
            machine.requestReset();
            return String.join(", ", lost.stream().map(MappedMemory::name).toList()) + " lost";
        };
    }

    /** Platform descriptions tell kinds of memory by their names alone. */
    private static boolean keepsContent(MappedMemory memory) {
        String name = memory.name().toLowerCase(Locale.ROOT);
        return name.contains("flash") || name.contains("rom") || name.contains("octonor");
    }

    @Override
    public List<BoardFault.Occurrence> occurrences() {
        return List.copyOf(occurrences);
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
        undo.clear();
    }
}
