package io.github.sparkboltzmann.job.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** When a claim holds. */
class ClaimTest {
    @Test
    void holdsOnTheBoundAndBeyondIt() {
        assertTrue(Claim.atLeast("a", 2, 2).holds());
        assertTrue(Claim.atLeast("a", 3, 2).holds());
        assertFalse(Claim.atLeast("a", Math.nextDown(2.0), 2).holds());
        assertTrue(Claim.atMost("a", 2, 2).holds());
        assertTrue(Claim.atMost("a", 1, 2).holds());
        assertFalse(Claim.atMost("a", Math.nextUp(2.0), 2).holds());
    }

    @Test
    void aBandIsADistanceThatIsAtMostItsWidth() {
        Claim claim = Claim.within("a", 1.75, 2, 0.25);
        assertTrue(claim.holds());
        assertEquals(0.25, claim.reached());
        assertEquals(0.25, claim.reference());
        assertEquals(Claim.Better.LOWER, claim.better());
        assertTrue(Claim.within("a", 2.25, 2, 0.25).holds());
        assertFalse(Claim.within("a", 2.5, 2, 0.25).holds());
        assertFalse(Claim.within("a", 1.5, 2, 0.25).holds());
        assertThrows(IllegalArgumentException.class, () -> Claim.within("a", 1, 1, -1));
        assertThrows(IllegalArgumentException.class, () -> Claim.within("a", 1, 1, Double.NaN));
    }

    @Test
    void whatIsNotANumberNeverHolds() {
        assertFalse(Claim.atLeast("a", Double.NaN, 2).holds());
        assertFalse(Claim.atMost("a", Double.NaN, 2).holds());
        assertFalse(Claim.within("a", Double.NaN, 2, 1).holds());
        assertThrows(IllegalArgumentException.class, () -> Claim.atLeast("a", 1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Claim.atLeast(" ", 1, 1));
    }

    @Test
    void informationIsNeverJudged() {
        assertFalse(Claim.information("a", 1).isJudged());
        assertFalse(Claim.information("a", 3, 2, Claim.Better.HIGHER).isJudged());
        assertFalse(Claim.information("a", 3, 2, Claim.Better.HIGHER).holds());
    }
}
