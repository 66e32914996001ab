package dev.kenning.testbench.board.west;

import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.NearestWord;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What runs models in Kenning Zephyr Runtime; the name in lower case is that of its configuration file. */
public enum ModelFramework {
    /** TensorFlow Lite for Microcontrollers. */
    TFLITE,
    /** MicroTVM. */
    TVM,
    /** The accelerator of MAX78002. */
    AI8X_C,
    /** ExecuTorch. */
    EXECUTORCH,
    /** IREE with byte code. */
    IREE_VMVX,
    /** IREE with native code. */
    IREE_EMBEDDED_ELF;

    private static final String WITHOUT_BUILDER = "emlearn";

    /**
     * Returns the framework of a name, as {@code model_framework} has it.
     *
     * @throws BadInputException if there is none, or the builder does not take it
     */
    public static ModelFramework named(String name) {
        if (name.equals(WITHOUT_BUILDER)) {
            throw new BadInputException("the runtime builder does not build for emlearn, whose model is part of the"
                    + " firmware; build it with west (-DEXTRA_CONF_FILE=emlearn.conf -DCONFIG_KENNING_MODEL_PATH=...)"
                    + " and name the folder in zephyr_build_path");
        }
        return Arrays.stream(values())
                .filter(framework -> framework.key().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInputException("unknown model framework '" + name + "'."
                        + NearestWord.hint(name, names()) + " It can be " + String.join(", ", names()) + "."));
    }

    /** Returns the name of the configuration file and of the extension. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static List<String> names() {
        return Arrays.stream(values()).map(ModelFramework::key).collect(Collectors.toList());
    }
}
