package io.github.sparkboltzmann.job.study;

import io.github.sparkboltzmann.data.DataReader;
import io.github.sparkboltzmann.data.Split;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.ml.RBM;
import io.github.sparkboltzmann.ml.RBMModel;
import io.github.sparkboltzmann.model.Purpose;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Word counts of documents by replicated softmax, sparse from the file to the cache. Learning is judged by completing documents that took
 * no part in it: half of a document's words are given, the others predicted by {@code p = softmax(a + W <h>)} with the hidden means of
 * the given ones.
 *
 * <p>A tenth of the documents chose the rate (validation), another tenth is read for the claim (test).
 */
final class WordsPart {
    private static final StudyData SET = StudyData.KOS;
    private static final int HIDDEN = 50;
    /** Of 0.001 to 0.03 tried; the hidden biases' own rate, which the estimator chooses, is what lets it be so large. */
    private static final double RATE = 0.02;

    /** Two bytes for a column, four for a count, four a row, with some room. */
    private static final double BYTES = 8;

    private WordsPart() {}

    static List<Claim> run(StudyContext context) {
        int epochs = context.choose(40, 10);
        context.setting("words.epochs", epochs);
        context.setting("words.learningRate", RATE);
        List<Dataset<Row>> parts =
                Split.byHash(StudyRows.read(context, SET, SET.files().get(0)), 1, 0.8, 0.1, 0.1);
        Dataset<Row> train = parts.get(0).cache();
        List<SparseVector> documents = counts(train);
        List<DocumentHalves> validation = halves(parts.get(1));
        List<DocumentHalves> test = halves(parts.get(2));
        double[] unigram = unigram(documents);
        double[] reached = new double[context.seeds().size()];
        RBMModel model = null;
        for (int s = 0; s < reached.length; s++) {
            long seed = context.seeds().get(s);
            model = rbm(epochs, seed).setListener(context.listener()).fit(train);
            reached[s] = perplexity(context, model, test);
            context.say(String.format(
                    Locale.ROOT,
                    "words, seed %d: perplexity of validation documents' second halves %.1f (unigram %.1f), training took %.1f s",
                    seed,
                    perplexity(context, model, validation),
                    perplexity(unigram, validation),
                    model.summary().seconds()));
        }
        train.unpersist();
        long nonZeros = documents.stream().mapToLong(SparseVector::numNonzeros).sum();
        String what = "words, multinomial units, " + HIDDEN + " hidden, CD-1 to CD-5, " + epochs + " epochs: ";
        return List.of(
                Claim.atMost(
                        what
                                + "perplexity of test documents' second halves given the first, against the unigram model's"
                                + Spread.text(reached, 3),
                        Spread.mean(reached),
                        perplexity(unigram, test)),
                Claim.atMost(
                        "words: bytes of the cached rows a count that is not zero",
                        (double) model.summary().packedBytes() / nonZeros,
                        BYTES),
                Claim.information(
                        "words: bytes of the cached rows a document, of "
                                + String.format(Locale.ROOT, "%,d", 4 * model.numVisible()) + " if they were dense",
                        (double) model.summary().packedBytes() / documents.size()));
    }

    private static RBM rbm(int epochs, long seed) {
        return new RBM("rbm")
                .setVisibleUnits("multinomial")
                .setNumHidden(HIDDEN)
                .setCdSteps(1)
                .setFinalCdSteps(5)
                .setCenteringRate(0)
                .setStatistics("hidden-probabilities")
                .setBatchSize(100)
                .setLearningRate(RATE)
                .setNumPartitions(1)
                .setLocalSteps(100)
                .setMaxIter(epochs)
                .setMonitorEvery(epochs)
                .setLikelihood("none")
                .setSeed(seed);
    }

    private static List<SparseVector> counts(Dataset<Row> rows) {
        return rows.select(DataReader.FEATURES).collectAsList().stream()
                .map(row -> row.<Vector>getAs(0).toSparse())
                .toList();
    }

    /** Cut by keys that no seed of a study changes: all models complete the same documents. */
    private static List<DocumentHalves> halves(Dataset<Row> rows) {
        List<SparseVector> documents = counts(rows);
        DrawKey key = DrawKey.of(1, 0, Purpose.SAMPLING.number());
        return IntStream.range(0, documents.size())
                .mapToObj(row -> DocumentHalves.of(documents.get(row), key, row))
                .toList();
    }

    /** Counts of each word in all documents, and one more. */
    static double[] unigram(List<SparseVector> documents) {
        double[] counts = new double[documents.get(0).size()];
        Arrays.fill(counts, 1);
        documents.forEach(document -> document.foreachActive((word, count) -> {
            counts[(int) word] += (double) count;
            return null;
        }));
        return counts;
    }

    private static double perplexity(double[] unigram, List<DocumentHalves> documents) {
        DocumentHalves.Score score = new DocumentHalves.Score();
        documents.forEach(document -> score.add(document.asked(), unigram));
        return score.perplexity();
    }

    /** By the model's reconstructions of the first halves, which are word probabilities times the number of words given. */
    private static double perplexity(StudyContext context, RBMModel model, List<DocumentHalves> documents) {
        List<DocumentHalves> usable =
                documents.stream().filter(d -> d.given().numNonzeros() > 0).toList();
        List<Row> given = usable.stream()
                .map(document -> RowFactory.create(document.given()))
                .toList();
        StructType schema = new StructType().add(DataReader.FEATURES, SQLDataTypes.VectorType());
        Dataset<Row> completed = model.copy(new org.apache.spark.ml.param.ParamMap())
                .setOutputCol("")
                .setReconstructionCol("reconstruction")
                .transform(context.session().createDataFrame(given, schema).coalesce(1));
        DocumentHalves.Score score = new DocumentHalves.Score();
        Iterator<DocumentHalves> next = usable.iterator();
        completed
                .select("reconstruction")
                .collectAsList()
                .forEach(row ->
                        score.add(next.next().asked(), row.<Vector>getAs(0).toArray()));
        return score.perplexity();
    }
}
