package io.github.sparkboltzmann.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sparkboltzmann.model.Machine;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a cell gives back, and that nothing wrong with one passes. */
class JavaCellsTest {
    private static JavaCells cells;

    @BeforeAll
    static void open() {
        cells = new JavaCells(System.getProperty("java.class.path"));
    }

    @AfterAll
    static void close() {
        cells.close();
    }

    @Test
    void aCellsValueIsThatOfItsLastExpressionWithoutASemicolon() throws CellException {
        assertEquals(7, cells.run("int three = 3;\nint plus(int x) { return three + x; }\nplus(4)"));
        assertNull(cells.run("plus(4);"));
        assertNull(cells.run("plus(4); // seven\nint five = 5;"));
        assertNull(cells.run("// nothing\n"));
        assertEquals(8, cells.run("plus(5) // eight"));
        assertEquals(3, cells.run("three"));
        assertEquals("35", cells.run("\"\" + three\n    + five"));
    }

    @Test
    void theLibrarysClassesAreThoseOfThisJvm() throws CellException {
        Object machine = cells.run("import io.github.sparkboltzmann.model.Machine;\nMachine.restricted(3, 2)");
        assertEquals(2, assertInstanceOf(Machine.class, machine).layerCount());
    }

    @Test
    void whatDoesNotCompileIsRefusedWithTheStatement() {
        CellException refused = assertThrows(CellException.class, () -> cells.run("int good = 1;\nint bad = \"one\";"));
        assertTrue(refused.getMessage().contains("int bad = \"one\";"), refused.getMessage());
        assertTrue(refused.getMessage().contains("cannot be converted to int"), refused.getMessage());
        assertThrows(CellException.class, () -> cells.run("for (int i = 0; i < 3; i++) {"));
        assertThrows(CellException.class, () -> cells.run("Machine.restricted(3, 2"));
    }

    @Test
    void whatIsNotDeclaredIsRefusedThoughJShellWaitsForIt() {
        CellException refused = assertThrows(CellException.class, () -> cells.run("int f() { return nowhere(); }"));
        assertTrue(refused.getMessage().contains("nowhere()"), refused.getMessage());
    }

    @Test
    void whatACellThrowsIsTheCause() {
        CellException thrown = assertThrows(
                CellException.class,
                () -> cells.run(
                        "if (1 + 1 == 2) {\n    throw new IllegalStateException(\"so it is\");\n}\nint later = 1;"));
        assertEquals("so it is", thrown.getCause().getMessage());
        assertInstanceOf(IllegalStateException.class, thrown.getCause());
        assertTrue(Arrays.stream(thrown.getMessage().split("\n")).anyMatch(line -> line.contains("1 + 1 == 2")));
        assertThrows(CellException.class, () -> cells.run("later"));
    }
}
