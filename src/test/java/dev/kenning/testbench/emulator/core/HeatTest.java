package dev.kenning.testbench.emulator.core;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(new Ran(block, 500).blocks()).containsExactly(block);

        assertThat(block.executions).isEqualTo(500);
        assertThat(block.hotAt - block.executions).isEqualTo(20);
    }

    /** A translation that has executed its block so often. */
    private static final class Ran extends Translation {

        Ran(Block block, int times) {
            super(new Block[] {block});
            count(0, times);
        }

        @Override
        public int run(Execution execution, int budget) {
            return ~0;
        }
    }

    private static Block block(int instructions) {
        return new Block(0, 0, new long[0], new int[0], new short[0], instructions, 0);
    }
}
