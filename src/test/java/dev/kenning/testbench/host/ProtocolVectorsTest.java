package dev.kenning.testbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.protocol.PayloadVectors;
import dev.kenning.testbench.protocol.Vector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds this host and codec against what the real peers sent, one test per recorded vector.
 *
 * <p>{@code -Dkenning.vectors=FILE} runs another file of the same form.
 */
class ProtocolVectorsTest {

    private static final Map<String, Consumer<Vector>> CATEGORIES = new LinkedHashMap<>(PayloadVectors.categories());

    static {
        for (String framed : List.of("hostrx", "session", "network", "device")) {
            CATEGORIES.put(framed, PayloadVectors::frames);
        }
    }

    /** The wire format with the 6-byte header is another codec; these vectors wait for it. */
    private static final String GENERATION_ONE = "gen1";

    @TestFactory
    Stream<DynamicTest> agreesWithTheRecording() {
        List<Vector> vectors = Vector.all();
        assertThat(vectors).as("vectors").isNotEmpty();
        return vectors.stream()
                .filter(vector -> !vector.category().equals(GENERATION_ONE))
                .map(vector -> DynamicTest.dynamicTest(vector.name(), () -> check(vector)));
    }

    private static void check(Vector vector) {
        Consumer<Vector> category = CATEGORIES.get(vector.category());
        assertThat(category).as("category of %s", vector).isNotNull();
        try {
            category.accept(vector);
        } catch (AssertionError e) {
            throw new AssertionError(vector + ": " + e.getMessage(), e);
        }
    }
}
