package io.github.sparkboltzmann.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** What the driver and the executors of a running application hold, as Spark's REST API says. */
final class StorageUse {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long memory;
    private final long disk;
    private final int blocks;

    private StorageUse(long memory, long disk, int blocks) {
        this.memory = memory;
        this.disk = disk;
        this.blocks = blocks;
    }

    /** @param port of the driver's web interface */
    static StorageUse at(int port) throws IOException {
        String applications = "http://127.0.0.1:" + port + "/api/v1/applications";
        String id = get(applications).path(0).path("id").asText();
        long memory = 0;
        long disk = 0;
        int blocks = 0;
        for (JsonNode executor : get(applications + "/" + id + "/executors")) {
            memory += executor.path("memoryUsed").asLong();
            disk += executor.path("diskUsed").asLong();
            blocks += executor.path("rddBlocks").asInt();
        }
        return new StorageUse(memory, disk, blocks);
    }

    private static JsonNode get(String address) throws IOException {
        try (InputStream json = URI.create(address).toURL().openStream()) {
            return JSON.readTree(json);
        }
    }

    /** Bytes of blocks in memory, broadcasts among them. */
    long memory() {
        return memory;
    }

    /** Bytes of blocks on disk. */
    long disk() {
        return disk;
    }

    /** Cached partitions. */
    int blocks() {
        return blocks;
    }

    @Override
    public String toString() {
        return memory + " bytes in memory, " + disk + " on disk, " + blocks + " cached partitions";
    }
}
