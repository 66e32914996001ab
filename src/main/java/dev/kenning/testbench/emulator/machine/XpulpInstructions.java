package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.core.riscv.RiscV;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The instructions of CV32E40P beyond RISC-V's own that Renode 1.15.3 executes, by the manual of the core (CORE-V Instruction Set
 * Extensions); those that it only knows are logged as an error, and do nothing.
 */
final class XpulpInstructions {

    private static final Map<String, String> UNSUPPORTED = Map.ofEntries(
            Map.entry("00---------------001-----1011011", "p.macuN rD, rs1, rs2, Is3"),
            Map.entry("00---------------110-----1011011", "p.mac.zh.zl"),
            Map.entry("00---------------100-----1011011", "p.mac.zl.zl"),
            Map.entry("00---------------111-----1011011", "p.mac.zh.zh"),
            Map.entry("00---------------101-----1011011", "p.mac.zl.zh"),
            Map.entry("01---------------100-----1011011", "p.mac.zl.sl"),
            Map.entry("------------000000000000-1111011", "lp.starti L, uimmL"),
            Map.entry("------------000000010000-1111011", "lp.endi L, uimmL"),
            Map.entry("00---------------010-----1011011", "p.addN rD, rs1, rs2, Is3"),
            Map.entry("1100000----------010-----1011011", "p.adduNr rD, rs1, rs"),
            Map.entry("-----------------1000000-1111011", "lp.setup L, rs1, uimmL"),
            Map.entry("-----------------1010000-1111011", "lp.setupi L, uimmS, uimmL"),
            Map.entry("000000000000-----0100000-1111011", "lp.count L, rs1"),
            Map.entry("00---------------011-----1011011", "p.subN rD, rs1, rs2, Is3"),
            Map.entry("10---------------011-----1011011", "p.subuN rD, rs1, rs2, Is3"),
            Map.entry("10---------------000-----1011011", "p.mulsN rD, rs1, rs2, Is3"),
            Map.entry("01---------------000-----1011011", "p.mulhhuN rD, rs1, rs2, Is3"),
            Map.entry("11---------------000-----1011011", "p.mulhhsN rD, rs1, rs2, Is3"),
            Map.entry("000100000000-----001-----0110011", "p.fl1 rD, rs1"),
            Map.entry("-----------------110-----0000011", "p.elw"));

    private final Machine machine;

    XpulpInstructions(Machine machine) {
        this.machine = machine;
    }

    /** Computes a register from two. */
    @FunctionalInterface
    private interface Binary {
        int of(int one, int other);
    }

    /** Computes a register from what it held, another, and a field of bits: its first bit, and a mask of its width. */
    @FunctionalInterface
    private interface Field {
        int of(int old, int value, int first, int mask);
    }

    void installOn(RiscV core) {
        loads(core);
        stores(core);
        binary(core, "0000010----------100-----0110011", Math::min);
        binary(core, "0000010----------101-----0110011", (a, b) -> Integer.compareUnsigned(a, b) < 0 ? a : b);
        binary(core, "0000010----------110-----0110011", Math::max);
        binary(core, "0000010----------111-----0110011", (a, b) -> Integer.compareUnsigned(a, b) < 0 ? b : a);
        binary(core, "000100000000-----100-----0110011", (a, b) -> (short) a);
        binary(core, "000100000000-----101-----0110011", (a, b) -> a & 0xFFFF);
        binary(core, "000100000000-----110-----0110011", (a, b) -> (byte) a);
        binary(core, "000100000000-----111-----0110011", (a, b) -> a & 0xFF);
        field(core, "000", (old, value, first, mask) -> signExtended((value >>> first) & mask, mask));
        field(core, "001", (old, value, first, mask) -> (value >>> first) & mask);
        field(core, "010", (old, value, first, mask) -> old | ((value & mask) << first));
        field(core, "011", (old, value, first, mask) -> value & ~(mask << first));
        field(core, "100", (old, value, first, mask) -> value | (mask << first));
        branch(core, "-----------------010-----1100011", true);
        branch(core, "-----------------011-----1100011", false);
        accumulate(core, "0100001----------000-----0110011", 1);
        accumulate(core, "0100001----------001-----0110011", -1);
        UNSUPPORTED.forEach((pattern, name) -> core.installCustomInstruction(
                pattern,
                (cpu, word) -> machine.log().log(
                        Level.ERROR,
                        cpu.name(),
                        String.format(
                                Locale.ROOT,
                                "Encountered unsupported instruction: (%s) at PC=0x%X",
                                name,
                                address(cpu)))));
    }

    private static int signExtended(int value, int mask) {
        int sign = mask ^ (mask >>> 1);
        return (value ^ sign) - sign;
    }

    // Loads and stores; what is written back to the base is its sum with the offset

    private void loads(RiscV core) {
        String[] immediate = {"000", "001", "010", "100", "101"};
        String[] register = {"0000000", "0001000", "0010000", "0100000", "0101000"};
        for (int kind = 0; kind < immediate.length; kind++) {
            int width = kind % 3 == 2 ? 4 : kind % 3 == 1 ? 2 : 1;
            boolean signed = kind < 3;
            core.installCustomInstruction(
                    "-----------------" + immediate[kind] + "-----0001011",
                    (cpu, word) -> load(cpu, word, width, signed, word >> 20, true));
            core.installCustomInstruction(
                    register[kind] + "----------111-----0001011",
                    (cpu, word) -> load(cpu, word, width, signed, value(cpu, word >>> 20), true));
            core.installCustomInstruction(
                    register[kind] + "----------111-----0000011",
                    (cpu, word) -> load(cpu, word, width, signed, value(cpu, word >>> 20), false));
        }
    }

    private void load(RiscV core, int word, int width, boolean signed, int offset, boolean writesBack) {
        int base = value(core, word >>> 15);
        int address = writesBack ? base : base + offset;
        int loaded = switch (width) {
            case 1 ->
                signed ? (byte) machine.bus().readByte(address) : machine.bus().readByte(address);
            case 2 ->
                signed ? (short) machine.bus().readHalf(address) : machine.bus().readHalf(address);
            default -> machine.bus().readWord(address);
        };
        set(core, word >>> 7, loaded);
        if (writesBack) {
            set(core, word >>> 15, base + offset);
        }
    }

    private void stores(RiscV core) {
        for (int size = 0; size < 3; size++) {
            int width = 1 << size;
            core.installCustomInstruction(
                    "-----------------0" + bits(size) + "-----0101011",
                    (cpu, word) -> store(cpu, word, width, (word >> 25 << 5) | ((word >>> 7) & 31), true));
            core.installCustomInstruction(
                    "0000000----------1" + bits(size) + "-----0101011",
                    (cpu, word) -> store(cpu, word, width, value(cpu, word >>> 7), true));
            core.installCustomInstruction(
                    "0000000----------1" + bits(size) + "-----0100011",
                    (cpu, word) -> store(cpu, word, width, value(cpu, word >>> 7), false));
        }
    }

    private static String bits(int size) {
        return List.of("00", "01", "10").get(size);
    }

    private void store(RiscV core, int word, int width, int offset, boolean writesBack) {
        int base = value(core, word >>> 15);
        int address = writesBack ? base : base + offset;
        int stored = value(core, word >>> 20);
        switch (width) {
            case 1 -> machine.bus().writeByte(address, stored);
            case 2 -> machine.bus().writeHalf(address, stored);
            default -> machine.bus().writeWord(address, stored);
        }
        if (writesBack) {
            set(core, word >>> 15, base + offset);
        }
    }

    // Arithmetic

    private static void binary(RiscV core, String pattern, Binary operation) {
        core.installCustomInstruction(
                pattern,
                (cpu, word) -> set(cpu, word >>> 7, operation.of(value(cpu, word >>> 15), value(cpu, word >>> 20))));
    }

    /** The field is in the instruction, or in a register. */
    private void field(RiscV core, String function, Field operation) {
        core.installCustomInstruction(
                "11---------------" + function + "-----0110011",
                (cpu, word) -> change(cpu, word, word >>> 20 & 31, word >>> 25 & 31, operation));
        core.installCustomInstruction("1000000----------" + function + "-----0110011", (cpu, word) -> {
            int field = value(cpu, word >>> 20);
            change(cpu, word, field & 31, field >>> 5 & 31, operation);
        });
    }

    private void change(RiscV core, int word, int first, int width, Field operation) {
        if (first + width > 32) {
            machine.log().log(
                    Level.ERROR,
                    core.name(),
                    String.format(
                            Locale.ROOT,
                            "Sum of operands Is3 an Is2 is equal to %d but should not be larger than 32",
                            first + width));
            return;
        }
        int mask = (int) ((2L << width) - 1);
        set(core, word >>> 7, operation.of(value(core, word >>> 7), value(core, word >>> 15), first, mask));
    }

    private static void accumulate(RiscV core, String pattern, int sign) {
        core.installCustomInstruction(pattern, (cpu, word) -> {
            int product = value(cpu, word >>> 15) * value(cpu, word >>> 20);
            set(cpu, word >>> 7, value(cpu, word >>> 7) + sign * product);
        });
    }

    // Branches

    private static void branch(RiscV core, String pattern, boolean onEqual) {
        core.installCustomInstruction(pattern, (cpu, word) -> {
            int immediate = word << 7 >> 27;
            if ((value(cpu, word >>> 15) == immediate) == onEqual) {
                int offset = (word >> 31 << 12)
                        | ((word >>> 7) & 1) << 11
                        | ((word >>> 25) & 0x3F) << 5
                        | ((word >>> 8) & 0xF) << 1;
                cpu.setProgramCounter(Integer.toUnsignedLong((int) address(cpu) + offset));
            }
        });
    }

    /** Returns where the instruction stands that is being executed; the program counter is behind it. */
    private static long address(RiscV core) {
        return core.programCounter() - 4;
    }

    private static int value(RiscV core, int field) {
        return (int) core.register(field & 31);
    }

    private static void set(RiscV core, int field, int value) {
        core.setRegister(field & 31, value);
    }
}
