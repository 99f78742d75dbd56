package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.gradient.Equilibrium;
import io.github.sparkboltzmann.gradient.Equilibrium.DataPhaseKind;
import io.github.sparkboltzmann.sample.TemperatureSchedule;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/** Params of how hidden units that depend on each other come to equilibrium; with ranges and reasons in {@link EquilibriumParamSet}. */
public interface EquilibriumParams extends RBMParams {
    /** The definitions, built after the uid. */
    EquilibriumParamSet equilibriumParamSet();

    default Param<String> dataPhase() {
        return equilibriumParamSet().dataPhase;
    }

    default String getDataPhase() {
        return getOrDefault(dataPhase());
    }

    default IntParam dataSweeps() {
        return equilibriumParamSet().dataSweeps;
    }

    default int getDataSweeps() {
        return (int) getOrDefault(dataSweeps());
    }

    default Param<String> annealing() {
        return equilibriumParamSet().annealing;
    }

    default String getAnnealing() {
        return getOrDefault(annealing());
    }

    /**
     * The three as one value.
     *
     * @throws IllegalArgumentException for a schedule where nothing is annealed
     */
    default Equilibrium equilibrium() {
        boolean used = getDataPhase().equals("gibbs") || getModelPhase().equals("annealed");
        if (!getAnnealing().isBlank() && !used) {
            throw new IllegalArgumentException("Param annealing is '" + getAnnealing()
                    + "', but nothing is annealed; set dataPhase to gibbs, or modelPhase to annealed.");
        }
        return Equilibrium.of(
                DataPhaseKind.named(getDataPhase()), getDataSweeps(), TemperatureSchedule.parse(getAnnealing()));
    }
}
