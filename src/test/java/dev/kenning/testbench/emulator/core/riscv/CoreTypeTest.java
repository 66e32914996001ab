package dev.kenning.testbench.emulator.core.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoreTypeTest {

    @Test
    void readsLettersInTheirOrder() {
        assertThat(CoreType.of("rv32imfcv_zicsr", false).extensions())
                .containsExactly(Extension.I, Extension.M, Extension.F, Extension.C, Extension.V);
        assertThat(CoreType.of("rv64gc_zicsr_zifencei", true).extensions())
                .containsExactly(Extension.I, Extension.M, Extension.A, Extension.F, Extension.D, Extension.C);
    }

    @Test
    void tellsWidthAndExtensionsInMisa() {
        assertThat(CoreType.of("rv32imac_zicsr", false).misa()).isEqualTo(0x4014_1105L);
        assertThat(CoreType.of("rv64imac", true).misa()).isEqualTo(0x8000_0000_0014_1105L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        rv32imqc_zicsr      | false | Undefined instruction set: Q.
        rv64imac            | false | Unexpected architecture width: 64
        rv32imac            | true  | Unexpected architecture width: 32
        rv32mac             | false | The base instruction set I is missing in rv32mac.
        rv32imc_zfh         | false | The instruction set Zfh needs F, which is missing in rv32imc_zfh.
        rv32imdc            | false | The instruction set D needs F, which is missing in rv32imdc.
        rv32imfv_zve32f     | false | Undefined instruction set standard extension: VE32F.
        rv64i_zicsr_c       | true  | Undefined instruction set extension: C.
        rv64i_smstateen     | true  | Undefined supervisor instruction set extension: SMSTATEEN.
        cortex-m7           | false | Architecture string should start with rv, but is: cortex-m7
        """)
    void refusesWhatItDoesNotKnow(String cpuType, boolean is64, String reason) {
        assertThatThrownBy(() -> CoreType.of(cpuType, is64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @Test
    void takesExtensionsOfRenodeThatItDoesNotSimulateAndNamesThem() {
        CoreType type = CoreType.of("rv32gc_zicsr_smepmp_xandes", false);

        assertThat(type.idle()).containsExactly("smepmp", "xandes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rv32imafcb_zfh",
                "rv32ibafcm_Zfh",
                "rv32imafc_zba_zbb_zbc_zbs_zfh",
                "rv32imafc_zfh_zbs_zbc_zbb_zba"
            })
    void takesExtensionsWithLongNamesInAnyOrder(String name) {
        CoreType type = CoreType.of(name, false);

        assertThat(type.extensions())
                .contains(Extension.ZBA, Extension.ZBB, Extension.ZBC, Extension.ZBS, Extension.ZFH);
        assertThat(type.idle()).isEmpty();
        assertThat(type.misa()).isEqualTo(0x4014_1125L);
    }

    @Test
    void hasNoUserModeIfItIsTakenAway() {
        assertThat(CoreType.of("rv32imac", false).with(PrivilegeLevels.MACHINE).misa())
                .isEqualTo(0x4000_1105L);
    }
}
