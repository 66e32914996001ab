package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.SystemBus;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** A core with 1 MiB of memory at 0x80000000, and a place at 0x60001800 whose first register sends bytes. */
final class RiscVBoard {

    static final int RAM = 0x8000_0000;
    static final int RAM_SIZE = 0x10_0000;

    final Clock clock = new Clock(100_000_000);
    final List<String> log = new ArrayList<>();
    final SystemBus bus = new SystemBus(clock, (source, message) -> log.add(source + ": " + message));
    final ByteArrayOutputStream uart = new ByteArrayOutputStream();
    final RiscV cpu;
    private int handler;

    RiscVBoard(String cpuType) {
        this(cpuType, false, RAM_SIZE);
    }

    RiscVBoard(String cpuType, boolean allowsUnaligned) {
        this(cpuType, allowsUnaligned, RAM_SIZE);
    }

    RiscVBoard(String cpuType, int ramSize) {
        this(cpuType, false, ramSize);
    }

    RiscVBoard(String cpuType, PrivilegeLevels levels) {
        this(cpuType, false, RAM_SIZE, levels);
    }

    private RiscVBoard(String cpuType, boolean allowsUnaligned, int ramSize) {
        this(cpuType, allowsUnaligned, ramSize, PrivilegeLevels.MACHINE_SUPERVISOR_USER);
    }

    private RiscVBoard(String cpuType, boolean allowsUnaligned, int ramSize, PrivilegeLevels levels) {
        cpu = RiscV.create("cpu", cpuType, cpuType.startsWith("rv64"), bus, 0, allowsUnaligned, levels);
        bus.mapMemory(Integer.toUnsignedLong(RAM), ramSize, "ram");
        bus.register(0x6000_1800L, 0x100, new Sender(), "uart");
        cpu.setResetAddress(Integer.toUnsignedLong(RAM));
    }

    /** Loads a program and starts it at its entry. */
    void load(byte[] elf) {
        ElfFile program = ElfFile.parse("program", elf);
        for (ElfFile.Segment segment : program.segments()) {
            bus.writeBytes((int) segment.physicalAddress(), segment.bytes(), 0, segment.bytes().length);
        }
        cpu.setResetAddress(program.entry());
        cpu.reset();
    }

    /** Puts instructions at the start of memory, and starts there. */
    void program(int... words) {
        for (int i = 0; i < words.length; i++) {
            bus.writeWord(RAM + 4 * i, words[i]);
        }
        cpu.reset();
        if (handler != 0) {
            setHandler(handler);
        }
    }

    /** Sets {@code mtvec} to an offset in memory now and after {@link #program}. */
    void setHandler(int offset) {
        handler = offset;
        setCsr(Csr.MTVEC, Integer.toUnsignedLong(RAM) + offset);
    }

    /** Returns a control and status register, on RV32 zero-extended. */
    long csr(int number) {
        return cpu.csr(number);
    }

    void setCsr(int number, long value) {
        cpu.setCsr(number, value);
    }

    /** Executes so many slots. */
    void run(long slots) {
        cpu.run(clock.now() + slots);
    }

    private final class Sender implements Peripheral {

        @Override
        public int read(int offset, int width) {
            return 0;
        }

        @Override
        public void write(int offset, int width, int value) {
            if (offset == 0) {
                uart.write(value);
            }
        }
    }
}
