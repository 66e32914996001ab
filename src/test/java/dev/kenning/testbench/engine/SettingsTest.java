package dev.kenning.testbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.engine.catalogue.Engines;
import dev.kenning.testbench.text.BadInputException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Settings settings = Settings.of(properties::get, environment::get)
            .orElse(name -> name.equals("testbench.engines") ? Optional.of("attached") : Optional.empty());

    @Test
    void prefersSystemPropertiesToTheEnvironmentToTheRest() {
        assertThat(settings.get("testbench.engines")).contains("attached");
        environment.put("TESTBENCH_ENGINES", "hardware");
        assertThat(settings.get("testbench.engines")).contains("hardware");
        properties.put("testbench.engines", "embedded");
        assertThat(settings.get("testbench.engines")).contains("embedded");
        assertThat(settings.get("testbench.attached.kcomms")).isEmpty();
    }

    @Test
    void takesABlankValueForNone() {
        properties.put("testbench.engines", " ");

        assertThat(settings.get("testbench.engines")).contains("attached");
    }

    @Test
    void selectsEnginesFromAListOfNames() {
        properties.put("testbench.engines", "embedded, attached,,embedded");

        assertThat(Engines.selected(settings)).extracting(Engine::name).containsExactly("embedded", "attached");
    }

    @Test
    void selectsTheEmbeddedEngineUnlessTold() {
        assertThat(Engines.selected(Settings.of(properties::get, environment::get)))
                .extracting(Engine::name)
                .containsExactly("embedded");
    }

    @Test
    void namesTheNearestEngine() {
        properties.put("testbench.engines", "embeded");

        assertThatThrownBy(() -> Engines.selected(settings))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("unknown engine 'embeded'. Did you mean 'embedded'? This version has: ");
    }
}
