package dev.kenning.testbench.cli;

import dev.kenning.testbench.text.BadInputException;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The measurements of a run, to which what faults did is added. */
record MeasuredFaults(ObjectNode measurements) {

    private static final String EVIDENCE = "testbench";

    /**
     * Reads the measurements of a run.
     *
     * @throws BadInputException if the file holds none
     */
    static MeasuredFaults in(Path file) {
        String advice = "; testbench run SCENARIO --measurements " + file + " makes it";
        try {
            JsonNode root = new JsonMapper().readTree(file);
            if (root instanceof ObjectNode object && object.path(EVIDENCE).isObject()) {
                return new MeasuredFaults(object);
            }
        } catch (JacksonException e) {
            throw new BadInputException("cannot read measurements from " + file + advice, e);
        }
        throw new BadInputException(file + " holds no measurements of a run" + advice);
    }

    /** Returns the text of the file with a chapter about faults. */
    String with(Map<String, Object> chapter) {
        JsonMapper mapper = new JsonMapper();
        ((ObjectNode) measurements.get(EVIDENCE)).set("faults", mapper.valueToTree(chapter));
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(measurements) + "\n";
    }
}
