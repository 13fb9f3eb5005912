package org.afterleak.extract;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.afterleak.table.FileFormat;
import org.afterleak.table.RowHandler;
import org.afterleak.table.TableException;
import org.afterleak.table.TableLimits;
import org.afterleak.table.TableReader;
import org.afterleak.table.TableSource;

/** Rows of every sheet of a workbook. */
final class WorkbookSheets {
    private WorkbookSheets() {}

    /** Ends the reading when the document is full. */
    private static final class Full extends Exception {
        private static final long serialVersionUID = 1L;

        Full() {
            super(null, null, false, false);
        }
    }

    static void read(byte[] payload, FileFormat format, ExtractLimits limits, Passages out) throws ExtractException {
        Sheets sheets = new Sheets(out);
        try {
            TableReader.read(TableSource.of(payload), format, limits(limits), sheets);
            sheets.end();
        } catch (Full e) {
            // The document says itself what was left out.
        } catch (TableException e) {
            sheets.end();
            if (out.isEmpty()) {
                throw new ExtractException(e.reason());
            }
            out.problem(sheets.where(e.row()) + e.reason() + ": the rest was left out");
        } catch (IOException e) {
            throw new ExtractException("workbook cannot be read", e);
        }
    }

    private static TableLimits limits(ExtractLimits limits) {
        TableLimits most = TableLimits.CAPTURE;
        Duration time = limits.maxTime().compareTo(most.maxTime()) < 0 ? limits.maxTime() : most.maxTime();
        return new TableLimits(
                limits.maxInputBytes(),
                most.maxInflatedBytes(),
                most.maxRatio(),
                most.maxSharedBytes(),
                most.maxRows(),
                most.maxColumns(),
                most.maxCells(),
                most.maxCellChars(),
                most.maxRowChars(),
                time);
    }

    /** Turns rows into passages. */
    private static final class Sheets implements RowHandler<Full> {
        private final Passages out;
        private final TableRows rows;
        private int sheet;

        Sheets(Passages out) {
            this.out = out;
            this.rows = new TableRows(out);
        }

        @Override
        public boolean sheet(String name) throws Full {
            sheet++;
            rows.table("sheet \"" + name + "\"");
            stopIfFull();
            return true;
        }

        @Override
        public void row(int number, List<String> cells) throws Full {
            rows.row(number, cells);
            stopIfFull();
        }

        @Override
        public void unusable(int number, String reason) {
            out.problem(where(number) + reason);
        }

        @Override
        public void progress(long doneBytes, long totalBytes) throws Full {
            stopIfFull();
        }

        void end() {
            rows.end();
        }

        private void stopIfFull() throws Full {
            if (out.full()) {
                throw new Full();
            }
        }

        /** The place of a fault. The sheet's name is the document's own text: its number will do. */
        String where(int number) {
            return "sheet " + sheet + (number > 0 ? ", row " + number : "") + ": ";
        }
    }
}
