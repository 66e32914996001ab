package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.Rounds;
import dev.kenning.testbench.emulator.core.CoreFault;
import dev.kenning.testbench.emulator.core.Heat;
import dev.kenning.testbench.emulator.core.Stretches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Executes random programs on the interpreter, translated at once, and translated now and then, and compares registers,
 * memory, counts, clock and log after every stretch.
 *
 * <p>The programs loop, trap, access a device, store over themselves, and are held to entries of the PMP, in machine mode and
 * in user mode; between two stretches, instructions and entries are replaced, and breakpoints and opcode patterns come and
 * go. A case is told by its seed.
 */
class RiscVTranslationTest {

    private static final int CODE = RiscVBoard.RAM + 0x1000;
    private static final int CODE_SIZE = 0x200;
    private static final int DATA_SIZE = 0x4000;
    private static final int SKIP = 0x400;

    /** csrr t0,mepc; addi t0,t0,2; csrw mepc,t0; mret */
    private static final int[] SKIP_TWO_BYTES = {0x341022F3, 0x00228293, 0x34129073, 0x30200073};

    @ParameterizedTest
    @ValueSource(strings = {"rv32imafc_zicsr", "rv64imafdc_zicsr"})
    void leavesTheSameBehindAsTheInterpreter(String cpuType) {
        compare(cpuType, 1, 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rv32imafc_zicsr", "rv64imafdc_zicsr"})
    @Tag("exhaustive")
    void leavesTheSameBehindAsTheInterpreterInManyPrograms(String cpuType) {
        compare(cpuType, 1000, Rounds.of(200));
    }

    private static void compare(String cpuType, long firstSeed, int programs) {
        for (long seed = firstSeed; seed < firstSeed + programs; seed++) {
            List<String> expected = new Program(cpuType, seed, Heat.NEVER).run();
            Stretches.requireSame(
                    "seed " + seed + ", translated at once", new Program(cpuType, seed, new Heat(0)).run(), expected);
            Stretches.requireSame(
                    "seed " + seed + ", translated when hot",
                    new Program(cpuType, seed, new Heat(seed % 7 * 30)).run(),
                    expected);
            Stretches.requireSame(
                    "seed " + seed + ", translated by another core",
                    new Program(cpuType, seed, new Heat(seed % 7 * 30)).run(),
                    expected);
        }
    }

    private static final class Program {
        private final SplittableRandom random;
        private final RiscVBoard board;
        private final List<Instruction> rows;
        private final boolean is64;

        Program(String cpuType, long seed, Heat heat) {
            random = new SplittableRandom(seed);
            board = new RiscVBoard(cpuType, random.nextBoolean());
            board.cpu.translate(heat);
            is64 = cpuType.startsWith("rv64");
            CoreType type = CoreType.of(cpuType, is64);
            rows = InstructionTable.rows().stream().filter(type::has).toList();
            for (int at = 0; at < DATA_SIZE; at += 4) {
                board.bus.writeWord(RiscVBoard.RAM + at, random.nextInt());
            }
            for (int i = 0; i < SKIP_TWO_BYTES.length; i++) {
                board.bus.writeWord(RiscVBoard.RAM + SKIP + 4 * i, SKIP_TWO_BYTES[i]);
            }
            for (int at = CODE; at < CODE + CODE_SIZE; at += 2) {
                board.bus.writeHalf(at, 1);
            }
            int at = CODE;
            while (at < CODE + CODE_SIZE - 8) {
                at += put(at);
            }
            board.bus.writeHalf(CODE + CODE_SIZE - 2, backwards(CODE_SIZE - 2));
            board.cpu.setResetAddress(Integer.toUnsignedLong(CODE));
            board.cpu.reset();
            board.setHandler(SKIP);
            if (random.nextBoolean()) {
                protect();
            }
            for (int i = 1; i < 32; i++) {
                long pointer = Integer.toUnsignedLong(RiscVBoard.RAM) + 8L * random.nextInt(0x300);
                board.cpu.setRegister(i, random.nextInt(3) == 0 ? random.nextInt() : pointer);
            }
        }

        /** Divides the data into random entries, above one that lets user mode do everything, and enters some mode. */
        private void protect() {
            for (int entry = 0; entry < 4; entry++) {
                divide(entry);
            }
            board.setCsr(Csr.PMPADDR + 4, 0x3FFF_FFFF);
            setConfiguration(4, 0x1F);
            if (random.nextBoolean()) {
                enterUserMode();
            } else if (random.nextBoolean()) {
                board.setCsr(Csr.MSTATUS, Status.FS | Status.MPRV);
            }
        }

        private void enterUserMode() {
            board.setCsr(Csr.MSTATUS, Status.FS);
            board.setCsr(Csr.MEPC, Integer.toUnsignedLong(CODE));
            board.cpu.setProgramCounter(Integer.toUnsignedLong(RiscVBoard.RAM) + SKIP + 12);
        }

        private void divide(int entry) {
            long around = Integer.toUnsignedLong(RiscVBoard.RAM + random.nextInt(DATA_SIZE));
            long ones = (1L << random.nextInt(9)) - 1;
            board.setCsr(Csr.PMPADDR + entry, ((around >>> 2) & ~(2 * ones + 1)) | ones);
            int locked = random.nextInt(8) == 0 ? 0x80 : 0;
            setConfiguration(entry, locked | random.nextInt(4) << 3 | random.nextInt(8));
        }

        private void setConfiguration(int entry, int value) {
            int csr = Csr.PMPCFG + (is64 ? 0 : entry / 4);
            int shift = 8 * (is64 ? entry : entry % 4);
            board.setCsr(csr, (board.csr(csr) & ~(0xFFL << shift)) | (long) value << shift);
        }

        /** Returns {@code c.j} so many bytes back. */
        private static int backwards(int bytes) {
            int offset = -bytes;
            return 0xA001
                    | (offset >> 11 & 1) << 12
                    | (offset >> 4 & 1) << 11
                    | (offset >> 8 & 3) << 9
                    | (offset >> 10 & 1) << 8
                    | (offset >> 6 & 1) << 7
                    | (offset >> 7 & 1) << 6
                    | (offset >> 1 & 7) << 3
                    | (offset >> 5 & 1) << 2;
        }

        /** Puts a random instruction at an address, and returns its length. */
        private int put(int at) {
            if (random.nextInt(10) == 0) {
                // A conditional branch a little forwards or back.
                int offset = 2 * random.nextInt(-40, 40);
                int word = 0x63
                        | (offset >> 11 & 1) << 7
                        | (offset >> 1 & 15) << 8
                        | new int[] {0, 1, 4, 5, 6, 7}[random.nextInt(6)] << 12
                        | random.nextInt(32) << 15
                        | random.nextInt(32) << 20
                        | (offset >> 5 & 63) << 25
                        | (offset >> 12 & 1) << 31;
                return write(at, word, 32);
            }
            Instruction row = rows.get(random.nextInt(rows.size()));
            boolean sleepsOrMoves = row.semantics().matches("SystemInstructions.*")
                    || (row.semantics().startsWith("Branches.") && random.nextInt(3) != 0);
            int word =
                    row.pattern().value() | (random.nextInt() & ~row.pattern().mask());
            return sleepsOrMoves ? 0 : write(at, word, row.pattern().length());
        }

        private int write(int at, int word, int bits) {
            board.bus.writeHalf(at, word);
            if (bits == 32) {
                board.bus.writeHalf(at + 2, word >>> 16);
            }
            return bits / 8;
        }

        List<String> run() {
            List<String> states = new ArrayList<>();
            long breakpoint = 0;
            for (int stretch = 0; stretch < 12; stretch++) {
                try {
                    board.run(random.nextInt(1, 2000));
                } catch (CoreFault fault) {
                    states.add(state() + fault.getMessage());
                    break;
                }
                states.add(state());
                switch (random.nextInt(10)) {
                    case 0 -> put(CODE + 2 * random.nextInt(CODE_SIZE / 2 - 8));
                    case 1 -> {
                        board.cpu.removeBreakpoint(breakpoint);
                        breakpoint = Integer.toUnsignedLong(CODE) + 2L * random.nextInt(CODE_SIZE / 2);
                        board.cpu.addBreakpoint(breakpoint);
                    }
                    case 2 -> board.cpu.opcodeCounters().install("pattern" + stretch, "010xxxxxxxxxxx01");
                    case 3 ->
                        board.cpu.setRegister(
                                random.nextInt(1, 32), Integer.toUnsignedLong(RiscVBoard.RAM) + random.nextInt(0x1000));
                    case 4 -> board.cpu.setRegister(random.nextInt(1, 32), 0x6000_1800L);
                    case 5 -> board.cpu.setProgramCounter(Integer.toUnsignedLong(CODE));
                    case 6 -> divide(random.nextInt(4));
                    case 7 -> enterUserMode();
                    default -> {}
                }
            }
            states.add(board.cpu.opcodeCounts().toString());
            states.add(board.cpu.opcodeCounters().counts().toString());
            states.add(board.log.toString());
            states.add(Arrays.toString(board.uart.toByteArray()));
            return states;
        }

        private String state() {
            byte[] memory = new byte[DATA_SIZE];
            board.bus.readBytes(RiscVBoard.RAM, memory, 0, DATA_SIZE);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i <= 32; i++) {
                text.append(i).append(' ').append(board.cpu.register(i)).append('\n');
            }
            for (int i = 0; i < 32; i++) {
                text.append('f')
                        .append(i)
                        .append(' ')
                        .append(board.cpu.floatRegister(i))
                        .append('\n');
            }
            for (int csr : new int[] {Csr.FCSR, Csr.MEPC, Csr.MCAUSE, Csr.MTVAL}) {
                text.append(board.csr(csr)).append('\n');
            }
            return text.append(board.cpu.executedInstructions())
                    .append(" instructions, slot ")
                    .append(board.clock.now())
                    .append(", memory ")
                    .append(Arrays.hashCode(memory))
                    .toString();
        }
    }
}
