package dev.kenning.testbench.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.profile.LayerCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersTest {

    private final Layers layers =
            Layers.of(List.of(new LayerCall("graph", "conv", 300), new LayerCall("graph", "pool", 100)), 1000, 440);

    @Test
    void sharesOutWhatTheGraphItselfExecutes() {
        assertThat(layers.at(1000)).isEqualTo("0 conv");
        assertThat(layers.at(1329)).isEqualTo("0 conv");
        assertThat(layers.at(1330)).isEqualTo("1 pool");
        assertThat(layers.at(1439)).isEqualTo("1 pool");
    }

    @Test
    void hasNoOperatorBeforeAndBehindTheNetwork() {
        assertThat(layers.at(999)).isEmpty();
        assertThat(layers.at(1440)).isEmpty();
        assertThat(Layers.unknown().at(5)).isEmpty();
    }
}
