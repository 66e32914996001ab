package dev.kenning.testbench.emulator.core.arm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/** The registers of a core by the names that debuggers use, for monitor and debugger. */
final class NamedRegisters {

    private record Register(IntSupplier read, IntConsumer write) {}

    private static final int CORE_REGISTERS = 13;

    private final Map<String, Register> registers = new LinkedHashMap<>();

    NamedRegisters(Processor p, CortexM core) {
        for (int i = 0; i < CORE_REGISTERS; i++) {
            int number = i;
            add("r" + i, () -> p.r[number], value -> p.r[number] = value);
        }
        add("sp", () -> p.r[13], value -> p.r[13] = value & ~3);
        add("lr", () -> p.r[14], value -> p.r[14] = value);
        add("pc", () -> p.pc, value -> core.setProgramCounter(Integer.toUnsignedLong(value)));
        add("xpsr", p::programStatus, p::setProgramStatus);
        add("msp", p::mainStackPointer, p::setMainStackPointer);
        add("psp", p::processStackPointer, p::setProcessStackPointer);
        if (p.model.has(Extension.V8)) {
            add("msplim", () -> p.mainStackLimit, value -> p.mainStackLimit = value & ~7);
            add("psplim", () -> p.processStackLimit, value -> p.processStackLimit = value & ~7);
        }
        add("primask", () -> p.primask, value -> p.primask = value & 1);
        add("basepri", () -> p.basepri, value -> p.basepri = p.control.exceptions.maskedPriority(value));
        add("faultmask", () -> p.faultmask, value -> {
            p.faultmask = value & 1;
            p.selectProtection();
        });
        add("control", p::controlRegister, p::setControlRegister);
        if (p.model.hasFloatingPoint()) {
            add("fpscr", p.floats::value, p.floats::set);
            for (int i = 0; i < p.s.length; i++) {
                int number = i;
                add("s" + i, () -> p.s[number], value -> p.s[number] = value);
            }
        }
    }

    List<String> names() {
        return List.copyOf(registers.keySet());
    }

    int read(String name) {
        return named(name).read().getAsInt();
    }

    void write(String name, int value) {
        named(name).write().accept(value);
    }

    private void add(String name, IntSupplier read, IntConsumer write) {
        registers.put(name, new Register(read, write));
    }

    private Register named(String name) {
        Register register = registers.get(name.toLowerCase(Locale.ROOT));
        if (register == null) {
            throw new IllegalArgumentException(
                    "there is no register '" + name + "'; there are " + String.join(", ", registers.keySet()));
        }
        return register;
    }
}
