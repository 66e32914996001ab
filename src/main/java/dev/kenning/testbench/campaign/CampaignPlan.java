package dev.kenning.testbench.campaign;

import java.util.List;

/**
 * Says what a campaign does.
 *
 * @param injections how many inferences are disturbed
 * @param seed decides everything that is random, together with the index of an injection
 * @param flips how many bits are flipped at once, in turn
 * @param regions what is disturbed, in turn; all there are if it is empty
 */
public record CampaignPlan(int injections, long seed, List<Integer> flips, List<String> regions) {

    /** Checks and copies. */
    public CampaignPlan {
        flips = List.copyOf(flips);
        regions = List.copyOf(regions);
        if (injections < 1) {
            throw new IllegalArgumentException("a campaign has 1 or more injections, not " + injections);
        }
        if (flips.isEmpty() || flips.stream().anyMatch(number -> number < 1)) {
            throw new IllegalArgumentException("an injection flips 1 or more bits, not " + flips);
        }
    }
}
