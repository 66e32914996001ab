package dev.kenning.testbench.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kenning.testbench.text.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformReaderTest {

    private static final String BASE = """
            cpu: CPU.CortexM @ sysbus
                nvic: nvic
                PerformanceInMips: 100
                init:
                    First
            nvic: IRQControllers.NVIC @ sysbus 0xE000E000
                IRQ -> cpu@0
            usart1: UART.STM32F7_USART @ sysbus 0x40011000 as "console"
                frequency: 200000000
                IRQ -> nvic@37
                DMA -> nvic@1
            """;

    @Test
    void letsALaterEntryReplaceAProperty() {
        PlatformDescription platform = readOnBase("cpu:\n    PerformanceInMips: 462");

        assertThat(number(component(platform, "cpu"), "PerformanceInMips")).isEqualTo(462);
        assertThat(component(platform, "cpu").properties()).containsOnlyKeys("nvic", "PerformanceInMips");
    }

    @Test
    void takesAPropertyAwayWithNone() {
        PlatformDescription platform = readOnBase("cpu:\n    PerformanceInMips: none");

        assertThat(component(platform, "cpu").properties()).containsOnlyKeys("nvic");
    }

    @Test
    void replacesConnectionsBySource() {
        PlatformDescription platform = readOnBase("usart1:\n    IRQ -> nvic@38 | nvic@39");

        assertThat(connections(component(platform, "usart1")))
                .containsExactlyInAnyOrder("IRQ->nvic@38", "IRQ->nvic@39", "DMA->nvic@1");
    }

    @Test
    void takesAConnectionAwayWithNone() {
        PlatformDescription platform = readOnBase("usart1:\n    IRQ -> none");

        assertThat(connections(component(platform, "usart1"))).containsExactly("DMA->nvic@1");
    }

    @Test
    void takesRangesOfConnectionsApartInOrder() {
        PlatformDescription platform = readOnBase("dma: DMA.STM32DMA\n    [0-2, 9] -> nvic@[13-11, 47]");

        assertThat(connections(component(platform, "dma")))
                .containsExactly("0->nvic@13", "1->nvic@12", "2->nvic@11", "9->nvic@47");
    }

    @Test
    void replacesInitSections() {
        PlatformDescription platform = readOnBase("cpu:\n    init:\n        Second");

        assertThat(component(platform, "cpu").init())
                .extracting(Statement::text)
                .containsExactly("Second");
    }

    @Test
    void appendsToInitSectionsWithAdd() {
        PlatformDescription platform = readOnBase("cpu:\n    init add:\n        Second");

        assertThat(component(platform, "cpu").init())
                .extracting(Statement::text)
                .containsExactly("First", "Second");
    }

    @Test
    void replacesRegistrationAndAliasTogether() {
        PlatformDescription platform = readOnBase("usart1: @ sysbus 0x50000000");

        Component usart1 = component(platform, "usart1");
        assertThat(usart1.registrations()).hasSize(1);
        assertThat(usart1.alias()).as("alias after a new registration").isEmpty();
        assertThat(component(readOnBase("usart1:\n    X: 1"), "usart1").treeName())
                .isEqualTo("console");
    }

    @Test
    void takesARegistrationAwayWithNone() {
        PlatformDescription platform = readOnBase("usart1: @ none");

        assertThat(component(platform, "usart1").registrations()).isEmpty();
    }

    @Test
    void seesDeclarationsThatComeLater() {
        PlatformDescription platform = read("""
                uart:
                    X: 1
                uart: UART.PL011 @ sysbus 0x0
                """);

        assertThat(component(platform, "uart").type()).hasToString("Optional[UART.PL011]");
        assertThat(component(platform, "uart").position()).hasToString("3:1");
    }

    @Test
    void keepsLocalNamesApart() {
        Map<String, String> files = Map.of(
                "one.repl", "local helper: One\nfirst: User\n    uses: helper",
                "two.repl", "local helper: Two\nsecond: User\n    uses: helper");
        PlatformDescription platform = reader(files).read(Source.ofText("using \"one.repl\"\nusing \"two.repl\""));

        assertThat(typeOfUsed(platform, "first")).isEqualTo("One");
        assertThat(typeOfUsed(platform, "second")).isEqualTo("Two");
    }

    private static String typeOfUsed(PlatformDescription platform, String user) {
        Value.Reference used =
                (Value.Reference) component(platform, user).property("uses").orElseThrow();
        return component(platform, used.name()).type().orElseThrow().name();
    }

    @Test
    void sortsComponentsAfterWhatTheirConstructorsNeed() {
        PlatformDescription platform = readOnBase("");

        assertThat(platform.components()).extracting(Component::name).containsExactly("cpu", "nvic", "usart1");
        assertThat(platform.creationOrder()).extracting(Component::name).containsExactly("nvic", "cpu", "usart1");
    }

    @Test
    void readsAnotherDescriptionOntoAMachine() {
        PlatformDescription first = readOnBase("sysbus:\n    init:\n        Tag <0, 1> \"a\"");
        PlatformReader reader = reader(Map.of());

        PlatformDescription second = reader.read(Source.ofText("""
                cpu:
                    PerformanceInMips: 462
                led: Miscellaneous.LED @ nvic 3
                usart1:
                    IRQ -> nvic@40
                sysbus:
                    init:
                        Tag <2, 3> "b"
                """), first.names());
        PlatformDescription both = first.extendedBy(second);

        assertThat(second.creationOrder()).extracting(Component::name).containsExactly("led");
        assertThat(both.creationOrder()).extracting(Component::name).containsExactly("nvic", "cpu", "usart1", "led");
        assertThat(number(component(both, "cpu"), "PerformanceInMips")).isEqualTo(462);
        assertThat(component(both, "cpu").type()).hasToString("Optional[CPU.CortexM]");
        assertThat(connections(component(both, "usart1"))).containsExactly("DMA->nvic@1", "IRQ->nvic@40");
        assertThat(component(both, "sysbus").init())
                .extracting(Statement::text)
                .containsExactly("Tag <0, 1> \"a\"", "Tag <2, 3> \"b\"");
    }

    @Test
    void refusesToDeclareWhatTheMachineHas() {
        assertThatThrownBy(() -> reader(Map.of()).read(Source.ofText("cpu: CPU.CortexM"), Set.of("cpu")))
                .hasMessageStartingWith("Error E02: Variable 'cpu' was already defined as an already registered");
    }

    @Test
    void findsFilesBesideTheirUserAndOnTheSearchPath(@TempDir Path folder) throws IOException {
        Path library = Files.createDirectories(folder.resolve("library/cpus"));
        Path boards = Files.createDirectories(folder.resolve("boards"));
        Files.writeString(library.resolve("m7.repl"), "using \"../memory.repl\"\ncpu: CPU.CortexM");
        Files.writeString(folder.resolve("library/memory.repl"), "ram: Memory.MappedMemory");
        Files.writeString(boards.resolve("leds.repl"), "led: Miscellaneous.LED");
        Path absolute = Files.writeString(folder.resolve("absolute.repl"), "button: Miscellaneous.Button");
        Path board = Files.writeString(
                boards.resolve("board.repl"),
                "using \"cpus/m7.repl\"\nusing \"./leds.repl\"\nusing \"" + absolute + "\"");

        PlatformDescription platform =
                new PlatformReader(SearchPath.of(folder.resolve("library"))).read(Source.ofFile(board));

        assertThat(platform.names()).containsExactly("ram", "cpu", "led", "button");
        assertThat(component(platform, "ram").position()).hasToString(folder.resolve("library/memory.repl") + ":1:1");
    }

    @Test
    void findsFilesInsideAJar(@TempDir Path folder) throws IOException {
        URI jar = URI.create("jar:" + folder.resolve("testbench.jar").toUri());
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Path renode = Files.createDirectories(files.getPath("/testbench/renode"));
            Files.createDirectories(renode.resolve("platforms/boards"));
            Files.writeString(renode.resolve("board.repl"), "cpu: CPU.CortexM");
            Files.writeString(renode.resolve("platforms/boards/bb.repl"), "using \"../../board.repl\"");

            PlatformDescription platform =
                    new PlatformReader(SearchPath.of(renode)).read(Source.ofText("using \"platforms/boards/bb.repl\""));

            assertThat(component(platform, "cpu").position()).hasToString(jar + "!/testbench/renode/board.repl:1:1");
        }
    }

    @Test
    void readsThePlatformThatRealRenodeLoaded() {
        PlatformDescription platform = new PlatformReader(SearchPath.of())
                .read(Source.ofFile(Path.of("src/test/resources/renode-golden/rv32.repl")));

        assertThat(platform.creationOrder()).extracting(Component::name).containsExactly("clint", "cpu", "ram", "uart");
        assertThat(connections(component(platform, "clint"))).containsExactly("0->cpu@3", "1->cpu@7");
        assertThat(number(component(platform, "ram"), "size")).isEqualTo(0x100000);
    }

    private static PlatformDescription readOnBase(String text) {
        return reader(Map.of("base.repl", BASE)).read(Source.ofText("using \"base.repl\"\n" + text));
    }

    private static PlatformDescription read(String text) {
        return reader(Map.of()).read(Source.ofText(text));
    }

    private static PlatformReader reader(Map<String, String> files) {
        return new PlatformReader(
                (path, from) -> Optional.ofNullable(files.get(path)).map(text -> new Source(path, text)));
    }

    private static Component component(PlatformDescription platform, String name) {
        return platform.component(name).orElseThrow();
    }

    private static long number(Component component, String property) {
        return ((Value.Numeric) component.property(property).orElseThrow()).asLong();
    }

    private static List<String> connections(Component component) {
        return component.connections().stream()
                .map(connection -> connection.source() + "->" + connection.destination() + "@" + connection.number())
                .toList();
    }
}
