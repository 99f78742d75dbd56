package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.optimize.LearnerState;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.train.BlockSchedule;
import io.github.sparkboltzmann.train.GradientSource;
import io.github.sparkboltzmann.train.LocalSource;
import io.github.sparkboltzmann.train.Measures;
import io.github.sparkboltzmann.train.Round;
import io.github.sparkboltzmann.train.Trainer;
import io.github.sparkboltzmann.train.TrainingListener;
import io.github.sparkboltzmann.train.TrainingSettings;
import io.github.sparkboltzmann.train.TrainingState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A machine that the project's trainer teaches in this process, a piece of a run at a time, so that a study can look at it in between.
 *
 * <p>A piece is as many epochs as the settings say, whose schedules begin anew; draws do not repeat. Nothing but gradients is worked out: studies measure what they need.
 */
final class LocalLearner {
    private final Machine machine;
    private final TrainingSettings settings;
    private final GradientSource source;
    private TrainingState state;
    private long updates;

    /**
     * @param rows visible states, the visible layers one after the other, of 0 and 1
     * @param batch rows an update
     */
    LocalLearner(Machine machine, TrainingSettings settings, float[][] rows, int batch) {
        this.machine = machine;
        this.settings = settings;
        BlockSchedule schedule = new BlockSchedule(rows.length, batch, settings.seed());
        List<RowBlock> blocks = new ArrayList<>();
        for (int b = 0; b < schedule.blocks(); b++) {
            float[][] own =
                    Arrays.copyOfRange(rows, schedule.firstRow(b, rows.length), schedule.firstRow(b + 1, rows.length));
            blocks.add(RowBlock.pack(RowBlock.Encoding.BITS, rows[0].length, own));
        }
        this.source = unmeasured(new LocalSource(machine, settings, List.of(blocks), List.of(), schedule, 1));
        double[][] means = means(rows);
        Parameters first = Parameters.initial(machine, means, settings.initialDeviation(), settings.seed());
        this.state = TrainingState.start(
                machine,
                settings.gradient(),
                LearnerState.start(machine, first, settings.optimizer(), means),
                1,
                settings.seed());
    }

    /** The rows' means by layer, of hidden ones 1/2; off the ends, where biases are infinite. */
    private double[][] means(float[][] rows) {
        double[][] means = new double[machine.layerCount()][];
        int at = 0;
        for (int l = 0; l < means.length; l++) {
            means[l] = new double[machine.layer(l).size()];
            Arrays.fill(means[l], 0.5);
            for (int i = 0; machine.layer(l).isVisible() && i < means[l].length; i++, at++) {
                double sum = 0;
                for (float[] row : rows) {
                    sum += row[at];
                }
                means[l][i] = (sum + 0.5) / (rows.length + 1);
            }
        }
        return means;
    }

    private static GradientSource unmeasured(GradientSource source) {
        return new GradientSource() {
            @Override
            public long rows() {
                return source.rows();
            }

            @Override
            public int updatesPerEpoch() {
                return source.updatesPerEpoch();
            }

            @Override
            public int partitions() {
                return source.partitions();
            }

            @Override
            public Round round(TrainingState state, long step, int steps) {
                return source.round(state, step, steps);
            }

            @Override
            public Measures measureTrain(Parameters parameters) {
                return Measures.none();
            }

            @Override
            public Measures measureValidation(Parameters parameters) {
                return Measures.none();
            }
        };
    }

    /** Trains the settings' epochs. */
    void advance() {
        state = new Trainer(machine, settings, TrainingListener.SILENT)
                .train(source, state.after(updates))
                .state();
        updates += (long) settings.epochs() * source.updatesPerEpoch();
    }

    /** Updates so far. */
    long updates() {
        return updates;
    }

    /** The machine as it is now: averages where there are some. */
    Parameters parameters() {
        return state.learner().evaluated(machine);
    }
}
