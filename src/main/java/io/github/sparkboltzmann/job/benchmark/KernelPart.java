package io.github.sparkboltzmann.job.benchmark;

import io.github.sparkboltzmann.evaluate.RowMeasurer;
import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.sample.RowBlock;
import java.util.ArrayList;
import java.util.List;

/** Kernels in this process, one thread: whole calls against their bare matrix products, all of a size in turn within each repetition. */
final class KernelPart {
    /** Rows that transform takes through a product together. */
    private static final int SCORED_ROWS = 256;
    /** Enough blocks that they do not all stay in the nearest cache, as in training. */
    private static final int ROWS = 4_000;

    private final Plan plan;
    private final Report report;
    private final Stopwatch watch;
    private final byte[] pixels = RowFiles.digits(ROWS);

    KernelPart(Plan plan, Report report) {
        this.plan = plan;
        this.report = report;
        this.watch = new Stopwatch(plan.kernelSeconds());
    }

    void run() {
        for (Precision precision : Precision.available()) {
            for (int hidden : plan.hidden()) {
                for (int batch : plan.batches()) {
                    update(precision, hidden, batch);
                }
            }
        }
        for (Precision precision : Precision.available()) {
            for (int hidden : plan.hidden()) {
                scoring(precision, hidden);
            }
        }
        for (int units : plan.isQuick() ? new int[] {1_000} : new int[] {100, 1_000, 4_000}) {
            for (boolean lattice : new boolean[] {false, true}) {
                SweepCost.of(units, lattice, plan.kernelSeconds(), plan.kernelRepetitions())
                        .addTo(report);
            }
        }
    }

    private List<RowBlock> blocks(int rows) {
        List<RowBlock> blocks = new ArrayList<>();
        float[] states = new float[rows * Plan.VISIBLE];
        for (int from = 0; from + rows <= ROWS; from += rows) {
            for (int i = 0; i < states.length; i++) {
                states[i] = pixels[from * Plan.VISIBLE + i];
            }
            blocks.add(RowBlock.pack(RowBlock.Encoding.BITS, Plan.VISIBLE, states, rows));
        }
        return blocks;
    }

    private void update(Precision precision, int hidden, int batch) {
        List<RowBlock> blocks = blocks(batch);
        KernelLoop cd = new KernelLoop(precision, blocks, hidden, false);
        KernelLoop pcd = new KernelLoop(precision, blocks, hidden, true);
        Runnable[] work = {cd::bare, cd::estimator, cd::step, pcd::estimator, pcd::step};
        Samples[] rates = inTurn(work, batch);
        String group = "kernels of an update, " + Plan.VISIBLE + "-" + hidden + ", batch " + batch + precision.suffix()
                + ", 1 thread (processor time)";
        Samples flops = new Samples();
        for (int i = 0; i < rates[0].count(); i++) {
            flops.add(rates[0].get(i) / batch * cd.operations() * 1e-9);
        }
        report.add(Result.of(group, "bare products", flops, "GFLOP/s"));
        report.add(Result.of(group, "bare products", rates[0], "rows/s"));
        String[] names = {
            "CD-1 estimator", "CD-1 estimator and update rule", "PCD-1 estimator", "PCD-1 estimator and update rule"
        };
        for (int i = 0; i < names.length; i++) {
            report.add(Result.of(group, names[i], rates[i + 1], "rows/s", "bare products", rates[0]));
        }
    }

    private void scoring(Precision precision, int hidden) {
        RowBlock block = blocks(SCORED_ROWS).get(0);
        Machine machine = Machine.restricted(Plan.VISIBLE, hidden);
        double[][] means = {new double[Plan.VISIBLE], null};
        java.util.Arrays.fill(means[0], 0.13);
        float[] parameters = Parameters.initial(machine, means, 0.01, 1).values();
        BatchProducts products = precision.products().get();
        BatchProducts.Fixed weights = products.fix(parameters, 0, Plan.VISIBLE, hidden, null);
        float[] x = new float[SCORED_ROWS * Plan.VISIBLE];
        block.unpack(x);
        float[] inputs = new float[SCORED_ROWS * hidden];
        double[] energies = new double[SCORED_ROWS];
        RowMeasurer measurer = new RowMeasurer(
                machine, Kernels.elementwise(), precision.products().get());
        measurer.load(parameters);
        Runnable[] work = {
            () -> products.times(x, SCORED_ROWS, weights, 0, inputs),
            () -> {
                block.unpack(measurer.clamp(SCORED_ROWS));
                measurer.features();
            },
            () -> {
                block.unpack(measurer.clamp(SCORED_ROWS));
                measurer.freeEnergy(energies);
            }
        };
        Samples[] rates = inTurn(work, SCORED_ROWS);
        String group = "kernels of scoring, " + Plan.VISIBLE + "-" + hidden + ", " + SCORED_ROWS + " rows"
                + precision.suffix() + ", 1 thread (processor time)";
        report.add(Result.of(group, "bare product", rates[0], "rows/s"));
        report.add(Result.of(group, "features of packed rows", rates[1], "rows/s", "bare product", rates[0]));
        report.add(Result.of(group, "free energy of packed rows", rates[2], "rows/s", "bare product", rates[0]));
    }

    /** Rows a second of each call, measured in turn. */
    private Samples[] inTurn(Runnable[] work, int rowsOfCall) {
        Samples[] rates = new Samples[work.length];
        for (int i = 0; i < work.length; i++) {
            rates[i] = new Samples();
            watch.warmUp(work[i]);
        }
        for (int repetition = 0; repetition < plan.kernelRepetitions(); repetition++) {
            for (int i = 0; i < work.length; i++) {
                rates[i].add(rowsOfCall * watch.rate(work[i]));
            }
        }
        return rates;
    }
}
