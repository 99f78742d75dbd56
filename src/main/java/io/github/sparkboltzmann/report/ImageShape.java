package io.github.sparkboltzmann.report;

/** Width and height of the picture that a row of visible units is, stored row by row. */
public final class ImageShape {
    /** Beyond this ratio of the sides a factorisation says nothing about a picture: 26 = 13 x 2 is rather a list of 26. */
    private static final int MOST_OBLONG = 4;

    private final int width;
    private final int height;

    private ImageShape(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /**
     * The likeliest picture of so many units: the square if there is one (784 is 28 x 28), else the factorisation nearest to a square, lying
     * (30 is 6 wide, 5 high), if its sides are no more than 1:4, else one row (13 is 13 x 1).
     */
    public static ImageShape guess(int units) {
        if (units < 1) {
            throw new IllegalArgumentException("expected at least 1 unit, got " + units);
        }
        for (int height = (int) Math.sqrt(units); height > 1; height--) {
            if (units % height == 0) {
                int width = units / height;
                return width <= MOST_OBLONG * height ? new ImageShape(width, height) : new ImageShape(units, 1);
            }
        }
        return new ImageShape(units, 1);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    @Override
    public String toString() {
        return width + " x " + height;
    }
}
