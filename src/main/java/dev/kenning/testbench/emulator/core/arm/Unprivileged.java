package dev.kenning.testbench.emulator.core.arm;

/** What LDRT, STRT and their like do: what a load or store does, as unprivileged code. */
final class Unprivileged {

    private Unprivileged() {}

    static void loadWord(Processor p, int[] r, long i, int k) {
        int before = p.actUnprivileged();
        try {
            LoadStore.loadWord(p, r, i, k);
        } finally {
            p.actAs(before);
        }
    }

    static void loadHalf(Processor p, int[] r, long i, int k) {
        int before = p.actUnprivileged();
        try {
            LoadStore.loadHalf(p, r, i, k);
        } finally {
            p.actAs(before);
        }
    }

    static void loadByte(Processor p, int[] r, long i, int k) {
        int before = p.actUnprivileged();
        try {
            LoadStore.loadByte(p, r, i, k);
        } finally {
            p.actAs(before);
        }
    }

    static void loadSignedHalf(Processor p, int[] r, long i, int k) {
        int before = p.actUnprivileged();
        try {
            LoadStore.loadSignedHalf(p, r, i, k);
        } finally {
            p.actAs(before);
        }
    }

    static void loadSignedByte(Processor p, int[] r, long i, int k) {
        int before = p.actUnprivileged();
        try {
            LoadStore.loadSignedByte(p, r, i, k);
        } finally {
            p.actAs(before);
        }
    }

    static void storeWord(Processor p, int[] r, long i, int k) {
        int before = p.actUnprivileged();
        try {
            LoadStore.storeWord(p, r, i, k);
        } finally {
            p.actAs(before);
        }
    }

    static void storeHalf(Processor p, int[] r, long i, int k) {
        int before = p.actUnprivileged();
        try {
            LoadStore.storeHalf(p, r, i, k);
        } finally {
            p.actAs(before);
        }
    }

    static void storeByte(Processor p, int[] r, long i, int k) {
        int before = p.actUnprivileged();
        try {
            LoadStore.storeByte(p, r, i, k);
        } finally {
            p.actAs(before);
        }
    }
}
