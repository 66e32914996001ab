package dev.kenning.testbench.cli;

import dev.kenning.testbench.model.ModelFormatException;
import dev.kenning.testbench.model.ModelOperator;
import dev.kenning.testbench.model.TfliteFile;
import dev.kenning.testbench.profile.LayerCall;
import dev.kenning.testbench.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Joins what ran below a runtime's graph function with what the model's file says of its operators. */
final class LayerCosts {

    /**
     * An operator and what it cost.
     *
     * @param operator its name in the model; the kernel's where the model does not tell
     * @param kernel the function that ran
     * @param shape the shape of its output; empty where the model does not tell
     * @param instructions what it cost
     * @param macs how many multiplications with addition it does; 0 where nobody can tell
     */
    record Layer(String operator, String kernel, String shape, long instructions, long macs) {

        Map<String, Object> asMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("operator", operator);
            map.put("kernel", kernel);
            map.put("shape", shape);
            map.put("instructions", instructions);
            map.put("macs", macs);
            return map;
        }
    }

    private LayerCosts() {}

    /** Returns the operators of a profile; those of the model stand beside them if there are as many. */
    static List<Layer> of(Profile profile, Path model) {
        List<ModelOperator> operators =
                network(model).map(TfliteFile::operators).orElse(List.of());
        List<LayerCall> calls = profile.layers();
        boolean known = operators.size() == calls.size();
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            LayerCall call = calls.get(i);
            layers.add(
                    known
                            ? layer(operators.get(i), call)
                            : new Layer(call.kernel(), call.kernel(), "", call.instructions(), 0));
        }
        return layers;
    }

    private static Layer layer(ModelOperator operator, LayerCall call) {
        String shape = operator.outputs().isEmpty()
                ? ""
                : operator.outputs().get(0).shape().toString();
        return new Layer(operator.name(), call.kernel(), shape, call.instructions(), operator.macs());
    }

    /** Returns the model, if its file tells of operators. */
    static Optional<TfliteFile> network(Path file) {
        try {
            return Files.isRegularFile(file) && TfliteFile.isModel(Files.readAllBytes(file))
                    ? Optional.of(TfliteFile.read(file))
                    : Optional.empty();
        } catch (ModelFormatException | IOException e) {
            return Optional.empty();
        }
    }
}
