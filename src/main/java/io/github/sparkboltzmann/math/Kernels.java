package io.github.sparkboltzmann.math;

import dev.ludovic.netlib.blas.JavaBLAS;
import java.io.IOException;
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
    private static final boolean VECTORS = hasVectors();
    private static final Elementwise ELEMENTWISE = choose(Elementwise.class, "VectorKernels", new ScalarKernels());
    private static final ArrayKernels ARRAYS = choose(ArrayKernels.class, "VectorArrays", new ScalarArrays());
    private static final RowUpdate ROW_UPDATE = choose(RowUpdate.class, "VectorRowUpdate", new ScalarRowUpdate());
    private static final MatrixProduct MATRIX_PRODUCT = chooseMatrixProduct(setting());

    private Kernels() {}

    /** The element-wise kernels of this process. */
    public static Elementwise elementwise() {
        return ELEMENTWISE;
    }

    /** The array kernels of this process. */
    public static ArrayKernels arrays() {
        return ARRAYS;
    }

    /** The row of a gradient step of this process. */
    public static RowUpdate rowUpdate() {
        return ROW_UPDATE;
    }

    /** The matrix product of this process. */
    public static MatrixProduct matrixProduct() {
        return MATRIX_PRODUCT;
    }

    /** Products of one task in float32. */
    public static BatchProducts batchProducts() {
        return batchProducts(Precision.FLOAT32);
    }

    /**
     * Products of one task, in a precision.
     *
     * @throws PrecisionException for bfloat16 where processor or library are missing
     */
    public static BatchProducts batchProducts(Precision precision) {
        switch (precision) {
            case BFLOAT16:
                if (!Processor.multipliesBfloat16()) {
                    throw new PrecisionException(
                            "Products in bfloat16 need a processor with avx512_bf16 or amx_bf16,"
                                    + " and /proc/cpuinfo names neither; choose float32 or auto.",
                            null);
                }
                try {
                    return bfloat16();
                } catch (ReflectiveOperationException | LinkageError e) {
                    throw new PrecisionException(
                            "Products in bfloat16 need the library oneDNN, which cannot be loaded (" + root(e)
                                    + "); build the job jar with -Pbfloat16, or choose float32 or auto.",
                            e);
                }
            case AUTO:
                if (!Processor.hasMatrixRegisters()) {
                    return new Float32Products(MATRIX_PRODUCT, "float32 (auto: no amx_bf16)");
                }
                try {
                    return bfloat16();
                } catch (ReflectiveOperationException | LinkageError e) {
                    LOG.debug("Why oneDNN cannot be used", e);
                    return new Float32Products(MATRIX_PRODUCT, "float32 (auto: no oneDNN)");
                }
            default:
                return new Float32Products(MATRIX_PRODUCT);
        }
    }

    private static BatchProducts bfloat16() throws ReflectiveOperationException {
        // By name: where the library's classes are missing this class cannot even be loaded.
        return (BatchProducts) Class.forName(Kernels.class.getPackageName() + ".Bfloat16Products")
                .getDeclaredConstructor()
                .newInstance();
    }

    /** One line for a log: matrix product and element-wise kernels in use. */
    public static String description() {
        return "matrix product: " + MATRIX_PRODUCT.description() + "; element-wise: " + ELEMENTWISE.description();
    }

    private static boolean hasVectors() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    private static <T> T choose(Class<T> type, String vectors, T plain) {
        if (!VECTORS) {
            return plain;
        }
        try {
            // By name: a JVM without the module cannot even load the class.
            return type.cast(Class.forName(Kernels.class.getPackageName() + "." + vectors)
                    .getDeclaredConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.warn("No vector registers, element-wise kernels run in plain Java.", e);
            return plain;
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
