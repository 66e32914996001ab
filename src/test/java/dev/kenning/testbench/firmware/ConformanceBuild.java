package dev.kenning.testbench.firmware;

import dev.kenning.testbench.protocol.Vector;
import java.nio.file.Path;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says which build of the reference device a recorded {@code device/} vector needs: {@code conformance.json}. */
public final class ConformanceBuild {

    private static final Path TABLE = Path.of("firmware", "conformance.json");

    private ConformanceBuild() {}

    /** Returns the name of the build, such as {@code kenning-device-conformance-llext}. */
    public static String of(Vector vector) {
        String subject = vector.name() + " "
                + vector.decoded().path("expected").path("device_build").asString("");
        for (JsonNode rule : new JsonMapper().readTree(TABLE.toFile()).path("rules")) {
            if (Pattern.compile(rule.path("pattern").asString())
                    .matcher(subject)
                    .find()) {
                return rule.path("firmware").asString();
            }
        }
        throw new IllegalStateException(TABLE + " has no rule for " + subject);
    }
}
