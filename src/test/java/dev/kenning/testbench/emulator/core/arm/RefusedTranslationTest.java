package dev.kenning.testbench.emulator.core.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.Block;
import dev.kenning.testbench.emulator.core.Heat;
import dev.kenning.testbench.emulator.core.HotCode;
import dev.kenning.testbench.emulator.core.OpcodeKinds;
import dev.kenning.testbench.emulator.core.translate.Machine;
import dev.kenning.testbench.emulator.core.translate.Translator;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A JVM, or whoever configured it, may allow no hidden classes. */
class RefusedTranslationTest {

    private static final int CODE = 0x100;

    private final List<String> log = new ArrayList<>();
    private final Clock clock = new Clock(100_000_000);
    private final SystemBus bus = new SystemBus(clock, (source, message) -> log.add(source + ": " + message));
    private final Nvic nvic = new Nvic(clock, bus.log(), 0xF0, 100_000_000);
    private final Processor processor = new Processor(CortexMType.CORTEX_M7, bus, nvic.control(), nvic.mpu());

    @Test
    void leavesHotCodeToTheInterpreterAndSaysSoOnce() {
        Machine machine = processor.machine();
        Translator translator = new Translator(
                withLookup(machine, machine.lookup().dropLookupMode(Lookup.PRIVATE)), new Heat(0), bus.log());
        Block loop = loop();

        assertThat(translator.translate(loop, alone(loop))).isEmpty();
        assertThat(translator.translate(loop, alone(loop))).isEmpty();

        assertThat(log).singleElement().asString().contains("Hot code is not translated");
    }

    @Test
    void translatesTheSameCodeWhereTheyAreAllowed() {
        Translator translator = new Translator(processor.machine(), new Heat(0), bus.log());
        Block loop = loop();

        assertThat(translator.translate(loop, alone(loop))).isPresent();

        assertThat(log).isEmpty();
    }

    private static Machine withLookup(Machine machine, Lookup lookup) {
        return new Machine(
                machine.state(),
                lookup,
                machine.semantics(),
                machine.registers(),
                machine.constantZero(),
                machine.variables(),
                machine.stable(),
                machine.programCounter(),
                machine.guard(),
                machine.guardCondition());
    }

    /** adds r0, #1; b to itself. */
    private Block loop() {
        bus.mapMemory(0, 0x1000, "flash");
        bus.writeHalf(CODE, 0x3001);
        bus.writeHalf(CODE + 2, 0xE7FD);
        OpcodeKinds kinds = new OpcodeKinds(InstructionTable.rows(), (pattern, word, bits) -> false);
        return new BlockBuilder(processor, kinds).build(CODE, 0, address -> false);
    }

    private static HotCode.Surroundings alone(Block block) {
        return new HotCode.Surroundings() {
            @Override
            public Optional<Block> at(int address) {
                return Optional.of(block).filter(it -> it.address == address);
            }

            @Override
            public boolean isHot(Block it) {
                return true;
            }
        };
    }
}
