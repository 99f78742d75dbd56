package io.github.sparkboltzmann.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One holder at a time: held, released, taken over once its lease has run out, and never by two. */
class RunLockTest {
    private static final Duration LEASE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-01-31T06:00:00Z");
    private final List<String> notes = new ArrayList<>();

    private RunLock take(String holder) {
        return take(holder, LEASE, () -> now);
    }

    private RunLock take(String holder, Duration lease, InstantSource clock) {
        return RunLock.take(
                new Configuration(),
                new org.apache.hadoop.fs.Path(lock().toString()),
                holder,
                lease,
                clock,
                notes::add);
    }

    private Path lock() {
        return folder.resolve("root/LOCK");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(lock())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aSecondHolderIsRefusedWithWhoAndWhen() {
        take("the first");
        now = now.plus(LEASE).minusMillis(1);
        String refusal =
                assertThrows(LockedException.class, () -> take("the second")).getMessage();
        assertTrue(refusal.contains("is held by the first since 2026-01-31T06:00:00Z"), refusal);
        assertTrue(refusal.contains("at least until 2026-01-31T06:05:00Z"), refusal);
        assertEquals(List.of(), notes);
    }

    @Test
    void aReleasedLockIsFreeAndLeavesOneFile() throws IOException {
        take("the first").close();
        RunLock second = take("the second");
        assertThrows(LockedException.class, () -> take("the third"));
        second.close();
        take("the third");
        assertEquals(List.of("000000000003"), files());
        assertEquals(List.of(), notes, "nothing was taken over");
    }

    @Test
    void aLockWhoseLeaseRanOutIsTakenOverAndSaidSo() {
        RunLock killed = take("the killed");
        now = now.plus(LEASE);
        RunLock second = take("the second");
        assertEquals(1, notes.size());
        assertTrue(notes.get(0).contains("of the killed since 2026-01-31T06:00:00Z ran out"), notes.get(0));
        // It was not killed, but slept: it finds out, and its end does not free the lock of the other.
        assertTrue(
                assertThrows(StoreException.class, killed::renew).getMessage().contains("was lost"));
        assertTrue(killed.isLost());
        killed.close();
        assertThrows(LockedException.class, () -> take("the third"));
        second.renew();
        assertFalse(second.isLost());
    }

    @Test
    void aHolderThatSleptThroughItsLeaseKeepsALockThatNobodyTook() {
        RunLock lock = take("the first");
        now = now.plus(LEASE.multipliedBy(3));
        lock.renew();
        assertThrows(LockedException.class, () -> take("the second"));
    }

    @Test
    void renewingMovesTheEndOfTheLease() {
        RunLock lock = take("the first");
        now = now.plus(LEASE).minusSeconds(1);
        lock.renew();
        now = now.plusSeconds(2);
        assertThrows(LockedException.class, () -> take("the second"));
    }

    @Test
    void aFileThatSaysNothingYetHasALeaseFromItsCreation() throws IOException {
        Files.createDirectories(lock());
        Path file = Files.createFile(lock().resolve("000000000007"));
        now = Files.getLastModifiedTime(file).toInstant();
        assertThrows(LockedException.class, () -> take("the second"));
        now = now.plus(LEASE).plusSeconds(1);
        take("the second");
        assertEquals(List.of("000000000008"), files());
    }

    @Test
    void ofManyThatTakeOverAtTheSameTimeOneSucceeds() throws Exception {
        take("the killed");
        now = now.plus(LEASE);
        int many = 8;
        ExecutorService threads = Executors.newFixedThreadPool(many);
        CyclicBarrier together = new CyclicBarrier(many);
        List<Future<Boolean>> results = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            String holder = "number " + i;
            Callable<Boolean> taking = () -> {
                together.await();
                try {
                    RunLock.take(
                            new Configuration(),
                            new org.apache.hadoop.fs.Path(lock().toString()),
                            holder,
                            LEASE,
                            () -> now,
                            note -> {});
                    return true;
                } catch (LockedException e) {
                    return false;
                }
            };
            results.add(threads.submit(taking));
        }
        int taken = 0;
        for (Future<Boolean> result : results) {
            taken += result.get(5, TimeUnit.MINUTES) ? 1 : 0;
        }
        threads.shutdown();
        assertEquals(1, taken);
        assertEquals(List.of("000000000002"), files());
    }

    @Test
    void aThreadRenewsAndHearsOfALoss() throws Exception {
        RunLock lock = take("the first", Duration.ofMillis(300), InstantSource.system());
        CountDownLatch lost = new CountDownLatch(1);
        lock.keepRenewed(lost::countDown);
        Path file = lock().resolve("000000000001");
        String before = Files.readString(file);
        for (int tries = 0; Files.readString(file).equals(before) && tries < 12_000; tries++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertFalse(Files.readString(file).equals(before), "it was renewed");
        Files.writeString(lock().resolve("000000000002"), "another's");
        assertTrue(lost.await(5, TimeUnit.MINUTES));
        assertTrue(lock.isLost());
        lock.close();
    }
}
