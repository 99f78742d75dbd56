package io.github.sparkboltzmann.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;

/** What a lock's file says: who holds it, since when, and until when, unless the holder renews it. */
final class LockRecord {
    private static final ObjectMapper JSON = new ObjectMapper();

    final String holder;
    final Instant since;
    final Instant until;
    final boolean released;

    LockRecord(String holder, Instant since, Instant until, boolean released) {
        this.holder = holder;
        this.since = since;
        this.until = until;
        this.released = released;
    }

    String json() {
        return JSON.createObjectNode()
                        .put("holder", holder)
                        .put("since", since.toString())
                        .put("until", until.toString())
                        .put("released", released)
                        .toPrettyString()
                + "\n";
    }

    /** @return {@code null} for what is no record, as a file that was created, but not written yet */
    static LockRecord parse(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            return new LockRecord(
                    root.path("holder").asText(),
                    Instant.parse(root.path("since").asText()),
                    Instant.parse(root.path("until").asText()),
                    root.path("released").asBoolean());
        } catch (JsonProcessingException | DateTimeException e) {
            return null;
        }
    }
}
