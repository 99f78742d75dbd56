package io.github.sparkboltzmann.job.study.pretraining;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkboltzmann.job.study.Interval;
import io.github.sparkboltzmann.report.ColumnTable;
import io.github.sparkboltzmann.report.LineChart;
import io.github.sparkboltzmann.report.Numbers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Test accuracies in percent: for each input, at each place (iterations, or labelled rows), of every run; as table, JSON and picture. */
final class Accuracies {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int[] places;
    private final Map<Input, List<List<Double>>> runs = new EnumMap<>(Input.class);

    /** @param places ascending */
    Accuracies(int[] places) {
        this.places = places.clone();
    }

    /** Adds a run's accuracy, from 0 to 1, at the place of that number. */
    void add(Input input, int place, double accuracy) {
        List<List<Double>> all = runs.computeIfAbsent(input, key -> {
            List<List<Double>> empty = new ArrayList<>();
            for (int i = 0; i < places.length; i++) {
                empty.add(new ArrayList<>());
            }
            return empty;
        });
        all.get(place).add(100 * accuracy);
    }

    /** Of an input at the place of that number. */
    Interval interval(Input input, int place) {
        return Interval.of(values(input, place));
    }

    /** The number of the last place. */
    int last() {
        return places.length - 1;
    }

    int value(int place) {
        return places[place];
    }

    /** How many runs of an input there are at a place. */
    int runs(Input input, int place) {
        return runs.get(input).get(place).size();
    }

    private double[] values(Input input, int place) {
        return runs.get(input).get(place).stream().mapToDouble(x -> x).toArray();
    }

    /** One row a place, one column an input: the mean and half of the 95% interval. */
    String table(String title, String placeTitle) {
        List<String> names = new ArrayList<>(List.of(placeTitle));
        runs.keySet().forEach(input -> names.add(input.title()));
        ColumnTable table = new ColumnTable(title, names.toArray(String[]::new));
        for (int i = 0; i < names.size(); i++) {
            table.right(i);
        }
        for (int place = 0; place < places.length; place++) {
            List<String> cells = new ArrayList<>(List.of(Numbers.grouped(places[place])));
            for (Input input : runs.keySet()) {
                Interval interval = interval(input, place);
                cells.add(Numbers.fixed(interval.mean(), 2)
                        + (runs(input, place) < 2 ? "" : " +- " + Numbers.fixed(interval.half(), 2)));
            }
            table.row(cells.toArray(String[]::new));
        }
        return table.render();
    }

    /** {@code places}, and for each input {@code mean}, {@code half} (of the 95% interval) and {@code runs}, one list a place. */
    ObjectNode json() {
        ObjectNode root = JSON.createObjectNode();
        root.set("places", JSON.valueToTree(places));
        ObjectNode inputs = root.putObject("accuracyPercent");
        runs.forEach((input, values) -> {
            ObjectNode node = inputs.putObject(input.key());
            ArrayNode mean = node.putArray("mean");
            ArrayNode half = node.putArray("half");
            for (int place = 0; place < places.length; place++) {
                mean.add(interval(input, place).mean());
                half.add(interval(input, place).half());
            }
            node.set("runs", JSON.valueToTree(values));
        });
        return root;
    }

    /** Lines and bands, the places on a logarithmic axis. */
    LineChart chart(String title, String placeTitle) {
        LineChart chart = new LineChart(title, placeTitle, "accuracy on test rows, %")
                .logarithmic()
                .direct();
        double[] x = new double[places.length];
        for (int place = 0; place < x.length; place++) {
            x[place] = places[place];
        }
        for (Input input : runs.keySet()) {
            double[] mean = new double[x.length];
            double[] half = new double[x.length];
            for (int place = 0; place < x.length; place++) {
                mean[place] = interval(input, place).mean();
                half[place] = interval(input, place).half();
            }
            chart.interval(input.title(), x, mean, half);
        }
        return chart;
    }
}
