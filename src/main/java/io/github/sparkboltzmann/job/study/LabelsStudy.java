package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.job.study.LabelMachines.Kind;
import io.github.sparkboltzmann.ml.RBMClassificationModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Study {@code labels}: machines with label units on MNIST. Their test errors by objective; free energies against Gibbs sweeps; samples of each class; halves
 * of digits completed. Settings were chosen on validation rows; test rows are read once.
 */
final class LabelsStudy implements Study {
    private static final int AGREEING = 2_000;

    @Override
    public String name() {
        return "labels";
    }

    @Override
    public String description() {
        return "label units on MNIST: errors, sampled labels, samples by class, completion";
    }

    @Override
    public List<String> parts() {
        return List.of("generative", "discriminative", "hybrid", "inference", "samples", "completion");
    }

    @Override
    public List<StudyData> data() {
        return List.of(StudyData.MNIST, StudyData.MNIST_BINARIZED);
    }

    @Override
    public List<Claim> run(StudyContext context) {
        List<Claim> claims = new ArrayList<>();
        LabelMachines machines = new LabelMachines(context);
        for (Kind kind : Kind.values()) {
            if (context.wants(kind.name().toLowerCase(Locale.ROOT))) {
                claims.addAll(errors(context, machines, kind));
            }
        }
        if (context.wants("inference")) {
            claims.addAll(inference(context, machines));
        }
        if (context.wants("samples")) {
            claims.addAll(ClassSamplesPart.run(context, generative(context, machines)));
        }
        if (context.wants("completion")) {
            claims.addAll(CompletionPart.run(context, generative(context, machines)));
        }
        machines.close();
        return claims;
    }

    private static RBMClassificationModel generative(StudyContext context, LabelMachines machines) {
        return machines.of(Kind.GENERATIVE, context.seeds().get(0));
    }

    /** Published: Larochelle and Bengio 2008, table 1, with 6,000, 500 and 1,500 hidden units: 3.39, 1.81 and 1.28 percent. */
    private static List<Claim> errors(StudyContext context, LabelMachines machines, Kind kind) {
        double[] wanted = {3.4, 1.9, 1.5};
        Dataset<Row> test = machines.test();
        double[] errors = new double[context.seeds().size()];
        double[] minutes = new double[errors.length];
        int hidden = 0;
        for (int s = 0; s < errors.length; s++) {
            RBMClassificationModel model = machines.of(kind, context.seeds().get(s));
            errors[s] = 100 * model.evaluate(test).labelError();
            minutes[s] = model.summary().seconds() / 60;
            hidden = model.numHidden();
            context.say(String.format(Locale.ROOT, "test error %.2f percent", errors[s]));
        }
        String what = kind.name().toLowerCase(Locale.ROOT) + ", " + String.format(Locale.ROOT, "%,d", hidden)
                + " hidden units: ";
        return List.of(
                Claim.atMost(
                        what + "test error, percent" + Spread.text(errors, 3),
                        Spread.mean(errors),
                        context.choose(wanted[kind.ordinal()], 10.0)),
                Claim.information(what + "minutes of training" + Spread.text(minutes, 3), Spread.mean(minutes)));
    }

    /** The first 2,000 test digits, by the generative machine. */
    private static List<Claim> inference(StudyContext context, LabelMachines machines) {
        RBMClassificationModel model = generative(context, machines);
        Dataset<Row> rows = machines.test()
                .limit(context.choose(AGREEING, 200))
                .repartition(2)
                .cache();
        int sweeps = context.choose(5_000, 500);
        RBMClassificationModel gibbs = model.copy(new org.apache.spark.ml.param.ParamMap())
                .setLabelInference("gibbs")
                .setLabelBurnIn(sweeps / 10)
                .setLabelTemperature(2);
        gibbs.setRawPredictionCol("").setProbabilityCol("").setPredictionCol("sampled");
        Dataset<Row> exact =
                model.transform(rows).drop("rawPrediction", "probability").cache();
        List<Claim> claims = new ArrayList<>();
        for (int some : new int[] {sweeps / 50, sweeps / 10, sweeps}) {
            Dataset<Row> both = gibbs.setLabelSweeps(some).transform(exact).cache();
            double agreeing = (double) both.where("prediction = sampled").count() / both.count();
            double error = 100.0
                    * both.where(functions.col("sampled").notEqual(functions.col("label")))
                            .count()
                    / both.count();
            String what = String.format(
                    Locale.ROOT, "labels of %,d test digits by %,d clamped Gibbs sweeps: ", both.count(), some);
            claims.add(
                    some == sweeps
                            ? Claim.atLeast(what + "part that free energies agree with", agreeing, 0.99)
                            : Claim.information(what + "part that free energies agree with", agreeing));
            claims.add(Claim.information(what + "error, percent", error));
            both.unpersist();
        }
        exact.unpersist();
        rows.unpersist();
        return claims;
    }
}
