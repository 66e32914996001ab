package dev.kenning.testbench.junit;

import static dev.kenning.testbench.assertions.TestbenchAssertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.kenning.testbench.board.BareMetalFiles;
import dev.kenning.testbench.host.KenningSession;
import dev.kenning.testbench.host.Model;
import dev.kenning.testbench.host.Sample;
import dev.kenning.testbench.host.Samples;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Folders with a bare-metal program and its simulation script, given to a test class. */
@Tag("board")
class BareMetalBundleIT {

    private static final Path FOLDER = Path.of("target/bare-metal-bundles");

    private static void recognise(KenningSession kenning) {
        kenning.load(Model.tflite("models/gestures.tflite"));
        Sample sample = Samples.first("models/gestures-samples.json");
        assertThat(kenning.infer(sample)).hasClass(sample.label()).isCloseTo(sample.expected(), within(1e-5));
    }

    @KenningTest(board = "springbok", firmware = "target/bare-metal-bundles/flat")
    static class FromOneFolder {

        @Test
        void recognisesAGesture(KenningSession kenning) {
            recognise(kenning);
        }
    }

    @KenningTest(board = "rv32-springbok", firmware = "target/bare-metal-bundles/checkout")
    static class FromACheckout {

        @Test
        void recognisesAGesture(KenningSession kenning) {
            recognise(kenning);
        }
    }

    @Test
    void runsWhatTheFolderHasWithItsOwnScript() {
        BareMetalFiles.flat(FOLDER.resolve("flat"));

        assertRuns(FromOneFolder.class);
    }

    @Test
    void runsWhatACheckoutOfTheRuntimeHas() {
        BareMetalFiles.checkout(FOLDER.resolve("checkout"));

        assertRuns(FromACheckout.class);
    }

    private static void assertRuns(Class<?> test) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(test))
                .configurationParameter(Run.KEY, "springbok on embedded")
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(1).failed(0));
    }
}
