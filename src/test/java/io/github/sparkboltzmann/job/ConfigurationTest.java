package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.sparkboltzmann.ml.RBM;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.ml.param.Param;
import org.junit.jupiter.api.Test;

/** The shipped configuration against what it configures. */
class ConfigurationTest {
    /** Columns: the job names them itself. */
    private static final Set<String> COLUMNS = Set.of(
            "featuresCol", "outputCol", "freeEnergyCol", "reconstructionCol", "sourceCol", "validationIndicatorCol");

    @Test
    void everyParamOfTheEstimatorIsASettingOfTrain() {
        Set<String> params = new TreeSet<>();
        for (Param<?> param : new RBM().params()) {
            params.add(param.name());
        }
        params.removeAll(COLUMNS);
        assertEquals(params, JobConfig.load("train", null, List.of()).names("rbm"));
    }

    @Test
    void defaultsOfTrainAreThoseOfTheEstimatorWhereTheFileDoesNotSayWhy() {
        RBM fromFile = RbmSettings.of(JobConfig.load("train", null, List.of()));
        Set<String> differ = new TreeSet<>();
        for (Param<?> param : fromFile.params()) {
            Object fromEstimator = defaultOf(param.name());
            if (!COLUMNS.contains(param.name()) && !fromFile.getOrDefault(param).equals(fromEstimator)) {
                differ.add(param.name());
            }
        }
        assertEquals(Set.of("maxIter", "scaling", "seed"), differ);
    }

    @Test
    void unitsOfOtherTypesTakeTheirOwnRateAndScalingUnlessGiven() {
        RBM words = settings("rbm.visibleUnits=multinomial");
        assertFalse(words.isSet(words.learningRate()));
        assertEquals("none", words.getScaling());
        assertFalse(words.isSet(words.rateFactors()));
        assertEquals("standardize", settings("rbm.visibleUnits=gaussian").getScaling());
        assertEquals(
                "none",
                settings("rbm.visibleUnits=gaussian", "rbm.scaling=none").getScaling());
        assertEquals("min-max", settings("rbm.hiddenUnits=gaussian").getScaling());
        assertEquals(
                0.3,
                settings("rbm.visibleUnits=multinomial", "rbm.learningRate=0.3").getLearningRate());
    }

    private static RBM settings(String... overrides) {
        return RbmSettings.of(JobConfig.load("train", null, List.of(overrides)));
    }

    private static Object defaultOf(String name) {
        RBM rbm = new RBM();
        return rbm.getOrDefault(rbm.getParam(name));
    }
}
