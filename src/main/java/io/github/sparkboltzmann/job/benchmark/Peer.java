package io.github.sparkboltzmann.job.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * Another implementation, as it takes part in a comparison.
 *
 * @param script in {@code submit/peers}, without its ending
 */
record Peer(String name, String script, String precision, int threads) {
    private static final String FLOAT32 = "float32";

    static Peer scikitLearn(String precision, int threads) {
        return new Peer("scikit-learn", "sklearn_rbm", precision, threads);
    }

    static Peer numpy(int threads) {
        return new Peer("numpy", "numpy_pcd", FLOAT32, threads);
    }

    static Peer torch(String precision, int threads) {
        return new Peer("PyTorch", "torch_pcd", precision, threads);
    }

    /** One of each, with two threads. */
    static List<Peer> few() {
        return List.of(scikitLearn(FLOAT32, 2), numpy(2), torch(FLOAT32, 2));
    }

    /** All that is compared at the main size. */
    static List<Peer> all() {
        List<Peer> peers = new ArrayList<>();
        for (int threads = 1; threads <= 2; threads++) {
            peers.add(scikitLearn(FLOAT32, threads));
            peers.add(scikitLearn("float64", threads));
            peers.add(numpy(threads));
            peers.add(torch(FLOAT32, threads));
        }
        peers.add(torch("bfloat16", 2));
        return peers;
    }

    String label() {
        return name + " " + precision + ", " + threads + (threads == 1 ? " thread" : " threads");
    }
}
