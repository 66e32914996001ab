package dev.kenning.testbench.emulator.core.translate;

import dev.kenning.testbench.emulator.core.Block;
import dev.kenning.testbench.emulator.core.BlockContent;
import dev.kenning.testbench.emulator.core.HotCode.Surroundings;
import dev.kenning.testbench.emulator.core.Lessons;
import dev.kenning.testbench.emulator.core.Translation;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The code of a region, with all that it was made from; it holds nothing of the core that it was made for. */
record SharedRegion(MethodHandle code, Lessons lessons, List<BlockContent> blocks, Set<Assumption> assumptions) {

    SharedRegion {
        blocks = List.copyOf(blocks);
        assumptions = Set.copyOf(assumptions);
    }

    /** Returns a translation for another core; empty if something is not as it was. */
    Optional<Translation> reuse(Block first, Surroundings around, Object state) {
        List<Block> same = new ArrayList<>();
        same.add(first);
        for (BlockContent wanted : blocks.subList(1, blocks.size())) {
            around.at(wanted.address())
                    .filter(block -> block.content().equals(wanted))
                    .ifPresent(same::add);
        }
        boolean holds = same.size() == blocks.size()
                && first.content().equals(blocks.get(0))
                && assumptions.stream().allMatch(assumption -> assumption.holds(state));
        return holds ? Optional.of(new Translation(code, same, lessons)) : Optional.empty();
    }
}
