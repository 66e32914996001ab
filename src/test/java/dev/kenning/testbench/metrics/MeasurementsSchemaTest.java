package dev.kenning.testbench.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MeasurementsSchemaTest {

    @Test
    void isCommittedAsItIsGenerated() throws IOException {
        assertThat(Files.readString(Path.of("docs/measurements.schema.json")))
                .as("docs/measurements.schema.json; write it anew with: ./testbench schema --measurements"
                        + " > docs/measurements.schema.json")
                .isEqualTo(MeasurementsSchema.json());
    }
}
