package io.github.sparkboltzmann.math;

import dev.ludovic.netlib.blas.BLAS;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The OpenBLAS that the job jar carries, one thread a call, through netlib's native interface.
 *
 * <p>JavaCPP unpacks the library once a machine, under a file lock, into {@code ~/.javacpp/cache} or, where that cannot be written, a folder
 * of {@code java.io.tmpdir}; its property {@code org.bytedeco.javacpp.cachedir} names another. Netlib opens the same file, so the thread
 * count that is set through JavaCPP holds for netlib's calls.
 *
 * <p>Netlib reads its library path once, when its native class is first touched, and Spark touches that class early. The class is therefore
 * defined a second time, by a loader of our own: which library a product uses, and with it the result's last bits, does not depend on what
 * ran before in the process, and Spark keeps the library it has.
 */
final class NativeBlas {
    /** Netlib's property; a path that a user sets is respected, and so are that library's own thread settings. */
    static final String PATH_PROPERTY = "dev.ludovic.netlib.blas.nativeLibPath";

    private static final String NETLIB = "dev.ludovic.netlib.blas.";

    private NativeBlas() {}

    /** The library as netlib's interface. */
    static MatrixProduct load() throws ReflectiveOperationException, IOException {
        String usersPath = System.getProperty(PATH_PROPERTY);
        if (usersPath != null) {
            return new NetlibProduct(netlib(), usersPath + " through netlib JNIBLAS");
        }
        Path library = unpack();
        System.setProperty(PATH_PROPERTY, library.toString());
        try {
            BLAS blas = netlib();
            org.bytedeco.openblas.presets.openblas_nolapack.blas_set_num_threads(1);
            return new NetlibProduct(
                    blas, openblas_nolapack.OPENBLAS_VERSION.trim() + " (1 thread) through netlib JNIBLAS");
        } finally {
            System.clearProperty(PATH_PROPERTY);
        }
    }

    /** The file of the unpacked library. */
    private static Path unpack() throws IOException {
        Path folder = Path.of(Loader.load(openblas_nolapack.class)).getParent();
        Path library = folder.resolve("libopenblas_nolapack.so.0");
        if (!Files.isRegularFile(library)) {
            throw new IOException("OpenBLAS was unpacked to " + folder + ", but there is no " + library.getFileName());
        }
        return library;
    }

    private static BLAS netlib() throws ReflectiveOperationException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new UnsupportedOperationException(
                    "netlib has a native interface for Linux only, not for " + System.getProperty("os.name"));
        }
        Class<?> type = Class.forName(NETLIB + "JNIBLAS", true, new NetlibLoader(BLAS.class.getClassLoader()));
        Method getInstance = type.getMethod("getInstance");
        getInstance.setAccessible(true);
        return (BLAS) getInstance.invoke(null);
    }

    /** Defines netlib's native class and its base class anew; everything else, the public interfaces too, comes from the parent. */
    private static final class NetlibLoader extends ClassLoader {
        NetlibLoader(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(NETLIB + "JNIBLAS") && !name.equals(NETLIB + "AbstractBLAS")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length, BLAS.class.getProtectionDomain());
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
