package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.SystemBus;
import java.util.ArrayList;
import java.util.List;

/** A Cortex-M7 with code at 0x08000000 and RAM at 0x20000000, for programs of a few instructions. */
final class ProgramBoard {

    static final int CODE = 0x0800_0400;
    static final int STACK = 0x2000_8000;

    final Clock clock = new Clock(100_000_000);
    final List<String> log = new ArrayList<>();
    final SystemBus bus = new SystemBus(clock, (source, message) -> log.add(message));
    final Nvic nvic = new Nvic(clock, bus.log(), 0xF0, 100_000_000);
    final CortexM cpu;

    ProgramBoard() {
        this("cortex-m7");
    }

    ProgramBoard(String cpuType) {
        cpu = new CortexM("cpu", cpuType, bus, nvic);
        bus.mapMemory(0x0800_0000L, 0x1_0000, "flash");
        bus.mapMemory(0x2000_0000L, 0x1_0000, "sram");
        bus.register(0xE000_E000L, 0x1000, nvic, "nvic");
        bus.writeWord(0x0800_0000, STACK);
        bus.writeWord(0x0800_0004, CODE | 1);
        cpu.setVectorTableOffset(0x0800_0000);
        cpu.reset();
    }

    /** Puts instructions at an address; words above 0xFFFF are 32-bit instructions with the first halfword on top. */
    ProgramBoard code(int address, int... instructions) {
        int at = address;
        for (int instruction : instructions) {
            if (instruction >>> 16 != 0) {
                bus.writeHalf(at, instruction >>> 16);
                at += 2;
            }
            bus.writeHalf(at, instruction);
            at += 2;
        }
        return this;
    }

    /** Puts the program that starts after reset. */
    ProgramBoard program(int... instructions) {
        return code(CODE, instructions);
    }

    /** Puts a handler into the vector table, and its instructions somewhere. */
    ProgramBoard handler(int exception, int... instructions) {
        int address = 0x0800_1000 + exception * 0x40;
        bus.writeWord(0x0800_0000 + 4 * exception, address | 1);
        return code(address, instructions);
    }

    /** Runs until the core sleeps, or for a thousand instructions. */
    ProgramBoard run() {
        cpu.run(clock.now() + 1000);
        return this;
    }

    ProgramBoard step() {
        cpu.run(clock.now() + 1);
        return this;
    }

    int r(int number) {
        return cpu.register(number);
    }

    /** Reads a register of the system control space. */
    int control(int offset) {
        return nvic.read(offset, 4);
    }

    void setControl(int offset, int value) {
        nvic.write(offset, 4, value);
    }
}
