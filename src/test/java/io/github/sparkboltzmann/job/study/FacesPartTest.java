package io.github.sparkboltzmann.job.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.store.StoredModel;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The arithmetic around the faces. */
class FacesPartTest {
    private static final InputScaling SCALING =
            InputScaling.standardize(new double[] {51, 102}, new double[] {25.5, 51});

    @Test
    void statesBecomeGreyValuesInThePixelsOwnUnits() {
        float[][] grey = FacesPart.grey(new float[] {0, 1, -2, 3}, 2, SCALING);
        assertArrayEquals(new float[] {0.2f, 0.6f}, grey[0], 1e-6f);
        assertArrayEquals(new float[] {0, 1}, grey[1], 1e-6f);
    }

    @Test
    void deviationIsTheMeanOfThePixelsDeviations() {
        assertEquals(0.75, FacesPart.meanDeviation(new float[][] {{0, 1}, {1, 3}}), 1e-12);
        assertEquals(0, FacesPart.meanDeviation(new float[][] {{7, 1}, {7, 1}}), 1e-12);
    }

    @Test
    void pixelsInRangeAreCounted() {
        assertEquals(0.5, FacesPart.inRange(new float[][] {{0, 1}, {-0.1f, 1.1f}}), 1e-12);
    }

    /** Without couplings what is shown is the visible bias, whatever the noise was. */
    @Test
    void samplesAreMeansOfTheLastSweep() {
        Machine machine = Machine.restricted(UnitTypes.named("gaussian"), 2, UnitTypes.BERNOULLI, 3);
        Parameters parameters = Parameters.zero(machine);
        parameters.values()[machine.biases(0).offset()] = 1;
        float[][] samples = FacesPart.samples(
                new StoredModel(machine, parameters, SCALING, new TreeMap<>(), new TreeMap<>()), 3, 5);
        assertEquals(40, samples.length);
        for (float[] sample : samples) {
            assertArrayEquals(new float[] {0.3f, 0.4f}, sample, 1e-6f);
        }
    }
}
