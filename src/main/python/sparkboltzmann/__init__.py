"""Boltzmann machines on Spark for PySpark: estimators, models and transformers of spark-boltzmann.

Generated from the Java classes by PythonWrapperTest, which fails where the two differ; change those, then run
mvn test-compile surefire:test@around-spark -Dtest=PythonWrapperTest -Dpython.write=true

The job jar has to be on Spark's class path: spark.jars, or --jars. Import this module before loading a pipeline that has
stages of it: PySpark looks a stage's class up by the name of its Java package, which importing makes known.
"""

import sys
from typing import Any, Dict, List, Optional

from pyspark import keyword_only
from pyspark.ml.linalg import Matrix, Vector
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel, JavaTransformer
from pyspark.sql import DataFrame, SparkSession

_JAVA = "io.github.sparkboltzmann.ml"
sys.modules[_JAVA] = sys.modules[__name__]
_MEASURES = (
    "freeEnergy", "hiddenAlwaysOff", "hiddenAlwaysOn", "labelError", "labelLogLikelihood",
    "pseudoLikelihood", "reconstructionError", "rows",
)

__all__ = [
    "RBM", "RBMModel", "RBMClassifier", "RBMClassificationModel", "BoltzmannMachine",
    "BoltzmannMachineModel", "DeepBeliefNetwork", "DeepBeliefNetworkModel", "DeepBoltzmannMachine",
    "DeepBoltzmannMachineModel", "DeepRestrictedNetwork", "DeepRestrictedNetworkModel",
    "BoltzmannImputer",
]


class _BeliefModelSetters(Params):
    """Params of BeliefModelSetters."""

    predictionCol: "Param[str]" = Param(
        Params._dummy(),
        "predictionCol",
        "column that transform adds where there are label units: the most probable label; empty for none",
        typeConverter=TypeConverters.toString,
    )

    def getPredictionCol(self) -> str:
        return self.getOrDefault(self.predictionCol)

    def setPredictionCol(self, value: str):
        return self._set(predictionCol=value)

    probabilityCol: "Param[str]" = Param(
        Params._dummy(),
        "probabilityCol",
        "column that transform adds where there are label units: P(label | features of the layers below) as a vector; empty for none",
        typeConverter=TypeConverters.toString,
    )

    def getProbabilityCol(self) -> str:
        return self.getOrDefault(self.probabilityCol)

    def setProbabilityCol(self, value: str):
        return self._set(probabilityCol=value)


class _BoltzmannImputerParams(Params):
    """Params of BoltzmannImputerParams."""

    annealing: "Param[str]" = Param(
        Params._dummy(),
        "annealing",
        "sweeps at falling temperatures that come before burnIn: 2@2, 2@1.5, 4@1; empty for none",
        typeConverter=TypeConverters.toString,
    )

    def getAnnealing(self) -> str:
        return self.getOrDefault(self.annealing)

    def setAnnealing(self, value: str):
        return self._set(annealing=value)

    binarize: "Param[str]" = Param(
        Params._dummy(),
        "binarize",
        "none; threshold: states above binarizeThreshold become 1 and others 0; sample: each training row is drawn once, its values as probabilities, and transform uses the values themselves",
        typeConverter=TypeConverters.toString,
    )

    def getBinarize(self) -> str:
        return self.getOrDefault(self.binarize)

    def setBinarize(self, value: str):
        return self._set(binarize=value)

    binarizeThreshold: "Param[float]" = Param(
        Params._dummy(),
        "binarizeThreshold",
        "threshold after scaling, in (0, 1)",
        typeConverter=TypeConverters.toFloat,
    )

    def getBinarizeThreshold(self) -> float:
        return self.getOrDefault(self.binarizeThreshold)

    def setBinarizeThreshold(self, value: float):
        return self._set(binarizeThreshold=value)

    burnIn: "Param[int]" = Param(
        Params._dummy(),
        "burnIn",
        "Gibbs sweeps from noise before any counts, 0 or more, with the known values clamped",
        typeConverter=TypeConverters.toInt,
    )

    def getBurnIn(self) -> int:
        return self.getOrDefault(self.burnIn)

    def setBurnIn(self, value: int):
        return self._set(burnIn=value)

    featuresCol: "Param[str]" = Param(
        Params._dummy(),
        "featuresCol",
        "column of the inputs: vectors, or arrays of numbers",
        typeConverter=TypeConverters.toString,
    )

    def getFeaturesCol(self) -> str:
        return self.getOrDefault(self.featuresCol)

    def setFeaturesCol(self, value: str):
        return self._set(featuresCol=value)

    handleInvalid: "Param[str]" = Param(
        Params._dummy(),
        "handleInvalid",
        "what to do with a row that the units cannot take (wrong length, NaN, a value out of range): error or skip",
        typeConverter=TypeConverters.toString,
    )

    def getHandleInvalid(self) -> str:
        return self.getOrDefault(self.handleInvalid)

    def setHandleInvalid(self, value: str):
        return self._set(handleInvalid=value)

    idCol: "Param[str]" = Param(
        Params._dummy(),
        "idCol",
        "column of text or numbers that tells equal rows apart: draws are a function of seed, row and id; empty: equal rows are filled in equally",
        typeConverter=TypeConverters.toString,
    )

    def getIdCol(self) -> str:
        return self.getOrDefault(self.idCol)

    def setIdCol(self, value: str):
        return self._set(idCol=value)

    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "column of the label's category, a whole number from 0 or null where it is not known, for machines with a label; empty: it is never known",
        typeConverter=TypeConverters.toString,
    )

    def getLabelCol(self) -> str:
        return self.getOrDefault(self.labelCol)

    def setLabelCol(self, value: str):
        return self._set(labelCol=value)

    maskCol: "Param[str]" = Param(
        Params._dummy(),
        "maskCol",
        "column of vectors or arrays of numbers, an element a feature: those that are not 0 hide the feature's value, whatever it is; empty: only NaN is missing",
        typeConverter=TypeConverters.toString,
    )

    def getMaskCol(self) -> str:
        return self.getOrDefault(self.maskCol)

    def setMaskCol(self, value: str):
        return self._set(maskCol=value)

    outputCol: "Param[str]" = Param(
        Params._dummy(),
        "outputCol",
        "column that transform adds: the features as a vector, what is missing filled in",
        typeConverter=TypeConverters.toString,
    )

    def getOutputCol(self) -> str:
        return self.getOrDefault(self.outputCol)

    def setOutputCol(self, value: str):
        return self._set(outputCol=value)

    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of every random draw: the same seed and row give the same values, whatever the partitions",
        typeConverter=TypeConverters.toInt,
    )

    def getSeed(self) -> int:
        return self.getOrDefault(self.seed)

    def setSeed(self, value: int):
        return self._set(seed=value)

    strategy: "Param[str]" = Param(
        Params._dummy(),
        "strategy",
        "mean: the expectation of what is missing given the rest, estimated by conditional means of one chain; draw: one sample of it",
        typeConverter=TypeConverters.toString,
    )

    def getStrategy(self) -> str:
        return self.getOrDefault(self.strategy)

    def setStrategy(self, value: str):
        return self._set(strategy=value)

    sweeps: "Param[int]" = Param(
        Params._dummy(),
        "sweeps",
        "Gibbs sweeps after burnIn, 1 or more: mean averages over them, draw takes the last; each costs two matrix products",
        typeConverter=TypeConverters.toInt,
    )

    def getSweeps(self) -> int:
        return self.getOrDefault(self.sweeps)

    def setSweeps(self, value: int):
        return self._set(sweeps=value)


class _ContinuationParams(Params):
    """Params of ContinuationParams."""

    checkpointDir: "Param[str]" = Param(
        Params._dummy(),
        "checkpointDir",
        "folder of this run's checkpoints, on any Hadoop file system; empty for none. They stay when training ends",
        typeConverter=TypeConverters.toString,
    )

    def getCheckpointDir(self) -> str:
        return self.getOrDefault(self.checkpointDir)

    def setCheckpointDir(self, value: str):
        return self._set(checkpointDir=value)

    checkpointInterval: "Param[int]" = Param(
        Params._dummy(),
        "checkpointInterval",
        "epochs from one checkpoint to the next; 0 or -1: not by epochs",
        typeConverter=TypeConverters.toInt,
    )

    def getCheckpointInterval(self) -> int:
        return self.getOrDefault(self.checkpointInterval)

    def setCheckpointInterval(self, value: int):
        return self._set(checkpointInterval=value)

    checkpointMinutes: "Param[float]" = Param(
        Params._dummy(),
        "checkpointMinutes",
        "minutes from one checkpoint to the next, in the middle of an epoch too; 0: not by time",
        typeConverter=TypeConverters.toFloat,
    )

    def getCheckpointMinutes(self) -> float:
        return self.getOrDefault(self.checkpointMinutes)

    def setCheckpointMinutes(self, value: float):
        return self._set(checkpointMinutes=value)

    checkpointsKept: "Param[int]" = Param(
        Params._dummy(),
        "checkpointsKept",
        "how many checkpoints are kept, the newest; 1 or more",
        typeConverter=TypeConverters.toInt,
    )

    def getCheckpointsKept(self) -> int:
        return self.getOrDefault(self.checkpointsKept)

    def setCheckpointsKept(self, value: int):
        return self._set(checkpointsKept=value)

    initialModel: "Param[str]" = Param(
        Params._dummy(),
        "initialModel",
        "path of a saved model whose parameters training starts from, and whose scaling of the inputs is kept; empty: new parameters",
        typeConverter=TypeConverters.toString,
    )

    def getInitialModel(self) -> str:
        return self.getOrDefault(self.initialModel)

    def setInitialModel(self, value: str):
        return self._set(initialModel=value)

    initialState: "Param[str]" = Param(
        Params._dummy(),
        "initialState",
        "what is taken from initialModel: parameters (a new run from them), or all (optimiser state, chains and count of updates too: more training on new rows, partialFit)",
        typeConverter=TypeConverters.toString,
    )

    def getInitialState(self) -> str:
        return self.getOrDefault(self.initialState)

    def setInitialState(self, value: str):
        return self._set(initialState=value)

    resume: "Param[str]" = Param(
        Params._dummy(),
        "resume",
        "auto: from the newest whole checkpoint in checkpointDir if there is one (one of other data or settings is refused); must: there has to be one; never: anew, and the first checkpoint replaces those that are there",
        typeConverter=TypeConverters.toString,
    )

    def getResume(self) -> str:
        return self.getOrDefault(self.resume)

    def setResume(self, value: str):
        return self._set(resume=value)


class _DeepModelSetters(Params):
    """Params of DeepModelSetters."""

    layerCols: "Param[List[str]]" = Param(
        Params._dummy(),
        "layerCols",
        "columns that transform adds, one for each hidden layer from the lowest: its units' probabilities given the row as a vector; an empty name, or none, for no column (outputCol is the highest layer)",
        typeConverter=TypeConverters.toListString,
    )

    def getLayerCols(self) -> List[str]:
        return self.getOrDefault(self.layerCols)

    def setLayerCols(self, value: List[str]):
        return self._set(layerCols=value)


class _DeepSetters(Params):
    """Params of DeepSetters."""

    hiddenLayers: "Param[List[int]]" = Param(
        Params._dummy(),
        "hiddenLayers",
        "units of each hidden layer, from the lowest, each 1 or more",
        typeConverter=TypeConverters.toListInt,
    )

    def getHiddenLayers(self) -> List[int]:
        return self.getOrDefault(self.hiddenLayers)

    def setHiddenLayers(self, value: List[int]):
        return self._set(hiddenLayers=value)


class _EquilibriumParams(Params):
    """Params of EquilibriumParams."""

    annealing: "Param[str]" = Param(
        Params._dummy(),
        "annealing",
        "sweeps at falling temperatures that come before those that count, of dataPhase gibbs and of modelPhase annealed: 2@2, 2@1.5, 4@1; empty for none",
        typeConverter=TypeConverters.toString,
    )

    def getAnnealing(self) -> str:
        return self.getOrDefault(self.annealing)

    def setAnnealing(self, value: str):
        return self._set(annealing=value)

    dataPhase: "Param[str]" = Param(
        Params._dummy(),
        "dataPhase",
        "hidden states given a row, where hidden units are coupled to each other: mean-field (no draws, a lower bound of the likelihood is raised) or gibbs (annealing, then dataSweeps sweeps whose statistics are averaged); with independent hidden units they are exact",
        typeConverter=TypeConverters.toString,
    )

    def getDataPhase(self) -> str:
        return self.getOrDefault(self.dataPhase)

    def setDataPhase(self, value: str):
        return self._set(dataPhase=value)

    dataSweeps: "Param[int]" = Param(
        Params._dummy(),
        "dataSweeps",
        "sweeps of the data phase that count, of mean field or of Gibbs sampling, 1 or more",
        typeConverter=TypeConverters.toInt,
    )

    def getDataSweeps(self) -> int:
        return self.getOrDefault(self.dataSweeps)

    def setDataSweeps(self, value: int):
        return self._set(dataSweeps=value)


class _GeneralParams(Params):
    """Params of GeneralParams."""

    connections: "Param[str]" = Param(
        Params._dummy(),
        "connections",
        "full (every unit with every other), semi-restricted (visible units with all, hidden ones with visible ones), restricted, or graph (the edges that are given)",
        typeConverter=TypeConverters.toString,
    )

    def getConnections(self) -> str:
        return self.getOrDefault(self.connections)

    def setConnections(self, value: str):
        return self._set(connections=value)

    edges: "Param[List[int]]" = Param(
        Params._dummy(),
        "edges",
        "of connections graph: pairs of units one after the other, visible ones numbered from 0 and then the hidden ones; a weight for each",
        typeConverter=TypeConverters.toListInt,
    )

    def getEdges(self) -> List[int]:
        return self.getOrDefault(self.edges)

    def setEdges(self, value: List[int]):
        return self._set(edges=value)


class _HiddenSetters(Params):
    """Params of HiddenSetters."""

    numHidden: "Param[int]" = Param(
        Params._dummy(),
        "numHidden",
        "hidden units, 1 or more; more can express more and overfit more",
        typeConverter=TypeConverters.toInt,
    )

    def getNumHidden(self) -> int:
        return self.getOrDefault(self.numHidden)

    def setNumHidden(self, value: int):
        return self._set(numHidden=value)


class _ModelPhaseParams(Params):
    """Params of ModelPhaseParams."""

    cdSteps: "Param[int]" = Param(
        Params._dummy(),
        "cdSteps",
        "k of CD-k and of persistent chains: Gibbs sweeps of the model phase, 1 or more; more follow the likelihood better and cost as much again each",
        typeConverter=TypeConverters.toInt,
    )

    def getCdSteps(self) -> int:
        return self.getOrDefault(self.cdSteps)

    def setCdSteps(self, value: int):
        return self._set(cdSteps=value)

    exchangeEvery: "Param[int]" = Param(
        Params._dummy(),
        "exchangeEvery",
        "updates of modelPhase ptt from one in which the ladder sweeps and exchanges to the next, 1 or more; more cost less and mix less",
        typeConverter=TypeConverters.toInt,
    )

    def getExchangeEvery(self) -> int:
        return self.getOrDefault(self.exchangeEvery)

    def setExchangeEvery(self, value: int):
        return self._set(exchangeEvery=value)

    fastDecay: "Param[float]" = Param(
        Params._dummy(),
        "fastDecay",
        "what an update keeps of the fast weights of modelPhase fpcd, in [0, 1)",
        typeConverter=TypeConverters.toFloat,
    )

    def getFastDecay(self) -> float:
        return self.getOrDefault(self.fastDecay)

    def setFastDecay(self, value: float):
        return self._set(fastDecay=value)

    fastLearningRate: "Param[float]" = Param(
        Params._dummy(),
        "fastLearningRate",
        "learning rate of the fast weights of modelPhase fpcd, not scheduled; 0: a tenth of learningRate",
        typeConverter=TypeConverters.toFloat,
    )

    def getFastLearningRate(self) -> float:
        return self.getOrDefault(self.fastLearningRate)

    def setFastLearningRate(self, value: float):
        return self._set(fastLearningRate=value)

    finalCdSteps: "Param[int]" = Param(
        Params._dummy(),
        "finalCdSteps",
        "k at the end of the run, to which it grows in equal parts from cdSteps; 0: it does not grow",
        typeConverter=TypeConverters.toInt,
    )

    def getFinalCdSteps(self) -> int:
        return self.getOrDefault(self.finalCdSteps)

    def setFinalCdSteps(self, value: int):
        return self._set(finalCdSteps=value)

    modelPhase: "Param[str]" = Param(
        Params._dummy(),
        "modelPhase",
        "where model statistics come from: cd (sweeps from the data), pcd (persistent chains, which follow the likelihood better over long runs), fpcd (persistent chains with fast weights), pt (parallel tempering), ptt (trajectory tempering: exchanges with frozen earlier machines), exact (enumeration, tiny machines), annealed (chains from noise that are cooled in each update), or pseudo (pseudo-likelihood, machines without hidden units)",
        typeConverter=TypeConverters.toString,
    )

    def getModelPhase(self) -> str:
        return self.getOrDefault(self.modelPhase)

    def setModelPhase(self, value: str):
        return self._set(modelPhase=value)

    numChains: "Param[int]" = Param(
        Params._dummy(),
        "numChains",
        "persistent chains over all partitions, of each rung where there is a ladder; 0: as many as batchSize",
        typeConverter=TypeConverters.toInt,
    )

    def getNumChains(self) -> int:
        return self.getOrDefault(self.numChains)

    def setNumChains(self, value: int):
        return self._set(numChains=value)

    numTemperatures: "Param[int]" = Param(
        Params._dummy(),
        "numTemperatures",
        "temperatures of modelPhase pt, 2 or more, from independent units to the machine; where they lie follows from how often neighbours exchange states",
        typeConverter=TypeConverters.toInt,
    )

    def getNumTemperatures(self) -> int:
        return self.getOrDefault(self.numTemperatures)

    def setNumTemperatures(self, value: int):
        return self._set(numTemperatures=value)


class _OptimizerParams(Params):
    """Params of OptimizerParams."""

    averageDecay: "Param[float]" = Param(
        Params._dummy(),
        "averageDecay",
        "part of a moving average of the parameters that an update keeps, in [0, 1); the average is what is measured and kept; 0 for none",
        typeConverter=TypeConverters.toFloat,
    )

    def getAverageDecay(self) -> float:
        return self.getOrDefault(self.averageDecay)

    def setAverageDecay(self, value: float):
        return self._set(averageDecay=value)

    beta1: "Param[float]" = Param(
        Params._dummy(),
        "beta1",
        "decay of the averaged gradient of optimizer adam, in [0, 1)",
        typeConverter=TypeConverters.toFloat,
    )

    def getBeta1(self) -> float:
        return self.getOrDefault(self.beta1)

    def setBeta1(self, value: float):
        return self._set(beta1=value)

    beta2: "Param[float]" = Param(
        Params._dummy(),
        "beta2",
        "decay of the averaged squared gradient of optimizer adam, in [0, 1)",
        typeConverter=TypeConverters.toFloat,
    )

    def getBeta2(self) -> float:
        return self.getOrDefault(self.beta2)

    def setBeta2(self, value: float):
        return self._set(beta2=value)

    biasRateFactor: "Param[float]" = Param(
        Params._dummy(),
        "biasRateFactor",
        "factor of the learning rate for all biases, 0 or more; 0 keeps them as they are",
        typeConverter=TypeConverters.toFloat,
    )

    def getBiasRateFactor(self) -> float:
        return self.getOrDefault(self.biasRateFactor)

    def setBiasRateFactor(self, value: float):
        return self._set(biasRateFactor=value)

    epsilon: "Param[float]" = Param(
        Params._dummy(),
        "epsilon",
        "what optimizer adam adds to the root of the averaged squared gradient, positive",
        typeConverter=TypeConverters.toFloat,
    )

    def getEpsilon(self) -> float:
        return self.getOrDefault(self.epsilon)

    def setEpsilon(self, value: float):
        return self._set(epsilon=value)

    l1RegParam: "Param[float]" = Param(
        Params._dummy(),
        "l1RegParam",
        "L1 penalty of the weights, 0 or more: a weight whose gradient is smaller becomes exactly 0 (soft threshold after each update); biases have none",
        typeConverter=TypeConverters.toFloat,
    )

    def getL1RegParam(self) -> float:
        return self.getOrDefault(self.l1RegParam)

    def setL1RegParam(self, value: float):
        return self._set(l1RegParam=value)

    maxNorm: "Param[float]" = Param(
        Params._dummy(),
        "maxNorm",
        "bound on the norm of each hidden unit's incoming weights, which are scaled back to it after an update; 0 for none",
        typeConverter=TypeConverters.toFloat,
    )

    def getMaxNorm(self) -> float:
        return self.getOrDefault(self.maxNorm)

    def setMaxNorm(self, value: float):
        return self._set(maxNorm=value)

    optimizer: "Param[str]" = Param(
        Params._dummy(),
        "optimizer",
        "how a gradient moves parameters: sgd (learningRate times it, with momentum) or adam (Kingma and Ba 2015: each parameter's own scale; wants a smaller learningRate, and beta1 is its momentum)",
        typeConverter=TypeConverters.toString,
    )

    def getOptimizer(self) -> str:
        return self.getOrDefault(self.optimizer)

    def setOptimizer(self, value: str):
        return self._set(optimizer=value)

    rateFactors: "Param[str]" = Param(
        Params._dummy(),
        "rateFactors",
        "factors of the learning rate by block, as in 'bias.visible=0.1,weights.visible.hidden=1', before biasRateFactor; empty: 1 for each; where neither is set, multinomial units choose bias.hidden=1e-4",
        typeConverter=TypeConverters.toString,
    )

    def getRateFactors(self) -> str:
        return self.getOrDefault(self.rateFactors)

    def setRateFactors(self, value: str):
        return self._set(rateFactors=value)

    sparsityCost: "Param[float]" = Param(
        Params._dummy(),
        "sparsityCost",
        "weight of the penalty of sparsityTarget, 0 or more: cost times (activation - target) comes off the gradient of a unit's total input",
        typeConverter=TypeConverters.toFloat,
    )

    def getSparsityCost(self) -> float:
        return self.getOrDefault(self.sparsityCost)

    def setSparsityCost(self, value: float):
        return self._set(sparsityCost=value)

    sparsityDecay: "Param[float]" = Param(
        Params._dummy(),
        "sparsityDecay",
        "part of the running mean activation that an update keeps, in [0, 1); Hinton's guide: 0.9 to 0.99",
        typeConverter=TypeConverters.toFloat,
    )

    def getSparsityDecay(self) -> float:
        return self.getOrDefault(self.sparsityDecay)

    def setSparsityDecay(self, value: float):
        return self._set(sparsityDecay=value)

    sparsityTarget: "Param[float]" = Param(
        Params._dummy(),
        "sparsityTarget",
        "mean activation that a penalty holds hidden units at, in [0, 1), Hinton's guide: 0.01 to 0.1; 0 for no penalty",
        typeConverter=TypeConverters.toFloat,
    )

    def getSparsityTarget(self) -> float:
        return self.getOrDefault(self.sparsityTarget)

    def setSparsityTarget(self, value: float):
        return self._set(sparsityTarget=value)


class _PretrainSetters(Params):
    """Params of PretrainSetters."""

    pretrainIter: "Param[int]" = Param(
        Params._dummy(),
        "pretrainIter",
        "epochs of greedy pretraining of each layer by contrastive divergence before all are trained together; 0 for none",
        typeConverter=TypeConverters.toInt,
    )

    def getPretrainIter(self) -> int:
        return self.getOrDefault(self.pretrainIter)

    def setPretrainIter(self, value: int):
        return self._set(pretrainIter=value)

    pretrainLearningRate: "Param[float]" = Param(
        Params._dummy(),
        "pretrainLearningRate",
        "learning rate of greedy pretraining; 0 for what each layer's units want",
        typeConverter=TypeConverters.toFloat,
    )

    def getPretrainLearningRate(self) -> float:
        return self.getOrDefault(self.pretrainLearningRate)

    def setPretrainLearningRate(self, value: float):
        return self._set(pretrainLearningRate=value)


class _RBMClassificationParams(Params):
    """Params of RBMClassificationParams."""

    labelBurnIn: "Param[int]" = Param(
        Params._dummy(),
        "labelBurnIn",
        "sweeps of labelInference gibbs before those that count, 0 or more",
        typeConverter=TypeConverters.toInt,
    )

    def getLabelBurnIn(self) -> int:
        return self.getOrDefault(self.labelBurnIn)

    def setLabelBurnIn(self, value: int):
        return self._set(labelBurnIn=value)

    labelInference: "Param[str]" = Param(
        Params._dummy(),
        "labelInference",
        "how a label is inferred: exact (from the free energy of each label), or gibbs (the features clamped, hidden and label units settle by Gibbs sampling; the mean of P(label | hidden) over labelSweeps)",
        typeConverter=TypeConverters.toString,
    )

    def getLabelInference(self) -> str:
        return self.getOrDefault(self.labelInference)

    def setLabelInference(self, value: str):
        return self._set(labelInference=value)

    labelSeed: "Param[int]" = Param(
        Params._dummy(),
        "labelSeed",
        "seed of labelInference gibbs; a row's draws depend on it and the row's content alone",
        typeConverter=TypeConverters.toInt,
    )

    def getLabelSeed(self) -> int:
        return self.getOrDefault(self.labelSeed)

    def setLabelSeed(self, value: int):
        return self._set(labelSeed=value)

    labelSweeps: "Param[int]" = Param(
        Params._dummy(),
        "labelSweeps",
        "sweeps of labelInference gibbs that count, 1 or more; the error of a probability falls with their square root",
        typeConverter=TypeConverters.toInt,
    )

    def getLabelSweeps(self) -> int:
        return self.getOrDefault(self.labelSweeps)

    def setLabelSweeps(self, value: int):
        return self._set(labelSweeps=value)

    labelTemperature: "Param[float]" = Param(
        Params._dummy(),
        "labelTemperature",
        "temperature of the first sweep of labelInference gibbs, 1 or more: its inverse rises linearly to 1 over labelBurnIn",
        typeConverter=TypeConverters.toFloat,
    )

    def getLabelTemperature(self) -> float:
        return self.getOrDefault(self.labelTemperature)

    def setLabelTemperature(self, value: float):
        return self._set(labelTemperature=value)


class _RBMModelParams(Params):
    """Params of RBMModelParams."""

    binarize: "Param[str]" = Param(
        Params._dummy(),
        "binarize",
        "none; threshold: states above binarizeThreshold become 1 and others 0; sample: each training row is drawn once, its values as probabilities, and transform uses the values themselves",
        typeConverter=TypeConverters.toString,
    )

    def getBinarize(self) -> str:
        return self.getOrDefault(self.binarize)

    def setBinarize(self, value: str):
        return self._set(binarize=value)

    binarizeThreshold: "Param[float]" = Param(
        Params._dummy(),
        "binarizeThreshold",
        "threshold after scaling, in (0, 1)",
        typeConverter=TypeConverters.toFloat,
    )

    def getBinarizeThreshold(self) -> float:
        return self.getOrDefault(self.binarizeThreshold)

    def setBinarizeThreshold(self, value: float):
        return self._set(binarizeThreshold=value)

    featuresCol: "Param[str]" = Param(
        Params._dummy(),
        "featuresCol",
        "column of the inputs: vectors, or arrays of numbers",
        typeConverter=TypeConverters.toString,
    )

    def getFeaturesCol(self) -> str:
        return self.getOrDefault(self.featuresCol)

    def setFeaturesCol(self, value: str):
        return self._set(featuresCol=value)

    freeEnergyCol: "Param[str]" = Param(
        Params._dummy(),
        "freeEnergyCol",
        "column that transform adds: the row's free energy F(v) in nats; empty for none",
        typeConverter=TypeConverters.toString,
    )

    def getFreeEnergyCol(self) -> str:
        return self.getOrDefault(self.freeEnergyCol)

    def setFreeEnergyCol(self, value: str):
        return self._set(freeEnergyCol=value)

    handleInvalid: "Param[str]" = Param(
        Params._dummy(),
        "handleInvalid",
        "what to do with a row that the units cannot take (wrong length, NaN, a value out of range): error or skip",
        typeConverter=TypeConverters.toString,
    )

    def getHandleInvalid(self) -> str:
        return self.getOrDefault(self.handleInvalid)

    def setHandleInvalid(self, value: str):
        return self._set(handleInvalid=value)

    missing: "Param[str]" = Param(
        Params._dummy(),
        "missing",
        "what a NaN among the features is: error (an invalid row), sample (the unit is not clamped and sampled in the data phase; transform fills it in by mean field), or omit (the row trains the smaller machine without the unit; modelPhase cd only)",
        typeConverter=TypeConverters.toString,
    )

    def getMissing(self) -> str:
        return self.getOrDefault(self.missing)

    def setMissing(self, value: str):
        return self._set(missing=value)

    missingSweeps: "Param[int]" = Param(
        Params._dummy(),
        "missingSweeps",
        "Gibbs sweeps of missing sample, with the observed units clamped, 1 or more; each costs two matrix products for blocks that miss something",
        typeConverter=TypeConverters.toInt,
    )

    def getMissingSweeps(self) -> int:
        return self.getOrDefault(self.missingSweeps)

    def setMissingSweeps(self, value: int):
        return self._set(missingSweeps=value)

    outputCol: "Param[str]" = Param(
        Params._dummy(),
        "outputCol",
        "column that transform adds: hidden probabilities P(h = 1 | v) (means, for units that are not binary) as a vector; empty for none",
        typeConverter=TypeConverters.toString,
    )

    def getOutputCol(self) -> str:
        return self.getOrDefault(self.outputCol)

    def setOutputCol(self, value: str):
        return self._set(outputCol=value)

    reconstructionCol: "Param[str]" = Param(
        Params._dummy(),
        "reconstructionCol",
        "column that transform adds: the mean-field reconstruction P(v = 1 | h = P(h | v)) as a vector; empty for none",
        typeConverter=TypeConverters.toString,
    )

    def getReconstructionCol(self) -> str:
        return self.getOrDefault(self.reconstructionCol)

    def setReconstructionCol(self, value: str):
        return self._set(reconstructionCol=value)

    sourceCol: "Param[str]" = Param(
        Params._dummy(),
        "sourceCol",
        "text column that names where a row came from, for error messages; empty for none",
        typeConverter=TypeConverters.toString,
    )

    def getSourceCol(self) -> str:
        return self.getOrDefault(self.sourceCol)

    def setSourceCol(self, value: str):
        return self._set(sourceCol=value)


class _RBMParams(Params):
    """Params of RBMParams."""

    aggregationDepth: "Param[int]" = Param(
        Params._dummy(),
        "aggregationDepth",
        "depth of the tree aggregation, 2 or more; deeper pays beyond some ten partitions",
        typeConverter=TypeConverters.toInt,
    )

    def getAggregationDepth(self) -> int:
        return self.getOrDefault(self.aggregationDepth)

    def setAggregationDepth(self, value: int):
        return self._set(aggregationDepth=value)

    batchSize: "Param[int]" = Param(
        Params._dummy(),
        "batchSize",
        "rows an update, over all partitions, 1 or more; the learning rate is per row and need not change with it",
        typeConverter=TypeConverters.toInt,
    )

    def getBatchSize(self) -> int:
        return self.getOrDefault(self.batchSize)

    def setBatchSize(self, value: int):
        return self._set(batchSize=value)

    centeringRate: "Param[float]" = Param(
        Params._dummy(),
        "centeringRate",
        "part of a batch's mean states in the running means that centring subtracts, in [0, 1]; 0 is the plain gradient",
        typeConverter=TypeConverters.toFloat,
    )

    def getCenteringRate(self) -> float:
        return self.getOrDefault(self.centeringRate)

    def setCenteringRate(self, value: float):
        return self._set(centeringRate=value)

    earlyStopping: "Param[str]" = Param(
        Params._dummy(),
        "earlyStopping",
        "ends training early: none, free-energy-gap (validation exceeds training by more than tolerance), or likelihood (of the validation rows, no better by tolerance); the best measured parameters are kept",
        typeConverter=TypeConverters.toString,
    )

    def getEarlyStopping(self) -> str:
        return self.getOrDefault(self.earlyStopping)

    def setEarlyStopping(self, value: str):
        return self._set(earlyStopping=value)

    finalLearningRate: "Param[float]" = Param(
        Params._dummy(),
        "finalLearningRate",
        "learning rate at the end of a schedule that is not constant; 0 or more, and positive for exponential and inverse",
        typeConverter=TypeConverters.toFloat,
    )

    def getFinalLearningRate(self) -> float:
        return self.getOrDefault(self.finalLearningRate)

    def setFinalLearningRate(self, value: float):
        return self._set(finalLearningRate=value)

    finalMomentum: "Param[float]" = Param(
        Params._dummy(),
        "finalMomentum",
        "momentum from epoch momentumSwitchEpoch on, in [0, 1)",
        typeConverter=TypeConverters.toFloat,
    )

    def getFinalMomentum(self) -> float:
        return self.getOrDefault(self.finalMomentum)

    def setFinalMomentum(self, value: float):
        return self._set(finalMomentum=value)

    hiddenUnits: "Param[str]" = Param(
        Params._dummy(),
        "hiddenUnits",
        "type of the hidden units: bernoulli, spin, gaussian, gaussian-learned, rectified, nrelu, softmax:K, multinomial and binomial:N (but for multinomial and gaussian-learned); not every type goes with every other",
        typeConverter=TypeConverters.toString,
    )

    def getHiddenUnits(self) -> str:
        return self.getOrDefault(self.hiddenUnits)

    def setHiddenUnits(self, value: str):
        return self._set(hiddenUnits=value)

    initialWeightDeviation: "Param[float]" = Param(
        Params._dummy(),
        "initialWeightDeviation",
        "standard deviation of the normal distribution of the first weights, positive",
        typeConverter=TypeConverters.toFloat,
    )

    def getInitialWeightDeviation(self) -> float:
        return self.getOrDefault(self.initialWeightDeviation)

    def setInitialWeightDeviation(self, value: float):
        return self._set(initialWeightDeviation=value)

    learningRate: "Param[float]" = Param(
        Params._dummy(),
        "learningRate",
        "learning rate of one row, positive; where it is not set, units that are not bernoulli choose a smaller one: spin 0.02, gaussian 0.002, gaussian-learned, rectified and nrelu 0.001, multinomial 0.01, softmax 0.05, binomial:N 0.05 / N",
        typeConverter=TypeConverters.toFloat,
    )

    def getLearningRate(self) -> float:
        return self.getOrDefault(self.learningRate)

    def setLearningRate(self, value: float):
        return self._set(learningRate=value)

    learningRateSchedule: "Param[str]" = Param(
        Params._dummy(),
        "learningRateSchedule",
        "how the learning rate moves to finalLearningRate over the run: constant, linear, exponential, inverse (as 1 / (1 + k t)) or cosine",
        typeConverter=TypeConverters.toString,
    )

    def getLearningRateSchedule(self) -> str:
        return self.getOrDefault(self.learningRateSchedule)

    def setLearningRateSchedule(self, value: str):
        return self._set(learningRateSchedule=value)

    likelihood: "Param[str]" = Param(
        Params._dummy(),
        "likelihood",
        "likelihood that is measured: auto (that of labels for a classifier; exact for up to 12 units on the smaller side, else pseudo), exact, pseudo, labels (log P(label | features)), or none",
        typeConverter=TypeConverters.toString,
    )

    def getLikelihood(self) -> str:
        return self.getOrDefault(self.likelihood)

    def setLikelihood(self, value: str):
        return self._set(likelihood=value)

    localSteps: "Param[int]" = Param(
        Params._dummy(),
        "localSteps",
        "updates that each partition takes on its own rows before parameters are averaged: 1 is synchronous training, more spare jobs, 0 chooses once from what a job and a step cost here; with one partition the bytes do not depend on it",
        typeConverter=TypeConverters.toInt,
    )

    def getLocalSteps(self) -> int:
        return self.getOrDefault(self.localSteps)

    def setLocalSteps(self, value: int):
        return self._set(localSteps=value)

    maxIter: "Param[int]" = Param(
        Params._dummy(),
        "maxIter",
        "epochs: passes over the training rows, 0 or more",
        typeConverter=TypeConverters.toInt,
    )

    def getMaxIter(self) -> int:
        return self.getOrDefault(self.maxIter)

    def setMaxIter(self, value: int):
        return self._set(maxIter=value)

    momentum: "Param[float]" = Param(
        Params._dummy(),
        "momentum",
        "momentum of the first epochs, in [0, 1)",
        typeConverter=TypeConverters.toFloat,
    )

    def getMomentum(self) -> float:
        return self.getOrDefault(self.momentum)

    def setMomentum(self, value: float):
        return self._set(momentum=value)

    momentumSwitchEpoch: "Param[int]" = Param(
        Params._dummy(),
        "momentumSwitchEpoch",
        "first epoch with finalMomentum, 1 or more; early gradients are large, so momentum starts small",
        typeConverter=TypeConverters.toInt,
    )

    def getMomentumSwitchEpoch(self) -> int:
        return self.getOrDefault(self.momentumSwitchEpoch)

    def setMomentumSwitchEpoch(self, value: int):
        return self._set(momentumSwitchEpoch=value)

    monitorEvery: "Param[int]" = Param(
        Params._dummy(),
        "monitorEvery",
        "epochs from one measurement, and record in the history, to the next; 1 or more",
        typeConverter=TypeConverters.toInt,
    )

    def getMonitorEvery(self) -> int:
        return self.getOrDefault(self.monitorEvery)

    def setMonitorEvery(self, value: int):
        return self._set(monitorEvery=value)

    numPartitions: "Param[int]" = Param(
        Params._dummy(),
        "numPartitions",
        "partitions of the training rows, and tasks an update, 1 or more; a part of what makes a result reproducible, so never taken from the cluster",
        typeConverter=TypeConverters.toInt,
    )

    def getNumPartitions(self) -> int:
        return self.getOrDefault(self.numPartitions)

    def setNumPartitions(self, value: int):
        return self._set(numPartitions=value)

    onDivergence: "Param[str]" = Param(
        Params._dummy(),
        "onDivergence",
        "what to do when the likelihood of the training rows falls steadily: stop, warn, or halve (back to the best measured state with half the learning rate, and after five times stop); the best measured parameters are kept",
        typeConverter=TypeConverters.toString,
    )

    def getOnDivergence(self) -> str:
        return self.getOrDefault(self.onDivergence)

    def setOnDivergence(self, value: str):
        return self._set(onDivergence=value)

    patience: "Param[int]" = Param(
        Params._dummy(),
        "patience",
        "measurements in a row that earlyStopping waits for, 1 or more",
        typeConverter=TypeConverters.toInt,
    )

    def getPatience(self) -> int:
        return self.getOrDefault(self.patience)

    def setPatience(self, value: int):
        return self._set(patience=value)

    precision: "Param[str]" = Param(
        Params._dummy(),
        "precision",
        "of the matrix products of training: float32, bfloat16 (needs avx512_bf16 or amx_bf16 and the job jar of profile bfloat16), or auto (bfloat16 where there is amx_bf16)",
        typeConverter=TypeConverters.toString,
    )

    def getPrecision(self) -> str:
        return self.getOrDefault(self.precision)

    def setPrecision(self, value: str):
        return self._set(precision=value)

    regParam: "Param[float]" = Param(
        Params._dummy(),
        "regParam",
        "L2 decay of the weights, 0 or more; biases are not decayed",
        typeConverter=TypeConverters.toFloat,
    )

    def getRegParam(self) -> float:
        return self.getOrDefault(self.regParam)

    def setRegParam(self, value: float):
        return self._set(regParam=value)

    scaling: "Param[str]" = Param(
        Params._dummy(),
        "scaling",
        "how inputs become states: none, divide-by (scalingDivisor), min-max (each column's range in the training rows to [0, 1]), or standardize (each column's mean in the training rows to 0, its deviation to 1, a constant column to 0); remembered with the model",
        typeConverter=TypeConverters.toString,
    )

    def getScaling(self) -> str:
        return self.getOrDefault(self.scaling)

    def setScaling(self, value: str):
        return self._set(scaling=value)

    scalingDivisor: "Param[float]" = Param(
        Params._dummy(),
        "scalingDivisor",
        "divisor of scaling divide-by, positive",
        typeConverter=TypeConverters.toFloat,
    )

    def getScalingDivisor(self) -> float:
        return self.getOrDefault(self.scalingDivisor)

    def setScalingDivisor(self, value: float):
        return self._set(scalingDivisor=value)

    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of every random draw: the same seed, settings and partitions give the same bytes",
        typeConverter=TypeConverters.toInt,
    )

    def getSeed(self) -> int:
        return self.getOrDefault(self.seed)

    def setSeed(self, value: int):
        return self._set(seed=value)

    statistics: "Param[str]" = Param(
        Params._dummy(),
        "statistics",
        "probabilities (Hinton's recipe, least noise), hidden-probabilities (visible states drawn: the chain's expectation), or samples (the textbook form); persistent chains draw visible states in any case",
        typeConverter=TypeConverters.toString,
    )

    def getStatistics(self) -> str:
        return self.getOrDefault(self.statistics)

    def setStatistics(self, value: str):
        return self._set(statistics=value)

    storageLevel: "Param[str]" = Param(
        Params._dummy(),
        "storageLevel",
        "storage level of the cached blocks of rows, a name of org.apache.spark.storage.StorageLevel",
        typeConverter=TypeConverters.toString,
    )

    def getStorageLevel(self) -> str:
        return self.getOrDefault(self.storageLevel)

    def setStorageLevel(self, value: str):
        return self._set(storageLevel=value)

    stratifyCol: "Param[str]" = Param(
        Params._dummy(),
        "stratifyCol",
        "column of text, numbers or booleans, such as the label: every update gets its share of the rows of each value, so that rare ones are spread over all; empty for none",
        typeConverter=TypeConverters.toString,
    )

    def getStratifyCol(self) -> str:
        return self.getOrDefault(self.stratifyCol)

    def setStratifyCol(self, value: str):
        return self._set(stratifyCol=value)

    tolerance: "Param[float]" = Param(
        Params._dummy(),
        "tolerance",
        "tolerance of earlyStopping, nats a row, 0 or more",
        typeConverter=TypeConverters.toFloat,
    )

    def getTolerance(self) -> float:
        return self.getOrDefault(self.tolerance)

    def setTolerance(self, value: float):
        return self._set(tolerance=value)

    validationIndicatorCol: "Param[str]" = Param(
        Params._dummy(),
        "validationIndicatorCol",
        "boolean column, true for rows that are measured and not trained on; empty for none",
        typeConverter=TypeConverters.toString,
    )

    def getValidationIndicatorCol(self) -> str:
        return self.getOrDefault(self.validationIndicatorCol)

    def setValidationIndicatorCol(self, value: str):
        return self._set(validationIndicatorCol=value)

    visibleUnits: "Param[str]" = Param(
        Params._dummy(),
        "visibleUnits",
        "type of the visible units: bernoulli, spin, gaussian, gaussian-learned, rectified, nrelu, softmax:K, multinomial and binomial:N (but for nrelu); gaussian ones want scaling standardize",
        typeConverter=TypeConverters.toString,
    )

    def getVisibleUnits(self) -> str:
        return self.getOrDefault(self.visibleUnits)

    def setVisibleUnits(self, value: str):
        return self._set(visibleUnits=value)

    weightCol: "Param[str]" = Param(
        Params._dummy(),
        "weightCol",
        "column of numbers, 0 or more: how often each row counts in training and in its measures; 0 leaves it out; empty: all 1",
        typeConverter=TypeConverters.toString,
    )

    def getWeightCol(self) -> str:
        return self.getOrDefault(self.weightCol)

    def setWeightCol(self, value: str):
        return self._set(weightCol=value)


class RBM(
    JavaEstimator, _ContinuationParams, _HiddenSetters, _ModelPhaseParams, _OptimizerParams,
    _RBMModelParams, _RBMParams, JavaMLWritable, JavaMLReadable,
):
    """Trains a restricted Boltzmann machine by contrastive divergence, persistent chains, tempering or the exact gradient, distributed over Spark.

    Rows are placed on numPartitions partitions by a hash, packed and cached once. Each update, or each round of localSteps updates, is one job: the parameters are
    broadcast, every partition adds data and model statistics of its next block, one tree aggregation gives the gradient, and the driver
    applies it. The same seed, settings and partitioning give the same bytes.

    E(v, h) = -a.v - b.h - v W h,     gradient of W:  <v h>_data - <v h>_model

    Units are binary unless visibleUnits and hiddenUnits say otherwise. Params are described by explainParams().
    """

    __module__ = _JAVA

    @keyword_only
    def __init__(
        self, *, aggregationDepth: int = 2, averageDecay: float = 0.0, batchSize: int = 100,
        beta1: float = 0.9, beta2: float = 0.999, biasRateFactor: float = 1.0,
        binarize: str = "none", binarizeThreshold: float = 0.5, cdSteps: int = 1,
        centeringRate: float = 0.01, checkpointDir: str = "", checkpointInterval: int = 10,
        checkpointMinutes: float = 10.0, checkpointsKept: int = 2, earlyStopping: str = "none",
        epsilon: float = 1.0e-8, exchangeEvery: int = 1, fastDecay: float = 0.95,
        fastLearningRate: float = 0.0, featuresCol: str = "features", finalCdSteps: int = 0,
        finalLearningRate: float = 0.001, finalMomentum: float = 0.9, freeEnergyCol: str = "",
        handleInvalid: str = "error", hiddenUnits: str = "bernoulli", initialModel: str = "",
        initialState: str = "parameters", initialWeightDeviation: float = 0.01,
        l1RegParam: float = 0.0, learningRate: float = 0.05, learningRateSchedule: str = "constant",
        likelihood: str = "auto", localSteps: int = 1, maxIter: int = 10, maxNorm: float = 0.0,
        missing: str = "error", missingSweeps: int = 5, modelPhase: str = "cd",
        momentum: float = 0.5, momentumSwitchEpoch: int = 6, monitorEvery: int = 1,
        numChains: int = 0, numHidden: int = 100, numPartitions: int = 2, numTemperatures: int = 10,
        onDivergence: str = "stop", optimizer: str = "sgd", outputCol: str = "hidden",
        patience: int = 3, precision: str = "float32", rateFactors: str = "",
        reconstructionCol: str = "", regParam: float = 2.0e-4, resume: str = "auto",
        scaling: str = "none", scalingDivisor: float = 255.0, seed: int = 239154013,
        sourceCol: str = "", sparsityCost: float = 0.1, sparsityDecay: float = 0.95,
        sparsityTarget: float = 0.0, statistics: str = "probabilities",
        storageLevel: str = "MEMORY_AND_DISK", stratifyCol: str = "", tolerance: float = 0.0,
        validationIndicatorCol: str = "", visibleUnits: str = "bernoulli", weightCol: str = "",
    ) -> None:
        super().__init__()
        self._java_obj = self._new_java_obj(_JAVA + ".RBM", self.uid)
        self._setDefault(
            aggregationDepth=2, averageDecay=0.0, batchSize=100, beta1=0.9, beta2=0.999,
            biasRateFactor=1.0, binarize="none", binarizeThreshold=0.5, cdSteps=1,
            centeringRate=0.01, checkpointDir="", checkpointInterval=10, checkpointMinutes=10.0,
            checkpointsKept=2, earlyStopping="none", epsilon=1.0e-8, exchangeEvery=1,
            fastDecay=0.95, fastLearningRate=0.0, featuresCol="features", finalCdSteps=0,
            finalLearningRate=0.001, finalMomentum=0.9, freeEnergyCol="", handleInvalid="error",
            hiddenUnits="bernoulli", initialModel="", initialState="parameters",
            initialWeightDeviation=0.01, l1RegParam=0.0, learningRate=0.05,
            learningRateSchedule="constant", likelihood="auto", localSteps=1, maxIter=10,
            maxNorm=0.0, missing="error", missingSweeps=5, modelPhase="cd", momentum=0.5,
            momentumSwitchEpoch=6, monitorEvery=1, numChains=0, numHidden=100, numPartitions=2,
            numTemperatures=10, onDivergence="stop", optimizer="sgd", outputCol="hidden",
            patience=3, precision="float32", rateFactors="", reconstructionCol="", regParam=2.0e-4,
            resume="auto", scaling="none", scalingDivisor=255.0, seed=239154013, sourceCol="",
            sparsityCost=0.1, sparsityDecay=0.95, sparsityTarget=0.0, statistics="probabilities",
            storageLevel="MEMORY_AND_DISK", stratifyCol="", tolerance=0.0,
            validationIndicatorCol="", visibleUnits="bernoulli", weightCol="",
        )
        self.setParams(**self._input_kwargs)

    @keyword_only
    def setParams(
        self, *, aggregationDepth: int = 2, averageDecay: float = 0.0, batchSize: int = 100,
        beta1: float = 0.9, beta2: float = 0.999, biasRateFactor: float = 1.0,
        binarize: str = "none", binarizeThreshold: float = 0.5, cdSteps: int = 1,
        centeringRate: float = 0.01, checkpointDir: str = "", checkpointInterval: int = 10,
        checkpointMinutes: float = 10.0, checkpointsKept: int = 2, earlyStopping: str = "none",
        epsilon: float = 1.0e-8, exchangeEvery: int = 1, fastDecay: float = 0.95,
        fastLearningRate: float = 0.0, featuresCol: str = "features", finalCdSteps: int = 0,
        finalLearningRate: float = 0.001, finalMomentum: float = 0.9, freeEnergyCol: str = "",
        handleInvalid: str = "error", hiddenUnits: str = "bernoulli", initialModel: str = "",
        initialState: str = "parameters", initialWeightDeviation: float = 0.01,
        l1RegParam: float = 0.0, learningRate: float = 0.05, learningRateSchedule: str = "constant",
        likelihood: str = "auto", localSteps: int = 1, maxIter: int = 10, maxNorm: float = 0.0,
        missing: str = "error", missingSweeps: int = 5, modelPhase: str = "cd",
        momentum: float = 0.5, momentumSwitchEpoch: int = 6, monitorEvery: int = 1,
        numChains: int = 0, numHidden: int = 100, numPartitions: int = 2, numTemperatures: int = 10,
        onDivergence: str = "stop", optimizer: str = "sgd", outputCol: str = "hidden",
        patience: int = 3, precision: str = "float32", rateFactors: str = "",
        reconstructionCol: str = "", regParam: float = 2.0e-4, resume: str = "auto",
        scaling: str = "none", scalingDivisor: float = 255.0, seed: int = 239154013,
        sourceCol: str = "", sparsityCost: float = 0.1, sparsityDecay: float = 0.95,
        sparsityTarget: float = 0.0, statistics: str = "probabilities",
        storageLevel: str = "MEMORY_AND_DISK", stratifyCol: str = "", tolerance: float = 0.0,
        validationIndicatorCol: str = "", visibleUnits: str = "bernoulli", weightCol: str = "",
    ):
        """Sets params by name."""
        return self._set(**self._input_kwargs)

    def _create_model(self, java_model: Any) -> "RBMModel":
        return RBMModel(java_model)

    def partialFit(self, model, dataset: DataFrame):
        """Trains a model further on new rows, for maxIter epochs: parameters, optimiser state, chains and the count of updates go on from
        where the model's training ended, and its scaling stays; schedules begin anew. The model itself does not change.

        Raises: IllegalArgumentException if the model has another width, number of hidden units or connections
        """
        self._transfer_params_to_java()
        model._transfer_params_to_java()
        fitted = self._create_model(self._java_obj.partialFit(model._java_obj, dataset._jdf))
        return self._copyValues(fitted)


class RBMModel(JavaModel, _RBMModelParams, JavaMLWritable, JavaMLReadable):
    """A trained restricted Boltzmann machine as a Spark ML model.

    hidden probabilities   P(h_j = 1 | v) = sigmoid(b_j + v.W_j)
    free energy            F(v) = -a.v - sum_j softplus(b_j + v.W_j)          in nats
    reconstruction         P(v_i = 1 | h) = sigmoid(a_i + W_i.h)  with h = P(h | v)

    These are the formulas of binary units; others have their own conditional means and terms of the free energy. Reconstructions of standardised columns
    are in the columns' own units. v[visible], W[visible, hidden]. Whole partitions go through matrix products, a batch of rows at a time.
    """

    __module__ = _JAVA

    def __init__(self, java_object: Any = None) -> None:
        super().__init__(java_object)
        self._setDefault(
            binarize="none", binarizeThreshold=0.5, featuresCol="features", freeEnergyCol="",
            handleInvalid="error", missing="error", missingSweeps=5, outputCol="hidden",
            reconstructionCol="", sourceCol="",
        )

    def evaluate(self, dataset: DataFrame) -> Dict[str, float]:
        """Reconstruction error and free energy of a table's rows, as means; the free energy is NaN if a row misses values.

        Raises: InvalidDataException for a row that the units cannot take, unless handleInvalid is skip, and for no rows
        """
        self._transfer_params_to_java()
        measures = self._java_obj.evaluate(dataset._jdf)
        return {name: getattr(measures, name)() for name in _MEASURES}

    @property
    def hasSummary(self) -> bool:
        return self._call_java("hasSummary")

    @property
    def hiddenBias(self) -> Vector:
        """b[hidden]."""
        return self._call_java("hiddenBias")

    def imputer(self) -> "BoltzmannImputer":
        """A stage that fills in what rows miss by this model."""
        self._transfer_params_to_java()
        return BoltzmannImputer._from_java(self._java_obj.imputer())

    def logPartitionFunction(self) -> float:
        """log Z, exact.

        Raises: IllegalArgumentException for more than 25 units on both sides; likelihood has estimates
        """
        return self._call_java("logPartitionFunction")

    def meanLogLikelihood(self, dataset: DataFrame, logZ: float) -> float:
        """Mean of log P(v) over a table's rows, in nats a row, for a given log Z."""
        self._transfer_params_to_java()
        return self._call_java("meanLogLikelihood", dataset, logZ)

    @property
    def numHidden(self) -> int:
        """All hidden units; 0 for a machine of visible units alone."""
        return self._call_java("numHidden")

    @property
    def numVisible(self) -> int:
        return self._call_java("numVisible")

    def onnx(self) -> bytes:
        """What transform makes of rows, without thresholds and missing values, as an ONNX model: features in, hidden1, hidden2, ...
        out.

        Raises: StoreException if there is no such graph of this machine: for label units, and hidden units that are coupled to each other
        """
        return bytes(self._java_obj.onnx())

    def pseudoLikelihood(self, dataset: DataFrame) -> float:
        """Mean of log P(v_i | v_-i) over a table's rows and units, in nats a unit."""
        self._transfer_params_to_java()
        return self._call_java("pseudoLikelihood", dataset)

    def sampler(self, **settings: Any) -> Any:
        """Samples of the machine, free or with columns given: with settings, as a table of any size or here."""
        self._transfer_params_to_java()
        sampler = self._java_obj.sampler()
        for name, value in settings.items():
            getattr(sampler, "set" + name[0].upper() + name[1:])(value)
        return sampler

    def sample(self, n: int, **settings: Any) -> DataFrame:
        """Chains 0 to n - 1 as a table; settings are those of the sampler, as in sample(100, sweeps=500, seed=7)."""
        spark = SparkSession.getActiveSession()
        return DataFrame(self.sampler(**settings).sample(spark._jsparkSession, n), spark)

    def summary(self) -> Any:
        """What training left; a model that was read from disk has none."""
        return self._java_obj.summary()

    @property
    def visibleBias(self) -> Vector:
        """a[visible]."""
        return self._call_java("visibleBias")

    @property
    def weights(self) -> Matrix:
        """W[visible, hidden]."""
        return self._call_java("weights")


class RBMClassifier(
    JavaEstimator, _ContinuationParams, _HiddenSetters, _ModelPhaseParams, _OptimizerParams,
    _RBMClassificationParams, _RBMModelParams, _RBMParams, JavaMLWritable, JavaMLReadable,
):
    """Trains a restricted Boltzmann machine with label units: a softmax layer beside the visible one, coupled to the same hidden units.

    E(x, y, h) = -a.x - d.y - b.h - x W h - y U h
    objective    log P(y | x) + g log P(x), mean over rows            g: generativeWeight; a row without a label counts g log P(x)

    The label is summed out exactly wherever it is not known; only log P(x) needs a model phase. Labels are 0, 1, ... and null or NaN for rows
    without one. All params of RBM apply; numHidden, learningRate and maxIter matter most. Source: Larochelle and
    Bengio, "Classification using discriminative restricted Boltzmann machines", ICML 2008.
    """

    __module__ = _JAVA

    featuresCol: "Param[str]" = Param(
        Params._dummy(),
        "featuresCol",
        "features column name",
        typeConverter=TypeConverters.toString,
    )

    def getFeaturesCol(self) -> str:
        return self.getOrDefault(self.featuresCol)

    def setFeaturesCol(self, value: str):
        return self._set(featuresCol=value)

    generativeWeight: "Param[float]" = Param(
        Params._dummy(),
        "generativeWeight",
        "weight g of log P(x) beside log P(y | x) in what training raises, 0 to 1: 1 is generative (the joint likelihood), 0 discriminative (exact, no model phase), between hybrid; rows without a label count g log P(x)",
        typeConverter=TypeConverters.toFloat,
    )

    def getGenerativeWeight(self) -> float:
        return self.getOrDefault(self.generativeWeight)

    def setGenerativeWeight(self, value: float):
        return self._set(generativeWeight=value)

    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "label column name",
        typeConverter=TypeConverters.toString,
    )

    def getLabelCol(self) -> str:
        return self.getOrDefault(self.labelCol)

    def setLabelCol(self, value: str):
        return self._set(labelCol=value)

    numClasses: "Param[int]" = Param(
        Params._dummy(),
        "numClasses",
        "classes of the label, 2 or more; 0 takes them from the label column's attributes, or else one more than the largest label",
        typeConverter=TypeConverters.toInt,
    )

    def getNumClasses(self) -> int:
        return self.getOrDefault(self.numClasses)

    def setNumClasses(self, value: int):
        return self._set(numClasses=value)

    predictionCol: "Param[str]" = Param(
        Params._dummy(),
        "predictionCol",
        "prediction column name",
        typeConverter=TypeConverters.toString,
    )

    def getPredictionCol(self) -> str:
        return self.getOrDefault(self.predictionCol)

    def setPredictionCol(self, value: str):
        return self._set(predictionCol=value)

    probabilityCol: "Param[str]" = Param(
        Params._dummy(),
        "probabilityCol",
        "Column name for predicted class conditional probabilities. Note: Not all models output well-calibrated probability estimates! These probabilities should be treated as confidences, not precise probabilities",
        typeConverter=TypeConverters.toString,
    )

    def getProbabilityCol(self) -> str:
        return self.getOrDefault(self.probabilityCol)

    def setProbabilityCol(self, value: str):
        return self._set(probabilityCol=value)

    rawPredictionCol: "Param[str]" = Param(
        Params._dummy(),
        "rawPredictionCol",
        "raw prediction (a.k.a. confidence) column name",
        typeConverter=TypeConverters.toString,
    )

    def getRawPredictionCol(self) -> str:
        return self.getOrDefault(self.rawPredictionCol)

    def setRawPredictionCol(self, value: str):
        return self._set(rawPredictionCol=value)

    thresholds: "Param[List[float]]" = Param(
        Params._dummy(),
        "thresholds",
        "Thresholds in multi-class classification to adjust the probability of predicting each class. Array must have length equal to the number of classes, with values > 0 excepting that at most one value may be 0. The class with largest value p/t is predicted, where p is the original probability of that class and t is the class's threshold",
        typeConverter=TypeConverters.toListFloat,
    )

    def getThresholds(self) -> List[float]:
        return self.getOrDefault(self.thresholds)

    def setThresholds(self, value: List[float]):
        return self._set(thresholds=value)

    @keyword_only
    def __init__(
        self, *, aggregationDepth: int = 2, averageDecay: float = 0.0, batchSize: int = 100,
        beta1: float = 0.9, beta2: float = 0.999, biasRateFactor: float = 1.0,
        binarize: str = "none", binarizeThreshold: float = 0.5, cdSteps: int = 1,
        centeringRate: float = 0.01, checkpointDir: str = "", checkpointInterval: int = 10,
        checkpointMinutes: float = 10.0, checkpointsKept: int = 2, earlyStopping: str = "none",
        epsilon: float = 1.0e-8, exchangeEvery: int = 1, fastDecay: float = 0.95,
        fastLearningRate: float = 0.0, featuresCol: str = "features", finalCdSteps: int = 0,
        finalLearningRate: float = 0.001, finalMomentum: float = 0.9, freeEnergyCol: str = "",
        generativeWeight: float = 1.0, handleInvalid: str = "error", hiddenUnits: str = "bernoulli",
        initialModel: str = "", initialState: str = "parameters",
        initialWeightDeviation: float = 0.01, l1RegParam: float = 0.0, labelBurnIn: int = 50,
        labelCol: str = "label", labelInference: str = "exact", labelSeed: int = 1,
        labelSweeps: int = 200, labelTemperature: float = 1.0, learningRate: float = 0.05,
        learningRateSchedule: str = "constant", likelihood: str = "auto", localSteps: int = 1,
        maxIter: int = 10, maxNorm: float = 0.0, missing: str = "error", missingSweeps: int = 5,
        modelPhase: str = "cd", momentum: float = 0.5, momentumSwitchEpoch: int = 6,
        monitorEvery: int = 1, numChains: int = 0, numClasses: int = 0, numHidden: int = 100,
        numPartitions: int = 2, numTemperatures: int = 10, onDivergence: str = "stop",
        optimizer: str = "sgd", outputCol: str = "", patience: int = 3, precision: str = "float32",
        predictionCol: str = "prediction", probabilityCol: str = "probability",
        rateFactors: str = "", rawPredictionCol: str = "rawPrediction", reconstructionCol: str = "",
        regParam: float = 2.0e-4, resume: str = "auto", scaling: str = "none",
        scalingDivisor: float = 255.0, seed: int = 239154013, sourceCol: str = "",
        sparsityCost: float = 0.1, sparsityDecay: float = 0.95, sparsityTarget: float = 0.0,
        statistics: str = "probabilities", storageLevel: str = "MEMORY_AND_DISK",
        stratifyCol: str = "", thresholds: Optional[List[float]] = None, tolerance: float = 0.0,
        validationIndicatorCol: str = "", visibleUnits: str = "bernoulli", weightCol: str = "",
    ) -> None:
        super().__init__()
        self._java_obj = self._new_java_obj(_JAVA + ".RBMClassifier", self.uid)
        self._setDefault(
            aggregationDepth=2, averageDecay=0.0, batchSize=100, beta1=0.9, beta2=0.999,
            biasRateFactor=1.0, binarize="none", binarizeThreshold=0.5, cdSteps=1,
            centeringRate=0.01, checkpointDir="", checkpointInterval=10, checkpointMinutes=10.0,
            checkpointsKept=2, earlyStopping="none", epsilon=1.0e-8, exchangeEvery=1,
            fastDecay=0.95, fastLearningRate=0.0, featuresCol="features", finalCdSteps=0,
            finalLearningRate=0.001, finalMomentum=0.9, freeEnergyCol="", generativeWeight=1.0,
            handleInvalid="error", hiddenUnits="bernoulli", initialModel="",
            initialState="parameters", initialWeightDeviation=0.01, l1RegParam=0.0, labelBurnIn=50,
            labelCol="label", labelInference="exact", labelSeed=1, labelSweeps=200,
            labelTemperature=1.0, learningRate=0.05, learningRateSchedule="constant",
            likelihood="auto", localSteps=1, maxIter=10, maxNorm=0.0, missing="error",
            missingSweeps=5, modelPhase="cd", momentum=0.5, momentumSwitchEpoch=6, monitorEvery=1,
            numChains=0, numClasses=0, numHidden=100, numPartitions=2, numTemperatures=10,
            onDivergence="stop", optimizer="sgd", outputCol="", patience=3, precision="float32",
            predictionCol="prediction", probabilityCol="probability", rateFactors="",
            rawPredictionCol="rawPrediction", reconstructionCol="", regParam=2.0e-4, resume="auto",
            scaling="none", scalingDivisor=255.0, seed=239154013, sourceCol="", sparsityCost=0.1,
            sparsityDecay=0.95, sparsityTarget=0.0, statistics="probabilities",
            storageLevel="MEMORY_AND_DISK", stratifyCol="", tolerance=0.0,
            validationIndicatorCol="", visibleUnits="bernoulli", weightCol="",
        )
        self.setParams(**self._input_kwargs)

    @keyword_only
    def setParams(
        self, *, aggregationDepth: int = 2, averageDecay: float = 0.0, batchSize: int = 100,
        beta1: float = 0.9, beta2: float = 0.999, biasRateFactor: float = 1.0,
        binarize: str = "none", binarizeThreshold: float = 0.5, cdSteps: int = 1,
        centeringRate: float = 0.01, checkpointDir: str = "", checkpointInterval: int = 10,
        checkpointMinutes: float = 10.0, checkpointsKept: int = 2, earlyStopping: str = "none",
        epsilon: float = 1.0e-8, exchangeEvery: int = 1, fastDecay: float = 0.95,
        fastLearningRate: float = 0.0, featuresCol: str = "features", finalCdSteps: int = 0,
        finalLearningRate: float = 0.001, finalMomentum: float = 0.9, freeEnergyCol: str = "",
        generativeWeight: float = 1.0, handleInvalid: str = "error", hiddenUnits: str = "bernoulli",
        initialModel: str = "", initialState: str = "parameters",
        initialWeightDeviation: float = 0.01, l1RegParam: float = 0.0, labelBurnIn: int = 50,
        labelCol: str = "label", labelInference: str = "exact", labelSeed: int = 1,
        labelSweeps: int = 200, labelTemperature: float = 1.0, learningRate: float = 0.05,
        learningRateSchedule: str = "constant", likelihood: str = "auto", localSteps: int = 1,
        maxIter: int = 10, maxNorm: float = 0.0, missing: str = "error", missingSweeps: int = 5,
        modelPhase: str = "cd", momentum: float = 0.5, momentumSwitchEpoch: int = 6,
        monitorEvery: int = 1, numChains: int = 0, numClasses: int = 0, numHidden: int = 100,
        numPartitions: int = 2, numTemperatures: int = 10, onDivergence: str = "stop",
        optimizer: str = "sgd", outputCol: str = "", patience: int = 3, precision: str = "float32",
        predictionCol: str = "prediction", probabilityCol: str = "probability",
        rateFactors: str = "", rawPredictionCol: str = "rawPrediction", reconstructionCol: str = "",
        regParam: float = 2.0e-4, resume: str = "auto", scaling: str = "none",
        scalingDivisor: float = 255.0, seed: int = 239154013, sourceCol: str = "",
        sparsityCost: float = 0.1, sparsityDecay: float = 0.95, sparsityTarget: float = 0.0,
        statistics: str = "probabilities", storageLevel: str = "MEMORY_AND_DISK",
        stratifyCol: str = "", thresholds: Optional[List[float]] = None, tolerance: float = 0.0,
        validationIndicatorCol: str = "", visibleUnits: str = "bernoulli", weightCol: str = "",
    ):
        """Sets params by name."""
        return self._set(**self._input_kwargs)

    def _create_model(self, java_model: Any) -> "RBMClassificationModel":
        return RBMClassificationModel(java_model)

    def partialFit(self, model, dataset: DataFrame):
        """Trains a model further on new rows, for maxIter epochs, as RBM#partialFit does."""
        self._transfer_params_to_java()
        model._transfer_params_to_java()
        fitted = self._create_model(self._java_obj.partialFit(model._java_obj, dataset._jdf))
        return self._copyValues(fitted)


class RBMClassificationModel(
    JavaModel, _RBMClassificationParams, _RBMModelParams, JavaMLWritable, JavaMLReadable,
):
    """A trained restricted Boltzmann machine with label units as a Spark ML classification model.

    rawPrediction  s_y = d_y + sum_j softplus(b_j + x.W_j + U_yj)          = -F(x, y) but for terms without y, in nats
    probability    P(y | x) = exp(s_y) / sum_k exp(s_k)
    features       P(h_j = 1 | x) = sum_y P(y | x) sigmoid(b_j + x.W_j + U_yj)
    free energy    F(x) = -a.x - log sum_y exp(s_y)

    x[visible], W[visible, hidden], U[classes, hidden]. With labelInference gibbs the probability is a mean over clamped Gibbs sweeps, and
    the raw prediction its logarithm. Whole partitions go through matrix products, a batch of rows at a time; predict takes single rows.
    """

    __module__ = _JAVA

    featuresCol: "Param[str]" = Param(
        Params._dummy(),
        "featuresCol",
        "features column name",
        typeConverter=TypeConverters.toString,
    )

    def getFeaturesCol(self) -> str:
        return self.getOrDefault(self.featuresCol)

    def setFeaturesCol(self, value: str):
        return self._set(featuresCol=value)

    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "label column name",
        typeConverter=TypeConverters.toString,
    )

    def getLabelCol(self) -> str:
        return self.getOrDefault(self.labelCol)

    def setLabelCol(self, value: str):
        return self._set(labelCol=value)

    predictionCol: "Param[str]" = Param(
        Params._dummy(),
        "predictionCol",
        "prediction column name",
        typeConverter=TypeConverters.toString,
    )

    def getPredictionCol(self) -> str:
        return self.getOrDefault(self.predictionCol)

    def setPredictionCol(self, value: str):
        return self._set(predictionCol=value)

    probabilityCol: "Param[str]" = Param(
        Params._dummy(),
        "probabilityCol",
        "Column name for predicted class conditional probabilities. Note: Not all models output well-calibrated probability estimates! These probabilities should be treated as confidences, not precise probabilities",
        typeConverter=TypeConverters.toString,
    )

    def getProbabilityCol(self) -> str:
        return self.getOrDefault(self.probabilityCol)

    def setProbabilityCol(self, value: str):
        return self._set(probabilityCol=value)

    rawPredictionCol: "Param[str]" = Param(
        Params._dummy(),
        "rawPredictionCol",
        "raw prediction (a.k.a. confidence) column name",
        typeConverter=TypeConverters.toString,
    )

    def getRawPredictionCol(self) -> str:
        return self.getOrDefault(self.rawPredictionCol)

    def setRawPredictionCol(self, value: str):
        return self._set(rawPredictionCol=value)

    thresholds: "Param[List[float]]" = Param(
        Params._dummy(),
        "thresholds",
        "Thresholds in multi-class classification to adjust the probability of predicting each class. Array must have length equal to the number of classes, with values > 0 excepting that at most one value may be 0. The class with largest value p/t is predicted, where p is the original probability of that class and t is the class's threshold",
        typeConverter=TypeConverters.toListFloat,
    )

    def getThresholds(self) -> List[float]:
        return self.getOrDefault(self.thresholds)

    def setThresholds(self, value: List[float]):
        return self._set(thresholds=value)

    def __init__(self, java_object: Any = None) -> None:
        super().__init__(java_object)
        self._setDefault(
            binarize="none", binarizeThreshold=0.5, featuresCol="features", freeEnergyCol="",
            handleInvalid="error", labelBurnIn=50, labelCol="label", labelInference="exact",
            labelSeed=1, labelSweeps=200, labelTemperature=1.0, missing="error", missingSweeps=5,
            outputCol="", predictionCol="prediction", probabilityCol="probability",
            rawPredictionCol="rawPrediction", reconstructionCol="", sourceCol="",
        )

    def evaluate(self, dataset: DataFrame) -> Dict[str, float]:
        """Label error, log-likelihood of the labels, reconstruction error and free energy of a table's rows, as means; of rows without a label only the last two.

        Raises: io.github.sparkboltzmann.data.InvalidDataException for a row that the units cannot take, unless handleInvalid is skip, and for no rows
        """
        self._transfer_params_to_java()
        measures = self._java_obj.evaluate(dataset._jdf)
        return {name: getattr(measures, name)() for name in _MEASURES}

    @property
    def hasSummary(self) -> bool:
        return self._call_java("hasSummary")

    def imputer(self) -> "BoltzmannImputer":
        """A transformer that fills in what rows miss."""
        self._transfer_params_to_java()
        return BoltzmannImputer._from_java(self._java_obj.imputer())

    @property
    def numClasses(self) -> int:
        return self._call_java("numClasses")

    @property
    def numFeatures(self) -> int:
        return self._call_java("numFeatures")

    @property
    def numHidden(self) -> int:
        return self._call_java("numHidden")

    def predictRaw(self, features: Vector) -> Vector:
        return self._call_java("predictRaw", features)

    def sampler(self, **settings: Any) -> Any:
        """Samples by Gibbs chains from noise; BoltzmannSampler#setLabels gives them a class."""
        self._transfer_params_to_java()
        sampler = self._java_obj.sampler()
        for name, value in settings.items():
            getattr(sampler, "set" + name[0].upper() + name[1:])(value)
        return sampler

    def sample(self, n: int, **settings: Any) -> DataFrame:
        """Chains 0 to n - 1 as a table; settings are those of the sampler, as in sample(100, sweeps=500, seed=7)."""
        spark = SparkSession.getActiveSession()
        return DataFrame(self.sampler(**settings).sample(spark._jsparkSession, n), spark)

    def summary(self) -> Any:
        """What training left; a model that was read from disk has none."""
        return self._java_obj.summary()


class BoltzmannMachine(
    JavaEstimator, _ContinuationParams, _EquilibriumParams, _GeneralParams, _HiddenSetters,
    _ModelPhaseParams, _OptimizerParams, _RBMModelParams, _RBMParams, JavaMLWritable,
    JavaMLReadable,
):
    """Trains a general Boltzmann machine, of visible and hidden units any of which may be connected, distributed over Spark.

    E(s) = -sum_i b_i s_i - sum_(i,j) w_ij s_i s_j,     gradient of w_ij:  <s_i s_j>_data - <s_i s_j>_model

    connections says which pairs have a weight. In the data phase each executor clamps the rows of its block, and hidden units that are coupled to each
    other come to equilibrium by dataPhase; in the model phase its chains run free: persistent (modelPhase pcd), from noise and annealed
    (annealed, as Ackley, Hinton and Sejnowski did it), or from the data (cd). Machines without hidden units (numHidden 0) can be trained by pseudo-likelihood
    (pseudo). Units are binary, or spins. The same seed, settings and partitioning give the same bytes.

    Source: Ackley, Hinton and Sejnowski, "A learning algorithm for Boltzmann machines", Cognitive Science 9, 1985.
    """

    __module__ = _JAVA

    numHidden: "Param[int]" = Param(
        Params._dummy(),
        "numHidden",
        "hidden units, 0 or more; more can express more and overfit more",
        typeConverter=TypeConverters.toInt,
    )

    def getNumHidden(self) -> int:
        return self.getOrDefault(self.numHidden)

    def setNumHidden(self, value: int):
        return self._set(numHidden=value)

    @keyword_only
    def __init__(
        self, *, aggregationDepth: int = 2, annealing: str = "", averageDecay: float = 0.0,
        batchSize: int = 100, beta1: float = 0.9, beta2: float = 0.999, biasRateFactor: float = 1.0,
        binarize: str = "none", binarizeThreshold: float = 0.5, cdSteps: int = 1,
        centeringRate: float = 0.01, checkpointDir: str = "", checkpointInterval: int = 10,
        checkpointMinutes: float = 10.0, checkpointsKept: int = 2, connections: str = "full",
        dataPhase: str = "mean-field", dataSweeps: int = 10, earlyStopping: str = "none",
        edges: Optional[List[int]] = None, epsilon: float = 1.0e-8, exchangeEvery: int = 1,
        fastDecay: float = 0.95, fastLearningRate: float = 0.0, featuresCol: str = "features",
        finalCdSteps: int = 0, finalLearningRate: float = 0.001, finalMomentum: float = 0.9,
        freeEnergyCol: str = "", handleInvalid: str = "error", hiddenUnits: str = "bernoulli",
        initialModel: str = "", initialState: str = "parameters",
        initialWeightDeviation: float = 0.01, l1RegParam: float = 0.0, learningRate: float = 0.05,
        learningRateSchedule: str = "constant", likelihood: str = "auto", localSteps: int = 1,
        maxIter: int = 10, maxNorm: float = 0.0, missing: str = "error", missingSweeps: int = 5,
        modelPhase: str = "pcd", momentum: float = 0.5, momentumSwitchEpoch: int = 6,
        monitorEvery: int = 1, numChains: int = 0, numHidden: int = 100, numPartitions: int = 2,
        numTemperatures: int = 10, onDivergence: str = "stop", optimizer: str = "sgd",
        outputCol: str = "hidden", patience: int = 3, precision: str = "float32",
        rateFactors: str = "", reconstructionCol: str = "", regParam: float = 2.0e-4,
        resume: str = "auto", scaling: str = "none", scalingDivisor: float = 255.0,
        seed: int = 239154013, sourceCol: str = "", sparsityCost: float = 0.1,
        sparsityDecay: float = 0.95, sparsityTarget: float = 0.0,
        statistics: str = "hidden-probabilities", storageLevel: str = "MEMORY_AND_DISK",
        stratifyCol: str = "", tolerance: float = 0.0, validationIndicatorCol: str = "",
        visibleUnits: str = "bernoulli", weightCol: str = "",
    ) -> None:
        super().__init__()
        self._java_obj = self._new_java_obj(_JAVA + ".BoltzmannMachine", self.uid)
        self._setDefault(
            aggregationDepth=2, annealing="", averageDecay=0.0, batchSize=100, beta1=0.9,
            beta2=0.999, biasRateFactor=1.0, binarize="none", binarizeThreshold=0.5, cdSteps=1,
            centeringRate=0.01, checkpointDir="", checkpointInterval=10, checkpointMinutes=10.0,
            checkpointsKept=2, connections="full", dataPhase="mean-field", dataSweeps=10,
            earlyStopping="none", edges=[], epsilon=1.0e-8, exchangeEvery=1, fastDecay=0.95,
            fastLearningRate=0.0, featuresCol="features", finalCdSteps=0, finalLearningRate=0.001,
            finalMomentum=0.9, freeEnergyCol="", handleInvalid="error", hiddenUnits="bernoulli",
            initialModel="", initialState="parameters", initialWeightDeviation=0.01, l1RegParam=0.0,
            learningRate=0.05, learningRateSchedule="constant", likelihood="auto", localSteps=1,
            maxIter=10, maxNorm=0.0, missing="error", missingSweeps=5, modelPhase="pcd",
            momentum=0.5, momentumSwitchEpoch=6, monitorEvery=1, numChains=0, numHidden=100,
            numPartitions=2, numTemperatures=10, onDivergence="stop", optimizer="sgd",
            outputCol="hidden", patience=3, precision="float32", rateFactors="",
            reconstructionCol="", regParam=2.0e-4, resume="auto", scaling="none",
            scalingDivisor=255.0, seed=239154013, sourceCol="", sparsityCost=0.1,
            sparsityDecay=0.95, sparsityTarget=0.0, statistics="hidden-probabilities",
            storageLevel="MEMORY_AND_DISK", stratifyCol="", tolerance=0.0,
            validationIndicatorCol="", visibleUnits="bernoulli", weightCol="",
        )
        self.setParams(**self._input_kwargs)

    @keyword_only
    def setParams(
        self, *, aggregationDepth: int = 2, annealing: str = "", averageDecay: float = 0.0,
        batchSize: int = 100, beta1: float = 0.9, beta2: float = 0.999, biasRateFactor: float = 1.0,
        binarize: str = "none", binarizeThreshold: float = 0.5, cdSteps: int = 1,
        centeringRate: float = 0.01, checkpointDir: str = "", checkpointInterval: int = 10,
        checkpointMinutes: float = 10.0, checkpointsKept: int = 2, connections: str = "full",
        dataPhase: str = "mean-field", dataSweeps: int = 10, earlyStopping: str = "none",
        edges: Optional[List[int]] = None, epsilon: float = 1.0e-8, exchangeEvery: int = 1,
        fastDecay: float = 0.95, fastLearningRate: float = 0.0, featuresCol: str = "features",
        finalCdSteps: int = 0, finalLearningRate: float = 0.001, finalMomentum: float = 0.9,
        freeEnergyCol: str = "", handleInvalid: str = "error", hiddenUnits: str = "bernoulli",
        initialModel: str = "", initialState: str = "parameters",
        initialWeightDeviation: float = 0.01, l1RegParam: float = 0.0, learningRate: float = 0.05,
        learningRateSchedule: str = "constant", likelihood: str = "auto", localSteps: int = 1,
        maxIter: int = 10, maxNorm: float = 0.0, missing: str = "error", missingSweeps: int = 5,
        modelPhase: str = "pcd", momentum: float = 0.5, momentumSwitchEpoch: int = 6,
        monitorEvery: int = 1, numChains: int = 0, numHidden: int = 100, numPartitions: int = 2,
        numTemperatures: int = 10, onDivergence: str = "stop", optimizer: str = "sgd",
        outputCol: str = "hidden", patience: int = 3, precision: str = "float32",
        rateFactors: str = "", reconstructionCol: str = "", regParam: float = 2.0e-4,
        resume: str = "auto", scaling: str = "none", scalingDivisor: float = 255.0,
        seed: int = 239154013, sourceCol: str = "", sparsityCost: float = 0.1,
        sparsityDecay: float = 0.95, sparsityTarget: float = 0.0,
        statistics: str = "hidden-probabilities", storageLevel: str = "MEMORY_AND_DISK",
        stratifyCol: str = "", tolerance: float = 0.0, validationIndicatorCol: str = "",
        visibleUnits: str = "bernoulli", weightCol: str = "",
    ):
        """Sets params by name."""
        return self._set(**self._input_kwargs)

    def _create_model(self, java_model: Any) -> "BoltzmannMachineModel":
        return BoltzmannMachineModel(java_model)

    def partialFit(self, model, dataset: DataFrame):
        """Trains a model further on new rows, for maxIter epochs: parameters, optimiser state, chains and the count of updates go on from
        where the model's training ended, and its scaling stays; schedules begin anew. The model itself does not change.

        Raises: IllegalArgumentException if the model has another width, number of hidden units or connections
        """
        self._transfer_params_to_java()
        model._transfer_params_to_java()
        fitted = self._create_model(self._java_obj.partialFit(model._java_obj, dataset._jdf))
        return self._copyValues(fitted)


class BoltzmannMachineModel(JavaModel, _RBMModelParams, JavaMLWritable, JavaMLReadable):
    """A trained general Boltzmann machine as a Spark ML model.

    E(v, h) = -a.v - b.h - 1/2 v L v - v W h - 1/2 h M h
    outputCol           marginals of the hidden units given the row: exact where they are independent, else by mean field
    freeEnergyCol       F(v) = -log sum_h exp(-E(v, h)) in nats; where hidden units are coupled to each other and many, mean field's upper bound of it;
                        without hidden units the energy
    reconstructionCol   P(v_i | all other visible units, h = its marginals) of every visible unit

    sampler samples and imputer completes rows, by Gibbs sweeps with given units clamped, with annealing where wanted; likelihood gives
    log Z exactly for few units, and estimates.
    """

    __module__ = _JAVA

    def __init__(self, java_object: Any = None) -> None:
        super().__init__(java_object)
        self._setDefault(
            binarize="none", binarizeThreshold=0.5, featuresCol="features", freeEnergyCol="",
            handleInvalid="error", missing="error", missingSweeps=5, outputCol="hidden",
            reconstructionCol="", sourceCol="",
        )

    def evaluate(self, dataset: DataFrame) -> Dict[str, float]:
        """Reconstruction error and free energy of a table's rows, as means; the free energy is NaN if a row misses values.

        Raises: InvalidDataException for a row that the units cannot take, unless handleInvalid is skip, and for no rows
        """
        self._transfer_params_to_java()
        measures = self._java_obj.evaluate(dataset._jdf)
        return {name: getattr(measures, name)() for name in _MEASURES}

    @property
    def hasSummary(self) -> bool:
        return self._call_java("hasSummary")

    @property
    def hiddenBias(self) -> Vector:
        """b[hidden]; of no hidden units an empty vector."""
        return self._call_java("hiddenBias")

    def imputer(self) -> "BoltzmannImputer":
        """A stage that fills in what rows miss by this model."""
        self._transfer_params_to_java()
        return BoltzmannImputer._from_java(self._java_obj.imputer())

    def logPartitionFunction(self) -> float:
        """log Z, exact.

        Raises: IllegalArgumentException for more than 25 units on both sides; likelihood has estimates
        """
        return self._call_java("logPartitionFunction")

    def meanLogLikelihood(self, dataset: DataFrame, logZ: float) -> float:
        """Mean of log P(v) over a table's rows, in nats a row, for a given log Z."""
        self._transfer_params_to_java()
        return self._call_java("meanLogLikelihood", dataset, logZ)

    @property
    def numHidden(self) -> int:
        """All hidden units; 0 for a machine of visible units alone."""
        return self._call_java("numHidden")

    @property
    def numVisible(self) -> int:
        return self._call_java("numVisible")

    def onnx(self) -> bytes:
        """What transform makes of rows, without thresholds and missing values, as an ONNX model: features in, hidden1, hidden2, ...
        out.

        Raises: StoreException if there is no such graph of this machine: for label units, and hidden units that are coupled to each other
        """
        return bytes(self._java_obj.onnx())

    def pseudoLikelihood(self, dataset: DataFrame) -> float:
        """Mean of log P(v_i | v_-i) over a table's rows and units, in nats a unit."""
        self._transfer_params_to_java()
        return self._call_java("pseudoLikelihood", dataset)

    def sampler(self, **settings: Any) -> Any:
        """Samples of the machine, free or with columns given: with settings, as a table of any size or here."""
        self._transfer_params_to_java()
        sampler = self._java_obj.sampler()
        for name, value in settings.items():
            getattr(sampler, "set" + name[0].upper() + name[1:])(value)
        return sampler

    def sample(self, n: int, **settings: Any) -> DataFrame:
        """Chains 0 to n - 1 as a table; settings are those of the sampler, as in sample(100, sweeps=500, seed=7)."""
        spark = SparkSession.getActiveSession()
        return DataFrame(self.sampler(**settings).sample(spark._jsparkSession, n), spark)

    def summary(self) -> Any:
        """What training left; a model that was read from disk has none."""
        return self._java_obj.summary()

    @property
    def visibleBias(self) -> Vector:
        """a[visible]."""
        return self._call_java("visibleBias")

    @property
    def weights(self) -> Matrix:
        """The weights of all pairs of units, visible ones first: symmetric, with a zero diagonal and 0 for pairs that are not connected.

        Raises: IllegalArgumentException for more than 10,000 units
        """
        return self._call_java("weights")


class DeepBeliefNetwork(
    JavaEstimator, _BeliefModelSetters, _ContinuationParams, _DeepModelSetters, _DeepSetters,
    _ModelPhaseParams, _OptimizerParams, _RBMModelParams, _RBMParams, JavaMLWritable,
    JavaMLReadable,
):
    """Trains a deep belief network greedily, step after step a restricted machine on what the one below makes of the rows, distributed over Spark.

    P(v, h1, ..., hL) = P(v | h1) P(h1 | h2) ... P(h_(L-1), hL)       directed steps below, the highest a restricted machine, with label units where labelCol is set
    recognition          q(h_l = 1 | h_(l-1)) = sigmoid(b_l + h_(l-1) W_l)

    All params of RBM say how each step is trained, maxIter its epochs. With fineTuneIter wake-sleep then trains all steps together, on weights for
    each direction: modelPhase cd from the recognised rows with cdSteps of the top step, rate fineTuneLearningRate, other params as for the steps. What a step makes of the rows is computed once and cached. With a checkpoint
    folder each step has its own in it, so that a run that is started again goes on in the step where it was.

    Source: Hinton, Osindero and Teh, "A fast learning algorithm for deep belief nets", Neural Computation 18, 2006.
    """

    __module__ = _JAVA

    fineTuneIter: "Param[int]" = Param(
        Params._dummy(),
        "fineTuneIter",
        "epochs of wake-sleep, which trains all steps together after they were trained one by one; 0 for none",
        typeConverter=TypeConverters.toInt,
    )

    def getFineTuneIter(self) -> int:
        return self.getOrDefault(self.fineTuneIter)

    def setFineTuneIter(self, value: int):
        return self._set(fineTuneIter=value)

    fineTuneLearningRate: "Param[float]" = Param(
        Params._dummy(),
        "fineTuneLearningRate",
        "learning rate of wake-sleep, positive",
        typeConverter=TypeConverters.toFloat,
    )

    def getFineTuneLearningRate(self) -> float:
        return self.getOrDefault(self.fineTuneLearningRate)

    def setFineTuneLearningRate(self, value: float):
        return self._set(fineTuneLearningRate=value)

    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "column of labels 0, 1, ..., which become units beside the features of the highest step; empty for a network without",
        typeConverter=TypeConverters.toString,
    )

    def getLabelCol(self) -> str:
        return self.getOrDefault(self.labelCol)

    def setLabelCol(self, value: str):
        return self._set(labelCol=value)

    numClasses: "Param[int]" = Param(
        Params._dummy(),
        "numClasses",
        "classes of the label, 2 or more; 0 takes them from the label column's attributes, or else one more than the largest label",
        typeConverter=TypeConverters.toInt,
    )

    def getNumClasses(self) -> int:
        return self.getOrDefault(self.numClasses)

    def setNumClasses(self, value: int):
        return self._set(numClasses=value)

    @keyword_only
    def __init__(
        self, *, aggregationDepth: int = 2, averageDecay: float = 0.0, batchSize: int = 100,
        beta1: float = 0.9, beta2: float = 0.999, biasRateFactor: float = 1.0,
        binarize: str = "none", binarizeThreshold: float = 0.5, cdSteps: int = 1,
        centeringRate: float = 0.01, checkpointDir: str = "", checkpointInterval: int = 10,
        checkpointMinutes: float = 10.0, checkpointsKept: int = 2, earlyStopping: str = "none",
        epsilon: float = 1.0e-8, exchangeEvery: int = 1, fastDecay: float = 0.95,
        fastLearningRate: float = 0.0, featuresCol: str = "features", finalCdSteps: int = 0,
        finalLearningRate: float = 0.001, finalMomentum: float = 0.9, fineTuneIter: int = 0,
        fineTuneLearningRate: float = 0.01, freeEnergyCol: str = "", handleInvalid: str = "error",
        hiddenLayers: Optional[List[int]] = None, hiddenUnits: str = "bernoulli",
        initialModel: str = "", initialState: str = "parameters",
        initialWeightDeviation: float = 0.01, l1RegParam: float = 0.0, labelCol: str = "",
        layerCols: Optional[List[str]] = None, learningRate: float = 0.05,
        learningRateSchedule: str = "constant", likelihood: str = "auto", localSteps: int = 1,
        maxIter: int = 10, maxNorm: float = 0.0, missing: str = "error", missingSweeps: int = 5,
        modelPhase: str = "cd", momentum: float = 0.5, momentumSwitchEpoch: int = 6,
        monitorEvery: int = 1, numChains: int = 0, numClasses: int = 0, numPartitions: int = 2,
        numTemperatures: int = 10, onDivergence: str = "stop", optimizer: str = "sgd",
        outputCol: str = "hidden", patience: int = 3, precision: str = "float32",
        predictionCol: str = "prediction", probabilityCol: str = "probability",
        rateFactors: str = "", reconstructionCol: str = "", regParam: float = 2.0e-4,
        resume: str = "auto", scaling: str = "none", scalingDivisor: float = 255.0,
        seed: int = 239154013, sourceCol: str = "", sparsityCost: float = 0.1,
        sparsityDecay: float = 0.95, sparsityTarget: float = 0.0, statistics: str = "probabilities",
        storageLevel: str = "MEMORY_AND_DISK", stratifyCol: str = "", tolerance: float = 0.0,
        validationIndicatorCol: str = "", visibleUnits: str = "bernoulli", weightCol: str = "",
    ) -> None:
        super().__init__()
        self._java_obj = self._new_java_obj(_JAVA + ".DeepBeliefNetwork", self.uid)
        self._setDefault(
            aggregationDepth=2, averageDecay=0.0, batchSize=100, beta1=0.9, beta2=0.999,
            biasRateFactor=1.0, binarize="none", binarizeThreshold=0.5, cdSteps=1,
            centeringRate=0.01, checkpointDir="", checkpointInterval=10, checkpointMinutes=10.0,
            checkpointsKept=2, earlyStopping="none", epsilon=1.0e-8, exchangeEvery=1,
            fastDecay=0.95, fastLearningRate=0.0, featuresCol="features", finalCdSteps=0,
            finalLearningRate=0.001, finalMomentum=0.9, fineTuneIter=0, fineTuneLearningRate=0.01,
            freeEnergyCol="", handleInvalid="error", hiddenLayers=[100, 100],
            hiddenUnits="bernoulli", initialModel="", initialState="parameters",
            initialWeightDeviation=0.01, l1RegParam=0.0, labelCol="", layerCols=[],
            learningRate=0.05, learningRateSchedule="constant", likelihood="auto", localSteps=1,
            maxIter=10, maxNorm=0.0, missing="error", missingSweeps=5, modelPhase="cd",
            momentum=0.5, momentumSwitchEpoch=6, monitorEvery=1, numChains=0, numClasses=0,
            numPartitions=2, numTemperatures=10, onDivergence="stop", optimizer="sgd",
            outputCol="hidden", patience=3, precision="float32", predictionCol="prediction",
            probabilityCol="probability", rateFactors="", reconstructionCol="", regParam=2.0e-4,
            resume="auto", scaling="none", scalingDivisor=255.0, seed=239154013, sourceCol="",
            sparsityCost=0.1, sparsityDecay=0.95, sparsityTarget=0.0, statistics="probabilities",
            storageLevel="MEMORY_AND_DISK", stratifyCol="", tolerance=0.0,
            validationIndicatorCol="", visibleUnits="bernoulli", weightCol="",
        )
        self.setParams(**self._input_kwargs)

    @keyword_only
    def setParams(
        self, *, aggregationDepth: int = 2, averageDecay: float = 0.0, batchSize: int = 100,
        beta1: float = 0.9, beta2: float = 0.999, biasRateFactor: float = 1.0,
        binarize: str = "none", binarizeThreshold: float = 0.5, cdSteps: int = 1,
        centeringRate: float = 0.01, checkpointDir: str = "", checkpointInterval: int = 10,
        checkpointMinutes: float = 10.0, checkpointsKept: int = 2, earlyStopping: str = "none",
        epsilon: float = 1.0e-8, exchangeEvery: int = 1, fastDecay: float = 0.95,
        fastLearningRate: float = 0.0, featuresCol: str = "features", finalCdSteps: int = 0,
        finalLearningRate: float = 0.001, finalMomentum: float = 0.9, fineTuneIter: int = 0,
        fineTuneLearningRate: float = 0.01, freeEnergyCol: str = "", handleInvalid: str = "error",
        hiddenLayers: Optional[List[int]] = None, hiddenUnits: str = "bernoulli",
        initialModel: str = "", initialState: str = "parameters",
        initialWeightDeviation: float = 0.01, l1RegParam: float = 0.0, labelCol: str = "",
        layerCols: Optional[List[str]] = None, learningRate: float = 0.05,
        learningRateSchedule: str = "constant", likelihood: str = "auto", localSteps: int = 1,
        maxIter: int = 10, maxNorm: float = 0.0, missing: str = "error", missingSweeps: int = 5,
        modelPhase: str = "cd", momentum: float = 0.5, momentumSwitchEpoch: int = 6,
        monitorEvery: int = 1, numChains: int = 0, numClasses: int = 0, numPartitions: int = 2,
        numTemperatures: int = 10, onDivergence: str = "stop", optimizer: str = "sgd",
        outputCol: str = "hidden", patience: int = 3, precision: str = "float32",
        predictionCol: str = "prediction", probabilityCol: str = "probability",
        rateFactors: str = "", reconstructionCol: str = "", regParam: float = 2.0e-4,
        resume: str = "auto", scaling: str = "none", scalingDivisor: float = 255.0,
        seed: int = 239154013, sourceCol: str = "", sparsityCost: float = 0.1,
        sparsityDecay: float = 0.95, sparsityTarget: float = 0.0, statistics: str = "probabilities",
        storageLevel: str = "MEMORY_AND_DISK", stratifyCol: str = "", tolerance: float = 0.0,
        validationIndicatorCol: str = "", visibleUnits: str = "bernoulli", weightCol: str = "",
    ):
        """Sets params by name."""
        return self._set(**self._input_kwargs)

    def _create_model(self, java_model: Any) -> "DeepBeliefNetworkModel":
        return DeepBeliefNetworkModel(java_model)


class DeepBeliefNetworkModel(
    JavaModel, _BeliefModelSetters, _DeepModelSetters, _RBMModelParams, JavaMLWritable,
    JavaMLReadable,
):
    """A trained deep belief network as a Spark ML model: directed steps, a restricted machine on top, and perhaps generative weights of the directed steps' own.

    outputCol, layerCols         m_l = sigmoid(b_l + m_(l-1) W_l) of one pass up, m_0 = v; of label units the highest layer sums the label out
    predictionCol, probabilityCol  the label, exactly, given m_(L-1)
    reconstructionCol            one pass down from the highest layer's means
    freeEnergyCol                there is none in closed form

    A folder holds recognition (the directed steps upwards), top, and after wake-sleep generation (downwards), each a model that can be loaded by
    itself: recognition and generation as DeepRestrictedNetworkModel, the top as RBMModel or RBMClassificationModel.
    """

    __module__ = _JAVA

    def __init__(self, java_object: Any = None) -> None:
        super().__init__(java_object)
        self._setDefault(
            binarize="none", binarizeThreshold=0.5, featuresCol="features", freeEnergyCol="",
            handleInvalid="error", layerCols=[], missing="error", missingSweeps=5,
            outputCol="hidden", predictionCol="prediction", probabilityCol="probability",
            reconstructionCol="", sourceCol="",
        )

    @property
    def hiddenLayerSizes(self) -> List[int]:
        """Units of each hidden layer, from the lowest."""
        return self._call_java("hiddenLayerSizes")

    def meanBound(self, dataset: DataFrame, logZTop: float, draws: int, seed: int) -> float:
        """The mean over rows of bound, in nats a row."""
        self._transfer_params_to_java()
        return self._call_java("meanBound", dataset, logZTop, draws, seed)

    @property
    def numClasses(self) -> int:
        """Classes of the label; 0 for a network without label units."""
        return self._call_java("numClasses")

    @property
    def numVisible(self) -> int:
        return self._call_java("numVisible")

    def onnx(self) -> bytes:
        """What transform makes of rows as an ONNX model: features in, hidden1, hidden2, ... out.

        Raises: StoreException if the highest step has label units
        """
        return bytes(self._java_obj.onnx())

    def sampler(self, **settings: Any) -> Any:
        """Samples by Gibbs chains of the top step, whose label may be given, and one pass down: with settings, as a table of any size or here."""
        self._transfer_params_to_java()
        sampler = self._java_obj.sampler()
        for name, value in settings.items():
            getattr(sampler, "set" + name[0].upper() + name[1:])(value)
        return sampler

    def sample(self, n: int, **settings: Any) -> DataFrame:
        """Chains 0 to n - 1 as a table; settings are those of the sampler, as in sample(100, sweeps=500, seed=7)."""
        spark = SparkSession.getActiveSession()
        return DataFrame(self.sampler(**settings).sample(spark._jsparkSession, n), spark)


class DeepBoltzmannMachine(
    JavaEstimator, _ContinuationParams, _DeepModelSetters, _DeepSetters, _EquilibriumParams,
    _ModelPhaseParams, _OptimizerParams, _PretrainSetters, _RBMModelParams, _RBMParams,
    JavaMLWritable, JavaMLReadable,
):
    """Trains a deep Boltzmann machine, all layers jointly, distributed over Spark.

    E(v, h1, ..., hL) = -a.v - sum_l b_l.h_l - v W_1 h1 - sum_(l > 1) h_(l-1) W_l h_l
    gradient of W_l:  <h_(l-1) h_l>_data - <h_(l-1) h_l>_model,    h_0 = v

    In the data phase hidden layers come to equilibrium with the rows by mean field, which raises a lower bound of the likelihood (dataPhase,
    dataSweeps); in the model phase persistent chains sweep all layers. The gradient is centred by default (centeringRate), which makes pretraining
    unnecessary; with pretrainIter layers are pretrained greedily, inputs at both ends of the stack doubled, and composed. Units are binary, or spins. The
    same seed, settings and partitioning give the same bytes.

    Sources: Salakhutdinov and Hinton, "Deep Boltzmann machines", AISTATS 2009; Montavon and Mueller, "Deep Boltzmann machines and the centering trick", 2012.
    """

    __module__ = _JAVA

    @keyword_only
    def __init__(
        self, *, aggregationDepth: int = 2, annealing: str = "", averageDecay: float = 0.0,
        batchSize: int = 100, beta1: float = 0.9, beta2: float = 0.999, biasRateFactor: float = 1.0,
        binarize: str = "none", binarizeThreshold: float = 0.5, cdSteps: int = 1,
        centeringRate: float = 0.01, checkpointDir: str = "", checkpointInterval: int = 10,
        checkpointMinutes: float = 10.0, checkpointsKept: int = 2, dataPhase: str = "mean-field",
        dataSweeps: int = 10, earlyStopping: str = "none", epsilon: float = 1.0e-8,
        exchangeEvery: int = 1, fastDecay: float = 0.95, fastLearningRate: float = 0.0,
        featuresCol: str = "features", finalCdSteps: int = 0, finalLearningRate: float = 0.001,
        finalMomentum: float = 0.9, freeEnergyCol: str = "", handleInvalid: str = "error",
        hiddenLayers: Optional[List[int]] = None, hiddenUnits: str = "bernoulli",
        initialModel: str = "", initialState: str = "parameters",
        initialWeightDeviation: float = 0.01, l1RegParam: float = 0.0,
        layerCols: Optional[List[str]] = None, learningRate: float = 0.05,
        learningRateSchedule: str = "constant", likelihood: str = "auto", localSteps: int = 1,
        maxIter: int = 10, maxNorm: float = 0.0, missing: str = "error", missingSweeps: int = 5,
        modelPhase: str = "pcd", momentum: float = 0.5, momentumSwitchEpoch: int = 6,
        monitorEvery: int = 1, numChains: int = 0, numPartitions: int = 2,
        numTemperatures: int = 10, onDivergence: str = "stop", optimizer: str = "sgd",
        outputCol: str = "hidden", patience: int = 3, precision: str = "float32",
        pretrainIter: int = 0, pretrainLearningRate: float = 0.0, rateFactors: str = "",
        reconstructionCol: str = "", regParam: float = 2.0e-4, resume: str = "auto",
        scaling: str = "none", scalingDivisor: float = 255.0, seed: int = 239154013,
        sourceCol: str = "", sparsityCost: float = 0.1, sparsityDecay: float = 0.95,
        sparsityTarget: float = 0.0, statistics: str = "hidden-probabilities",
        storageLevel: str = "MEMORY_AND_DISK", stratifyCol: str = "", tolerance: float = 0.0,
        validationIndicatorCol: str = "", visibleUnits: str = "bernoulli", weightCol: str = "",
    ) -> None:
        super().__init__()
        self._java_obj = self._new_java_obj(_JAVA + ".DeepBoltzmannMachine", self.uid)
        self._setDefault(
            aggregationDepth=2, annealing="", averageDecay=0.0, batchSize=100, beta1=0.9,
            beta2=0.999, biasRateFactor=1.0, binarize="none", binarizeThreshold=0.5, cdSteps=1,
            centeringRate=0.01, checkpointDir="", checkpointInterval=10, checkpointMinutes=10.0,
            checkpointsKept=2, dataPhase="mean-field", dataSweeps=10, earlyStopping="none",
            epsilon=1.0e-8, exchangeEvery=1, fastDecay=0.95, fastLearningRate=0.0,
            featuresCol="features", finalCdSteps=0, finalLearningRate=0.001, finalMomentum=0.9,
            freeEnergyCol="", handleInvalid="error", hiddenLayers=[100, 100],
            hiddenUnits="bernoulli", initialModel="", initialState="parameters",
            initialWeightDeviation=0.01, l1RegParam=0.0, layerCols=[], learningRate=0.05,
            learningRateSchedule="constant", likelihood="auto", localSteps=1, maxIter=10,
            maxNorm=0.0, missing="error", missingSweeps=5, modelPhase="pcd", momentum=0.5,
            momentumSwitchEpoch=6, monitorEvery=1, numChains=0, numPartitions=2, numTemperatures=10,
            onDivergence="stop", optimizer="sgd", outputCol="hidden", patience=3,
            precision="float32", pretrainIter=0, pretrainLearningRate=0.0, rateFactors="",
            reconstructionCol="", regParam=2.0e-4, resume="auto", scaling="none",
            scalingDivisor=255.0, seed=239154013, sourceCol="", sparsityCost=0.1,
            sparsityDecay=0.95, sparsityTarget=0.0, statistics="hidden-probabilities",
            storageLevel="MEMORY_AND_DISK", stratifyCol="", tolerance=0.0,
            validationIndicatorCol="", visibleUnits="bernoulli", weightCol="",
        )
        self.setParams(**self._input_kwargs)

    @keyword_only
    def setParams(
        self, *, aggregationDepth: int = 2, annealing: str = "", averageDecay: float = 0.0,
        batchSize: int = 100, beta1: float = 0.9, beta2: float = 0.999, biasRateFactor: float = 1.0,
        binarize: str = "none", binarizeThreshold: float = 0.5, cdSteps: int = 1,
        centeringRate: float = 0.01, checkpointDir: str = "", checkpointInterval: int = 10,
        checkpointMinutes: float = 10.0, checkpointsKept: int = 2, dataPhase: str = "mean-field",
        dataSweeps: int = 10, earlyStopping: str = "none", epsilon: float = 1.0e-8,
        exchangeEvery: int = 1, fastDecay: float = 0.95, fastLearningRate: float = 0.0,
        featuresCol: str = "features", finalCdSteps: int = 0, finalLearningRate: float = 0.001,
        finalMomentum: float = 0.9, freeEnergyCol: str = "", handleInvalid: str = "error",
        hiddenLayers: Optional[List[int]] = None, hiddenUnits: str = "bernoulli",
        initialModel: str = "", initialState: str = "parameters",
        initialWeightDeviation: float = 0.01, l1RegParam: float = 0.0,
        layerCols: Optional[List[str]] = None, learningRate: float = 0.05,
        learningRateSchedule: str = "constant", likelihood: str = "auto", localSteps: int = 1,
        maxIter: int = 10, maxNorm: float = 0.0, missing: str = "error", missingSweeps: int = 5,
        modelPhase: str = "pcd", momentum: float = 0.5, momentumSwitchEpoch: int = 6,
        monitorEvery: int = 1, numChains: int = 0, numPartitions: int = 2,
        numTemperatures: int = 10, onDivergence: str = "stop", optimizer: str = "sgd",
        outputCol: str = "hidden", patience: int = 3, precision: str = "float32",
        pretrainIter: int = 0, pretrainLearningRate: float = 0.0, rateFactors: str = "",
        reconstructionCol: str = "", regParam: float = 2.0e-4, resume: str = "auto",
        scaling: str = "none", scalingDivisor: float = 255.0, seed: int = 239154013,
        sourceCol: str = "", sparsityCost: float = 0.1, sparsityDecay: float = 0.95,
        sparsityTarget: float = 0.0, statistics: str = "hidden-probabilities",
        storageLevel: str = "MEMORY_AND_DISK", stratifyCol: str = "", tolerance: float = 0.0,
        validationIndicatorCol: str = "", visibleUnits: str = "bernoulli", weightCol: str = "",
    ):
        """Sets params by name."""
        return self._set(**self._input_kwargs)

    def _create_model(self, java_model: Any) -> "DeepBoltzmannMachineModel":
        return DeepBoltzmannMachineModel(java_model)

    def partialFit(self, model, dataset: DataFrame):
        """Trains a model further on new rows, for maxIter epochs: parameters, optimiser state, chains and the count of updates go on from
        where the model's training ended, and its scaling stays; schedules begin anew. The model itself does not change.

        Raises: IllegalArgumentException if the model has another width, number of hidden units or connections
        """
        self._transfer_params_to_java()
        model._transfer_params_to_java()
        fitted = self._create_model(self._java_obj.partialFit(model._java_obj, dataset._jdf))
        return self._copyValues(fitted)


class DeepBoltzmannMachineModel(
    JavaModel, _DeepModelSetters, _RBMModelParams, JavaMLWritable, JavaMLReadable,
):
    """A trained deep Boltzmann machine as a Spark ML model.

    outputCol, layerCols   marginals of the hidden units given the row, by mean field (exact for a dozen hidden units)
    freeEnergyCol          mean field's upper bound of F(v) = -log sum_h exp(-E(v, h)) in nats: -F - log Z is a lower bound of log P(v)
    reconstructionCol      P(v_i | h1 = its marginals)

    sampler samples and imputer completes rows by Gibbs sweeps over all layers; likelihood gives log Z exactly for few units, and
    estimates by annealing.
    """

    __module__ = _JAVA

    def __init__(self, java_object: Any = None) -> None:
        super().__init__(java_object)
        self._setDefault(
            binarize="none", binarizeThreshold=0.5, featuresCol="features", freeEnergyCol="",
            handleInvalid="error", layerCols=[], missing="error", missingSweeps=5,
            outputCol="hidden", reconstructionCol="", sourceCol="",
        )

    def evaluate(self, dataset: DataFrame) -> Dict[str, float]:
        """Reconstruction error and free energy of a table's rows, as means; the free energy is NaN if a row misses values.

        Raises: InvalidDataException for a row that the units cannot take, unless handleInvalid is skip, and for no rows
        """
        self._transfer_params_to_java()
        measures = self._java_obj.evaluate(dataset._jdf)
        return {name: getattr(measures, name)() for name in _MEASURES}

    @property
    def hasSummary(self) -> bool:
        return self._call_java("hasSummary")

    def hiddenBias(self, layer: int) -> Vector:
        """b_l of hidden layer l, from 1."""
        return self._call_java("hiddenBias", layer)

    @property
    def hiddenLayerSizes(self) -> List[int]:
        """Units of each hidden layer, from the lowest."""
        return self._call_java("hiddenLayerSizes")

    def imputer(self) -> "BoltzmannImputer":
        """A stage that fills in what rows miss by this model."""
        self._transfer_params_to_java()
        return BoltzmannImputer._from_java(self._java_obj.imputer())

    def logPartitionFunction(self) -> float:
        """log Z, exact.

        Raises: IllegalArgumentException for more than 25 units on both sides; likelihood has estimates
        """
        return self._call_java("logPartitionFunction")

    def meanLogLikelihood(self, dataset: DataFrame, logZ: float) -> float:
        """Mean of log P(v) over a table's rows, in nats a row, for a given log Z."""
        self._transfer_params_to_java()
        return self._call_java("meanLogLikelihood", dataset, logZ)

    @property
    def numHidden(self) -> int:
        """All hidden units; 0 for a machine of visible units alone."""
        return self._call_java("numHidden")

    @property
    def numVisible(self) -> int:
        return self._call_java("numVisible")

    def onnx(self) -> bytes:
        """What transform makes of rows, without thresholds and missing values, as an ONNX model: features in, hidden1, hidden2, ...
        out.

        Raises: StoreException if there is no such graph of this machine: for label units, and hidden units that are coupled to each other
        """
        return bytes(self._java_obj.onnx())

    def pseudoLikelihood(self, dataset: DataFrame) -> float:
        """Mean of log P(v_i | v_-i) over a table's rows and units, in nats a unit."""
        self._transfer_params_to_java()
        return self._call_java("pseudoLikelihood", dataset)

    def sampler(self, **settings: Any) -> Any:
        """Samples of the machine, free or with columns given: with settings, as a table of any size or here."""
        self._transfer_params_to_java()
        sampler = self._java_obj.sampler()
        for name, value in settings.items():
            getattr(sampler, "set" + name[0].upper() + name[1:])(value)
        return sampler

    def sample(self, n: int, **settings: Any) -> DataFrame:
        """Chains 0 to n - 1 as a table; settings are those of the sampler, as in sample(100, sweeps=500, seed=7)."""
        spark = SparkSession.getActiveSession()
        return DataFrame(self.sampler(**settings).sample(spark._jsparkSession, n), spark)

    def summary(self) -> Any:
        """What training left; a model that was read from disk has none."""
        return self._java_obj.summary()

    @property
    def visibleBias(self) -> Vector:
        """a[visible]."""
        return self._call_java("visibleBias")

    def weights(self, layer: int) -> Matrix:
        """W_l[units of layer l - 1, units of layer l] of hidden layer l, from 1; layer 0 is the visible one."""
        return self._call_java("weights", layer)


class DeepRestrictedNetwork(
    JavaEstimator, _ContinuationParams, _DeepModelSetters, _DeepSetters, _ModelPhaseParams,
    _OptimizerParams, _PretrainSetters, _RBMModelParams, _RBMParams, JavaMLWritable, JavaMLReadable,
):
    """Trains a deep restricted Boltzmann network, all layers jointly, distributed over Spark.

    up:    P(h_l = 1 | h_(l-1)) = sigmoid(b_l + h_(l-1) W_l),  h_0 = v          b_l: upward biases
    down:  P(h_(l-1) = 1 | h_l) = sigmoid(a_l + W_l h_l)                        a_l: downward biases
    gradient of W_l:  <h_(l-1) h_l> after one pass up from the data - <h_(l-1) h_l> after k sweeps down and up

    What is defined: the conditionals, and so the chain of sweeps and the distribution that it settles to. What is not: a joint energy of which these would be the
    conditionals, a free energy, log Z, and so a likelihood; transform has no free energies, and evaluate measures reconstructions. With one hidden
    layer it is the RBM, with all of them. modelPhase is cd or pcd (chains of sweeps that go on).

    Source: Hu, Gao and Ma, "Deep restricted Boltzmann networks", arXiv:1611.07917, 2016.
    """

    __module__ = _JAVA

    @keyword_only
    def __init__(
        self, *, aggregationDepth: int = 2, averageDecay: float = 0.0, batchSize: int = 100,
        beta1: float = 0.9, beta2: float = 0.999, biasRateFactor: float = 1.0,
        binarize: str = "none", binarizeThreshold: float = 0.5, cdSteps: int = 1,
        centeringRate: float = 0.01, checkpointDir: str = "", checkpointInterval: int = 10,
        checkpointMinutes: float = 10.0, checkpointsKept: int = 2, earlyStopping: str = "none",
        epsilon: float = 1.0e-8, exchangeEvery: int = 1, fastDecay: float = 0.95,
        fastLearningRate: float = 0.0, featuresCol: str = "features", finalCdSteps: int = 0,
        finalLearningRate: float = 0.001, finalMomentum: float = 0.9, freeEnergyCol: str = "",
        handleInvalid: str = "error", hiddenLayers: Optional[List[int]] = None,
        hiddenUnits: str = "bernoulli", initialModel: str = "", initialState: str = "parameters",
        initialWeightDeviation: float = 0.01, l1RegParam: float = 0.0,
        layerCols: Optional[List[str]] = None, learningRate: float = 0.05,
        learningRateSchedule: str = "constant", likelihood: str = "auto", localSteps: int = 1,
        maxIter: int = 10, maxNorm: float = 0.0, missing: str = "error", missingSweeps: int = 5,
        modelPhase: str = "cd", momentum: float = 0.5, momentumSwitchEpoch: int = 6,
        monitorEvery: int = 1, numChains: int = 0, numPartitions: int = 2,
        numTemperatures: int = 10, onDivergence: str = "stop", optimizer: str = "sgd",
        outputCol: str = "hidden", patience: int = 3, precision: str = "float32",
        pretrainIter: int = 0, pretrainLearningRate: float = 0.0, rateFactors: str = "",
        reconstructionCol: str = "", regParam: float = 2.0e-4, resume: str = "auto",
        scaling: str = "none", scalingDivisor: float = 255.0, seed: int = 239154013,
        sourceCol: str = "", sparsityCost: float = 0.1, sparsityDecay: float = 0.95,
        sparsityTarget: float = 0.0, statistics: str = "probabilities",
        storageLevel: str = "MEMORY_AND_DISK", stratifyCol: str = "", tolerance: float = 0.0,
        validationIndicatorCol: str = "", visibleUnits: str = "bernoulli", weightCol: str = "",
    ) -> None:
        super().__init__()
        self._java_obj = self._new_java_obj(_JAVA + ".DeepRestrictedNetwork", self.uid)
        self._setDefault(
            aggregationDepth=2, averageDecay=0.0, batchSize=100, beta1=0.9, beta2=0.999,
            biasRateFactor=1.0, binarize="none", binarizeThreshold=0.5, cdSteps=1,
            centeringRate=0.01, checkpointDir="", checkpointInterval=10, checkpointMinutes=10.0,
            checkpointsKept=2, earlyStopping="none", epsilon=1.0e-8, exchangeEvery=1,
            fastDecay=0.95, fastLearningRate=0.0, featuresCol="features", finalCdSteps=0,
            finalLearningRate=0.001, finalMomentum=0.9, freeEnergyCol="", handleInvalid="error",
            hiddenLayers=[100, 100], hiddenUnits="bernoulli", initialModel="",
            initialState="parameters", initialWeightDeviation=0.01, l1RegParam=0.0, layerCols=[],
            learningRate=0.05, learningRateSchedule="constant", likelihood="auto", localSteps=1,
            maxIter=10, maxNorm=0.0, missing="error", missingSweeps=5, modelPhase="cd",
            momentum=0.5, momentumSwitchEpoch=6, monitorEvery=1, numChains=0, numPartitions=2,
            numTemperatures=10, onDivergence="stop", optimizer="sgd", outputCol="hidden",
            patience=3, precision="float32", pretrainIter=0, pretrainLearningRate=0.0,
            rateFactors="", reconstructionCol="", regParam=2.0e-4, resume="auto", scaling="none",
            scalingDivisor=255.0, seed=239154013, sourceCol="", sparsityCost=0.1,
            sparsityDecay=0.95, sparsityTarget=0.0, statistics="probabilities",
            storageLevel="MEMORY_AND_DISK", stratifyCol="", tolerance=0.0,
            validationIndicatorCol="", visibleUnits="bernoulli", weightCol="",
        )
        self.setParams(**self._input_kwargs)

    @keyword_only
    def setParams(
        self, *, aggregationDepth: int = 2, averageDecay: float = 0.0, batchSize: int = 100,
        beta1: float = 0.9, beta2: float = 0.999, biasRateFactor: float = 1.0,
        binarize: str = "none", binarizeThreshold: float = 0.5, cdSteps: int = 1,
        centeringRate: float = 0.01, checkpointDir: str = "", checkpointInterval: int = 10,
        checkpointMinutes: float = 10.0, checkpointsKept: int = 2, earlyStopping: str = "none",
        epsilon: float = 1.0e-8, exchangeEvery: int = 1, fastDecay: float = 0.95,
        fastLearningRate: float = 0.0, featuresCol: str = "features", finalCdSteps: int = 0,
        finalLearningRate: float = 0.001, finalMomentum: float = 0.9, freeEnergyCol: str = "",
        handleInvalid: str = "error", hiddenLayers: Optional[List[int]] = None,
        hiddenUnits: str = "bernoulli", initialModel: str = "", initialState: str = "parameters",
        initialWeightDeviation: float = 0.01, l1RegParam: float = 0.0,
        layerCols: Optional[List[str]] = None, learningRate: float = 0.05,
        learningRateSchedule: str = "constant", likelihood: str = "auto", localSteps: int = 1,
        maxIter: int = 10, maxNorm: float = 0.0, missing: str = "error", missingSweeps: int = 5,
        modelPhase: str = "cd", momentum: float = 0.5, momentumSwitchEpoch: int = 6,
        monitorEvery: int = 1, numChains: int = 0, numPartitions: int = 2,
        numTemperatures: int = 10, onDivergence: str = "stop", optimizer: str = "sgd",
        outputCol: str = "hidden", patience: int = 3, precision: str = "float32",
        pretrainIter: int = 0, pretrainLearningRate: float = 0.0, rateFactors: str = "",
        reconstructionCol: str = "", regParam: float = 2.0e-4, resume: str = "auto",
        scaling: str = "none", scalingDivisor: float = 255.0, seed: int = 239154013,
        sourceCol: str = "", sparsityCost: float = 0.1, sparsityDecay: float = 0.95,
        sparsityTarget: float = 0.0, statistics: str = "probabilities",
        storageLevel: str = "MEMORY_AND_DISK", stratifyCol: str = "", tolerance: float = 0.0,
        validationIndicatorCol: str = "", visibleUnits: str = "bernoulli", weightCol: str = "",
    ):
        """Sets params by name."""
        return self._set(**self._input_kwargs)

    def _create_model(self, java_model: Any) -> "DeepRestrictedNetworkModel":
        return DeepRestrictedNetworkModel(java_model)

    def partialFit(self, model, dataset: DataFrame):
        """Trains a model further on new rows, for maxIter epochs: parameters, optimiser state, chains and the count of updates go on from
        where the model's training ended, and its scaling stays; schedules begin anew. The model itself does not change.

        Raises: IllegalArgumentException if the model has another width, number of hidden units or connections
        """
        self._transfer_params_to_java()
        model._transfer_params_to_java()
        fitted = self._create_model(self._java_obj.partialFit(model._java_obj, dataset._jdf))
        return self._copyValues(fitted)


class DeepRestrictedNetworkModel(
    JavaModel, _DeepModelSetters, _RBMModelParams, JavaMLWritable, JavaMLReadable,
):
    """A trained stack of restricted machines as a Spark ML model: a deep restricted network, or the directed layers of a belief network.

    outputCol, layerCols   m_l = sigmoid(b_l + m_(l-1) W_l) of one pass up, m_0 = v
    reconstructionCol      one pass down from the highest m
    freeEnergyCol          there is none: the conditionals belong to no joint energy
    """

    __module__ = _JAVA

    def __init__(self, java_object: Any = None) -> None:
        super().__init__(java_object)
        self._setDefault(
            binarize="none", binarizeThreshold=0.5, featuresCol="features", freeEnergyCol="",
            handleInvalid="error", layerCols=[], missing="error", missingSweeps=5,
            outputCol="hidden", reconstructionCol="", sourceCol="",
        )

    def downwardBias(self, layer: int) -> Vector:
        """a_l, of the layer below hidden layer l, from 1, in passes down."""
        return self._call_java("downwardBias", layer)

    def evaluate(self, dataset: DataFrame) -> Dict[str, float]:
        """Reconstruction error and free energy of a table's rows, as means; the free energy is NaN if a row misses values.

        Raises: InvalidDataException for a row that the units cannot take, unless handleInvalid is skip, and for no rows
        """
        self._transfer_params_to_java()
        measures = self._java_obj.evaluate(dataset._jdf)
        return {name: getattr(measures, name)() for name in _MEASURES}

    @property
    def hasSummary(self) -> bool:
        return self._call_java("hasSummary")

    @property
    def hiddenLayerSizes(self) -> List[int]:
        """Units of each hidden layer, from the lowest."""
        return self._call_java("hiddenLayerSizes")

    def imputer(self) -> "BoltzmannImputer":
        """A stage that fills in what rows miss by this model."""
        self._transfer_params_to_java()
        return BoltzmannImputer._from_java(self._java_obj.imputer())

    def logPartitionFunction(self) -> float:
        """log Z, exact.

        Raises: IllegalArgumentException for more than 25 units on both sides; likelihood has estimates
        """
        return self._call_java("logPartitionFunction")

    def meanLogLikelihood(self, dataset: DataFrame, logZ: float) -> float:
        """Mean of log P(v) over a table's rows, in nats a row, for a given log Z."""
        self._transfer_params_to_java()
        return self._call_java("meanLogLikelihood", dataset, logZ)

    @property
    def numHidden(self) -> int:
        """All hidden units; 0 for a machine of visible units alone."""
        return self._call_java("numHidden")

    @property
    def numVisible(self) -> int:
        return self._call_java("numVisible")

    def onnx(self) -> bytes:
        """What transform makes of rows, without thresholds and missing values, as an ONNX model: features in, hidden1, hidden2, ...
        out.

        Raises: StoreException if there is no such graph of this machine: for label units, and hidden units that are coupled to each other
        """
        return bytes(self._java_obj.onnx())

    def pseudoLikelihood(self, dataset: DataFrame) -> float:
        """Mean of log P(v_i | v_-i) over a table's rows and units, in nats a unit."""
        self._transfer_params_to_java()
        return self._call_java("pseudoLikelihood", dataset)

    def sampler(self, **settings: Any) -> Any:
        """Samples by passes down and up: with settings, as a table of any size or here."""
        self._transfer_params_to_java()
        sampler = self._java_obj.sampler()
        for name, value in settings.items():
            getattr(sampler, "set" + name[0].upper() + name[1:])(value)
        return sampler

    def sample(self, n: int, **settings: Any) -> DataFrame:
        """Chains 0 to n - 1 as a table; settings are those of the sampler, as in sample(100, sweeps=500, seed=7)."""
        spark = SparkSession.getActiveSession()
        return DataFrame(self.sampler(**settings).sample(spark._jsparkSession, n), spark)

    def summary(self) -> Any:
        """What training left; a model that was read from disk has none."""
        return self._java_obj.summary()

    def upwardBias(self, layer: int) -> Vector:
        """b_l, of hidden layer l, from 1, in passes up."""
        return self._call_java("upwardBias", layer)

    @property
    def visibleBias(self) -> Vector:
        """a[visible]."""
        return self._call_java("visibleBias")

    def weights(self, layer: int) -> Matrix:
        """W_l[units of layer l - 1, units of layer l] of hidden layer l, from 1; layer 0 is the visible one."""
        return self._call_java("weights", layer)


class BoltzmannImputer(JavaTransformer, _BoltzmannImputerParams, JavaMLWritable, JavaMLReadable):
    """Fills in what rows miss, NaN or hidden by a mask, by a trained machine.

    mean     E[v_missing | v_observed], estimated by the mean of P(v_missing | h) over the sweeps after burnIn      (Rao-Blackwell)
    draw     v_missing ~ P(v_missing | v_observed): where the row's chain stands after burnIn + sweeps

    Values are in the columns' own units; those that are present come back bit by bit. A row's chain starts from noise and is a function of seed,
    row and id: order, splits and other rows do not show. Rows that miss nothing cost nothing, others burnIn + sweeps times two products of
    visible x hidden.
    """

    __module__ = _JAVA

    def __init__(self, java_object: Any = None) -> None:
        super().__init__(java_object)
        self._setDefault(
            annealing="", binarize="none", binarizeThreshold=0.5, burnIn=50, featuresCol="features",
            handleInvalid="error", idCol="", labelCol="", maskCol="", outputCol="imputed",
            seed=232272799, strategy="mean", sweeps=100,
        )
