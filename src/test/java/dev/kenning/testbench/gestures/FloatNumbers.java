package dev.kenning.testbench.gestures;

/** Stores everything as float32. */
record FloatNumbers(Weights trained) implements Numbers {

    @Override
    public boolean areInt8() {
        return false;
    }

    @Override
    public Stored activation(Stage stage) {
        return Stored.float32();
    }

    @Override
    public Stored weights(Stage from, Stage to) {
        return Stored.float32(trained.into(to).weights());
    }

    @Override
    public Stored bias(Stage from, Stage to) {
        return Stored.float32(trained.into(to).bias());
    }
}
