package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.data.InvalidDataException;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeType;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;

/** How many classes a column of labels has: from its attributes, else one more than the largest label. */
final class LabelClasses {
    private LabelClasses() {}

    /**
     * @param given 0 for those of the column
     * @throws IllegalArgumentException for one class
     */
    static int of(Dataset<?> dataset, String column, int given) {
        if (given == 1) {
            throw new IllegalArgumentException("A label has two classes or more, but numClasses is 1.");
        }
        if (given == 0) {
            int named = named(dataset.schema().apply(column));
            return named > 0 ? named : largest(dataset, column) + 1;
        }
        return given;
    }

    /** Classes that the column's attributes name; 0 for none. */
    private static int named(StructField field) {
        Attribute attribute = Attribute.fromStructField(field);
        if (attribute.attrType().equals(AttributeType.Nominal())) {
            scala.Option<Object> values = ((NominalAttribute) attribute).getNumValues();
            return values.isDefined() ? (int) values.get() : 0;
        }
        return 0;
    }

    private static int largest(Dataset<?> dataset, String column) {
        org.apache.spark.sql.Column label = functions.col(column);
        Row row = dataset.select(label)
                .where(label.isNotNull().and(functions.not(functions.isnan(label))))
                .agg(functions.max(label))
                .head();
        if (row.isNullAt(0)) {
            throw new InvalidDataException("No row has a label: column '" + column
                    + "' holds nothing but null or NaN. Give some rows a label, set numClasses, or train an RBM.");
        }
        double largest = row.getDouble(0);
        if (!(largest >= 0 && largest < 100_000)) {
            throw new InvalidDataException("Labels should be 0, 1, ..., but the largest in column '" + column + "' is "
                    + largest + "; index them first, as StringIndexer does.");
        }
        // A single class is a column of zeros: two are the fewest that there can be.
        return Math.max(1, (int) largest);
    }
}
