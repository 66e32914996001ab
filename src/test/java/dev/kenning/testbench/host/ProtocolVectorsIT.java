package dev.kenning.testbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.protocol.PayloadVectors;
import dev.kenning.testbench.protocol.Vector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds this host, this codec and the firmware's device against what the real peers sent, one test per recorded vector.
 *
 * <p>{@code -Dkenning.vectors=FILE} runs another file of the same form.
 */
@Tag("board")
class ProtocolVectorsIT {

    private static final Map<String, Consumer<Vector>> CATEGORIES = categories();

    private static Map<String, Consumer<Vector>> categories() {
        Map<String, Consumer<Vector>> categories = new LinkedHashMap<>(PayloadVectors.categories());
        categories.put("hostrx", HostReceiveVectors::check);
        categories.put("session", SessionVectors::check);
        categories.put("network", NetworkVectors::check);
        categories.put("device", PayloadVectors::frames);
        categories.put("gen1", BareMetalVectors::check);
        return categories;
    }

    @Test
    void knowsTheCategoryOfEveryVector() {
        assertThat(Vector.all())
                .isNotEmpty()
                .allSatisfy(vector -> assertThat(CATEGORIES).containsKey(vector.category()));
    }

    @TestFactory
    Stream<DynamicTest> hostAndCodecAgreeWithTheRecording() {
        return Vector.all().stream()
                .filter(vector -> CATEGORIES.containsKey(vector.category()))
                .map(vector ->
                        DynamicTest.dynamicTest(vector.name(), () -> named(vector, CATEGORIES.get(vector.category()))));
    }

    @TestFactory
    Stream<DynamicTest> deviceOnTheSimulatedBoardAgreesWithTheRecording() {
        return deviceVectors(EmbeddedDevice.lab());
    }

    @TestFactory
    Stream<DynamicTest> nativeDeviceAgreesWithTheRecording() {
        return deviceVectors(NativeDevice.lab());
    }

    @TestFactory
    Stream<DynamicTest> deviceOfGenerationOneOnTheSimulatedBoardAgreesWithTheRecording() {
        return bareMetalVectors(EmbeddedDevice.lab());
    }

    @TestFactory
    Stream<DynamicTest> nativeDeviceOfGenerationOneAgreesWithTheRecording() {
        return bareMetalVectors(NativeDevice.lab());
    }

    private static Stream<DynamicTest> bareMetalVectors(DeviceUnderTest.Lab lab) {
        return Vector.all().stream()
                .filter(BareMetalDeviceVectors::isFor)
                .map(vector -> DynamicTest.dynamicTest(
                        vector.name(), () -> named(vector, device -> BareMetalDeviceVectors.check(device, lab))));
    }

    private static Stream<DynamicTest> deviceVectors(DeviceUnderTest.Lab lab) {
        return Vector.all().stream()
                .filter(vector -> vector.category().equals("device"))
                .map(vector -> DynamicTest.dynamicTest(
                        vector.name(), () -> named(vector, device -> DeviceVectors.check(device, lab))));
    }

    private static void named(Vector vector, Consumer<Vector> check) {
        try {
            check.accept(vector);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(vector + ": " + e.getMessage(), e);
        }
    }
}
