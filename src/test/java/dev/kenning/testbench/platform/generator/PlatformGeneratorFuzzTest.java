package dev.kenning.testbench.platform.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.kenning.testbench.Rounds;
import dev.kenning.testbench.devicetree.DamagedText;
import dev.kenning.testbench.devicetree.Devicetree;
import dev.kenning.testbench.devicetree.DevicetreeException;
import dev.kenning.testbench.platform.PlatformReader;
import dev.kenning.testbench.platform.RenodeModels;
import dev.kenning.testbench.platform.SearchPath;
import dev.kenning.testbench.text.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Gives the generator 100,000 devicetrees with wrong values: each becomes a platform that can be read, or is refused with a place. */
@Timeout(900)
@Tag("exhaustive")
class PlatformGeneratorFuzzTest {

    private static final int ROUNDS = Rounds.of(100_000);

    private static final String ARM = """
        /dts-v1/;
        / {
            #address-cells = <1>; #size-cells = <1>; compatible = "st,stm32f746g-disco"; model = "A board";
            chosen { zephyr,sram = &sram0; zephyr,flash = &flash0; };
            cpus { #address-cells = <1>; #size-cells = <0>; cpu@0 { compatible = "arm,cortex-m7"; reg = <0>; }; };
            clk: hse { clock-frequency = <25000000>; phandle = <2>; };
            soc {
                #address-cells = <1>; #size-cells = <1>; ranges; interrupt-parent = <&nvic>;
                nvic: nvic@e000e100 { compatible = "arm,v7m-nvic"; #interrupt-cells = <2>;
                    reg = <0xe000e100 0xc00>; arm,num-irq-priority-bits = <4>; phandle = <1>; };
                rcc: rcc@40023800 { compatible = "st,stm32-rcc"; reg = <0x40023800 0x400>; clocks = <&clk>; };
                exti: exti@40013c00 { compatible = "st,stm32-exti"; reg = <0x40013c00 0x400>;
                    interrupts = <6 0>, <23 0>; line-ranges = <0 1>, <5 5>; };
                gpioi: gpio@40022000 { compatible = "st,stm32-gpio"; reg = <0x40022000 0x400>; phandle = <3>; };
                usart1: serial@40011000 { compatible = "st,stm32-usart"; reg = <0x40011000 0x400>; interrupts = <37 0>; };
                timer: timer@40010000 { compatible = "st,stm32-timers"; reg = <0x40010000 0x400>;
                    interrupts = <24 0>, <25 0>; interrupt-names = "brk", "up"; };
                flash0: flash@8000000 { compatible = "soc-nv-flash"; reg = <0x8000000 0x100000>; };
                ospi: spi@a0001000 { #address-cells = <1>; #size-cells = <0>;
                    reg = <0xa0001000 0x34>, <0x90000000 0x1000000>;
                    nor: nor@0 { compatible = "jedec,spi-nor"; reg = <0>; size = <0x8000000>; }; };
            };
            sram0: memory@20010000 { compatible = "mmio-sram"; reg = <0x20010000 0x40000>; };
            leds { compatible = "gpio-leds"; led: led { gpios = <&gpioi 1 1>; }; };
            keys { compatible = "gpio-keys"; key: key { gpios = <&gpioi 11 0>; }; };
        };
        """;

    @Test
    void makesAPlatformOfEveryDevicetreeOrSaysWhyNot() throws IOException {
        String riscV = Files.readString(Path.of("src/test/resources/devicetrees/hifive_unmatched.dts"));
        int refused = 0;

        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            String source = DamagedText.withOtherValues(seed % 20 == 0 ? riscV : ARM, random);
            refused += isRefused(source, seed) ? 1 : 0;
        }

        assertThat(refused).as("devicetrees that were refused").isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 10);
    }

    private static boolean isRefused(String source, long seed) {
        try {
            Devicetree tree = Devicetree.parse("fuzz.dts", source);
            String repl = PlatformGenerator.generate(tree, OptionalLong.empty()).repl();
            assertThat(RenodeModels.unknown(new PlatformReader(SearchPath.of()).read(Source.ofText(repl))))
                    .as("seed " + seed)
                    .isEmpty();
            return false;
        } catch (DevicetreeException e) {
            assertThat(e.getMessage())
                    .as("seed " + seed)
                    .startsWith("fuzz.dts:" + e.position().line() + ":");
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("seed " + seed + " was answered by " + e + " for the text\n" + source, e);
        }
    }
}
