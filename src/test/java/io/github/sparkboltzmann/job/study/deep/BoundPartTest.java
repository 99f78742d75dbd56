package io.github.sparkboltzmann.job.study.deep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.job.study.Claim;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of study {@code deep} that needs no data holds what it claims. */
class BoundPartTest {
    @Test
    void allClaimsHold() {
        List<Claim> judged =
                BoundPart.claims(List.of(4L)).stream().filter(Claim::isJudged).toList();
        assertEquals(4, judged.size());
        judged.forEach(claim -> assertTrue(claim.holds(), claim.text() + ": " + claim.reached()));
    }
}
