package io.github.sparkboltzmann.ml;

import java.util.Set;

/** Which params a model file leaves out. */
final class Settings {
    /** Names of columns and of where things are kept: the bytes of the parameters do not depend on them. */
    static final Set<String> WITHOUT_EFFECT = Set.of(
            "featuresCol",
            "outputCol",
            "freeEnergyCol",
            "reconstructionCol",
            "layerCols",
            "sourceCol",
            "validationIndicatorCol",
            "weightCol",
            "stratifyCol",
            "aggregationDepth",
            "storageLevel",
            "checkpointDir",
            "checkpointInterval",
            "checkpointMinutes",
            "checkpointsKept",
            "resume",
            "initialModel",
            "initialState",
            "labelCol",
            "predictionCol",
            "rawPredictionCol",
            "probabilityCol",
            "thresholds",
            "labelInference",
            "labelSweeps",
            "labelBurnIn",
            "labelTemperature",
            "labelSeed");

    private Settings() {}
}
