package io.github.sparkboltzmann.job.study.general;

import io.github.sparkboltzmann.job.benchmark.SweepCost;
import io.github.sparkboltzmann.job.study.Claim;
import io.github.sparkboltzmann.job.study.StudyContext;
import io.github.sparkboltzmann.report.ColumnTable;
import io.github.sparkboltzmann.report.Numbers;
import java.util.ArrayList;
import java.util.List;

/** Part {@code cost}: a sweep's time against that of the bare matrix product that bounds it, for 100 to 4,000 units. */
final class CostPart {
    private CostPart() {}

    static List<Claim> run(StudyContext context) {
        int[] sizes = context.quick() ? new int[] {100, 1_000} : new int[] {100, 1_000, 4_000};
        double seconds = context.choose(0.2, 0.1);
        int repetitions = context.choose(9, 5);
        context.setting("cost.chains", SweepCost.CHAINS);
        context.setting("cost.repetitions", repetitions);
        ColumnTable table = new ColumnTable(
                        context.title(
                                "A sweep of " + SweepCost.CHAINS + " chains, one thread, medians of " + repetitions),
                        "machine",
                        "ms a sweep",
                        "ms of the product",
                        "ratio",
                        "spread")
                .right(1)
                .right(2)
                .right(3)
                .right(4);
        List<Claim> claims = new ArrayList<>();
        for (boolean lattice : new boolean[] {false, true}) {
            for (int units : sizes) {
                SweepCost cost = SweepCost.of(units, lattice, seconds, repetitions);
                table.row(
                        cost.name(),
                        Numbers.significant(cost.sweepMilliseconds(), 3),
                        Numbers.significant(cost.productMilliseconds(), 3),
                        Numbers.significant(cost.ratio(), 3),
                        Numbers.fixed(100 * cost.spread(), 0) + " %");
                claims.add(Claim.information(
                        cost.name() + ": ms a sweep of " + SweepCost.CHAINS + " chains, and of the bare product",
                        cost.sweepMilliseconds(),
                        cost.productMilliseconds(),
                        Claim.Better.LOWER));
                claims.add(Claim.information(cost.name() + ": sweep over product", cost.ratio()));
            }
        }
        context.say(table.render());
        return claims;
    }
}
