package dev.kenning.testbench.model;

import java.util.List;

/**
 * Describes an operator of a model.
 *
 * @param index its place in the graph, from 0
 * @param name what it does, such as {@code CONV_2D}
 * @param inputs its inputs, weights included
 * @param outputs its outputs
 * @param macs how many multiplications with addition it does; 0 where it does none, or nobody can tell from the shapes
 */
public record ModelOperator(int index, String name, List<ModelTensor> inputs, List<ModelTensor> outputs, long macs) {

    /** Copies the lists. */
    public ModelOperator {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
