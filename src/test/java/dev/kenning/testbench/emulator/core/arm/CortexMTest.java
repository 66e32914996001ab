package dev.kenning.testbench.emulator.core.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.CoreFault;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CortexMTest {

    private final ProgramBoard board = new ProgramBoard();

    @Test
    void refusesATypeThatItDoesNotKnow() {
        Clock clock = new Clock(1);
        SystemBus bus = new SystemBus(clock, (source, message) -> {});
        Nvic nvic = new Nvic(clock, bus.log(), 0xF0, 1);

        assertThatThrownBy(() -> new CortexM("cpu", "cortex-m85", bus, nvic))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cortex-m85")
                .hasMessageContaining("\"cortex-m7\"");
    }

    @Test
    void givesEveryRegisterByName() {
        for (String name : board.cpu.registerNames()) {
            board.cpu.setRegister(name, 0);
            assertThat(board.cpu.register(name) & 0xF800_0000).as(name).isZero();
        }
        board.cpu.setRegister("S31", 0x3F80_0000);
        board.cpu.setRegister("PSP", 0x2000_1003);

        assertThat(board.cpu.register("s31")).isEqualTo(0x3F80_0000);
        assertThat(board.cpu.register("psp")).isEqualTo(0x2000_1000);
    }

    @Test
    void refusesARegisterThatIsNotThere() {
        assertThatThrownBy(() -> board.cpu.register("r16")).hasMessageContaining("there is no register 'r16'");
    }

    @Test
    void stopsAtAnEncodingThatIsInNoRow() {
        board.cpu.setFunctionNames(address -> "main");
        board.program(0xBF00, 0xB600); // nop; an unallocated halfword

        assertThatThrownBy(board::run)
                .isInstanceOf(CoreFault.class)
                .hasMessageContaining("0x08000402")
                .hasMessageContaining("main")
                .hasMessageContaining("Renode");
    }

    @Test
    void countsWhatAnItBlockSkips() {
        // movs r0, #1; ite eq; moveq r1, #1; movne r1, #2; wfi
        board.program(0x2001, 0xBF0C, 0x2101, 0x2102, 0xBF30).run();

        assertThat(board.r(1)).isEqualTo(2);
        assertThat(board.cpu.executedInstructions()).isEqualTo(5);
        assertThat(board.cpu.opcodeCounts()).isEqualTo(Map.of("movs", 1L, "it", 1L, "mov", 2L, "wfi", 1L));
    }

    @Test
    void stopsWhereADeviceAsksItTo() {
        board.bus.register(0x4000_0000L, 0x10, new StoppingDevice(board.cpu), "stopper");
        board.cpu.setRegister(0, 0x4000_0000);
        // str r1, [r0]; movs r2, #1; wfi
        board.program(0x6001, 0x2201, 0xBF30);

        board.cpu.run(1000);

        assertThat(board.cpu.executedInstructions()).isEqualTo(1);
        assertThat(board.r(2)).isZero();
        board.cpu.run(1000);
        assertThat(board.r(2)).isEqualTo(1);
    }

    private record StoppingDevice(CortexM cpu) implements Peripheral {

        @Override
        public int read(int offset, int width) {
            return 0;
        }

        @Override
        public void write(int offset, int width, int value) {
            cpu.requestStop();
        }
    }
}
