package dev.kenning.testbench.board.west;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The first error in the output of a build: what the tools print, and what a user is told of it. */
class BuildErrorTest {

    private static BuildError first(String output) {
        return BuildError.first(output.lines().toList(), Path.of("/ws/my build"));
    }

    @Test
    void isTheFirstOfSeveralOfTheCompiler() {
        assertThat(first("""
                -- west build: generating a build system
                [12/214] Building C object CMakeFiles/app.dir/src/main.c.obj
                FAILED: CMakeFiles/app.dir/src/main.c.obj
                ccache /opt/sdk/arm-zephyr-eabi-gcc -DKERNEL -o CMakeFiles/app.dir/src/main.c.obj -c /ws/app/src/main.c
                /ws/app/src/main.c: In function 'main':
                /ws/app/src/main.c:40:5: warning: unused variable 'status' [-Wunused-variable]
                \u001B[1m/ws/app/src/main.c:42:17:\u001B[0m \u001B[31merror:\u001B[0m 'server' undeclared (first use in this function)
                   42 |     status_t s = server;
                      |                  ^~~~~~
                /ws/app/src/main.c:50:1: error: expected ';' before '}' token
                ninja: build stopped: subcommand failed.
                FATAL ERROR: command exited with status 1: /usr/bin/cmake --build /ws/build
                """))
                .isEqualTo(new BuildError(
                        "/ws/app/src/main.c:42:17: error: 'server' undeclared (first use in this function)", ""));
    }

    @Test
    void namesTheFileThatAnIncludeDoesNotFind() {
        assertThat(first("""
                In file included from /ws/lib/model.c:7:
                /ws/lib/model.h:3:10: fatal error: tensorflow/lite/micro/micro_log.h: No such file or directory
                compilation terminated.
                """).text())
                .isEqualTo("/ws/lib/model.h:3:10: fatal error: tensorflow/lite/micro/micro_log.h: No such file or"
                        + " directory");
    }

    @Test
    void readsTheAssembler() {
        assertThat(first("""
                /ws/app/src/start.S: Assembler messages:
                /ws/app/src/start.S:12: Error: bad instruction `vadd.q r0,r1'
                """).text()).isEqualTo("/ws/app/src/start.S:12: Error: bad instruction `vadd.q r0,r1'");
    }

    @Test
    void readsTheDevicetree() {
        assertThat(first("""
                -- Found devicetree overlay: /ws/app/boards/stm32f746g_disco.overlay
                devicetree error: /ws/app/boards/stm32f746g_disco.overlay:3 (column 14): parse error: undefined node label 'usart66'
                CMake Error at /ws/zephyr/cmake/modules/dts.cmake:295 (execute_process):
                  execute_process failed command indexes:

                    1: "Child return code: 1"
                """).text())
                .isEqualTo("/ws/app/boards/stm32f746g_disco.overlay:3:14: devicetree error: parse error: undefined node"
                        + " label 'usart66'");
    }

    @Test
    void readsTheDevicetreeCompiler() {
        assertThat(first("""
                Error: zephyr.dts.pre:120.9-10 syntax error
                FATAL ERROR: Unable to parse input tree
                """).text()).isEqualTo("zephyr.dts.pre:120:9: devicetree error: syntax error");
    }

    @Test
    void takesTheComplaintThatKconfigGivesUpFor() {
        assertThat(first("""
                Parsing /ws/zephyr/Kconfig
                Loaded configuration '/ws/zephyr/boards/st/stm32f746g_disco/stm32f746g_disco_defconfig'

                /ws/app/tflite.conf:5: warning: attempt to assign the value 'y' to the undefined symbol KENNING_TFLTE

                error: Aborting due to Kconfig warnings

                CMake Error at /ws/zephyr/cmake/modules/kconfig.cmake:396 (message):
                  command failed with return code: 1
                """).text())
                .isEqualTo("/ws/app/tflite.conf:5: warning: attempt to assign the value 'y' to the undefined symbol"
                        + " KENNING_TFLTE");
    }

    @Test
    void advisesLargerMemoryWhereTheRamOverflows() {
        BuildError error = first("""
                [210/214] Linking CXX executable zephyr/zephyr_pre0.elf
                FAILED: zephyr/zephyr_pre0.elf
                /opt/sdk/bin/ld.bfd: zephyr/zephyr_pre0.elf section `bss' will not fit in region `RAM'
                /opt/sdk/bin/ld.bfd: section noinit VMA [20050000,20050fff] overlaps section bss
                /opt/sdk/bin/ld.bfd: region `RAM' overflowed by 20480 bytes
                collect2: error: ld returned 1 exit status
                """);

        assertThat(error.text()).endsWith("region `RAM' overflowed by 20480 bytes");
        assertThat(error.advice())
                .contains("testbench overlay increase-memory --size-kb N '/ws/my build'")
                .contains("-DCONFIG_KENNING_INCREASE_MEMORY=y");
    }

    @Test
    void saysThatTheFlashDoesNotGrow() {
        BuildError error = first("""
                /opt/sdk/bin/ld: zephyr/zephyr_pre0.elf section `rodata' will not fit in region `FLASH'
                /opt/sdk/bin/ld: region `FLASH' overflowed by 8 bytes
                """);

        assertThat(error.advice()).contains("smaller program").contains("not this region");
    }

    @Test
    void namesTheSymbolThatIsUndefined() {
        assertThat(first("""
                /opt/sdk/bin/ld.bfd: app/libapp.a(main.c.obj): in function `main':
                /ws/app/src/main.c:33: undefined reference to `runtime_init'
                collect2: error: ld returned 1 exit status
                """).text()).isEqualTo("/ws/app/src/main.c:33: undefined reference to `runtime_init'");
    }

    @Test
    void readsCMake() {
        assertThat(first("""
                -- Board: stm32f746g_disco
                CMake Error at /ws/zephyr/cmake/modules/extensions.cmake:3192 (message):
                  File not found:
                  /ws/app/tflit.conf

                Call Stack (most recent call first):
                  /ws/zephyr/cmake/modules/configuration_files.cmake:70 (zephyr_file)
                """).text())
                .isEqualTo("/ws/zephyr/cmake/modules/extensions.cmake:3192: CMake error: File not found:"
                        + " /ws/app/tflit.conf");
    }

    @Test
    void tellsHowToSetAWorkspaceUp() {
        BuildError error = first("west: unknown command \"build\"; do you need to run this inside a workspace?\n");

        assertThat(error.advice()).contains("west init -l").contains("west update");
    }

    @Test
    void takesWhatWestSaysWhereNothingSaysMore() {
        assertThat(first("""
                -- west build: building application
                FATAL ERROR: refusing to proceed without --force due to above error
                """).text()).isEqualTo("FATAL ERROR: refusing to proceed without --force due to above error");
        assertThat(first("""
                Traceback (most recent call last):
                  File "/ws/zephyr/scripts/build/gen_kobject_list.py", line 64, in <module>
                ModuleNotFoundError: No module named 'elftools'
                """).advice()).contains("requirements.txt");
    }

    @Test
    void takesTheLastLineWhereNothingLooksLikeAnError() {
        assertThat(first("one\nSegmentation fault\n\n").text()).isEqualTo("Segmentation fault");
        assertThat(first("").text()).isEqualTo("it printed nothing");
    }
}
