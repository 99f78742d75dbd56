package io.github.sparkboltzmann.job.benchmark;

import io.github.sparkboltzmann.math.BatchProducts;
import io.github.sparkboltzmann.math.DrawKey;
import io.github.sparkboltzmann.math.Kernels;
import io.github.sparkboltzmann.math.NormalDraws;
import io.github.sparkboltzmann.model.GeneralMachine;
import io.github.sparkboltzmann.model.GeneralMachine.Connections;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.Purpose;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.sample.GibbsSampler;
import io.github.sparkboltzmann.sample.States;
import io.github.sparkboltzmann.sample.SweepPlan;

/**
 * What a sweep of units that are coupled to each other costs, against its bound: one bare matrix product of {@code chains x units x units}.
 *
 * <p>A visible-only machine of Bernoulli units, normal weights of deviation {@code 1 / sqrt(units)}, or of a square lattice, 1: in equilibrium about every third unit flips in a
 * sweep, which is more than a learned machine's units do. Both are timed in turn, one thread, in its processor time.
 */
public final class SweepCost {
    /** Chains side by side. */
    public static final int CHAINS = 100;

    private static final int BURN_IN = 10;

    private final int units;
    private final boolean lattice;
    private final Samples sweeps = new Samples();
    private final Samples products = new Samples();

    private SweepCost(int units, boolean lattice) {
        this.units = units;
        this.lattice = lattice;
    }

    /**
     * Measures a machine.
     *
     * @param units of a lattice about as many: the sides of its rectangle are whole
     * @param seconds of one measurement
     */
    public static SweepCost of(int units, boolean lattice, double seconds, int repetitions) {
        int side = (int) Math.sqrt(units);
        Machine machine = lattice
                ? GeneralMachine.ofGraph(UnitTypes.BERNOULLI, side * side, 0, GeneralMachine.lattice(side, side))
                : GeneralMachine.of(UnitTypes.BERNOULLI, units, 0, Connections.FULL);
        int n = machine.layer(0).size();
        SweepCost cost = new SweepCost(n, lattice);
        float[] w = Parameters.zero(machine).values();
        DrawKey key = DrawKey.of(1, 0, Purpose.INITIAL_WEIGHTS.number());
        NormalDraws.fill(w, 0, 1, machine.weights(0).end(), lattice ? 1 : 1 / Math.sqrt(n), key);
        if (!lattice) {
            Parameters.mirrorUpperTriangle(w, 0, n);
        }
        BatchProducts own = Kernels.batchProducts();
        GibbsSampler sampler = new GibbsSampler(machine, Kernels.elementwise(), own);
        sampler.load(w);
        States states = new States(machine);
        states.resize(CHAINS);
        SweepPlan plan = SweepPlan.free(machine);
        DrawKey draws = DrawKey.of(1, 0, Purpose.SAMPLING.number());
        int[] done = new int[1];
        Runnable sweep = () -> sampler.sweep(states, plan, 1, draws, ++done[0], 0);
        for (int i = 0; i < BURN_IN; i++) {
            sweep.run();
        }
        BatchProducts.Fixed matrix = own.fix(lattice ? new float[n * n] : w, 0, n, n, null);
        float[] inputs = new float[CHAINS * n];
        Runnable product = () -> own.times(states.state(0), CHAINS, matrix, 0, inputs);
        cost.measure(sweep, product, new Stopwatch(seconds), repetitions);
        return cost;
    }

    private void measure(Runnable sweep, Runnable product, Stopwatch watch, int repetitions) {
        watch.warmUp(sweep);
        watch.warmUp(product);
        for (int i = 0; i < repetitions; i++) {
            sweeps.add(1e3 / watch.rate(sweep));
            products.add(1e3 / watch.rate(product));
        }
    }

    /** {@code 1,000 units, fully connected} or {@code 1,024 units, lattice}. */
    public String name() {
        return String.format(java.util.Locale.ROOT, "%,d units, %s", units, lattice ? "lattice" : "fully connected");
    }

    /** Median, of all chains. */
    public double sweepMilliseconds() {
        return sweeps.median();
    }

    /** Median. */
    public double productMilliseconds() {
        return products.median();
    }

    /** Median of the repetitions' ratios, sweep over product. */
    public double ratio() {
        return sweeps.over(products).median();
    }

    /** {@code (largest - smallest) / median} of the ratios. */
    public double spread() {
        return sweeps.over(products).spread();
    }

    void addTo(Report report) {
        String group =
                "a sweep of " + CHAINS + " chains whose units are coupled to each other, 1 thread (processor time)";
        String bound = "product " + CHAINS + " x n x n";
        report.add(Result.of(group, name() + ", " + bound, products, "ms"));
        report.add(Result.of(group, name(), sweeps, "ms", bound, products));
    }
}
