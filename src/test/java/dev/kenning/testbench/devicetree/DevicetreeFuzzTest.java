package dev.kenning.testbench.devicetree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.kenning.testbench.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Feeds the parser 100,000 damaged devicetrees: each is read or refused with a place; the limit is for one that hangs. */
@Timeout(300)
@Tag("exhaustive")
class DevicetreeFuzzTest {

    private static final int ROUNDS = Rounds.of(100_000);
    private static final Pattern PLACE = Pattern.compile("[^\\n]*:-?\\d+:\\d+: .+", Pattern.DOTALL);
    private static final String OVERLAY = """
        &uart0 { status = "okay"; /delete-property/ reg; };
        / { aliases { kcomms = &uart0; }; soc { /delete-node/ rng@1; }; };
        """;
    private static final String BOARD = """
        /dts-v1/;
        /memreserve/ 0x1000 (4 * 1024);
        / {
            #address-cells = <1>; #size-cells = <1>; interrupt-parent = <&nvic>;
            chosen { zephyr,console = &uart0; zephyr,sram = &sram0; };
            aliases { kcomms = &uart0; first = "/soc/serial@1000"; };
            nvic: nvic { #interrupt-cells = <2>; phandle = <1>; };
            soc {
                #address-cells = <1>; #size-cells = <1>; ranges = <0 0x40000000 0x10000>;
                uart0: serial@1000 { reg = <0x1000 0x400>; interrupts = <37 0>, <38 1>; current-speed = <115200>; };
                /omit-if-no-ref/ rng@1 { id = [c2 28 17]; wide = /bits/ 64 <(1 << 40 | 'a')>; };
            };
            sram0: memory@20000000 { compatible = "mmio-sram"; reg = <0x20000000 0x40000>; };
        };
        """;

    @Test
    void readsOrRefusesEveryDamagedDevicetree() throws IOException {
        List<String> sources = new ArrayList<>(List.of(BOARD, BOARD, BOARD));
        sources.add(Files.readString(Path.of("src/test/resources/devicetrees/hifive_unmatched.dts")));
        for (long seed = 0; seed < 20; seed++) {
            sources.add(new RandomDevicetree(new Random(seed)).next());
        }
        int refused = 0;

        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            String source = DamagedText.of(sources.get(random.nextInt(sources.size())), random);
            String overlay = random.nextInt(4) == 0 ? DamagedText.of(OVERLAY, random) : OVERLAY;
            refused += isRefused(source, overlay, seed) ? 1 : 0;
        }

        assertThat(refused).as("damaged devicetrees that were refused").isBetween(ROUNDS / 4, ROUNDS - ROUNDS / 10);
    }

    /** Says whether the parser refused the source; a tree that it read must answer every question, or refuse that. */
    private static boolean isRefused(String source, String overlay, long seed) {
        try {
            Devicetree tree = Devicetree.parse("fuzz.dts", source);
            ask(() -> tree.nodes().forEach(node -> {
                node.translatedReg();
                tree.interrupts(node);
            }));
            ask(() -> new KenningHardware(tree).memories());
            ask(() -> new KenningHardware(tree).requireKcomms());
            ask(() -> tree.with(Overlay.parse("grown", IncreasedMemory.overlay(tree, 512))));
            ask(() -> tree.with(Overlay.parse("fuzz.overlay", overlay)));
            Devicetree.parse("written.dts", tree.toDts());
            return false;
        } catch (DevicetreeException e) {
            assertPlaced(e);
            return true;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("seed " + seed + " was answered by " + e + " for the text\n" + source + "\n" + overlay, e);
        }
    }

    private static void ask(Runnable question) {
        try {
            question.run();
        } catch (DevicetreeException e) {
            assertPlaced(e);
        }
    }

    private static void assertPlaced(DevicetreeException refusal) {
        if (!PLACE.matcher(String.valueOf(refusal.getMessage())).matches()) {
            fail("a refusal without its place", refusal);
        }
    }
}
