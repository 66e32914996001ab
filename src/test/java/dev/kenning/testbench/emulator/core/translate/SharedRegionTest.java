package dev.kenning.testbench.emulator.core.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.core.Block;
import dev.kenning.testbench.emulator.core.HotCode.Surroundings;
import dev.kenning.testbench.emulator.core.Lessons;
import dev.kenning.testbench.emulator.core.Translation;
import dev.kenning.testbench.emulator.core.translate.Assumption.Step;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedRegionTest {

    private static final int LOOP = 0x100;
    private static final int BODY = 0x140;

    private final Core state = new Core(new Unit(4));

    /** Stands for the state of a core. */
    private static final class Core {
        @SuppressWarnings("unused") // read by its name
        private final Object unit;

        @SuppressWarnings("unused") // read by its name
        private final Core self = this;

        Core(Object unit) {
            this.unit = unit;
        }
    }

    private record Unit(int registers) {}

    @Test
    void isReusedByACoreWithTheSameCode() {
        Block first = block(LOOP, 1, 2);
        Block body = block(BODY, 3);

        Optional<Translation> reused = region().reuse(first, around(first, body), state);

        assertThat(reused).isPresent();
        assertThat(reused.orElseThrow().runs()).as("counts of its own").containsExactly(0, 0);
    }

    @Test
    void isNotReusedWhereItBeginsOtherwise() {
        Block first = block(LOOP, 1, 9);

        assertThat(region().reuse(first, around(first, block(BODY, 3)), state)).isEmpty();
    }

    @Test
    void isNotReusedWhereItLeadsToOtherCode() {
        Block first = block(LOOP, 1, 2);

        assertThat(region().reuse(first, around(first, block(BODY, 9)), state)).isEmpty();
    }

    @Test
    void waitsUntilWhatItLeadsToIsDecoded() {
        Block first = block(LOOP, 1, 2);

        assertThat(region().reuse(first, around(first), state)).isEmpty();
    }

    @Test
    void isNotReusedByACoreInWhichANumberIsAnother() {
        Block first = block(LOOP, 1, 2);
        Core other = new Core(new Unit(8));

        assertThat(region().reuse(first, around(first, block(BODY, 3)), other)).isEmpty();
    }

    @Test
    void isNotReusedByACoreThatIsMadeOfOtherClasses() {
        Block first = block(LOOP, 1, 2);
        Core other = new Core("no unit");

        assertThat(region().reuse(first, around(first, block(BODY, 3)), other)).isEmpty();
    }

    @Test
    void findsNoNumberInAnObjectOfAnotherClass() {
        Step unit = new Step(name(Core.class), "unit");
        Assumption four = new Assumption(List.of(unit, new Step(name(Unit.class), "registers")), 4);

        assertThat(four.holds(state)).isTrue();
        assertThat(four.holds(new Core("no unit"))).isFalse();
    }

    @Test
    void holdsNothingOfTheCoreThatItWasMadeFor() {
        assertThat(region().assumptions())
                .extracting(Assumption::expected)
                .containsExactlyInAnyOrder(4, Unit.class, "state");
    }

    private SharedRegion region() {
        Step unit = new Step(name(Core.class), "unit");
        Set<Assumption> assumptions = Set.of(
                new Assumption(List.of(unit), Unit.class),
                new Assumption(List.of(unit, new Step(name(Unit.class), "registers")), 4),
                new Assumption(List.of(new Step(name(Core.class), "self")), Assumption.kind(state, state)));
        return new SharedRegion(
                MethodHandles.empty(Translation.TYPE),
                Lessons.over(),
                List.of(block(LOOP, 1, 2).content(), block(BODY, 3).content()),
                assumptions);
    }

    private static String name(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private static Block block(int address, long... code) {
        int length = code.length;
        return new Block(address, address + 2 * length, code, new int[length], new short[length], length, 0);
    }

    private static Surroundings around(Block... blocks) {
        return new Surroundings() {
            @Override
            public Optional<Block> at(int address) {
                return Arrays.stream(blocks)
                        .filter(block -> block.address == address)
                        .findFirst();
            }

            @Override
            public boolean isHot(Block block) {
                return false;
            }
        };
    }
}
