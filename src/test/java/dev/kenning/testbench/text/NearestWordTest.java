package dev.kenning.testbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestWordTest {

    private static final List<String> KNOWN = List.of("STM32F7_USART", "PL011", "frequency", "size", "nvic", "x");

    @ParameterizedTest
    @CsvSource({
        "STM32F7_USRT, STM32F7_USART",
        "stm32f7_usart, STM32F7_USART",
        "PL11, PL011",
        "PL101, PL011",
        "frequnecy, frequency",
        "nvci, nvic",
        "sise, size"
    })
    void findsWhatWasMeant(String word, String meant) {
        assertThat(NearestWord.of(word, KNOWN)).contains(meant);
        assertThat(NearestWord.hint(word, KNOWN)).isEqualTo(" Did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @CsvSource({"NS16550", "cpu", "y", "''", "initialLimit"})
    void staysSilentAboutStrangers(String word) {
        assertThat(NearestWord.hint(word, KNOWN)).isEmpty();
    }

    @Test
    void prefersTheFirstOfEquals() {
        assertThat(NearestWord.of("usart", List.of("usart6", "usart1"))).contains("usart1");
    }
}
