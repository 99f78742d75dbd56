package io.github.sparkboltzmann.job.study.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.model.GeneralMachine.Connections;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.SamplingSettings;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rows of encoders and shifters, and how their machines are judged: by machines made by hand. */
class ProblemsTest {
    /** Vector v by the hidden units that are the digits of v, both groups the same; vectors exclude each other. */
    private static Parameters byHand(Encoder encoder, int[] codes) {
        Parameters parameters = Parameters.zero(encoder.machine);
        float[] w = parameters.values();
        for (int c = 0; c < encoder.machine.couplings().size(); c++) {
            var coupling = encoder.machine.coupling(c);
            var block = encoder.machine.weights(c);
            coupling.forEachPair(block.columns(), block.length(), (index, i, j) -> {
                boolean visible = coupling.isLateral() && coupling.first() == 0;
                boolean between = !coupling.isLateral();
                float sign = between && (codes[i % encoder.vectors] >> j & 1) == 1 ? 1 : -1;
                w[block.offset() + index] = visible ? -12 : between ? 12 * sign : 0;
            });
        }
        for (int i = 0; i < 2 * encoder.vectors; i++) {
            w[encoder.machine.biases(0).offset() + i] = 6 - 12 * Integer.bitCount(codes[i % encoder.vectors]);
        }
        return parameters;
    }

    @Test
    void aMachineByHandSolvesTheEncoderAndOneThatSharesACodeDoesNot() {
        Encoder encoder = new Encoder(4, 2);
        Parameters good = byHand(encoder, new int[] {0, 1, 2, 3});
        assertTrue(encoder.isSolved(good));
        assertEquals(1, encoder.retrieved(good, SamplingSettings.of(60).annealed(4, 40), 20, 1), 0.05);
        Parameters shared = byHand(encoder, new int[] {0, 1, 2, 2});
        int[] codes = new int[4];
        assertEquals(2, encoder.completed(shared, codes), Arrays.toString(codes));
        assertFalse(encoder.isSolved(shared));
        assertFalse(encoder.isSolved(Parameters.zero(encoder.machine)));
    }

    @Test
    void groupsOfAnEncoderMeetInHiddenUnitsAlone() {
        Encoder encoder = new Encoder(4, 2);
        int edges = 0;
        for (int c = 0; c < encoder.machine.couplings().size(); c++) {
            var pattern = encoder.machine.coupling(c).edges();
            edges += pattern.places();
            for (int e = 0; encoder.machine.coupling(c).isLateral() && e < pattern.places(); e++) {
                assertFalse(pattern.row(e) < 4 && pattern.column(e) >= 4);
            }
        }
        assertEquals(2 * 6 + 8 * 2 + 1, edges);
    }

    @Test
    void rowsOfAnEncoderAreItsVectorsWithNoise() {
        Encoder encoder = new Encoder(4, 2);
        float[][] clean = encoder.rows(2, 0, 0, 1);
        for (int r = 0; r < clean.length; r++) {
            for (int i = 0; i < 8; i++) {
                assertEquals(i % 4 == r % 4 ? 1 : 0, clean[r][i]);
            }
        }
        float[][] noisy = encoder.rows(5_000, 0.15, 0.05, 1);
        double off = 0;
        double on = 0;
        for (int r = 0; r < noisy.length; r++) {
            for (int i = 0; i < 8; i++) {
                off += i % 4 == r % 4 ? 1 - noisy[r][i] : 0;
                on += i % 4 == r % 4 ? 0 : noisy[r][i];
            }
        }
        assertEquals(0.15, off / (2 * noisy.length), 0.01);
        assertEquals(0.05, on / (6 * noisy.length), 0.01);
    }

    @Test
    void anEncoderIsLearntInAFewHundredCycles() {
        Encoder encoder = new Encoder(4, 2);
        EncoderSettings settings = EncoderPart.FOUR;
        LocalLearner learner = EncoderPart.learner(encoder, settings, 1);
        while (learner.updates() < 400 && !encoder.isSolved(learner.parameters())) {
            learner.advance();
        }
        assertTrue(encoder.isSolved(learner.parameters()));
    }

    @Test
    void theShifterHasEveryCaseOnce() {
        float[][] rows = Shifter.rows();
        Set<String> cases = new HashSet<>();
        for (float[] row : rows) {
            int shift = row[16] == 1 ? -1 : row[17] == 1 ? 0 : 1;
            assertEquals(1, row[16] + row[17] + row[18]);
            for (int i = 0; i < 8; i++) {
                assertEquals(row[i], row[8 + Math.floorMod(i + shift, 8)]);
            }
            cases.add(Arrays.toString(row));
        }
        assertEquals(768, cases.size());
    }

    @Test
    void aMachineThatKnowsNothingReadsAThirdOfTheShifts() {
        Shifter shifter = new Shifter(4, Connections.FULL);
        double correct = shifter.correct(
                Parameters.zero(shifter.machine), SamplingSettings.of(20).averaged(10), 1);
        assertEquals(1 / 3.0, correct, 0.06);
    }
}
