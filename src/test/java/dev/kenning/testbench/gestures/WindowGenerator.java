package dev.kenning.testbench.gestures;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes accelerometer windows of gestures from the physics of a hand that moves a sensor.
 *
 * <p>A window is gravity plus motion plus disturbance (walking, a knock, tremor) in the room's axes, turned into the
 * sensor's axes by a grip that varies and may change slowly, plus the sensor's own offset and noise. Every quantity is
 * drawn from a plausible range, and the ranges of the classes overlap on purpose: a slow circle resembles a shake, a
 * turn of the wrist a lift.
 */
final class WindowGenerator {

    private static final double SAMPLE_RATE_HZ = 25.0;
    private static final double GRAVITY_MG = 1000.0;
    private static final double SECONDS = Window.STEPS / SAMPLE_RATE_HZ;
    private static final double FULL_SCALE_MG = 4000.0;

    /** {@link Random} and not a newer generator: its algorithm is part of its specification. */
    private final Random random;

    WindowGenerator(long seed) {
        random = new Random(seed);
    }

    /** Returns windows of the four gestures in turn. */
    List<Window> balanced(int perGesture) {
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < perGesture; i++) {
            for (Gesture gesture : Gesture.values()) {
                windows.add(window(gesture));
            }
        }
        return List.copyOf(windows);
    }

    Window window(Gesture gesture) {
        double[][] motion = new double[Window.STEPS][Window.AXES];
        switch (gesture) {
            case CIRCLE -> circle(motion);
            case SHAKE -> shake(motion);
            case LIFT -> lift(motion);
            case IDLE -> rest(motion);
        }
        if (chance(gesture == Gesture.IDLE ? 0.4 : 0.1)) {
            knock(motion);
        }
        if (chance(gesture == Gesture.IDLE ? 0.3 : 0.05)) {
            walk(motion);
        }
        tremble(motion);
        return new Window(gesture, sense(motion, gesture == Gesture.IDLE && chance(0.4)));
    }

    /** Adds centripetal acceleration of an ellipse in the upright plane, in either sense of rotation. */
    private void circle(double[][] motion) {
        double frequency = uniform(0.7, 1.4);
        double duration = Math.min(uniform(1.5, 3.5) / frequency, SECONDS - 0.6);
        double start = uniform(0.2, SECONDS - 0.2 - duration);
        double amplitude = uniform(250, 800);
        double flattening = uniform(0.6, 1.6);
        double direction = chance(0.5) ? 1 : -1;
        double phase = uniform(0, 2 * Math.PI);
        double tilt = gaussian(0.25);
        for (int step = 0; step < Window.STEPS; step++) {
            double elapsed = step / SAMPLE_RATE_HZ - start;
            double envelope = envelope(elapsed / duration, 0.2);
            double angle = direction * 2 * Math.PI * frequency * elapsed + phase;
            double along = amplitude * envelope * StrictMath.cos(angle);
            motion[step][0] += along * StrictMath.cos(tilt);
            motion[step][1] += along * StrictMath.sin(tilt);
            motion[step][2] += amplitude * flattening * envelope * StrictMath.sin(angle);
        }
    }

    /** Adds an oscillation along one line, mostly from left to right. */
    private void shake(double[][] motion) {
        double frequency = uniform(2.0, 5.0);
        double duration = uniform(1.2, 4.0);
        double start = uniform(0.2, SECONDS - 0.2 - duration);
        double amplitude = uniform(250, 1200);
        double phase = uniform(0, 2 * Math.PI);
        double[] line = {1.0, gaussian(0.25), gaussian(0.25)};
        for (int step = 0; step < Window.STEPS; step++) {
            double elapsed = step / SAMPLE_RATE_HZ - start;
            double value = amplitude
                    * envelope(elapsed / duration, 0.15)
                    * StrictMath.sin(2 * Math.PI * frequency * elapsed + phase);
            for (int axis = 0; axis < Window.AXES; axis++) {
                motion[step][axis] += value * line[axis];
            }
        }
    }

    /** Adds the acceleration of a minimum-jerk movement upwards (Flash and Hogan 1985): once up, once back. */
    private void lift(double[][] motion) {
        double duration = uniform(0.5, 1.2);
        double start = uniform(0.4, 2.4);
        double peak = uniform(300, 900);
        double[] direction = {gaussian(0.15), gaussian(0.15), 1.0};
        for (int step = 0; step < Window.STEPS; step++) {
            double progress = (step / SAMPLE_RATE_HZ - start) / duration;
            if (progress > 0 && progress < 1) {
                double shape = progress * (1 - progress) * (1 - 2 * progress) * 10.392;
                for (int axis = 0; axis < Window.AXES; axis++) {
                    motion[step][axis] += peak * shape * direction[axis];
                }
            }
        }
    }

    /** Adds a hand that sways a little. */
    private void rest(double[][] motion) {
        double amplitude = uniform(0, 60);
        double frequency = uniform(0.2, 0.6);
        double phase = uniform(0, 2 * Math.PI);
        for (int step = 0; step < Window.STEPS; step++) {
            double angle = 2 * Math.PI * frequency * step / SAMPLE_RATE_HZ + phase;
            motion[step][0] += amplitude * StrictMath.sin(angle);
            motion[step][1] += 0.6 * amplitude * StrictMath.cos(angle);
        }
    }

    /** Adds a blow that rings out within a quarter of a second. */
    private void knock(double[][] motion) {
        double start = uniform(0, SECONDS);
        double amplitude = uniform(150, 900);
        double frequency = uniform(7, 11);
        double[] direction = {gaussian(0.6), gaussian(0.6), gaussian(0.6)};
        for (int step = 0; step < Window.STEPS; step++) {
            double elapsed = step / SAMPLE_RATE_HZ - start;
            if (elapsed >= 0) {
                double value =
                        amplitude * StrictMath.exp(-elapsed / 0.07) * StrictMath.cos(2 * Math.PI * frequency * elapsed);
                for (int axis = 0; axis < Window.AXES; axis++) {
                    motion[step][axis] += value * direction[axis];
                }
            }
        }
    }

    /** Adds the bounce of steps, with its second harmonic. */
    private void walk(double[][] motion) {
        double frequency = uniform(1.6, 2.2);
        double amplitude = uniform(50, 180);
        double phase = uniform(0, 2 * Math.PI);
        for (int step = 0; step < Window.STEPS; step++) {
            double angle = 2 * Math.PI * frequency * step / SAMPLE_RATE_HZ + phase;
            motion[step][2] += amplitude * (StrictMath.sin(angle) + 0.4 * StrictMath.sin(2 * angle));
            motion[step][1] += 0.5 * amplitude * StrictMath.sin(angle + 0.7);
            motion[step][0] += 0.2 * amplitude * StrictMath.sin(0.5 * angle);
        }
    }

    /** Adds physiological tremor, 8 to 12 Hz. */
    private void tremble(double[][] motion) {
        double frequency = uniform(8, 12);
        double amplitude = uniform(5, 30);
        double phase = uniform(0, 2 * Math.PI);
        for (int step = 0; step < Window.STEPS; step++) {
            double angle = 2 * Math.PI * frequency * step / SAMPLE_RATE_HZ + phase;
            for (int axis = 0; axis < Window.AXES; axis++) {
                motion[step][axis] += amplitude * StrictMath.sin(angle + axis);
            }
        }
    }

    /** Turns room axes into sensor axes, adds gravity, offset and noise, and rounds to a tenth of a milli-g. */
    private float[] sense(double[][] motion, boolean turnsOver) {
        double yaw = gaussian(0.25);
        double pitch = gaussian(0.2);
        double roll = gaussian(0.2);
        double turn = turnsOver ? uniform(0.4, 1.4) * (chance(0.5) ? 1 : -1) : gaussian(0.08);
        double turnDuration = uniform(0.6, 2.0);
        double turnStart = uniform(0.2, SECONDS - turnDuration);
        double[] offset = {gaussian(25), gaussian(25), gaussian(25)};
        double noise = uniform(8, 30);
        float[] readings = new float[Window.VALUES];
        for (int step = 0; step < Window.STEPS; step++) {
            double progress = (step / SAMPLE_RATE_HZ - turnStart) / turnDuration;
            double turned = turn * smoothStep(progress);
            double[] felt = {motion[step][0], motion[step][1], motion[step][2] + GRAVITY_MG};
            rotate(felt, 0, 1, yaw);
            rotate(felt, 2, 0, pitch + 0.5 * turned);
            rotate(felt, 1, 2, roll + turned);
            for (int axis = 0; axis < Window.AXES; axis++) {
                double value = felt[axis] + offset[axis] + gaussian(noise);
                double clipped = Math.min(Math.max(value, -FULL_SCALE_MG), FULL_SCALE_MG);
                readings[step * Window.AXES + axis] = Math.round(clipped * 10) / 10f;
            }
        }
        return readings;
    }

    private static void rotate(double[] vector, int from, int to, double angle) {
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double a = vector[from];
        double b = vector[to];
        vector[from] = cos * a - sin * b;
        vector[to] = sin * a + cos * b;
    }

    /** Returns 0 outside [0, 1], 1 inside, with raised-cosine edges. */
    private static double envelope(double progress, double edge) {
        if (progress <= 0 || progress >= 1) {
            return 0;
        }
        return smoothStep(Math.min(progress, 1 - progress) / edge);
    }

    private static double smoothStep(double progress) {
        double inside = Math.min(Math.max(progress, 0), 1);
        return 0.5 - 0.5 * StrictMath.cos(Math.PI * inside);
    }

    private double uniform(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private double gaussian(double deviation) {
        return deviation * random.nextGaussian();
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
