package io.github.sparkboltzmann.store;

import io.github.sparkboltzmann.model.Block;
import io.github.sparkboltzmann.model.InputScaling;
import io.github.sparkboltzmann.model.Machine;
import io.github.sparkboltzmann.model.Parameters;
import io.github.sparkboltzmann.model.UnitTypes;
import io.github.sparkboltzmann.store.Safetensors.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A restricted machine of binary units as three arrays, and back: {@code W[visible, hidden]}, {@code a[visible]}, {@code b[hidden]} of
 * {@code P(h_j = 1 | v) = sigmoid(b_j + v.W_j)}.
 *
 * <p>Numbers become float32, to the nearest; what is float32 already comes back bit for bit.
 */
public final class ModelArrays {
    private ModelArrays() {}

    /**
     * The model of a file's arrays. A bias may also be a matrix of one row or one column.
     *
     * @param fileName for messages
     * @throws StoreException if shapes do not fit, or a value is not finite in float32
     */
    public static StoredModel read(ArrayFile file, String fileName, ArrayNames names, InputScaling scaling) {
        Tensor weights = file.read(names.weights);
        long[] shape = weights.shape();
        if (shape.length != 2 || shape[0] == 0 || shape[1] == 0) {
            throw new StoreException("Array '" + names.weights + "' of " + fileName
                    + " should be a matrix of weights, but has shape " + Arrays.toString(shape) + ".");
        }
        int visible = (int) shape[names.transposed ? 1 : 0];
        int hidden = (int) shape[names.transposed ? 0 : 1];
        Tensor visibleBias = file.read(names.visibleBias);
        Tensor hiddenBias = file.read(names.hiddenBias);
        boolean otherWay = isVector(visibleBias, hidden) && isVector(hiddenBias, visible) && visible != hidden;
        if (otherWay) {
            throw new StoreException("Array '" + names.weights + "' of " + fileName + " has shape "
                    + Arrays.toString(shape) + ", but the biases are of " + hidden + " visible and " + visible
                    + " hidden units; set transpose to " + !names.transposed + ".");
        }
        requireVector(visibleBias, visible, "visible", names.visibleBias, fileName);
        requireVector(hiddenBias, hidden, "hidden", names.hiddenBias, fileName);
        Machine machine = machine(visible, hidden, fileName);
        Parameters parameters = Parameters.zero(machine);
        float[] matrix = finite(weights, names.weights, fileName);
        put(names.transposed ? Npy.transposed(matrix, visible, hidden) : matrix, parameters, machine.weights(0));
        put(finite(visibleBias, names.visibleBias, fileName), parameters, machine.biases(0));
        put(finite(hiddenBias, names.hiddenBias, fileName), parameters, machine.biases(1));
        TreeMap<String, Object> settings = new TreeMap<>();
        settings.put("importedFrom", file.format());
        settings.put("importedWeights", names.weights);
        settings.put("importedTransposed", names.transposed);
        settings.put("importedType", weights.type().name());
        return new StoredModel(machine, parameters, scaling, settings, new TreeMap<>());
    }

    private static Machine machine(int visible, int hidden, String fileName) {
        try {
            return Machine.restricted(visible, hidden);
        } catch (IllegalArgumentException e) {
            throw new StoreException("The file " + fileName + " holds no machine: " + e.getMessage(), e);
        }
    }

    private static boolean isVector(Tensor tensor, int units) {
        long[] shape = tensor.shape();
        boolean flat = shape.length == 1 || shape.length == 2 && (shape[0] == 1 || shape[1] == 1);
        return flat && tensor.length() == units;
    }

    private static void requireVector(Tensor bias, int units, String layer, String name, String fileName) {
        if (!isVector(bias, units)) {
            throw new StoreException(
                    "Array '" + name + "' of " + fileName + " should hold " + units + " biases, one for each " + layer
                            + " unit of the weights, but has shape " + Arrays.toString(bias.shape()) + ".");
        }
    }

    private static float[] finite(Tensor tensor, String name, String fileName) {
        float[] values = new float[tensor.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) tensor.at(i);
            if (!Float.isFinite(values[i])) {
                throw new StoreException("Array '" + name + "' of " + fileName + " has " + tensor.at(i) + " at "
                        + place(tensor.shape(), i) + ", but finite numbers of single precision are expected.");
            }
        }
        return values;
    }

    /** As NumPy counts: from 0. */
    private static String place(long[] shape, int i) {
        return shape.length == 2 ? "[" + i / shape[1] + ", " + i % shape[1] + "]" : "[" + i + "]";
    }

    private static void put(float[] values, Parameters parameters, Block block) {
        System.arraycopy(values, 0, parameters.values(), block.offset(), block.length());
    }

    /**
     * The bytes of a file of a model's arrays; they depend on its parameters and the names only.
     *
     * @param format {@code npz} or {@code safetensors}
     * @throws StoreException if three arrays cannot hold the model: other layers, or other units
     */
    public static byte[] write(StoredModel model, ArrayNames names, String format) throws IOException {
        Machine machine = model.machine();
        requireRestricted(machine);
        int visible = machine.layer(0).size();
        int hidden = machine.layer(1).size();
        float[] weights = model.parameters().copyOf(machine.weights(0));
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put(
                names.weights,
                names.transposed
                        ? Tensor.of(Npy.transposed(weights, hidden, visible), hidden, visible)
                        : Tensor.of(weights, visible, hidden));
        arrays.put(names.visibleBias, Tensor.of(model.parameters().copyOf(machine.biases(0)), visible));
        arrays.put(names.hiddenBias, Tensor.of(model.parameters().copyOf(machine.biases(1)), hidden));
        if (arrays.size() < 3) {
            throw new StoreException(
                    "Weights and biases need three different names, but have " + arrays.keySet() + ".");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (format.equals("npz")) {
            NpzFile.write(arrays, out);
        } else {
            Safetensors.write(arrays, out);
        }
        return out.toByteArray();
    }

    private static void requireRestricted(Machine machine) {
        boolean restricted = machine.layerCount() == 2
                && machine.layer(0).isVisible()
                && !machine.layer(1).isVisible()
                && machine.couplings().size() == 1
                && machine.layout().blocks().size() == 3
                && machine.coupled(0, 1)
                && UnitTypes.allBernoulli(machine);
        if (!restricted) {
            throw new StoreException(
                    "Three arrays hold a restricted machine of binary units, but this model is another one;"
                            + " its parameters.safetensors can be read by any program.");
        }
    }
}
