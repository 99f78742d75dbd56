package io.github.sparkboltzmann.train;

import io.github.sparkboltzmann.gradient.Statistics;
import io.github.sparkboltzmann.math.ExactSums;
import io.github.sparkboltzmann.sample.ChainBlock;
import io.github.sparkboltzmann.sample.Exchange;
import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a round brings back from the partitions, a monoid: the statistics of one update, or the averaged change of several local ones; the
 * chains that partitions advanced, by partition; and the round's monitors.
 */
public final class Round implements Serializable {
    private static final long serialVersionUID = 1L;

    private Statistics statistics;
    private AveragedChange change;
    private final TreeMap<Integer, ChainBlock> chains = new TreeMap<>();
    private final TreeMap<Integer, Exchange> exchanges = new TreeMap<>();
    private long rows;
    private double weight;
    private double squaredError;

    private Round(Statistics statistics, AveragedChange change) {
        this.statistics = statistics;
        this.change = change;
    }

    /** The statistics of one update. */
    static Round gradient(Statistics statistics) {
        Round round = new Round(statistics, null);
        round.count(statistics.rows(), statistics.weight(), statistics.squaredError());
        return round;
    }

    /** The change of local steps. */
    static Round change(AveragedChange change) {
        return new Round(null, change);
    }

    /** Counts rows and their squared reconstruction error. */
    void count(long moreRows, double moreWeight, double moreSquaredError) {
        rows += moreRows;
        weight += moreWeight;
        squaredError += moreSquaredError;
    }

    /** Rounds the squared error to a grid on which sums are exact; {@code bound} is that of the whole round. */
    void roundSquaredError(double bound) {
        squaredError = ExactSums.round(squaredError, bound);
    }

    /** Keeps a partition's chains and their last exchange; {@code null} for none. */
    void put(int partition, ChainBlock block, Exchange exchange) {
        if (block != null) {
            chains.put(partition, block);
        }
        if (exchange != null) {
            exchanges.put(partition, exchange);
        }
    }

    /**
     * Adds another partition's share.
     *
     * @return this
     */
    public Round merge(Round other) {
        if (statistics != null) {
            statistics.merge(other.statistics);
        } else {
            change.merge(other.change);
        }
        chains.putAll(other.chains);
        exchanges.putAll(other.exchanges);
        count(other.rows, other.weight, other.squaredError);
        return this;
    }

    /** The statistics of one update; {@code null} for local steps. */
    public Statistics statistics() {
        return statistics;
    }

    /** The averaged change of local steps; {@code null} for one update. */
    public AveragedChange change() {
        return change;
    }

    /** The chains that were advanced, by partition. */
    public Map<Integer, ChainBlock> chains() {
        return chains;
    }

    /** The last exchanges of chains with the last frozen machine, in the order of partitions; none without trajectory tempering. */
    public Collection<Exchange> exchanges() {
        return exchanges.values();
    }

    /** Rows that the round trained on. */
    public long rows() {
        return rows;
    }

    /** Sum of those rows' weights. */
    public double weight() {
        return weight;
    }

    /** Squared error of the rows' first reconstructions, summed over rows and visible units; NaN where the model phase makes none. */
    public double squaredError() {
        return squaredError;
    }
}
