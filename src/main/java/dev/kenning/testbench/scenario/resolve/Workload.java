package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import dev.kenning.testbench.protocol.Quantization;
import dev.kenning.testbench.protocol.TensorSpec;
import dev.kenning.testbench.text.BadInputException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Holds what a scenario runs, read and checked: the model, the samples that go through it and the names of its classes.
 *
 * @param model the model
 * @param samples those that are run, in order
 * @param classNames the classes in the order of the outputs; empty if nobody named them
 */
public record Workload(Model model, List<Sample> samples, List<String> classNames) {

    /** Copies the lists. */
    public Workload {
        samples = List.copyOf(samples);
        classNames = List.copyOf(classNames);
    }

    /**
     * Reads the model and the samples that a scenario names.
     *
     * @throws BadInputException if a file is malformed, or the samples do not fit the model
     */
    public static Workload of(Scenario scenario) {
        CompiledModel compiled = scenario.model();
        Model model = compiled.read();
        if (model.ioSpec().inputs().isEmpty() || model.ioSpec().outputs().isEmpty()) {
            throw new BadInputException(
                    compiled + ".json: the IO specification must name at least one input and one output");
        }
        Samples samples = samples(scenario);
        List<String> fromSpec = model.ioSpec().outputs().get(0).classNames();
        int count = Math.min(samples.size(), scenario.inferenceLimit().orElse(Integer.MAX_VALUE));
        Workload workload = new Workload(
                model,
                IntStream.range(0, count).mapToObj(samples::get).toList(),
                fromSpec.isEmpty() ? samples.classes() : fromSpec);
        workload.requireNameForEachOutput(compiled);
        workload.samples.forEach(sample -> workload.requireFit(sample, compiled));
        return workload;
    }

    private static Samples samples(Scenario scenario) {
        try {
            return Samples.json(scenario.samples());
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns the version of the model's format, if it tells one. */
    public Optional<String> modelVersion() {
        return TfliteModel.version(model.bytes()).map(String::valueOf);
    }

    /** Returns the difference between two neighbouring values of a quantised output; 0 for any other output. */
    public double outputStep() {
        return model.ioSpec()
                .outputs()
                .get(0)
                .quantization()
                .map(Quantization::scale)
                .orElse(0.0);
    }

    private void requireFit(Sample sample, CompiledModel compiled) {
        long wanted =
                model.ioSpec().inputs().stream().mapToLong(TensorSpec::elements).sum();
        if (sample.input().length != wanted) {
            throw new BadInputException(sample.name() + " has " + sample.input().length
                    + " numbers, but the IO specification of " + compiled + " wants " + wanted + " ("
                    + model.ioSpec().inputs() + ")");
        }
        long outputs = model.ioSpec().outputs().get(0).elements();
        if (sample.hasExpected() && sample.expected().length != outputs) {
            throw new BadInputException(sample.name() + " expects " + sample.expected().length
                    + " outputs, but the IO specification of " + compiled + " has " + outputs);
        }
        if (sample.hasLabel() && !classNames.isEmpty() && !classNames.contains(sample.label())) {
            throw new BadInputException(sample.name() + " has the label \"" + sample.label() + "\", but the classes of "
                    + compiled + " are " + classNames);
        }
    }

    private void requireNameForEachOutput(CompiledModel compiled) {
        long outputs = model.ioSpec().outputs().get(0).elements();
        if (!classNames.isEmpty() && classNames.size() != outputs) {
            throw new BadInputException("there are " + classNames.size() + " class names " + classNames
                    + ", but the IO specification of " + compiled + " has " + outputs
                    + " outputs; give each output its class in the IO specification's class_names");
        }
    }
}
