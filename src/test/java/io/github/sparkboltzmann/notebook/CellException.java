package io.github.sparkboltzmann.notebook;

/** A cell that does not compile, or throws; the message has the statement and what is wrong with it. */
public final class CellException extends Exception {
    private static final long serialVersionUID = 1L;

    CellException(String statement, String problem, Throwable cause) {
        super(problem + "\nin the statement\n" + statement.strip().indent(4).stripTrailing(), cause);
    }
}
