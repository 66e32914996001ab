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
        Translation translation = translation(block, Lessons.over());
        block.setTranslation(translation);
        translation.runs()[0] = 500;

        assertThat(block.runs()).isEqualTo(500);
        assertThat(block.hotAt - block.executions).isEqualTo(20);
    }

    @Test
    void staysWhenCountsBeginAnew() {
        Block block = block(50);
        block.warmUp(new Heat(100_000));
        block.executions = 12;
        long left = block.hotAt - block.executions;
        block.note();

        block.moveCountsTo(new long[0]);

        assertThat(block.runs()).isZero();
        assertThat(block.hotAt - block.executions).isEqualTo(left);
        block.executions += 3;
        assertThat(block.note()).isEqualTo(3);
    }

    @Test
    void isLookedAtLongBeforeItIsThere() {
        Block block = block(50);

        block.warmUp(new Heat(100_000));

        assertThat(block.hotAt).isPositive().isLessThan(new Heat(100_000).executionsOf(block) / 10);
    }

    @Test
    void isNotLookedAtWhereNothingIsTranslated() {
        Block block = block(50);

        block.warmUp(Heat.NEVER);

        assertThat(block.hotAt).isEqualTo(Heat.OUT_OF_REACH);
    }

    @Test
    void countsRunsOfATranslationThatIsForgotten() {
        Block block = block(50);
        Translation translation = translation(block, Lessons.over());
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
        Translation translation = translation(block, Lessons.toBeGiven());
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
        Translation translation = translation(block, Lessons.toBeGiven());
        for (int lesson = 0; translation.isNew(); lesson++) {
            translation.noteLesson(lesson % oneInVain == 0);
        }
        return block;
    }

    @Test
    void givesTheLessonsOfCodeOnceForAllCoresThatExecuteIt() {
        Lessons lessons = Lessons.toBeGiven();
        Translation first = translation(block(50), lessons);
        while (first.isNew()) {
            first.noteLesson(false);
        }

        assertThat(translation(block(50), lessons).isNew()).isFalse();
    }

    private static Translation translation(Block block, Lessons lessons) {
        return new Translation(MethodHandles.empty(Translation.TYPE), List.of(block), lessons);
    }

    private static Block block(int instructions) {
        return new Block(0, 0, new long[0], new int[0], new short[0], instructions, 0);
    }
}
