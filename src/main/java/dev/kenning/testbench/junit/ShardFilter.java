package dev.kenning.testbench.junit;

import dev.kenning.testbench.engine.Settings;
import java.util.Optional;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;

/** Leaves to other machines the tests that are not of this one's shard; JUnit finds it by itself. */
public final class ShardFilter implements PostDiscoveryFilter {

    private final Optional<Shard> shard;
    private final Optional<ShardPlan> plan;

    /** Creates the filter of this process. */
    public ShardFilter() {
        this(Settings.ofProcess());
    }

    ShardFilter(Settings settings) {
        shard = Shard.of(settings);
        plan = shard.map(each -> ShardPlan.of(each, settings));
    }

    /** What makes its tests when it runs, such as a parameterized test, goes to one shard as a whole. */
    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        boolean isUnit = descriptor.isTest() || descriptor.mayRegisterTests();
        return FilterResult.includedIf(
                !isUnit || plan.isEmpty() || isMine(descriptor.getUniqueId().toString()),
                () -> "of this shard",
                () -> "of another shard than " + shard.map(Shard::toString).orElse(""));
    }

    private boolean isMine(String id) {
        return plan.orElseThrow().shardOf(id) == shard.orElseThrow().index();
    }
}
