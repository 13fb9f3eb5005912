package org.afterleak.table;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.afterleak.box.Box;
import org.afterleak.box.BoxLimits;
import org.afterleak.document.DocumentException;
import org.afterleak.document.DocumentSink;
import org.jspecify.annotations.Nullable;

/**
 * Rows of workbooks whose formats are read in a worker process: xls, xlsb, ods. The worker gets the file through its standard
 * input and writes nothing; a workbook that it cannot read to its end is refused as a whole.
 */
final class BoxedWorkbook {
    /** The file is held whole, here and in the worker. */
    private static final long MAX_BYTES = 128 << 20;

    private static final BoxLimits LIMITS = new BoxLimits(1_024, 4L << 30, 1, Duration.ofMinutes(1));
    private static final Duration MAX_TIME = Duration.ofMinutes(30);

    private BoxedWorkbook() {}

    static <X extends Exception> void read(TableSource source, FileFormat format, Budget budget, RowHandler<X> handler)
            throws IOException, TableException, X {
        if (source.size() > MAX_BYTES) {
            throw new TableException(
                    "larger than " + ZipParts.size(MAX_BYTES) + " as " + format.label() + ": save it as xlsx");
        }
        byte[] content;
        try (InputStream in = source.open()) {
            content = in.readAllBytes();
        }
        Duration most = budget.limits().maxTime();
        Rows<X> rows = new Rows<>(budget, handler);
        try (Box box = new Box(LIMITS)) {
            box.read(format.shortName(), content, most.compareTo(MAX_TIME) < 0 ? most : MAX_TIME, rows);
        } catch (DocumentException e) {
            throw new TableException(String.valueOf(e.getMessage()), null, 0);
        } catch (Stop e) {
            rows.rethrow();
        }
        if (!rows.any) {
            throw new TableException("workbook without rows");
        }
    }

    /** Ends the reading from within; the reason is the rows' own. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stop() {
            super(null, null, false, false);
        }
    }

    private static final class Rows<X extends Exception> implements DocumentSink {
        private final Budget budget;
        private final RowHandler<X> handler;
        private boolean wanted;
        private boolean any;
        private @Nullable String sheet;
        private @Nullable Fault<X> fault;

        Rows(Budget budget, RowHandler<X> handler) {
            this.budget = budget;
            this.handler = handler;
        }

        @FunctionalInterface
        private interface Fault<X extends Exception> {
            void raise() throws IOException, TableException, X;
        }

        @FunctionalInterface
        private interface Step<X extends Exception> {
            void take() throws IOException, TableException, X;
        }

        void rethrow() throws IOException, TableException, X {
            if (fault != null) {
                fault.raise();
            }
        }

        @SuppressWarnings("unchecked")
        private void step(Step<X> step) {
            try {
                step.take();
            } catch (IOException e) {
                stop(() -> {
                    throw e;
                });
            } catch (TableException e) {
                stop(() -> {
                    throw e;
                });
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                // The only one left that the handler may throw.
                X own = (X) e;
                stop(() -> {
                    throw own;
                });
            }
        }

        private void stop(Fault<X> why) {
            fault = why;
            throw new Stop();
        }

        /** Tables are sheets: {@code sheet "PII"}. */
        @Override
        public void table(String locator) {
            boolean named = locator.startsWith("sheet \"") && locator.endsWith("\"") && locator.length() > 7;
            String name = named ? locator.substring(7, locator.length() - 1) : "";
            sheet = name;
            step(() -> {
                budget.sheet();
                wanted = handler.sheet(name);
            });
        }

        @Override
        public void row(int number, List<String> cells) {
            any = true;
            if (!wanted) {
                return;
            }
            int width = cells.size();
            while (width > 0 && cells.get(width - 1).isEmpty()) {
                width--;
            }
            if (width == 0) {
                return;
            }
            List<String> filled = cells.subList(0, width);
            TableLimits limits = budget.limits();
            step(() -> {
                budget.row(filled.size());
                if (filled.size() > limits.maxColumns()) {
                    handler.unusable(number, "more than " + limits.maxColumns() + " columns");
                } else if (filled.stream().anyMatch(cell -> cell.length() > limits.maxCellChars())) {
                    handler.unusable(number, "a cell longer than " + limits.maxCellChars() + " characters");
                } else {
                    handler.row(number, filled);
                }
            });
        }

        /** A list of which a part is left out would be taken for the whole. */
        @Override
        public void problem(String sentence) {
            TableException why = new TableException(sentence, sheet, 0);
            stop(() -> {
                throw why;
            });
        }

        @Override
        public void lines(String locator, String text) {}

        @Override
        public void paragraphs(String locator) {}

        @Override
        public void paragraph(int number, String text) {}

        @Override
        public void part(String name, String contentType, byte[] content) {}

        @Override
        public boolean full() {
            return false;
        }
    }
}
