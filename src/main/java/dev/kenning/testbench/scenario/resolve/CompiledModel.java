package dev.kenning.testbench.scenario.resolve;

import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.protocol.IoSpec;
import dev.kenning.testbench.text.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The model that a scenario runs; its IO specification stands beside it with {@code .json} appended.
 *
 * @param file the compiled model, which may be absent if the firmware has it built in
 * @param framework what Kenning calls the kind of the model, such as {@code tflite}
 * @param sent whether the model is sent to the device
 */
public record CompiledModel(Path file, String framework, boolean sent) {

    private static final String TFLITE = "tflite";

    /**
     * Reads the model and its IO specification.
     *
     * @throws BadInputException if a file is absent or malformed
     */
    Model read() {
        try {
            if (!sent && !Files.isRegularFile(file)) {
                Path spec = specification();
                return Model.of(file.toString(), new byte[0], IoSpec.parse(Files.readString(spec), spec.toString()));
            }
            return sent && framework.equals(TFLITE) ? Model.tflite(file) : Model.file(file);
        } catch (IllegalArgumentException | UncheckedIOException | IOException e) {
            throw new BadInputException(String.valueOf(e.getMessage()), e);
        }
    }

    private Path specification() {
        return file.resolveSibling(file.getFileName() + ".json");
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
