package dev.kenning.testbench.emulator.core.riscv;

import static dev.kenning.testbench.emulator.core.riscv.Assembly.A0;
import static dev.kenning.testbench.emulator.core.riscv.Assembly.A1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.WideAccess;
import dev.kenning.testbench.emulator.core.Heat;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an RV64 core does with memory, code and devices above 4 GiB. */
class HighMemoryTest {

    private static final long HIGH = 0x12_0000_0000L;
    private static final int LOOP = 300;
    /** Loops are executed by the interpreter first, then translated. */
    private static final Heat HOT = new Heat(100);

    private final RiscVBoard board = new RiscVBoard("rv64imac_zicsr");
    private final WideAccess memory = new WideAccess(board.bus);

    HighMemoryTest() {
        board.bus.mapMemory(HIGH, 0x1_0000, "high");
        board.cpu.translate(HOT);
    }

    @Test
    void loadsAndStores() {
        board.program(Assembly.lw(A1, 0, A0), Assembly.sw(A1, 8, A0), Assembly.j(-8));
        board.cpu.setRegister(A0, HIGH + 0x100);
        memory.write(HIGH + 0x100, 4, 0x1234_5678);

        board.run(3 * LOOP);

        assertThat(memory.read(HIGH + 0x108, 4)).isEqualTo(0x1234_5678);
    }

    @Test
    void executesAndLinks() {
        code(0, Assembly.jalr(A1, A0, 0x200));
        code(0x200, Assembly.addi(A0, A0, 0), Assembly.jalr(0, A1, 0));
        code(4, Assembly.auipc(A1, 0), Assembly.ECALL);
        board.cpu.setRegister(A0, HIGH);
        board.cpu.setProgramCounter(HIGH);

        board.run(5);

        assertThat(board.cpu.register(A1)).as("auipc").isEqualTo(HIGH + 4);
        assertThat(board.csr(Csr.MEPC)).as("mepc of the ecall").isEqualTo(HIGH + 8);
    }

    @Test
    void returnsFromATrapToWhereItWas() {
        board.setHandler(0x400);
        board.bus.writeWord(RiscVBoard.RAM + 0x400, Assembly.MRET);
        code(0, Assembly.ECALL);
        board.cpu.setProgramCounter(HIGH);

        board.run(2);

        assertThat(board.cpu.programCounter()).isEqualTo(HIGH);
    }

    @Test
    void executesWhatIsStoredOverCode() {
        code(0, Assembly.sw(A1, 8, A0), Assembly.NOP, Assembly.NOP, Assembly.j(-12));
        board.cpu.setRegister(A0, HIGH);
        board.cpu.setRegister(A1, Assembly.NOP);
        board.cpu.setProgramCounter(HIGH);
        board.run(4 * LOOP);

        board.cpu.setRegister(A1, Assembly.ECALL);
        board.run(3);

        assertThat(board.csr(Csr.MEPC)).isEqualTo(HIGH + 8);
    }

    @Test
    void reachesDevices() {
        List<String> seen = new ArrayList<>();
        board.bus.register(
                HIGH + 0x10_0000,
                0x100,
                new Peripheral() {
                    @Override
                    public int read(int offset, int width) {
                        return 0x42;
                    }

                    @Override
                    public void write(int offset, int width, int value) {
                        seen.add(offset + ": " + value);
                    }
                },
                "device");
        board.program(Assembly.lw(A1, 4, A0), Assembly.sw(A1, 8, A0));
        board.cpu.setRegister(A0, HIGH + 0x10_0000);

        board.run(2);

        assertThat(seen).containsExactly("8: 66");
    }

    @Test
    void leavesHighMemoryToMemoryProtection() {
        board.setHandler(0x400);
        board.program(Assembly.sw(A1, 0, A0));
        board.cpu.setRegister(A0, HIGH);
        board.setCsr(Csr.PMPADDR, HIGH >>> 2 | 0x1FF);
        board.setCsr(Csr.PMPCFG, 1 << 7 | 3 << 3 | 1);

        board.run(1);

        assertThat(board.csr(Csr.MCAUSE)).isEqualTo(TrapCause.STORE_ACCESS_FAULT);
        assertThat(board.csr(Csr.MTVAL)).isEqualTo(HIGH);
    }

    private void code(int offset, int... words) {
        for (int i = 0; i < words.length; i++) {
            memory.write(HIGH + offset + 4L * i, 4, words[i]);
        }
    }
}
