package dev.kenning.testbench.platform.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.platform.PlatformDescription;
import dev.kenning.testbench.platform.PlatformReader;
import dev.kenning.testbench.platform.RenodeModels;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.platform.Value;
import dev.kenning.testbench.text.Source;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Chips of the runtime's boards of which no devicetree of a build is at hand, cut to what matters. */
class ChipsTest {

    @Test
    void knowsMax32690() {
        PlatformDescription platform = platform("""
                / {
                    #address-cells = <1>; #size-cells = <1>; compatible = "adi,max32690evkit";
                    cpus { #address-cells = <1>; #size-cells = <0>; cpu@0 { compatible = "arm,cortex-m4f"; reg = <0>; }; };
                    clk_ipo: clk_ipo { compatible = "fixed-clock"; clock-frequency = <120000000>; phandle = <9>; };
                    soc {
                        #address-cells = <1>; #size-cells = <1>; ranges; interrupt-parent = <&nvic>;
                        nvic: nvic@e000e100 { compatible = "arm,v7m-nvic"; reg = <0xe000e100 0xc00>;
                            #interrupt-cells = <2>; arm,num-irq-priority-bits = <3>; phandle = <1>; };
                        gcr: gcr@40000000 { compatible = "adi,max32-gcr"; reg = <0x40000000 0x400>;
                            clocks = <&clk_ipo>; sysclk-prescaler = <1>; };
                        uart2: serial@40044000 { compatible = "adi,max32-uart"; reg = <0x40044000 0x1000>;
                            interrupts = <34 0>; };
                    };
                };
                """);

        assertThat(text(platform, "nvic0")).contains("systickFrequency=120000000", "priorityMask=0xe0");
        assertThat(text(platform, "cpu0")).contains("PerformanceInMips=120");
        assertThat(type(platform, "uart2")).isEqualTo("UART.MAX32655_UART");
        assertThat(platform.component("gcr"))
                .as("a tag, so that its clocks are always ready")
                .isEmpty();
    }

    @Test
    void givesEachHartOfFu740ItsContexts() {
        PlatformDescription platform = platform("""
                / {
                    #address-cells = <1>; #size-cells = <1>; compatible = "sifive,FU740-C000";
                    cpus { #address-cells = <1>; #size-cells = <0>;
                        cpu@0 { device_type = "cpu"; reg = <0>; riscv,isa = "rv64imac"; status = "disabled";
                            i0: controller { #interrupt-cells = <1>; phandle = <1>; }; };
                        cpu@1 { device_type = "cpu"; reg = <1>; riscv,isa-base = "rv64i";
                            riscv,isa-extensions = "i", "m", "a", "f", "d", "c", "zicsr", "zve32f";
                            i1: controller { #interrupt-cells = <1>; phandle = <2>; }; };
                    };
                    clint: clint@2000000 { compatible = "sifive,clint0"; reg = <0x2000000 0x10000>; };
                    plic: plic@c000000 { compatible = "sifive,plic-1.0.0"; reg = <0xc000000 0x4000000>;
                        #interrupt-cells = <2>; riscv,ndev = <69>;
                        interrupts-extended = <&i0 11 &i1 11 &i1 9>; };
                };
                """);

        assertThat(text(platform, "cpu0")).contains("cpuType=rv64imafdc_zicsr_zifencei", "hartId=1");
        assertThat(text(platform, "clint")).contains("numberOfTargets=2");
        assertThat(platform.component("clint").orElseThrow().connections())
                .extracting(connection -> connection.source() + " -> " + connection.number())
                .containsExactly("2 -> 3", "3 -> 7");
        assertThat(platform.component("plic").orElseThrow().connections())
                .extracting(connection -> connection.source() + " -> " + connection.number())
                .containsExactly("1 -> 11", "2 -> 9");
    }

    @Test
    void joinsTheUartOfRk3399ToItsInterruptController() {
        PlatformDescription platform = platform("""
                / {
                    #address-cells = <2>; #size-cells = <1>; compatible = "rockchip,rk3399"; interrupt-parent = <&gic>;
                    cpus { #address-cells = <1>; #size-cells = <0>;
                        cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a53"; reg = <0>; }; };
                    gic: gic@fee00000 { compatible = "arm,gic-v3", "arm,gic"; phandle = <1>; #interrupt-cells = <4>;
                        reg = <0 0xfee00000 0x10000>, <0 0xfef00000 0xc0000>; };
                    timer { compatible = "arm,armv8-timer"; };
                    uart2: serial@ff1a0000 { compatible = "rockchip,rk3399-uart", "ns16550"; reg = <0 0xff1a0000 0x1000>;
                        interrupts = <0 100 4 0>; };
                    ram: memory@2000000 { device_type = "memory"; reg = <0 0x2000000 0x40000000>; };
                };
                """);

        assertThat(type(platform, "uart2")).isEqualTo("UART.NS16550");
        assertThat(platform.component("uart2").orElseThrow().connections())
                .singleElement()
                .satisfies(connection -> {
                    assertThat(connection.destination()).isEqualTo("gic");
                    assertThat(connection.number()).isEqualTo(100);
                });
        assertThat(text(platform, "cpu0")).contains("genericInterruptController=gic");
        assertThat(text(platform, "ram")).contains("size=0x40000000");
    }

    private static PlatformDescription platform(String tree) {
        String repl = PlatformGenerator.generate(
                        Devicetree.parse("chip.dts", "/dts-v1/;\n" + tree), OptionalLong.empty())
                .repl();
        PlatformDescription platform = new PlatformReader(SearchPath.of()).read(Source.ofText(repl));
        assertThat(RenodeModels.unknown(platform))
                .as("unknown to Renode in\n" + repl)
                .isEmpty();
        return platform;
    }

    private static String type(PlatformDescription platform, String name) {
        return platform.component(name).orElseThrow().type().orElseThrow().name();
    }

    private static List<String> text(PlatformDescription platform, String name) {
        return platform.component(name).orElseThrow().properties().values().stream()
                .map(property -> property.name() + "=" + shown(property.value()))
                .toList();
    }

    private static String shown(Value value) {
        if (value instanceof Value.Numeric number) {
            return number.digits();
        }
        if (value instanceof Value.Text text) {
            return text.text();
        }
        return value instanceof Value.Reference reference ? reference.name() : "?";
    }
}
