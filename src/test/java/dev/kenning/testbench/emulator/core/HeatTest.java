package dev.kenning.testbench.emulator.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeatTest {

    private final Heat heat = new Heat(1000);

    @Test
    void countsInstructionsRatherThanExecutions() {
        assertThat(heat.executionsOf(block(1))).isEqualTo(1000);
        assertThat(heat.executionsOf(block(50))).isEqualTo(20);
    }

    @Test
    void isNeverReachedWhereNothingIsTranslated() {
        assertThat(Heat.NEVER.executionsOf(block(50))).isEqualTo(Heat.OUT_OF_REACH);
    }

    @Test
    void translatesAnEighthAsHotABlockWithItsNeighbour() {
        Block neighbour = block(50);
        neighbour.executions = 1;
        assertThat(heat.isSharedBy(neighbour)).isFalse();
        neighbour.executions = 2;
        assertThat(heat.isSharedBy(neighbour)).isTrue();
    }

    @Test
    void isNotRaisedByRunsThatWereTranslated() {
        Block block = block(50);
        block.hotAt = heat.executionsOf(block);
        Translation translation = new Translation(MethodHandles.empty(Translation.TYPE), List.of(block));
        block.setTranslation(translation);
        translation.runs()[0] = 500;

        assertThat(block.runs()).isEqualTo(500);
        assertThat(block.hotAt - block.executions).isEqualTo(20);
    }

    @Test
    void staysWhenCountsBeginAnew() {
        Block block = block(50);
        block.warmUp(100);
        block.executions = 120;
        assertThat(block.isHot()).isTrue();

        block.moveCountsTo(new long[0]);

        assertThat(block.runs()).isZero();
        assertThat(block.isHot()).isTrue();
    }

    @Test
    void isLookedAtOnceBeforeItIsThere() {
        Block block = block(50);
        block.warmUp(100);
        assertThat(block.hotAt).isLessThan(100);
        block.executions = block.hotAt;

        assertThat(block.isHot()).isFalse();
        assertThat(block.hotAt).isEqualTo(100);
    }

    @Test
    void countsRunsOfATranslationThatIsForgotten() {
        Block block = block(50);
        Translation translation = new Translation(MethodHandles.empty(Translation.TYPE), List.of(block));
        block.setTranslation(translation);
        translation.runs()[0] = 500;

        block.dropTranslations();
        translation.runs()[0] = 900;

        assertThat(block.runs()).isEqualTo(500);
        assertThat(block.translation()).isNull();
    }

    @Test
    void interpretsBetweenTheLessonsOfANewTranslation() {
        Block block = block(50);
        Translation translation = new Translation(MethodHandles.empty(Translation.TYPE), List.of(block));
        translation.beginLessons();
        translation.noteLesson(false);

        assertThat(translation.isNew()).isTrue();
        assertThat(block.hotAt).isGreaterThan(block.executions);
    }

    @Test
    void givesUpATranslationThatDidNothingInMostOfItsLessons() {
        assertThat(afterLessons(3).hotAt).isLessThan(Heat.OUT_OF_REACH);
        assertThat(afterLessons(1).hotAt).isEqualTo(Heat.OUT_OF_REACH);
    }

    /** Returns a block whose translation has had all its lessons, one in so many in vain. */
    private static Block afterLessons(int oneInVain) {
        Block block = block(50);
        Translation translation = new Translation(MethodHandles.empty(Translation.TYPE), List.of(block));
        translation.beginLessons();
        for (int lesson = 0; translation.isNew(); lesson++) {
            translation.noteLesson(lesson % oneInVain == 0);
        }
        return block;
    }

    private static Block block(int instructions) {
        return new Block(0, 0, new long[0], new int[0], new short[0], instructions, 0);
    }
}
