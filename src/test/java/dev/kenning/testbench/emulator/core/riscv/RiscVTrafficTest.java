package dev.kenning.testbench.emulator.core.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.core.AccessLedger;
import dev.kenning.testbench.profile.FlowListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a RISC-V core tells of how often its blocks access memory. */
class RiscVTrafficTest {

    private static final int ENABLE_VECTORS = 0x600;

    private final List<Long> loads = new ArrayList<>();

    @Test
    void countsTheElementsOfAVectorAnewInEachRunOfABlock() {
        RiscVBoard board = new RiscVBoard("rv32imfv_zicsr");
        AccessLedger ledger = new AccessLedger(board.bus);
        board.bus.setProbe(ledger);
        board.cpu.setFlowListener(new Listener(), ledger);
        board.program(
                Assembly.addi(Assembly.T2, 0, ENABLE_VECTORS),
                Assembly.csrrs(0, Csr.MSTATUS, Assembly.T2),
                Assembly.auipc(Assembly.T0, 0),
                Assembly.addi(Assembly.T1, 0, 4),
                Assembly.j(4),
                0x0103_7057, // vsetvli zero, t1, e32, m1
                0x0202_e087, // vle32.v v1, (t0)
                Assembly.addi(Assembly.T1, Assembly.T1, -1),
                0xfe60_4ae3, // bgtz t1, -12
                Assembly.WFI);

        board.run(22);

        assertThat(loads).containsExactly(4L, 3L, 2L, 1L);
    }

    private final class Listener implements FlowListener {

        @Override
        public void ran(int from, int end, long instructions, int next, int link, int stackPointer, int context) {
            // Only what they access matters.
        }

        @Override
        public void accessed(long loaded, long stored, long reads, long writes) {
            loads.add(loaded);
        }

        @Override
        public void waited(long cycles) {
            // Nobody waits.
        }
    }
}
