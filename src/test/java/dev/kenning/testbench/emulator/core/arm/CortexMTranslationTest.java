package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.Rounds;
import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.core.Heat;
import dev.kenning.testbench.emulator.core.Stretches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Executes random programs on the interpreter, translated at once, and translated now and then, and compares registers,
 * flags, memory, counts, clock and log after every stretch.
 *
 * <p>The programs loop, fault, take interrupts of SysTick, access its registers, store over themselves, and are held to
 * regions of the MPU; between two stretches, instructions and regions are replaced, privilege is dropped and regained, and
 * breakpoints and opcode patterns come and go. A case is told by its seed.
 */
class CortexMTranslationTest {

    private static final int CODE = 0x2000_1000;
    private static final int CODE_SIZE = 0x200;
    private static final int RAM = 0x2000_0000;
    private static final int RAM_SIZE = 0x4000;
    private static final int VECTORS = 0x0;
    private static final int SKIP = 0x400;
    private static final int RETURN = 0x480;
    private static final int SYST = 0xE000_E010;
    private static final int SHCSR = 0xE000_ED24;
    private static final int MPU_CTRL = 0xE000_ED94;
    private static final int MPU_RBAR = 0xE000_ED9C;
    private static final int MPU_RASR = 0xE000_EDA0;

    /** ldr r0,[sp,#24]; adds r0,#2; str r0,[sp,#24]; bx lr */
    private static final int[] SKIP_TWO_BYTES = {0x9806, 0x3002, 0x9006, 0x4770};

    @Test
    void leavesTheSameBehindAsTheInterpreter() {
        compare(1, 20);
    }

    @Test
    @Tag("exhaustive")
    void leavesTheSameBehindAsTheInterpreterInManyPrograms() {
        compare(1000, Rounds.of(400));
    }

    private static void compare(long firstSeed, int programs) {
        for (long seed = firstSeed; seed < firstSeed + programs; seed++) {
            List<String> expected = new Board(seed, Heat.NEVER).run();
            Stretches.requireSame(
                    "seed " + seed + ", translated at once", new Board(seed, new Heat(0)).run(), expected);
            Stretches.requireSame(
                    "seed " + seed + ", translated when hot", new Board(seed, new Heat(seed % 7 * 30)).run(), expected);
            Stretches.requireSame(
                    "seed " + seed + ", translated by another core",
                    new Board(seed, new Heat(seed % 7 * 30)).run(),
                    expected);
        }
    }

    private static final class Board {
        private final SplittableRandom random;
        private final Clock clock = new Clock(100_000_000);
        private final List<String> log = new ArrayList<>();
        private final SystemBus bus = new SystemBus(clock, (source, message) -> log.add(source + ": " + message));
        private final CortexM cpu;

        Board(long seed, Heat heat) {
            random = new SplittableRandom(seed);
            Nvic nvic = new Nvic(clock, bus.log(), 0xF0, 100_000_000);
            bus.mapMemory(VECTORS, 0x1000, "flash");
            bus.mapMemory(RAM, RAM_SIZE, "ram");
            bus.register(0xE000_E000L, 0x1000, nvic, "nvic");
            cpu = new CortexM("cpu", random.nextInt(4) == 0 ? "cortex-m3" : "cortex-m7", bus, nvic);
            cpu.translate(heat);
            for (int i = 1; i < 16; i++) {
                bus.writeWord(VECTORS + 4 * i, (i == 15 ? RETURN : SKIP) | 1);
            }
            bus.writeWord(VECTORS, RAM + RAM_SIZE - 0x400);
            bus.writeWord(VECTORS + 4, CODE | 1);
            for (int i = 0; i < SKIP_TWO_BYTES.length; i++) {
                bus.writeHalf(SKIP + 2 * i, SKIP_TWO_BYTES[i]);
            }
            bus.writeHalf(RETURN, 0x4770);
            for (int at = RAM; at < RAM + RAM_SIZE; at += 4) {
                bus.writeWord(at, random.nextInt(4) == 0 ? RAM + 4 * random.nextInt(RAM_SIZE / 4) : random.nextInt());
            }
            for (int at = CODE; at < CODE + CODE_SIZE; at += 2) {
                bus.writeHalf(at, 0xBF00);
            }
            int at = CODE;
            while (at < CODE + CODE_SIZE - 8) {
                at += put(at);
            }
            bus.writeHalf(CODE + CODE_SIZE - 2, 0xE000 | (((-CODE_SIZE - 2) >> 1) & 0x7FF));
            cpu.reset();
            for (int i = 0; i < 13; i++) {
                cpu.setRegister(i, random.nextInt(3) == 0 ? random.nextInt() : RAM + 4 * random.nextInt(0x400));
            }
            bus.writeWord(0xE000_ED88, random.nextInt(8) == 0 ? 0 : 0xF0_0000);
            bus.writeWord(SHCSR, random.nextInt(2) * 0x7_0000);
            if (random.nextBoolean()) {
                bus.writeWord(SYST + 4, random.nextInt(20, 400));
                bus.writeWord(SYST, 7);
            }
            if (random.nextBoolean()) {
                protect();
            }
        }

        /** Lets everybody do everything with flash, code, and stack, and divides the data into random regions. */
        private void protect() {
            region(0, VECTORS, 12, 3);
            region(1, RAM, 14, 3);
            for (int number = 2; number < 5; number++) {
                divide(number);
            }
            bus.writeWord(MPU_CTRL, 1 | random.nextInt(4) << 1);
            cpu.setRegister("control", random.nextInt(2));
        }

        private void divide(int number) {
            int bits = random.nextInt(5, 13);
            region(number, RAM + (random.nextInt(RAM_SIZE / 2) & -1 << bits), bits, random.nextInt(8));
        }

        private void region(int number, int base, int bits, int permission) {
            bus.writeWord(MPU_RBAR, base | 1 << 4 | number);
            bus.writeWord(MPU_RASR, permission << 24 | (bits - 1) << 1 | 1);
        }

        /** Puts a random instruction at an address, and returns its length. */
        private int put(int at) {
            int choice = random.nextInt(10);
            if (choice == 0) {
                // A conditional branch to somewhere in the program.
                int offset = (CODE + 2 * random.nextInt(CODE_SIZE / 2) - at - 4) >> 1;
                bus.writeHalf(at, 0xD000 | random.nextInt(14) << 8 | (offset & 0xFF));
                return 2;
            }
            Instruction row = InstructionTable.rows()
                    .get(random.nextInt(InstructionTable.rows().size()));
            int word =
                    row.pattern().value() | (random.nextInt() & ~row.pattern().mask());
            boolean sleepsOrMoves = row.semantics().matches("SystemInstructions.waitFor.*|Branches.toItself")
                    || (row.semantics().startsWith("Branches.") && random.nextInt(3) != 0);
            if (sleepsOrMoves || row.onlyInsideItBlock()) {
                return 0;
            }
            if (row.length() == 16) {
                bus.writeHalf(at, word);
                return 2;
            }
            bus.writeHalf(at, word >>> 16);
            bus.writeHalf(at + 2, word);
            return 4;
        }

        List<String> run() {
            List<String> states = new ArrayList<>();
            int breakpoint = 0;
            for (int stretch = 0; stretch < 12; stretch++) {
                try {
                    cpu.run(clock.now() + random.nextInt(1, 2000));
                } catch (CoreFault fault) {
                    states.add(state() + fault.getMessage());
                    break;
                }
                states.add(state());
                switch (random.nextInt(10)) {
                    case 0 -> put(CODE + 2 * random.nextInt(CODE_SIZE / 2 - 8));
                    case 1 -> {
                        cpu.removeBreakpoint(breakpoint);
                        breakpoint = CODE + 2 * random.nextInt(CODE_SIZE / 2);
                        cpu.addBreakpoint(breakpoint);
                    }
                    case 2 -> cpu.opcodeCounters().install("pattern" + stretch, "0100000000xxxxxx");
                    case 3 -> cpu.setRegister(random.nextInt(13), RAM + random.nextInt(0x1000));
                    case 4 -> cpu.setProgramCounter(CODE);
                    case 5 -> divide(random.nextInt(2, 8));
                    case 6 -> cpu.setRegister("control", random.nextInt(2));
                    default -> {}
                }
            }
            states.add(cpu.opcodeCounts().toString());
            states.add(cpu.opcodeCounters().counts().toString());
            states.add(log.toString());
            return states;
        }

        private String state() {
            byte[] memory = new byte[RAM_SIZE];
            bus.readBytes(RAM, memory, 0, RAM_SIZE);
            StringBuilder text = new StringBuilder(cpu.state());
            for (int i = 0; i < 32 && cpu.registerNames().contains("s0"); i++) {
                text.append(Integer.toHexString(cpu.register("s" + i))).append(' ');
            }
            return text.append(cpu.executedInstructions())
                    .append(" instructions, slot ")
                    .append(clock.now())
                    .append(", memory ")
                    .append(Arrays.hashCode(memory))
                    .append(", ")
                    .append(cpu.opcodeCounts())
                    .append(cpu.isSleeping() ? ", asleep" : "")
                    .toString();
        }
    }
}
