package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.spark.RowTransformer.Output;
import java.util.List;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that a stage reads and adds, checked before any job. */
final class Columns {
    private Columns() {}

    static void requireFeatures(StructType schema, String name) {
        DataType type = require(schema, name).dataType();
        boolean vector = type.equals(SQLDataTypes.VectorType());
        boolean numbers = type instanceof ArrayType array && array.elementType() instanceof NumericType;
        if (!vector && !numbers) {
            throw new IllegalArgumentException("Column '" + name
                    + "' should hold vectors or arrays of numbers, but holds " + type.simpleString() + ".");
        }
    }

    /** The columns that training reads besides the features. */
    static void requireTraining(StructType schema, RBMParams params) {
        requireBoolean(schema, params.getValidationIndicatorCol());
        requireText(schema, params.getSourceCol());
        requireNumbers(schema, params.getWeightCol());
        requireLabels(schema, params.getStratifyCol());
    }

    static void requireBoolean(StructType schema, String name) {
        if (!name.isEmpty() && !require(schema, name).dataType().equals(DataTypes.BooleanType)) {
            throw new IllegalArgumentException("Column '" + name + "' should hold booleans, but holds "
                    + schema.apply(name).dataType().simpleString() + ".");
        }
    }

    static void requireText(StructType schema, String name) {
        if (!name.isEmpty() && !require(schema, name).dataType().equals(DataTypes.StringType)) {
            throw new IllegalArgumentException("Column '" + name + "' should hold text, but holds "
                    + schema.apply(name).dataType().simpleString() + ".");
        }
    }

    static void requireNumbers(StructType schema, String name) {
        if (!name.isEmpty() && !(require(schema, name).dataType() instanceof NumericType)) {
            throw new IllegalArgumentException("Column '" + name + "' should hold numbers, but holds "
                    + schema.apply(name).dataType().simpleString() + ".");
        }
    }

    static void requireLabels(StructType schema, String name) {
        DataType type =
                name.isEmpty() ? DataTypes.StringType : require(schema, name).dataType();
        if (!(type instanceof NumericType || type.equals(DataTypes.StringType) || type.equals(DataTypes.BooleanType))) {
            throw new IllegalArgumentException("Column '" + name + "' should hold text, numbers or booleans, but holds "
                    + type.simpleString() + ".");
        }
    }

    private static StructField require(StructType schema, String name) {
        for (StructField field : schema.fields()) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        throw new IllegalArgumentException(
                "There is no column '" + name + "'; the table has " + String.join(", ", schema.fieldNames()) + ".");
    }

    /**
     * The schema with the columns that transform adds, vectors with their ML attributes.
     *
     * @param hidden units of each hidden layer, from the lowest
     * @param visible size of the reconstruction; negative where it is not known yet
     */
    static StructType withOutputs(StructType schema, RBMModelParams params, int[] hidden, int visible) {
        StructType result = add(
                schema,
                params.getOutputCol(),
                SQLDataTypes.VectorType(),
                attributes(params.getOutputCol(), hidden.length == 0 ? 0 : hidden[hidden.length - 1]));
        String[] layers = params.layerColumns();
        if (layers.length > hidden.length) {
            throw new IllegalArgumentException("There are " + layers.length + " layerCols, but " + hidden.length
                    + " hidden layers; give a name for each, from the lowest, or an empty one for none.");
        }
        for (int l = 0; l < layers.length; l++) {
            result = add(result, layers[l], SQLDataTypes.VectorType(), attributes(layers[l], hidden[l]));
        }
        result = add(result, params.getFreeEnergyCol(), DataTypes.DoubleType, Metadata.empty());
        return add(
                result,
                params.getReconstructionCol(),
                SQLDataTypes.VectorType(),
                attributes(params.getReconstructionCol(), visible));
    }

    /** What the columns beyond the first {@code given} ones hold. */
    static Output[] outputs(StructType schema, int given, RBMModelParams params) {
        Output[] outputs = new Output[schema.length() - given];
        for (int c = 0; c < outputs.length; c++) {
            String name = schema.fieldNames()[given + c];
            outputs[c] = name.equals(params.getOutputCol())
                    ? Output.HIDDEN
                    : name.equals(params.getFreeEnergyCol())
                            ? Output.FREE_ENERGY
                            : name.equals(params.getReconstructionCol())
                                    ? Output.RECONSTRUCTION
                                    : List.of(params.layerColumns()).contains(name)
                                            ? Output.LAYER
                                            : label(name, params);
        }
        return outputs;
    }

    private static Output label(String name, RBMModelParams params) {
        if (params instanceof RBMClassificationModel model) {
            return name.equals(model.getRawPredictionCol())
                    ? Output.RAW_PREDICTION
                    : name.equals(model.getProbabilityCol()) ? Output.PROBABILITY : Output.PREDICTION;
        }
        throw new IllegalStateException("Nobody adds column '" + name + "'.");
    }

    private static Metadata attributes(String name, int size) {
        return name.isEmpty() || size < 0 ? Metadata.empty() : new AttributeGroup(name, size).toMetadata();
    }

    private static StructType add(StructType schema, String name, DataType type, Metadata metadata) {
        if (name.isEmpty()) {
            return schema;
        }
        for (String existing : schema.fieldNames()) {
            if (existing.equals(name)) {
                throw new IllegalArgumentException("Column '" + name
                        + "' exists already; give the output another name, or drop the column first.");
            }
        }
        return schema.add(new StructField(name, type, false, metadata));
    }

    /** The schema with a column of vectors of that size. */
    static StructType withVector(StructType schema, String name, int size) {
        return add(schema, name, SQLDataTypes.VectorType(), attributes(name, size));
    }
}
