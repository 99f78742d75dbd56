package io.github.sparkboltzmann.report;

import io.github.sparkboltzmann.train.EpochRecord;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * The course of a training in one picture, against the epoch: reconstruction error, free energy, and the likelihood where it was measured.
 *
 * <p>A free energy of the validation rows that rises away from that of the training rows is overfitting (Hinton, A Practical Guide to
 * Training Restricted Boltzmann Machines, 2010); the last gap is written above the panel. Figures that are not finite, or
 * beyond 1e300, are left out, and so is a curve without any.
 */
public final class LearningCurves {
    private static final int WIDTH = 900;
    private static final int LEGEND = 44;

    private LearningCurves() {}

    /**
     * A PNG of 1800 x 1408 pixels, 1800 x 2068 with a likelihood, made to be shown at half that size.
     *
     * @throws IllegalArgumentException if the history is empty
     * @throws ReportException if this machine has no font
     */
    public static byte[] png(List<EpochRecord> history) {
        if (history.isEmpty()) {
            throw new IllegalArgumentException("expected at least 1 epoch, got 0");
        }
        return Png.withText(() -> draw(history));
    }

    private static BufferedImage draw(List<EpochRecord> history) {
        List<Curve> errors = Curve.known(
                Curve.train(history, record -> record.train().reconstructionError()),
                Curve.validation(history, record -> record.validation().reconstructionError()),
                Curve.batch(history, EpochRecord::batchReconstructionError));
        List<Curve> energies = Curve.known(
                Curve.train(history, record -> record.train().freeEnergy()),
                Curve.validation(history, record -> record.validation().freeEnergy()));
        String measure = history.get(history.size() - 1).monitors().likelihoodMeasure();
        int panels = measure.equals("none") ? 2 : 3;
        CurvePanel.Size size = CurvePanel.Size.WIDE;
        return Png.sharp(WIDTH, LEGEND + panels * size.height, pen -> {
            Legend.draw(pen, errors.size() >= energies.size() ? errors : energies, 0, WIDTH, LEGEND - 16, size);
            pen.translate(0, LEGEND);
            panel(pen, "Reconstruction error", "mean squared error per unit", errors);
            pen.translate(0, size.height);
            panel(pen, "Free energy" + gap(history), "nats per row", energies);
            if (panels == 3) {
                pen.translate(0, size.height);
                panel(pen, likelihoodTitle(measure), "nats per row", likelihoods(history));
            }
        });
    }

    private static void panel(Graphics2D pen, String title, String unit, List<Curve> curves) {
        CurvePanel.draw(pen, CurvePanel.Size.WIDE, title, unit, CurvePanel.Scale.PLAIN, curves);
    }

    private static List<Curve> likelihoods(List<EpochRecord> history) {
        return Curve.known(
                Curve.train(history, record -> record.monitors().trainLikelihood()),
                Curve.validation(history, record -> record.monitors().validationLikelihood()));
    }

    private static String likelihoodTitle(String measure) {
        return measure.equals("exact") ? "Log-likelihood, exact" : "Pseudo-log-likelihood";
    }

    private static String gap(List<EpochRecord> history) {
        EpochRecord last = history.get(history.size() - 1);
        double gap = last.freeEnergyGap();
        return Double.isFinite(gap)
                ? " (validation - training: " + Numbers.significant(gap, 2) + " nats at epoch " + last.epoch() + ")"
                : "";
    }
}
