package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.spark.AddedColumns;
import io.github.sparkboltzmann.spark.DownwardPass;
import java.util.Arrays;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of a belief network: those of its recognition, then of its top step, then what its generation makes of the top's reconstruction. */
final class BeliefColumns {
    private static final String BELOW = "below the top step";
    private static final String ABOVE = "from the top step";

    private BeliefColumns() {}

    /**
     * A table with the columns that a network adds.
     *
     * @param schema with them
     * @param downward the parameters of its generation
     */
    static Dataset<Row> added(
            Dataset<?> dataset, StructType schema, DeepBeliefNetworkModel model, Broadcast<Parameters> downward) {
        String[] columns = Arrays.copyOf(model.getLayerCols(), model.hiddenLayerSizes().length);
        String[] lower = new String[columns.length - 1];
        for (int l = 0; l < lower.length; l++) {
            lower[l] = columns[l] == null ? "" : columns[l];
        }
        String highest = columns[lower.length] == null ? "" : columns[lower.length];
        Dataset<Row> table = DeepRestrictedNetworkModel.of(model.recognition())
                .setFeaturesCol(model.getFeaturesCol())
                .setOutputCol(BELOW)
                .setLayerCols(lower)
                .setHandleInvalid(model.getHandleInvalid())
                .setBinarize(model.getBinarize())
                .setBinarizeThreshold(model.getBinarizeThreshold())
                .setMissing(model.getMissing())
                .setMissingSweeps(model.getMissingSweeps())
                .setSourceCol(model.getSourceCol())
                .transform(dataset);
        // Of the same values, one column is made and the other a copy of it.
        String made = highest.isEmpty() ? model.getOutputCol() : highest;
        String descent = model.getReconstructionCol().isEmpty() ? "" : ABOVE;
        table = model.numClasses() > 0
                ? labelled(model, table, made, descent)
                : unlabelled(model, table, made, descent);
        if (!highest.isEmpty() && !model.getOutputCol().isEmpty()) {
            table = table.withColumn(model.getOutputCol(), table.col(quoted(highest)));
        }
        if (!descent.isEmpty()) {
            StructType reconstructed =
                    Columns.withVector(table.schema(), model.getReconstructionCol(), model.numVisible());
            table = new DownwardPass(
                            model.generation().machine(),
                            model.recognition().scaling(),
                            table.schema().fieldIndex(descent))
                    .transform(table, reconstructed, downward);
        }
        return AddedColumns.as(table, schema);
    }

    private static Dataset<Row> unlabelled(
            DeepBeliefNetworkModel model, Dataset<Row> table, String made, String descent) {
        return RBMModel.of(model.top())
                .setFeaturesCol(BELOW)
                .setOutputCol(made)
                .setReconstructionCol(descent)
                .transform(table);
    }

    private static Dataset<Row> labelled(
            DeepBeliefNetworkModel model, Dataset<Row> table, String made, String descent) {
        return RBMClassificationModel.of(model.top())
                .setFeaturesCol(BELOW)
                .setOutputCol(made)
                .setReconstructionCol(descent)
                .setRawPredictionCol("")
                .setProbabilityCol(model.getProbabilityCol())
                .setPredictionCol(model.getPredictionCol())
                .transform(table);
    }

    private static String quoted(String column) {
        return "`" + column.replace("`", "``") + "`";
    }

    /**
     * The schema with them.
     *
     * @param classes 0 where they are not known yet
     */
    static StructType withOutputs(
            StructType schema, BeliefModelSetters<?> params, int[] hidden, int visible, int classes, boolean labels) {
        if (!params.getFreeEnergyCol().isEmpty()) {
            throw new IllegalArgumentException(
                    "A belief network has no free energy in closed form, but freeEnergyCol is set; leave it empty.");
        }
        StructType result = Columns.withOutputs(schema, params, hidden, visible);
        if (!labels) {
            return result;
        }
        if (!params.getProbabilityCol().isEmpty()) {
            result = Columns.withVector(result, params.getProbabilityCol(), classes == 0 ? -1 : classes);
        }
        return params.getPredictionCol().isEmpty()
                ? result
                : result.add(params.getPredictionCol(), DataTypes.DoubleType, false);
    }
}
