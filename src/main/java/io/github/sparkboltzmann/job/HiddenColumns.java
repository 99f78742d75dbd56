package io.github.sparkboltzmann.job;

import io.github.sparkboltzmann.report.ImageShape;

/** Which columns a completion hides: a half of the picture, or a list of numbers and ranges. */
final class HiddenColumns {
    private HiddenColumns() {}

    /**
     * A mask, 1 for hidden.
     *
     * @param text none, left, right, top, bottom, or as {@code 0-391, 400}
     * @throws UsageException for another text, or a column that is not there
     */
    static double[] mask(String text, int columns, int width, int height) {
        double[] mask = new double[columns];
        switch (text.strip()) {
            case "none" -> {
                return mask;
            }
            case "left", "right", "top", "bottom" -> {
                if ((long) width * height != columns) {
                    throw new UsageException(
                            "A picture of " + width + " x " + height + " pixels is not one of the rows of " + columns
                                    + " columns; set picture.width and picture.height, or list columns.");
                }
                for (int i = 0; i < columns; i++) {
                    boolean hidden =
                            switch (text.strip()) {
                                case "left" -> i % width < width / 2;
                                case "right" -> i % width >= width - width / 2;
                                case "top" -> i / width < height / 2;
                                default -> i / width >= height - height / 2;
                            };
                    mask[i] = hidden ? 1 : 0;
                }
            }
            default -> {
                for (String part : text.split(",")) {
                    hide(part.strip(), mask);
                }
            }
        }
        return mask;
    }

    private static void hide(String part, double[] mask) {
        if (!part.matches("[0-9]{1,9}(-[0-9]{1,9})?")) {
            throw new UsageException(
                    "Setting 'complete.hide' should be none, left, right, top, bottom, or columns as in"
                            + " \"0-391, 400\", but has '" + part + "'.");
        }
        String[] ends = part.split("-");
        int first = Integer.parseInt(ends[0]);
        int last = Integer.parseInt(ends[ends.length - 1]);
        if (first > last || last >= mask.length) {
            throw new UsageException("Setting 'complete.hide' has columns '" + part + "', but they are numbered 0 to "
                    + (mask.length - 1) + ".");
        }
        java.util.Arrays.fill(mask, first, last + 1, 1);
    }

    /** The settings' width and height of a picture, or the likeliest ones. */
    static int[] shape(JobConfig config, int columns) {
        int width = config.whole("picture.width");
        int height = config.whole("picture.height");
        if (width == 0 && height == 0) {
            ImageShape guess = ImageShape.guess(columns);
            return new int[] {guess.width(), guess.height()};
        }
        int other = Math.max(1, Math.max(width, height));
        int[] shape = {width == 0 ? columns / other : width, height == 0 ? columns / other : height};
        if (width < 0 || height < 0 || (long) shape[0] * shape[1] != columns) {
            throw new UsageException("Settings 'picture.width' and 'picture.height' are " + width + " and " + height
                    + ", but a row has " + columns + " columns.");
        }
        return shape;
    }
}
