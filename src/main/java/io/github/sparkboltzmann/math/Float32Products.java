package io.github.sparkboltzmann.math;

/** {@link BatchProducts} in float32 through a {@link MatrixProduct}; nothing is copied. */
public final class Float32Products implements BatchProducts {
    private final MatrixProduct product;
    private final String name;

    public Float32Products(MatrixProduct product) {
        this(product, "float32");
    }

    /** @param name the precision as a person is told it */
    Float32Products(MatrixProduct product, String name) {
        this.product = product;
        this.name = name;
    }

    /** Where the values are. */
    private static final class View implements Fixed {
        private float[] values;
        private int offset;
        private int rows;
        private int columns;

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public int columns() {
            return columns;
        }
    }

    @Override
    public Fixed fix(float[] values, int offset, int rows, int columns, Fixed before) {
        View view = before == null ? new View() : (View) before;
        view.values = values;
        view.offset = offset;
        view.rows = rows;
        view.columns = columns;
        return view;
    }

    @Override
    public void times(float[] x, int n, Fixed m, float beta, float[] out) {
        View w = (View) m;
        product.multiply(
                false, false, n, w.columns, w.rows, 1, x, 0, w.rows, w.values, w.offset, w.columns, beta, out, 0,
                w.columns);
    }

    @Override
    public void timesTransposed(float[] x, int n, Fixed m, float beta, float[] out) {
        View w = (View) m;
        product.multiply(
                false, true, n, w.rows, w.columns, 1, x, 0, w.columns, w.values, w.offset, w.columns, beta, out, 0,
                w.rows);
    }

    @Override
    public void correlate(float[] x, int p, float[] y, int q, int n, float alpha, float beta, float[] c, int cOffset) {
        product.multiply(true, false, p, q, n, alpha, x, 0, p, y, 0, q, beta, c, cOffset, q);
    }

    @Override
    public String description() {
        return name + ", " + product.description();
    }
}
