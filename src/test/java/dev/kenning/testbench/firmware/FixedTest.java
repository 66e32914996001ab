package dev.kenning.testbench.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Holds the demo's {@code %f}, which has no C library behind it, against one that has. */
class FixedTest {

    @Test
    void printsNumbersAsTheCLibraryDoes() {
        String seed = Integer.toString(new Random().nextInt(Integer.MAX_VALUE));

        assertThat(NativeFirmware.run("fixed-test", List.of(), seed))
                .as("results with seed %s", seed)
                .containsExactly("PASS 500000 numbers");
    }
}
