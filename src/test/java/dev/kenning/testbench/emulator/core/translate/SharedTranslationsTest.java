package dev.kenning.testbench.emulator.core.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.emulator.core.BlockContent;
import dev.kenning.testbench.emulator.core.Lessons;
import dev.kenning.testbench.emulator.core.Translation;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedTranslationsTest {

    private final SharedTranslations shared = new SharedTranslations();

    @Test
    void addsUpWhatCoresExecuteOfTheSameCode() {
        shared.warm(key(1), 30);

        assertThat(shared.warm(key(1), 12)).isEqualTo(42);
        assertThat(shared.warm(key(2), 5)).as("another block").isEqualTo(5);
    }

    @Test
    void keepsTheCodeOfDifferentCoresApart() {
        shared.add(key(1), region(1));

        assertThat(shared.find(new SharedTranslations.Key("Other", key(1).block())))
                .isEmpty();
        assertThat(shared.find(key(1))).isPresent();
    }

    @Test
    void forgetsWhatWasUsedLeastRecently() {
        shared.add(key(0), region(0));
        for (int i = 1; i < 600; i++) {
            shared.add(key(i), region(i));
            shared.find(key(0));
        }

        assertThat(shared.find(key(0))).as("used all the time").isPresent();
        assertThat(shared.find(key(1))).as("not used for long").isEmpty();
    }

    private static SharedTranslations.Key key(int address) {
        return new SharedTranslations.Key("Core", content(address));
    }

    private static BlockContent content(int address) {
        return new BlockContent(address, address + 2, new long[] {7}, new int[1], 1, 0);
    }

    private static SharedRegion region(int address) {
        return new SharedRegion(
                MethodHandles.empty(Translation.TYPE), Lessons.over(), List.of(content(address)), Set.of());
    }
}
