package io.github.sparkboltzmann.ml;

import io.github.sparkboltzmann.ml.RBMModelParamSet.Defaults;
import io.github.sparkboltzmann.model.JointEnergy;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.sample.SamplingSettings;
import io.github.sparkboltzmann.sample.TemperatureSchedule;
import io.github.sparkboltzmann.spark.RowCompletion;
import io.github.sparkboltzmann.spark.RowReader;
import io.github.sparkboltzmann.store.StoredModel;
import java.io.IOException;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Fills in what rows miss, NaN or hidden by a mask, by a trained machine.
 *
 * <pre>
 * mean     E[v_missing | v_observed], estimated by the mean of P(v_missing | h) over the sweeps after burnIn      (Rao-Blackwell)
 * draw     v_missing ~ P(v_missing | v_observed): where the row's chain stands after burnIn + sweeps
 * </pre>
 *
 * <p>Values are in the columns' own units; those that are present come back bit by bit. A row's chain starts from noise and is a function of seed,
 * row and id: order, splits and other rows do not show. Rows that miss nothing cost nothing, others {@code burnIn + sweeps} times two products of
 * {@code visible x hidden}.
 */
public final class BoltzmannImputer extends Transformer implements BoltzmannImputerParams, MLWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final BoltzmannImputerParamSet imputerParamSet;
    private final transient StoredModel stored;
    private final transient Broadcasts parameters;

    BoltzmannImputer(String uid, StoredModel stored) {
        if (!JointEnergy.isOf(stored.machine())) {
            throw new IllegalArgumentException(
                    "A stack has no joint distribution whose Gibbs chains could complete rows; complete them by another machine, such as an RBM.");
        }
        this.uid = uid;
        this.stored = stored;
        this.parameters = new Broadcasts(stored.parameters());
        this.imputerParamSet = new BoltzmannImputerParamSet(this);
        imputerParamSet.setDefaults(Defaults.of(this));
    }

    /** By a model of any machine, with the threshold that it was trained with. */
    public static BoltzmannImputer of(StoredModel stored) {
        BoltzmannImputer imputer = new BoltzmannImputer(Identifiable.randomUID("imputer"), stored);
        Double threshold = Thresholds.of(stored.settings());
        return threshold == null ? imputer : imputer.setBinarize("threshold").setBinarizeThreshold(threshold);
    }

    /** By a model, with its column of features and its threshold. */
    public static BoltzmannImputer of(MachineModel<?> model) {
        return of(model.stored()).like(model);
    }

    /** By a classification model, with its column of features and its threshold; labels are summed over, unless labelCol gives them. */
    public static BoltzmannImputer of(RBMClassificationModel model) {
        return of(model.stored()).like(model);
    }

    private BoltzmannImputer like(RBMModelParams model) {
        return setFeaturesCol(model.getFeaturesCol())
                .setHandleInvalid(model.getHandleInvalid())
                .setBinarize(model.getBinarize())
                .setBinarizeThreshold(model.getBinarizeThreshold());
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public BoltzmannImputerParamSet imputerParamSet() {
        return imputerParamSet;
    }

    /** Machine, parameters, scaling, and what it was trained with and on. */
    public StoredModel stored() {
        return stored;
    }

    private Machine machine() {
        return stored.machine();
    }

    private int width() {
        return machine().layer(machine().layers(true)[0]).size();
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        StructType schema = transformSchema(dataset.schema());
        RowReader reader = Thresholds.readerOf(stored, Thresholds.of(getBinarize(), getBinarizeThreshold()));
        SamplingSettings settings = SamplingSettings.of(Math.addExact(getBurnIn(), getSweeps()))
                .after(TemperatureSchedule.parse(getAnnealing()));
        return new RowCompletion(
                        machine(),
                        reader,
                        getStrategy().equals("mean") ? settings.averaged(getSweeps()) : settings,
                        getSeed(),
                        getStrategy().equals("draw"),
                        getHandleInvalid().equals("skip"),
                        number(dataset, getFeaturesCol()),
                        number(dataset, getMaskCol()),
                        number(dataset, getIdCol()),
                        number(dataset, getLabelCol()))
                .transform(
                        dataset.toDF(),
                        schema,
                        parameters.on(dataset.sparkSession().sparkContext()));
    }

    private static int number(Dataset<?> dataset, String column) {
        return column.isEmpty() ? -1 : dataset.schema().fieldIndex(column);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        Columns.requireFeatures(schema, getFeaturesCol());
        if (!getMaskCol().isEmpty()) {
            Columns.requireFeatures(schema, getMaskCol());
        }
        Columns.requireLabels(schema, getIdCol());
        Columns.requireNumbers(schema, getLabelCol());
        if (!getLabelCol().isEmpty() && machine().layers(true).length != 2) {
            throw new IllegalArgumentException(
                    "Param labelCol is '" + getLabelCol() + "', but the machine has no label; leave it empty.");
        }
        if (getOutputCol().isEmpty()) {
            throw new IllegalArgumentException("Param outputCol is empty, but should name the column to add.");
        }
        return Columns.withVector(schema, getOutputCol(), width());
    }

    @Override
    public BoltzmannImputer copy(ParamMap extra) {
        return copyValues(new BoltzmannImputer(uid, stored), extra);
    }

    @Override
    public MLWriter write() {
        return new StoredModelWriter(this, stored, null);
    }

    /** Reads a saved imputer. */
    public static MLReader<BoltzmannImputer> read() {
        return new StoredModelReader<>(BoltzmannImputer.class, BoltzmannImputer::new);
    }

    /** Reads a saved imputer. */
    public static BoltzmannImputer load(String path) throws IOException {
        return read().load(path);
    }

    @Override
    public String toString() {
        return "BoltzmannImputer: uid=" + uid + ", numVisible=" + width() + ", strategy=" + getStrategy();
    }

    public BoltzmannImputer setFeaturesCol(String value) {
        set(featuresCol(), value);
        return this;
    }

    public BoltzmannImputer setOutputCol(String value) {
        set(outputCol(), value);
        return this;
    }

    public BoltzmannImputer setMaskCol(String value) {
        set(maskCol(), value);
        return this;
    }

    public BoltzmannImputer setIdCol(String value) {
        set(idCol(), value);
        return this;
    }

    public BoltzmannImputer setLabelCol(String value) {
        set(labelCol(), value);
        return this;
    }

    public BoltzmannImputer setStrategy(String value) {
        set(strategy(), value);
        return this;
    }

    public BoltzmannImputer setSweeps(int value) {
        set(sweeps(), value);
        return this;
    }

    public BoltzmannImputer setAnnealing(String value) {
        set(annealing(), value);
        return this;
    }

    public BoltzmannImputer setBurnIn(int value) {
        set(burnIn(), value);
        return this;
    }

    public BoltzmannImputer setSeed(long value) {
        set(seed(), value);
        return this;
    }

    public BoltzmannImputer setHandleInvalid(String value) {
        set(handleInvalid(), value);
        return this;
    }

    public BoltzmannImputer setBinarize(String value) {
        set(binarize(), value);
        return this;
    }

    public BoltzmannImputer setBinarizeThreshold(double value) {
        set(binarizeThreshold(), value);
        return this;
    }
}
