package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.platform.Value;

/** One constructor parameter of a model, as its row in {@link DeviceModels} declares it. */
record Parameter(String name, Kind kind, boolean required) {

    /** Says which values a parameter takes. */
    enum Kind {
        INTEGER("an integer") {
            @Override
            boolean takes(Value value) {
                return value instanceof Value.Numeric number && number.isInteger();
            }
        },
        BOOLEAN("true or false") {
            @Override
            boolean takes(Value value) {
                return value instanceof Value.Bool;
            }
        },
        TEXT("a string") {
            @Override
            boolean takes(Value value) {
                return value instanceof Value.Text;
            }
        },
        PART("the name of a component") {
            @Override
            boolean takes(Value value) {
                return value instanceof Value.Reference || value instanceof Value.Empty;
            }
        },
        /** For what a model accepts because Renode's does, but does not act on. */
        ANYTHING("a value") {
            @Override
            boolean takes(Value value) {
                return true;
            }
        };

        private final String description;

        Kind(String description) {
            this.description = description;
        }

        abstract boolean takes(Value value);

        String description() {
            return description;
        }
    }

    static Parameter required(String name, Kind kind) {
        return new Parameter(name, kind, true);
    }

    static Parameter optional(String name, Kind kind) {
        return new Parameter(name, kind, false);
    }
}
