package io.github.sparkboltzmann.job.study;

import java.util.List;

/** Data sets that studies read and the project does not ship: their folder, their files, and where to get them. */
public enum StudyData {
    /** 60,000 and 10,000 handwritten digits of 28 x 28 grey pixels, with labels. */
    MNIST(
            "mnist",
            "get it with: submit/get-mnist",
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz"),
    /** 50,000, 10,000 and 10,000 of the same digits, each pixel drawn once with its grey value as probability. */
    MNIST_BINARIZED(
            "mnist-binarized",
            "its rows are those of data/mnist_sampled.npz in https://github.com/alexhunterlang/natural_bm, as IDX files of 0 and 1",
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            "valid-images-idx3-ubyte.gz",
            "valid-labels-idx1-ubyte.gz",
            "test-images-idx3-ubyte.gz",
            "test-labels-idx1-ubyte.gz"),
    /** 16,181, 2,157 and 3,236 rows of 16 binary columns. */
    NLTCS(
            "nltcs",
            "get it from datasets/nltcs in https://github.com/UCLA-StarAI/Density-Estimation-Datasets",
            "nltcs.train.data",
            "nltcs.valid.data",
            "nltcs.test.data"),
    /** 3,823 and 1,797 handwritten digits of 8 x 8 counts from 0 to 16, label last. */
    OPTDIGITS("optdigits", "get it from https://doi.org/10.24432/C50P49", "optdigits.tra", "optdigits.tes"),
    /** Word counts of 3,430 documents. */
    KOS("kos", "get it from https://archive.ics.uci.edu/dataset/164/bag+of+words", "docword.kos.txt.gz"),
    /** 1,965 pictures of one face, 28 rows of 20 grey pixels. */
    FACES(
            "faces",
            "get frey_rawface.mat from https://cs.nyu.edu/~roweis/data.html, and write its pictures as one IDX file",
            "frey-images-idx3-ubyte.gz");

    private final String folder;
    private final String source;
    private final List<String> files;

    StudyData(String folder, String source, String... files) {
        this.folder = folder;
        this.source = source;
        this.files = List.of(files);
    }

    /** The name of its folder. */
    public String folder() {
        return folder;
    }

    /** Where a person finds it, as the end of a sentence. */
    public String source() {
        return source;
    }

    public List<String> files() {
        return files;
    }
}
