package io.github.sparkboltzmann.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** Which folder an output lies in. */
class RunFolderTest {
    @Test
    void aBareNameLiesInTheWorkingDirectory() {
        assertEquals("features.parquet", place("features.parquet"));
        assertEquals("out/features.parquet", place("out/features.parquet"));
        assertEquals("/features.parquet", place("/features.parquet"));
        assertEquals("file:/tmp/a.npz", place("file:/tmp/a.npz"));
        assertThrows(UsageException.class, () -> new RunFolder(new Configuration(false), "", false));
    }

    private static String place(String output) {
        Path target = new Path(output);
        return RunFolder.holding(new Configuration(false), target, false)
                .path(target.getName())
                .toString();
    }
}
