package dev.kenning.testbench.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {

    @Test
    void isReadWithEverythingThereMayBe() {
        assertThat(Parameter.parse("cpuId/id:int=0@1.16"))
                .isEqualTo(new Parameter(
                        "cpuId",
                        Optional.of("id"),
                        Parameter.Kind.INT,
                        List.of(),
                        false,
                        Optional.of("0"),
                        new Releases(RenodeRelease.V1_16, RenodeRelease.V1_16)));
    }

    @Test
    void isRequiredByAMark() {
        Parameter parameter = Parameter.parse("size:int!@-1.15");

        assertThat(parameter.isRequired()).isTrue();
        assertThat(parameter.initial()).isEmpty();
        assertThat(parameter.releases().include(RenodeRelease.V1_15)).isTrue();
        assertThat(parameter.releases().include(RenodeRelease.V1_16)).isFalse();
    }

    @Test
    void namesItsMembers() {
        Parameter parameter = Parameter.parse("series:member(F0,F4,WBA)!");

        assertThat(parameter.members()).containsExactly("F0", "F4", "WBA");
        assertThat(parameter.description()).isEqualTo("one of F0, F4, WBA");
    }

    @Test
    void answersToItsNameAndItsAlias() {
        Parameter parameter = Parameter.parse("cpuId/id:int=0");

        assertThat(parameter.isCalled("id")).isTrue();
        assertThat(parameter.isCalled("cpuId")).isTrue();
        assertThat(parameter.isCalled("cpu")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"size", "size:", "size:long", "size:int@1.17", "size:int!=3"})
    void isRefusedInAnotherForm(String text) {
        assertThatThrownBy(() -> Parameter.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
