package dev.kenning.testbench.campaign;

import dev.kenning.testbench.fault.BoardFault;
import java.util.List;

/**
 * What one injection gave.
 *
 * @param index its place in the campaign, from 0, which repeats it with the same seed
 * @param sample the place of the sample in its file, from 1
 * @param region what was disturbed
 * @param faults what was done
 * @param occurrences what happened of that
 * @param layer the operator that ran then; "" outside the network, or where nobody knows
 * @param outcome what became of the inference
 * @param right whether the class is that of the label, or of the undisturbed inference where there is no label
 * @param detail what tells the outcome, in words
 */
public record InjectionResult(
        int index,
        int sample,
        String region,
        List<BoardFault> faults,
        List<BoardFault.Occurrence> occurrences,
        String layer,
        Outcome outcome,
        boolean right,
        String detail) {

    /** Copies the lists. */
    public InjectionResult {
        faults = List.copyOf(faults);
        occurrences = List.copyOf(occurrences);
    }
}
