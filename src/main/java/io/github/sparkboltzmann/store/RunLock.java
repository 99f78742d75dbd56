package io.github.sparkboltzmann.store;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A lock that one process holds at a time, and that outlives no process by more than its lease.
 *
 * <p>It is a folder of numbered files, of which the highest says who holds it and until when; the holder renews it. Taking it is creating the
 * file of the next number, which only one can, whether it was released or its lease ran out. A file goes only after one of a higher number is there, so
 * that two that take over a dead holder's lock at the same time do not both get it, and a holder that slept through its lease finds out. Clocks of
 * machines that share a lock have to agree to within a part of the lease.
 */
public final class RunLock implements AutoCloseable {
    private final Configuration configuration;
    private final Path folder;
    private final String holder;
    private final Duration lease;
    private final InstantSource clock;
    private final FileSystem fs;
    private long number;
    private Instant since;
    private Instant until;
    private boolean lost;
    private ScheduledExecutorService renewals;

    private RunLock(Configuration configuration, Path folder, String holder, Duration lease, InstantSource clock) {
        this.configuration = configuration;
        this.folder = folder;
        this.holder = holder;
        this.lease = lease;
        this.clock = clock;
        try {
            this.fs = folder.getFileSystem(configuration);
        } catch (IOException e) {
            throw new StoreException("There is no file system for " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Takes the lock.
     *
     * @param holder who, for others to read
     * @param lease after which it can be taken over unless it was renewed
     * @param notes takes a sentence where it is taken over
     * @throws LockedException if another holds it
     */
    public static RunLock take(
            Configuration configuration,
            Path folder,
            String holder,
            Duration lease,
            InstantSource clock,
            Consumer<String> notes) {
        RunLock lock = new RunLock(configuration, folder, holder, lease, clock);
        lock.take(notes);
        return lock;
    }

    private void take(Consumer<String> notes) {
        long newest = newest();
        LockRecord before = newest == 0 ? null : record(newest);
        Instant now = clock.instant();
        if (before != null && !before.released && before.until.isAfter(now)) {
            throw new LockedException("A run is going on: " + folder + " is held by " + before.holder + " since "
                    + before.since + ", at least until " + before.until + "; try again after it.");
        }
        since = now;
        until = now.plus(lease);
        number = newest + 1;
        if (!file(number).create(text(false))) {
            throw new LockedException(
                    "A run is going on: another process has just taken " + folder + "; try again after it.");
        }
        if (newest() != number) {
            remove(number);
            throw new LockedException(
                    "A run is going on: another process took " + folder + " first; try again after it.");
        }
        if (before != null && !before.released) {
            notes.accept("The lock " + folder + " of " + before.holder + " since " + before.since + " ran out at "
                    + before.until + ", so it is taken over.");
        }
        numbers().headSet(number).forEach(this::remove);
        Folders.removeLeftovers(configuration, folder);
    }

    /** Renews the lease from now on in a thread, and says once if it was lost. */
    public void keepRenewed(Runnable onLoss) {
        renewals = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lock-renewal");
            thread.setDaemon(true);
            return thread;
        });
        long period = Math.max(1, lease.toMillis() / 3);
        renewals.scheduleWithFixedDelay(() -> renewQuietly(onLoss), period, period, TimeUnit.MILLISECONDS);
    }

    private void renewQuietly(Runnable onLoss) {
        try {
            renew();
        } catch (RuntimeException e) {
            // A file system that is away for a while may come back before the lease ends.
            if (isOver()) {
                renewals.shutdown();
                onLoss.run();
            }
        }
    }

    /** Whether the lock was lost, or its lease has run out, after which it counts as lost. */
    private synchronized boolean isOver() {
        lost |= !clock.instant().isBefore(until);
        return lost;
    }

    /**
     * Renews the lease, and makes sure that it is this process's: to be called before anything that only the holder may do.
     *
     * @throws StoreException if another has taken the lock over
     */
    public synchronized void renew() {
        requireNewest();
        Instant next = clock.instant().plus(lease);
        until = next.isAfter(until) ? next : until;
        file(number).replace(text(false));
        requireNewest();
    }

    private void requireNewest() {
        lost |= newest() != number;
        if (lost) {
            throw new StoreException("The lock " + folder + " was lost: its lease ran out while this process (" + holder
                    + ") could not renew it. Nothing is published by it; start the command again.");
        }
    }

    /** Whether another may hold the lock now. */
    public synchronized boolean isLost() {
        return lost;
    }

    /** Releases the lock, if it is still held. */
    @Override
    public void close() {
        if (renewals != null) {
            // Without an interrupt, which could leave a renewal half written.
            renewals.shutdown();
            try {
                renewals.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        synchronized (this) {
            if (!lost && newest() == number) {
                file(number).replace(text(true));
            }
        }
    }

    private String text(boolean released) {
        return new LockRecord(holder, since, until, released).json();
    }

    /** What the file of a number says; of one that says nothing yet, that its unknown holder has a lease from when it was created. */
    private LockRecord record(long of) {
        String text = file(of).read();
        LockRecord record = text == null ? null : LockRecord.parse(text);
        if (text == null || record != null) {
            return record;
        }
        try {
            Instant created = Instant.ofEpochMilli(fs.getFileStatus(path(of)).getModificationTime());
            return new LockRecord("a process that has not said its name", created, created.plus(lease), false);
        } catch (IOException e) {
            throw new StoreException("Could not look at " + path(of) + ": " + e.getMessage(), e);
        }
    }

    private Path path(long of) {
        return new Path(folder, String.format(Locale.ROOT, "%012d", of));
    }

    private SharedFile file(long of) {
        return new SharedFile(configuration, path(of));
    }

    private void remove(long of) {
        try {
            fs.delete(path(of), false);
        } catch (IOException e) {
            throw new StoreException("Could not remove " + path(of) + ": " + e.getMessage(), e);
        }
    }

    /** The highest number; 0 for none. */
    private long newest() {
        TreeSet<Long> numbers = numbers();
        return numbers.isEmpty() ? 0 : numbers.last();
    }

    private TreeSet<Long> numbers() {
        TreeSet<Long> numbers = new TreeSet<>();
        try {
            if (fs.exists(folder)) {
                for (FileStatus status : fs.listStatus(folder)) {
                    String name = status.getPath().getName();
                    if (name.matches("[0-9]{12}")) {
                        numbers.add(Long.parseLong(name));
                    }
                }
            }
        } catch (IOException e) {
            throw new StoreException("The lock " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return numbers;
    }
}
