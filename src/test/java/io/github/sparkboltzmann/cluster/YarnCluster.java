package io.github.sparkboltzmann.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.service.AbstractService;

/** A YARN of this machine, one resource manager and two node managers, in a process of its own; closing kills it and its containers. */
final class YarnCluster implements AutoCloseable {
    private static final int NODES = 2;

    private final Path configuration;
    private final Children children;

    /**
     * Starts it.
     *
     * @param folder of its logs and files
     * @param fileSystem where applications leave their files, a URI
     */
    YarnCluster(Path folder, String fileSystem) throws IOException, InterruptedException {
        this.configuration = Files.createDirectories(folder.resolve("yarn"));
        this.children = new Children(folder);
        String classPath = String.join(
                ":",
                Children.BASE.resolve("target/test-classes").toString(),
                Hdfs.JARS + "/*",
                Children.SPARK_HOME.resolve("jars") + "/*");
        Process process = children.java(
                "yarn", classPath, Map.of(), YarnCluster.class.getName(), configuration.toString(), fileSystem);
        Children.awaitReady("YARN", process, configuration.resolve("yarn-site.xml"));
    }

    /** The folder with its configuration, for {@code HADOOP_CONF_DIR}. */
    Path configuration() {
        return configuration;
    }

    /**
     * Runs it until it is killed.
     *
     * @param arguments folder in which its configuration is written once it is up, and of its files; URI of the default file system
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Configuration conf = new Configuration();
        conf.set("fs.defaultFS", arguments[1]);
        conf.setInt("yarn.nodemanager.resource.memory-mb", 8192);
        conf.setInt("yarn.nodemanager.resource.cpu-vcores", 4);
        conf.setInt("yarn.scheduler.minimum-allocation-mb", 256);
        conf.set("yarn.scheduler.capacity.root.queues", "default");
        conf.set("yarn.scheduler.capacity.root.default.capacity", "100");
        conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "0.9");
        conf.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
        conf.setBoolean("yarn.nodemanager.pmem-check-enabled", false);
        conf.set("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "99.9");
        System.setProperty("test.build.data", folder.resolve("data").toString());
        // Only at run time is Hadoop's small cluster on the class path.
        AbstractService yarn = (AbstractService) Class.forName("org.apache.hadoop.yarn.server.MiniYARNCluster")
                .getConstructor(String.class, int.class, int.class, int.class)
                .newInstance("yarn", NODES, 1, 1);
        yarn.init(conf);
        yarn.start();
        Path written = folder.resolve("yarn-site.part");
        try (OutputStream out = Files.newOutputStream(written)) {
            yarn.getConfig().writeXml(out);
        }
        Files.copy(written, folder.resolve("core-site.xml"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(written, folder.resolve("yarn-site.xml"), StandardCopyOption.ATOMIC_MOVE);
        Thread.currentThread().join();
    }

    @Override
    public void close() {
        children.close();
    }
}
