package dev.kenning.testbench.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kenning.testbench.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that our models are FlatBuffers files like those that TensorFlow's converter writes, field by field. */
class ModelFileTest {

    private static final String FLOAT_MODEL = "models/gestures.tflite";
    private static final String INT8_MODEL = "models/gestures_int8.tflite";
    private static final String REAL_FLOAT_MODEL = "../shared/models/magic_wand.tflite";
    private static final String REAL_INT8_MODEL = "../shared/models/magic_wand_int8.tflite";

    @ParameterizedTest
    @ValueSource(strings = {FLOAT_MODEL, INT8_MODEL, REAL_FLOAT_MODEL, REAL_INT8_MODEL})
    void statesSchemaVersion3(String file) throws IOException {
        assertThat(model(file).int32(0, 0)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {FLOAT_MODEL, INT8_MODEL, REAL_FLOAT_MODEL, REAL_INT8_MODEL})
    void keepsItsFirstBufferEmpty(String file) throws IOException {
        assertThat(model(file).tables(4).get(0).bytes(0)).isEmpty();
    }

    /** The schema demands it ({@code force_align}); files that were rewritten, as Magic Wand's, may not keep it. */
    @ParameterizedTest
    @ValueSource(strings = {FLOAT_MODEL, INT8_MODEL})
    void startsTheDataOfEachBufferAtAMultipleOf16(String file) throws IOException {
        assertThat(model(file).tables(4).stream().filter(buffer -> buffer.has(0)))
                .isNotEmpty()
                .allSatisfy(buffer -> assertThat(buffer.vectorStart(0) % 16)
                        .as("buffer data at %#x", buffer.vectorStart(0))
                        .isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {FLOAT_MODEL, INT8_MODEL, REAL_FLOAT_MODEL, REAL_INT8_MODEL})
    void alignsTablesVtablesAndVectors(String file) throws IOException {
        FlatTable model = model(file);
        FlatTable subgraph = model.tables(2).get(0);
        assertThat(List.of(model.tables(1), model.tables(4), subgraph.tables(0), subgraph.tables(3)))
                .allSatisfy(tables -> assertThat(tables).isNotEmpty().allSatisfy(ModelFileTest::checkLayout));
        for (FlatTable tensor : subgraph.tables(0)) {
            tensor.table(4)
                    .filter(steps -> steps.has(3))
                    .ifPresent(steps -> assertThat(steps.vectorStart(3) % 8)
                            .as("zero points, 8 bytes each, at %#x", steps.vectorStart(3))
                            .isZero());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FLOAT_MODEL, INT8_MODEL, REAL_FLOAT_MODEL, REAL_INT8_MODEL})
    void statesOperatorCodesForOldAndNewReaders(String file) throws IOException {
        assertThat(model(file).tables(1))
                .allSatisfy(code -> assertThat(code.int8(0, 0)).isEqualTo(code.int32(3, 0)));
    }

    @Test
    void statesTheOperatorVersionsOfTensorFlowsConverter() throws IOException {
        assertThat(operatorVersions(FLOAT_MODEL)).isEqualTo(operatorVersions(REAL_FLOAT_MODEL));
        assertThat(operatorVersions(INT8_MODEL)).isEqualTo(operatorVersions(REAL_INT8_MODEL));
    }

    @Test
    void hasTheGraphOfMagicWand() throws IOException {
        assertThat(graph(FLOAT_MODEL)).isEqualTo(graph(REAL_FLOAT_MODEL));
        assertThat(graph(INT8_MODEL)).isEqualTo(graph(REAL_INT8_MODEL));
    }

    @Test
    void quantisesTheSameTensorsInTheSameWayAsMagicWand() throws IOException {
        assertThat(quantisation(INT8_MODEL)).isEqualTo(quantisation(REAL_INT8_MODEL));
    }

    private static void checkLayout(FlatTable table) {
        assertThat(table.position() % 4).as("table at %#x", table.position()).isZero();
        assertThat(table.vtablePosition() % 2)
                .as("vtable at %#x", table.vtablePosition())
                .isZero();
        assertThat(table.vtableBytes())
                .as("size of the vtable at %#x", table.vtablePosition())
                .isGreaterThanOrEqualTo(4)
                .isEven();
        assertThat(table.fieldOffsets())
                .as("fields of the table at %#x of %d bytes", table.position(), table.tableBytes())
                .allSatisfy(offset -> assertThat(offset).isBetween(4, table.tableBytes() - 1))
                .doesNotHaveDuplicates();
    }

    private static List<String> operatorVersions(String file) throws IOException {
        return model(file).tables(1).stream()
                .map(code -> code.int32(3, 0) + " version " + code.int32(2, 1))
                .toList();
    }

    /** Operators with their options and the shapes they turn into one another, without names and numbering. */
    private static List<String> graph(String file) throws IOException {
        return TfliteModel.of(bytes(file)).operators().stream()
                .map(operation ->
                        "%s %s -> %s".formatted(operation.name(), options(operation), shape(operation.output())))
                .toList();
    }

    private static String options(Operation operation) {
        if (operation instanceof Conv2d conv) {
            return List.of(shape(conv.input()), shape(conv.weights()), conv.window(), conv.activation()) + "";
        }
        if (operation instanceof MaxPool2d pool) {
            return List.of(shape(pool.input()), pool.window(), pool.activation()) + "";
        }
        if (operation instanceof FullyConnected dense) {
            return List.of(shape(dense.input()), shape(dense.weights()), dense.activation()) + "";
        }
        return operation instanceof Softmax softmax ? "beta " + softmax.beta() : "";
    }

    private static String shape(Tensor tensor) {
        return tensor.type() + "" + tensor.shape();
    }

    /** Type, shape and number of scales of every tensor that has scales. */
    private static List<String> quantisation(String file) throws IOException {
        return TfliteModel.of(bytes(file)).tensors().stream()
                .filter(Tensor::isQuantised)
                .map(tensor -> shape(tensor)
                        + " scales " + tensor.quantisation().scales().size()
                        + " along " + tensor.quantisation().dimension()
                        + (tensor.isConstant()
                                ? " zero points " + tensor.quantisation().zeroPoints()
                                : ""))
                .sorted()
                .collect(Collectors.toList());
    }

    private static FlatTable model(String file) throws IOException {
        return FlatTable.root(bytes(file), "TFL3");
    }

    private static byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(
                Tools.requireFile(Path.of(file), "models", "the Magic Wand models are not part of this project"));
    }
}
