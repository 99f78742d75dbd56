package io.github.sparkboltzmann.notebook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Evaluates the cells of a notebook in Java, in this JVM, through the JDK's JShell: what the kernel and the tests of the notebooks share.
 *
 * <p>Cells run in order and see what earlier ones declared. A cell's value is that of its last statement where this is an expression without
 * a semicolon. Nothing is imported beforehand, so that a notebook says itself what it uses. Classes come from this JVM's class path.
 */
public final class JavaCells implements AutoCloseable {
    private final InThisJvm execution = new InThisJvm();
    private final JShell shell;

    /** @param classPath what cells are compiled against: the class path of this JVM, whose classes they run with */
    public JavaCells(String classPath) {
        shell = JShell.builder()
                .executionEngine(new Provider(execution), null)
                .compilerOptions("-classpath", classPath, "-proc:none")
                .build();
    }

    /**
     * Runs a cell.
     *
     * @return the value of its last expression, {@code null} if it ends otherwise
     * @throws CellException at the first statement that is refused by the compiler, or throws
     */
    public Object run(String cell) throws CellException {
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        Object value = null;
        String rest = cell;
        while (!rest.isBlank()) {
            CompletionInfo next = analysis.analyzeCompletion(rest);
            if (next.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
                break;
            }
            boolean whole = next.completeness().isComplete();
            String statement = whole ? next.source() : rest;
            String typed =
                    rest.substring(0, rest.length() - (whole ? next.remaining().length() : 0));
            value = null;
            for (SnippetEvent event : shell.eval(statement)) {
                if (event.causeSnippet() == null) {
                    check(event, statement);
                    boolean shown =
                            isExpression(event.snippet()) && !typed.strip().endsWith(";");
                    value = shown ? execution.value : null;
                }
            }
            rest = whole ? next.remaining() : "";
        }
        return value;
    }

    /** A variable, an assignment, or anything else that JShell gives a name such as {@code $1}. */
    private static boolean isExpression(Snippet snippet) {
        return snippet.kind() == Snippet.Kind.EXPRESSION
                || snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    private void check(SnippetEvent event, String statement) throws CellException {
        if (event.exception() != null) {
            Throwable thrown = execution.thrown == null ? event.exception() : execution.thrown;
            throw new CellException(statement, String.valueOf(thrown), thrown);
        }
        if (event.status() != Status.VALID) {
            String errors = shell.diagnostics(event.snippet())
                    .filter(diagnostic -> diagnostic.isError())
                    .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                    .collect(Collectors.joining("\n"));
            List<String> missing =
                    event.status() == Status.RECOVERABLE_DEFINED || event.status() == Status.RECOVERABLE_NOT_DEFINED
                            ? shell.unresolvedDependencies((DeclarationSnippet) event.snippet())
                                    .toList()
                            : List.of();
            throw new CellException(
                    statement, missing.isEmpty() ? errors : "not declared: " + String.join(", ", missing), null);
        }
    }

    @Override
    public void close() {
        shell.close();
    }

    /** JShell's execution in this JVM, which keeps the last value itself and not only its text. */
    private static final class InThisJvm extends DirectExecutionControl {
        private Object value;
        private Throwable thrown;

        @Override
        protected String invoke(Method statement) throws Exception {
            value = null;
            thrown = null;
            try {
                value = statement.invoke(null);
            } catch (InvocationTargetException e) {
                thrown = e.getCause();
                throw e;
            }
            return "";
        }
    }

    /** Gives JShell that execution. */
    private static final class Provider implements ExecutionControlProvider {
        private final ExecutionControl execution;

        Provider(ExecutionControl execution) {
            this.execution = execution;
        }

        @Override
        public String name() {
            return "in this JVM";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return execution;
        }
    }
}
