package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.sample.TemperatureSchedule;
import java.io.Serializable;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import scala.Function1;
import scala.runtime.AbstractFunction1;

/** The one definition of the params that say how hidden units that depend on each other come to equilibrium. */
public final class EquilibriumParamSet implements Serializable {
    private static final long serialVersionUID = 1L;

    final Param<String> dataPhase;
    final IntParam dataSweeps;
    final Param<String> annealing;

    EquilibriumParamSet(Params parent) {
        dataPhase = RBMModelParamSet.oneOf(
                parent,
                "dataPhase",
                "hidden states given a row, where hidden units are coupled to each other: mean-field (no draws, a lower bound of the likelihood is raised) or"
                        + " gibbs (annealing, then dataSweeps sweeps whose statistics are averaged); with independent hidden units they are exact",
                "mean-field",
                "gibbs");
        dataSweeps = new IntParam(
                parent,
                "dataSweeps",
                "sweeps of the data phase that count, of mean field or of Gibbs sampling, 1 or more",
                ParamValidators.gtEq(1));
        annealing = new Param<>(
                parent,
                "annealing",
                "sweeps at falling temperatures that come before those that count, of dataPhase gibbs and of modelPhase annealed: 2@2, 2@1.5, 4@1; empty"
                        + " for none",
                schedule());
    }

    /** What a schedule of temperatures is written as. */
    static Function1<String, Object> schedule() {
        return new Schedule();
    }

    /** What {@link TemperatureSchedule} reads. */
    private static final class Schedule extends AbstractFunction1<String, Object> implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object apply(String text) {
            try {
                TemperatureSchedule.parse(text);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    void setDefaults(RBMModelParamSet.Defaults defaults) {
        defaults.set(dataPhase, "mean-field");
        defaults.set(dataSweeps, 10);
        defaults.set(annealing, "");
    }
}
