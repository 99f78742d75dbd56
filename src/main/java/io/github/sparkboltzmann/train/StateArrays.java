package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.gradient.GradientSettings;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.optimize.LearnerState;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.Chains;
import io.github.sparkboltzmann.sample.LadderMeans;
import io.github.sparkboltzmann.sample.RowBlock;
import io.github.sparkboltzmann.sample.Trajectory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A training state as named arrays, and back: what a checkpoint and a model's learner part hold.
 *
 * <pre>
 * learner.BLOCK               float32 [rows, columns]        each block of the learner's state by its name
 * chains.partitions           int64 [1]                      0 for no chains
 * chains.PARTITION.LAYER      uint8 [chains, ceil(units/8)]  packed bits, lowest first; float32 [chains, units] for other states
 * chains.PARTITION.rung.R.LAYER, .acceptance, .logWidths, .logRatios, .visits     where there is a ladder
 * trajectory.R                float32 [parameters]           each frozen machine; trajectory.baseLogZ, trajectory.rateFactor
 * bounds                      float64 [blocks]               where local steps set any
 * sumBounds                   float64 [blocks]               where sums of units have no bound of their own
 * rateFactor                  float64 [1]
 * stepsBefore                 int64 [1]
 * </pre>
 *
 * <p>Blocks that an optimiser adds to the learner's state are written without a change here; another kind of state is another group of
 * names in {@link #write} and {@link #read}.
 */
public final class StateArrays {
    private static final String LEARNER = "learner.";
    private static final String CHAINS = "chains.";
    private static final String RUNG = "rung.";
    private static final String TRAJECTORY = "trajectory.";
    private static final String PARTITIONS = CHAINS + "partitions";

    private StateArrays() {}

    /** Copies of all that the state holds. */
    public static NamedArrays write(TrainingState state) {
        NamedArrays arrays = new NamedArrays();
        LearnerState learner = state.learner();
        for (Block block : learner.layout().blocks()) {
            float[] values = java.util.Arrays.copyOfRange(learner.values(), block.offset(), block.end());
            arrays.put(LEARNER + block.name(), values, block.rows(), block.columns());
        }
        writeChains(state.chains(), arrays);
        if (state.bounds() != null) {
            arrays.put("bounds", state.bounds().clone());
        }
        writeTrajectory(state.trajectory(), arrays);
        if (state.sumBounds() != null) {
            arrays.put("sumBounds", state.sumBounds().clone());
        }
        arrays.putDouble("rateFactor", state.ownRateFactor());
        return arrays.putLong("stepsBefore", state.stepsBefore());
    }

    /** All that the state holds besides the parameters: what a model keeps beside them for more training. */
    public static NamedArrays withoutParameters(TrainingState state, Machine machine) {
        NamedArrays all = write(state);
        if (state.learner().hasAverages()) {
            // The model's parameters are the averages; training goes on from others.
            return all;
        }
        NamedArrays rest = new NamedArrays();
        Set<String> parameters = new HashSet<>();
        machine.layout().blocks().forEach(block -> parameters.add(LEARNER + block.name()));
        for (String name : all.names()) {
            if (!parameters.contains(name)) {
                rest.put(name, all.entry(name).values(), all.entry(name).shape());
            }
        }
        return rest;
    }

    /** These arrays and those of parameters, the reverse of {@link #withoutParameters}. */
    public static NamedArrays withParameters(NamedArrays rest, Parameters parameters, Machine machine) {
        NamedArrays all = new NamedArrays().putAll("", rest);
        for (Block block : machine.layout().blocks()) {
            if (!all.has(LEARNER + block.name())) {
                all.put(LEARNER + block.name(), parameters.copyOf(block), block.rows(), block.columns());
            }
        }
        return all;
    }

    /** Of a model whose parameters are not those of the last update: the count of updates alone, so that no draw is used twice. */
    public static NamedArrays stepsAlone(long steps) {
        return new NamedArrays().putLong("stepsBefore", steps);
    }

    /** Updates of all runs so far, as saved; 0 where that is not known. */
    public static long steps(NamedArrays arrays) {
        return arrays != null && arrays.has("stepsBefore") ? arrays.number("stepsBefore") : 0;
    }

    /**
     * The state of those arrays.
     *
     * @param like a state of the same training, whose structure the arrays must have
     * @throws IllegalArgumentException if an array is missing or has another length
     */
    public static TrainingState read(NamedArrays arrays, TrainingState like, Machine machine) {
        LearnerState learner = like.learner().copy();
        List<String> missing = copyBlocks(arrays, learner);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("The saved state has no array of the right size for " + missing + ".");
        }
        return like.restored(
                learner,
                readChains(arrays, machine),
                readTrajectory(arrays),
                arrays.has("bounds") ? arrays.doubles("bounds") : null,
                arrays.real("rateFactor"),
                arrays.number("stepsBefore"),
                arrays.has("sumBounds") ? arrays.doubles("sumBounds") : null);
    }

    /**
     * The state of those arrays as far as it is there; what is missing, or has another size, stays as it is in {@code like}.
     *
     * @param gradient whose chains and ladder the saved ones must have to be taken
     * @param missing takes a name for each thing that was not there
     * @throws IllegalArgumentException if there are chains, but for another number of partitions
     */
    public static TrainingState readWhatIsThere(
            NamedArrays arrays, TrainingState like, GradientSettings gradient, Machine machine, List<String> missing) {
        LearnerState learner = like.learner().copy();
        missing.addAll(copyBlocks(arrays, learner));
        Chains chains = arrays.has(PARTITIONS) ? readChains(arrays, machine) : Chains.none();
        Trajectory trajectory = readTrajectory(arrays);
        int rungs = chains.count() == 0 ? 0 : chains.of(0).rungs();
        boolean usable = chains.count() == like.chains().count() && gradient.hasLadderOf(rungs, trajectory.rungs());
        if (!usable || chains.partitions() != like.chains().partitions()) {
            if (usable && chains.count() > 0) {
                throw new IllegalArgumentException("The model's chains lie on " + chains.partitions()
                        + " partitions, but numPartitions is " + like.chains().partitions()
                        + "; set it to " + chains.partitions() + ".");
            }
            if (like.chains().count() > 0) {
                missing.add("chains");
            }
            chains = like.chains();
            trajectory = like.trajectory();
        }
        return like.restored(
                learner,
                chains,
                trajectory,
                null,
                arrays.has("rateFactor") ? arrays.real("rateFactor") : 1,
                arrays.has("stepsBefore") ? arrays.number("stepsBefore") : 0,
                null);
    }

    /** @return the names of blocks that are not there, or of another length */
    private static List<String> copyBlocks(NamedArrays arrays, LearnerState learner) {
        List<String> missing = new ArrayList<>();
        for (Block block : learner.layout().blocks()) {
            String name = LEARNER + block.name();
            if (arrays.has(name) && arrays.floats(name).length == block.length()) {
                System.arraycopy(arrays.floats(name), 0, learner.values(), block.offset(), block.length());
            } else {
                missing.add(block.name());
            }
        }
        return missing;
    }

    private static void writeChains(Chains chains, NamedArrays arrays) {
        arrays.putLong(PARTITIONS, chains.partitions());
        for (int p = 0; p < chains.partitions(); p++) {
            writeBlock(CHAINS + p + ".", chains.of(p), arrays);
        }
    }

    private static void writeBlock(String prefix, ChainBlock block, NamedArrays arrays) {
        for (int l = 0; l < block.layers(); l++) {
            writeStates(prefix + l, block.layer(l), arrays);
        }
        for (int r = 0; r < block.rungs(); r++) {
            writeBlock(prefix + RUNG + r + ".", block.rung(r), arrays);
        }
        if (block.rungs() > 0) {
            LadderMeans means = block.ladderMeans().copy();
            arrays.put(prefix + "acceptance", means.acceptance());
            arrays.put(prefix + "logWidths", means.logWidths());
            arrays.put(prefix + "logRatios", means.logRatios());
            arrays.put(prefix + "visits", means.visits());
        }
    }

    private static void writeTrajectory(Trajectory trajectory, NamedArrays arrays) {
        for (int r = 0; r < trajectory.rungs(); r++) {
            arrays.put(TRAJECTORY + r, trajectory.parameters(r).clone());
        }
        if (trajectory.rungs() > 0) {
            arrays.putDouble(TRAJECTORY + "baseLogZ", trajectory.baseLogZ());
            arrays.putDouble(TRAJECTORY + "rateFactor", trajectory.rateFactor());
        }
    }

    /** The frozen machines among those arrays; none where there are none. */
    public static Trajectory readTrajectory(NamedArrays arrays) {
        if (!arrays.has(TRAJECTORY + "0")) {
            return Trajectory.none();
        }
        List<float[]> rungs = new ArrayList<>();
        while (arrays.has(TRAJECTORY + rungs.size())) {
            rungs.add(arrays.floats(TRAJECTORY + rungs.size()));
        }
        return Trajectory.of(rungs, arrays.real(TRAJECTORY + "baseLogZ"), arrays.real(TRAJECTORY + "rateFactor"));
    }

    private static void writeStates(String name, RowBlock states, NamedArrays arrays) {
        float[] values = new float[states.rows() * states.width()];
        states.unpack(values);
        if (states.encoding() != RowBlock.Encoding.BITS) {
            arrays.put(name, values, states.rows(), states.width());
            return;
        }
        int stride = (states.width() + 7) / 8;
        byte[] bits = new byte[states.rows() * stride];
        for (int r = 0; r < states.rows(); r++) {
            Kernels.arrays().packBits(values, r * states.width(), bits, r * stride, states.width());
        }
        arrays.put(name, bits, states.rows(), stride);
    }

    private static Chains readChains(NamedArrays arrays, Machine machine) {
        int partitions = (int) arrays.number(PARTITIONS);
        ChainBlock[] blocks = new ChainBlock[partitions];
        for (int p = 0; p < partitions; p++) {
            blocks[p] = readBlock(CHAINS + p + ".", arrays, machine);
        }
        return Chains.of(blocks);
    }

    private static ChainBlock readBlock(String prefix, NamedArrays arrays, Machine machine) {
        RowBlock[] layers = new RowBlock[machine.layerCount()];
        for (int l = 0; l < layers.length; l++) {
            layers[l] = readStates(arrays.entry(prefix + l), machine.layer(l).size());
        }
        List<ChainBlock> rungs = new ArrayList<>();
        while (arrays.has(prefix + RUNG + rungs.size() + ".0")) {
            rungs.add(readBlock(prefix + RUNG + rungs.size() + ".", arrays, machine));
        }
        ChainBlock block = ChainBlock.of(layers);
        if (rungs.isEmpty()) {
            return block;
        }
        LadderMeans means = LadderMeans.of(
                arrays.floats(prefix + "acceptance"),
                arrays.floats(prefix + "logWidths"),
                arrays.floats(prefix + "logRatios"),
                arrays.floats(prefix + "visits"));
        return block.withRungs(rungs.toArray(ChainBlock[]::new), means);
    }

    private static RowBlock readStates(NamedArrays.Entry entry, int width) {
        int rows = (int) entry.shape()[0];
        if (entry.values() instanceof float[] floats) {
            return RowBlock.pack(RowBlock.Encoding.FLOATS, width, floats, rows);
        }
        byte[] bits = (byte[]) entry.values();
        int stride = (width + 7) / 8;
        if (bits.length != rows * stride) {
            throw new IllegalArgumentException(
                    "The saved chains have " + bits.length + " bytes, but " + rows * stride + " are expected.");
        }
        float[] values = new float[rows * width];
        for (int r = 0; r < rows; r++) {
            Kernels.arrays().unpackBits(bits, r * stride, values, r * width, width);
        }
        return RowBlock.pack(RowBlock.Encoding.BITS, width, values, rows);
    }
}
