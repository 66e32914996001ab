package dev.kenning.testbench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A section of a report.
 *
 * @param id its label, which links lead to
 * @param title its heading
 * @param blocks what it holds
 */
record Section(String id, String title, List<Block> blocks) {

    /** Copies the list. */
    Section {
        blocks = List.copyOf(blocks);
    }

    /** Gathers the blocks of a section. Not thread-safe. */
    static final class Builder {

        private final String id;
        private final String title;
        private final List<Block> blocks = new ArrayList<>();

        Builder(String id, String title) {
            this.id = id;
            this.title = title;
        }

        Builder add(Block block) {
            blocks.add(block);
            return this;
        }

        boolean isEmpty() {
            return blocks.isEmpty();
        }

        Section build() {
            return new Section(id, title, blocks);
        }
    }
}
