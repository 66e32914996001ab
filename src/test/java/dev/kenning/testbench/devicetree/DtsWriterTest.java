package dev.kenning.testbench.devicetree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DtsWriterTest {

    @ParameterizedTest
    @ValueSource(strings = {"stm32f746g_disco", "nrf52840dk_nrf52840", "hifive_unmatched"})
    void writesWhatZephyrWrote(String board) throws Exception {
        Path file = Path.of("src/test/resources/devicetrees", board + ".dts");

        assertThat(Devicetree.read(file).toDts()).isEqualTo(Files.readString(file));
    }

    @Test
    void putsEverythingIntoItsCanonicalForm() {
        Devicetree tree = Devicetree.parse("t.dts", """
                /dts-v1/; /memreserve/ 4096 16;
                / { a: b: n@1 { child { }; p; q = <1 (2+3) &a>,"x\\ty\\"\\x01\\xff" , [aB 0c], /bits/ 64 <10>,&a; l: r = <>, []; }; };
                top: &{/} { };
                """);

        assertThat(tree.toDts()).isEqualTo("""
                /dts-v1/;

                /memreserve/ 0x0000000000001000 0x0000000000000010;

                / {
                \ta: b: n@1 {
                \t\tp;
                \t\tq = < 0x1 0x5 &a >, "x\\ty\\"\\x01\\xff", [ AB 0C ], /bits/ 64 < 0xa >, &a;
                \t\tl: r = < >, [ ];
                \t\tphandle = < 0x1 >;
                \t\tchild {
                \t\t};
                \t};
                };

                top: &{/} {
                };
                """);
    }

    @Test
    void writesWhatItReadsBackAsTheSameTree() {
        for (long seed = 0; seed < 500; seed++) {
            Devicetree tree = Devicetree.parse("random.dts", new RandomDevicetree(new Random(seed)).next());
            String written = tree.toDts();
            Devicetree again = Devicetree.parse("written.dts", written);

            assertThat(Dtb.of(again)).as("seed %d:%n%s", seed, written).isEqualTo(Dtb.of(tree));
            assertThat(again.toDts()).as("seed %d", seed).isEqualTo(written);
        }
    }

    @Test
    void writesWhatAReferenceStoodForWhenItsNodeWasOmitted() {
        Devicetree tree = Devicetree.parse(
                "t.dts", "/dts-v1/; / { p = &b, <&b>; /omit-if-no-ref/ a: a { b: b { phandle = <3>; }; }; };");

        assertThat(tree.root().property("p").orElseThrow()).hasToString("p = \"/a/b\", < 0x3 >;");
    }
}
