package dev.kenning.testbench.gestures;

import java.util.Map;

/** Trained numbers, for an input in milli-g, by the stage they lead into. */
record Weights(Map<Stage, Connection> connections) {

    /**
     * What leads into a stage, as TensorFlow Lite stores it; not to be changed.
     *
     * @param weights output-major: [filter][row][column][channel] or [output][input]
     * @param bias one per output
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Connection(float[] weights, float[] bias) {

        static Connection of(double[] weights, double[] bias) {
            return new Connection(narrow(weights), narrow(bias));
        }

        private static float[] narrow(double[] values) {
            float[] narrowed = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                narrowed[i] = (float) values[i];
            }
            return narrowed;
        }
    }

    Connection into(Stage stage) {
        Connection connection = connections.get(stage);
        if (connection == null) {
            throw new IllegalArgumentException("nothing trained leads into " + stage);
        }
        return connection;
    }
}
