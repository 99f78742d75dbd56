package io.github.sparkboltzmann.ml;

import java.util.SortedMap;
import org.apache.spark.SparkContext;

/** Writes a model, and how long its training took. */
final class RBMModelWriter extends StoredStageWriter {
    private final RBMModel model;

    RBMModelWriter(RBMModel model) {
        super(model, model.stored());
        this.model = model;
    }

    @Override
    SortedMap<String, Object> run(SparkContext context) {
        SortedMap<String, Object> run = super.run(context);
        if (model.hasSummary()) {
            run.put("trainingSeconds", model.summary().seconds());
        }
        return run;
    }
}
