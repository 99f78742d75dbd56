package io.github.sparkboltzmann.math;

import dev.ludovic.netlib.blas.JavaBLAS;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that decides which implementation of the kernels a process uses.
 *
 * <p>The system property {@code sparkboltzmann.blas}, or the environment variable {@code SPARKBOLTZMANN_BLAS}, chooses the matrix product:
 * {@code auto} (default) takes the native library and falls back to Java with one warning, {@code native} refuses to run without it,
 * {@code java} does not try it. Vector registers are used where the JVM was started with {@code jdk.incubator.vector}, as Spark 4 does.
 */
public final class Kernels {
    static final String BLAS_PROPERTY = "sparkboltzmann.blas";

    private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);
    private static final Elementwise ELEMENTWISE = chooseElementwise();
    private static final RowUpdate ROW_UPDATE = chooseRowUpdate();
    private static final MatrixProduct MATRIX_PRODUCT = chooseMatrixProduct(setting());

    private Kernels() {}

    /** The element-wise kernels of this process. */
    public static Elementwise elementwise() {
        return ELEMENTWISE;
    }

    /** The row of a gradient step of this process. */
    public static RowUpdate rowUpdate() {
        return ROW_UPDATE;
    }

    /** The matrix product of this process. */
    public static MatrixProduct matrixProduct() {
        return MATRIX_PRODUCT;
    }

    /** Products of batches, for one thread. */
    public static BatchProducts batchProducts() {
        return new Float32Products(MATRIX_PRODUCT);
    }

    /** One line for a log: matrix product and element-wise kernels in use. */
    public static String description() {
        return "matrix product: " + MATRIX_PRODUCT.description() + "; element-wise: " + ELEMENTWISE.description();
    }

    private static Elementwise chooseElementwise() {
        return vector("VectorKernels", Elementwise.class).orElseGet(ScalarKernels::new);
    }

    private static RowUpdate chooseRowUpdate() {
        return vector("VectorRowUpdate", RowUpdate.class).orElseGet(ScalarRowUpdate::new);
    }

    /** An implementation in vector registers; none where the JVM was started without their module. */
    private static <T> Optional<T> vector(String name, Class<T> type) {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return Optional.empty();
        }
        try {
            // By name: a JVM without the module cannot even load the class.
            return Optional.of(type.cast(Class.forName(Kernels.class.getPackageName() + "." + name)
                    .getDeclaredConstructor()
                    .newInstance()));
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.warn("No vector registers, kernels run in plain Java.", e);
            return Optional.empty();
        }
    }

    /** The matrix product of a setting: {@code auto}, {@code native} or {@code java}. */
    static MatrixProduct chooseMatrixProduct(String setting) {
        switch (setting) {
            case "java":
                return javaProduct();
            case "auto":
            case "native":
                try {
                    return NativeBlas.load();
                } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError e) {
                    if (setting.equals("native")) {
                        throw new IllegalStateException(BLAS_PROPERTY + " is native, but OpenBLAS cannot be used.", e);
                    }
                    LOG.warn(
                            "OpenBLAS cannot be used, matrix products run in Java, half as fast or less: {}",
                            root(e).toString());
                    LOG.debug("Why OpenBLAS cannot be used", e);
                    return javaProduct();
                }
            default:
                throw new IllegalArgumentException(
                        BLAS_PROPERTY + " must be auto, native or java, but is " + setting + ".");
        }
    }

    private static MatrixProduct javaProduct() {
        JavaBLAS blas = JavaBLAS.getInstance();
        return new NetlibProduct(blas, "netlib " + blas.getClass().getSimpleName());
    }

    private static Throwable root(Throwable e) {
        return e.getCause() == null ? e : root(e.getCause());
    }

    private static String setting() {
        String environment = System.getenv("SPARKBOLTZMANN_BLAS");
        return System.getProperty(BLAS_PROPERTY, environment == null ? "auto" : environment);
    }
}
