package dev.kenning.testbench.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementsTest {

    @Test
    void keepsWhatDependsOnTheHostUnderOneKey(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new/run.json");

        new Measurements()
                .put("total", 2)
                .putHost("command", "testbench run x.yml")
                .put("predictions", List.of(new TreeMap<>(Map.of("target", 0, "prediction", 1))))
                .write(file);

        assertThat(Files.readString(file)).isEqualTo("""
                {
                  "total" : 2,
                  "predictions" : [ {
                    "prediction" : 1,
                    "target" : 0
                  } ],
                  "host" : {
                    "command" : "testbench run x.yml"
                  }
                }
                """);
    }

    @Test
    void countsTruthInRowsAndPredictionsInColumns() {
        ConfusionMatrix matrix = new ConfusionMatrix(2);
        matrix.add(0, 0);
        matrix.add(0, 1);
        matrix.add(1, 1);

        assertThat(matrix.rows()).containsExactly(List.of(1L, 1L), List.of(0L, 1L));
        assertThat(matrix.accuracy()).isEqualTo(2.0 / 3);
    }
}
