package io.github.sparkboltzmann.store;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.BlockLayout;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.StackMachine;
import io.github.sparkboltzmann.model.UnitType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a model makes of rows, as an ONNX model that any runtime of the format runs.
 *
 * <pre>
 * features[batch, visible] -> scaling -> hidden1[batch, n1] -> hidden2[batch, n2] -> ...
 * hidden_l = mean(b_l + hidden_(l-1) W_l)
 *            mean: sigmoid (bernoulli), tanh (spin), n sigmoid (binomial:n), itself (gaussian)
 * </pre>
 *
 * <p>Inputs are values as the table has them, float32; scaling is part of the graph, and every hidden layer is an output. Restricted machines and stacks have such a
 * graph. What needs label units, or mean field until nothing changes (hidden units coupled to each other), has none here. The bytes depend on the model alone. Source:
 * the operators of ONNX, version 13.
 */
public final class OnnxEncoder {
    private static final int IR_VERSION = 8;
    private static final int OPERATORS = 13;
    private final OnnxMl.GraphProto.Builder graph =
            OnnxMl.GraphProto.newBuilder().setName("encoder");
    private String last = "features";

    private OnnxEncoder() {}

    /**
     * The file's bytes.
     *
     * @param parts the models of the steps, from the lowest: one of a restricted machine or a stack, or those of a belief network. The first one's scaling counts.
     * @throws StoreException if a part has no such graph
     */
    public static byte[] of(List<StoredModel> parts) {
        List<Machine> machines = new ArrayList<>();
        List<Parameters> parameters = new ArrayList<>();
        long weights = 0;
        for (StoredModel part : parts) {
            Machine machine = part.machine();
            requireUpwardPass(machine);
            for (int l = 1; l <= StackMachine.steps(machine); l++) {
                machines.add(StackMachine.step(machine, l));
                parameters.add(
                        StackMachine.parametersOf(machine, part.parameters().values(), l));
            }
            weights += part.parameters().values().length;
        }
        if (weights > BlockLayout.LARGEST) {
            throw new StoreException("The model has " + weights + " parameters, but an ONNX file holds at most "
                    + BlockLayout.LARGEST + "; export it as safetensors.");
        }
        int visible = machines.get(0).layer(0).size();
        OnnxEncoder encoder = new OnnxEncoder();
        encoder.graph.addInput(value(encoder.last, visible));
        encoder.scale(parts.get(0).scaling());
        for (int l = 1; l <= machines.size(); l++) {
            encoder.step(l, machines.get(l - 1), parameters.get(l - 1));
        }
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("spark-boltzmann")
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
                .setGraph(encoder.graph)
                .build()
                .toByteArray();
    }

    private static void requireUpwardPass(Machine machine) {
        String why = null;
        if (machine.labelLayer() >= 0) {
            why = "has label units, on which its hidden units depend, too";
        } else if (!StackMachine.isStack(machine) && !(machine.isRestricted() && machine.layerCount() == 2)) {
            why = "has hidden units that are coupled to each other, whose means are found by mean field";
        } else if (machine.coupling(0).isSparse()) {
            why = "has weights for chosen pairs of units only";
        }
        for (int layer : machine.layers(false)) {
            if (why == null && mean(machine.layer(layer).type()) == Mean.NONE) {
                why = "has hidden units of type " + machine.layer(layer).type().id();
            }
        }
        if (why != null) {
            throw new StoreException(
                    "The model " + why
                            + "; ONNX is written of restricted machines and stacks with dense weights whose hidden units are bernoulli, spin, binomial or gaussian.");
        }
    }

    private void scale(InputScaling scaling) {
        switch (scaling.kind()) {
            case NONE -> {}
            case DIVIDE_BY -> {
                constant("divisor", new float[] {(float) scaling.divisor()});
                node("Div", "states", last, "divisor");
            }
            case MIN_MAX -> {
                double[] minimum = scaling.minimum();
                double[] range = scaling.maximum();
                Arrays.setAll(range, i -> range[i] - minimum[i]);
                affine(minimum, range);
                scalar("lowest", 0);
                scalar("highest", 1);
                node("Clip", "states", last, "lowest", "highest");
            }
            case STANDARDIZE -> affine(scaling.mean(), scaling.deviation());
            default -> throw new StoreException("Scaling " + scaling + " cannot be written as ONNX.");
        }
    }

    /** {@code (value - offset) / divisor}, a column a number; 0 where the divisor is. */
    private void affine(double[] offset, double[] divisor) {
        float[] offsets = new float[offset.length];
        float[] factors = new float[offset.length];
        for (int i = 0; i < offset.length; i++) {
            offsets[i] = (float) offset[i];
            factors[i] = divisor[i] > 0 ? (float) (1 / divisor[i]) : 0;
        }
        constant("offsets", offsets);
        constant("factors", factors);
        node("Sub", "centred", last, "offsets");
        node("Mul", "scaled", last, "factors");
    }

    private void step(int l, Machine machine, Parameters parameters) {
        Block w = machine.weights(0);
        Block b = machine.biases(1);
        String weights = "weights" + l;
        String bias = "bias" + l;
        constant(weights, slice(parameters, w), w.rows(), w.columns());
        constant(bias, slice(parameters, b));
        if (machine.totalsFor(1) >= 0) {
            // A row's total multiplies the biases; only counts have one, and those are visible units, below step 1.
            String total = "total" + l;
            String repeated = "repeated" + l;
            String from = last;
            graph.addInitializer(OnnxMl.TensorProto.newBuilder()
                    .setName("units")
                    .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber())
                    .addDims(1)
                    .addInt64Data(1));
            node("ReduceSum", total, from, "units");
            node("Mul", repeated, total, bias);
            node("MatMul", "product" + l, from, weights);
            node("Add", "input" + l, "product" + l, repeated);
        } else {
            node("Gemm", "input" + l, last, weights, bias);
        }
        UnitType type = machine.layer(1).type();
        String out = "hidden" + l;
        switch (mean(type)) {
            case SIGMOID -> node("Sigmoid", out, last);
            case TANH -> node("Tanh", out, last);
            case COPIES -> {
                node("Sigmoid", "on" + l, last);
                constant("copies" + l, new float[] {(float) type.highest()});
                node("Mul", out, last, "copies" + l);
            }
            case ITSELF -> node("Identity", out, last);
            default -> throw new IllegalStateException(type.id());
        }
        graph.addOutput(value(out, machine.layer(1).size()));
    }

    /** How a unit's mean follows from its input. */
    private enum Mean {
        SIGMOID,
        TANH,
        COPIES,
        ITSELF,
        NONE
    }

    private static Mean mean(UnitType type) {
        String id = type.id();
        int colon = id.indexOf(':');
        return switch (colon < 0 ? id : id.substring(0, colon)) {
            case "bernoulli" -> Mean.SIGMOID;
            case "spin" -> Mean.TANH;
            case "binomial" -> Mean.COPIES;
            case "gaussian" -> Mean.ITSELF;
            default -> Mean.NONE;
        };
    }

    private void node(String operator, String output, String... inputs) {
        graph.addNode(OnnxMl.NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output));
        last = output;
    }

    private void scalar(String name, float value) {
        graph.addInitializer(tensor(name, new float[] {value}));
    }

    /** A vector, or a matrix of that shape. */
    private void constant(String name, float[] values, long... shape) {
        OnnxMl.TensorProto.Builder tensor = tensor(name, values);
        for (long size : shape.length == 0 ? new long[] {values.length} : shape) {
            tensor.addDims(size);
        }
        graph.addInitializer(tensor);
    }

    private static OnnxMl.TensorProto.Builder tensor(String name, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
    }

    private static float[] slice(Parameters parameters, Block block) {
        float[] values = new float[block.length()];
        System.arraycopy(parameters.values(), block.offset(), values, 0, values.length);
        return values;
    }

    private static OnnxMl.ValueInfoProto value(String name, int units) {
        OnnxMl.TensorShapeProto shape = OnnxMl.TensorShapeProto.newBuilder()
                .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
                .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(units))
                .build();
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }
}
