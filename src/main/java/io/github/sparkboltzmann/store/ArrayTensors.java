package io.github.sparkboltzmann.store;

import io.github.sparkboltzmann.store.Safetensors.Tensor;
import io.github.sparkboltzmann.train.NamedArrays;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named arrays as a safetensors file, a tensor an array, and back. */
final class ArrayTensors {
    private ArrayTensors() {}

    /** Writes them in order; the same arrays give the same bytes. */
    static void write(NamedArrays arrays, OutputStream out) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : arrays.names()) {
            NamedArrays.Entry entry = arrays.entry(name);
            tensors.put(name, Tensor.ofArray(entry.values(), entry.shape()));
        }
        Safetensors.write(tensors, out);
    }

    /**
     * Reads what was written.
     *
     * @param name of the file, for messages
     * @param length of the file in bytes
     * @throws StoreException if the file is not what its header says
     */
    static NamedArrays read(InputStream in, String name, long length) throws IOException {
        NamedArrays arrays = new NamedArrays();
        Safetensors.readOwn(new DataInputStream(in), name, length)
                .forEach((tensor, value) -> arrays.put(tensor, value.values(), value.shape()));
        return arrays;
    }
}
