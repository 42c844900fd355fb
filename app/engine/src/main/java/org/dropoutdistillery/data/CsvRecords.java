package org.dropoutdistillery.data;

import de.siegmar.fastcsv.reader.CsvRecord;

/** Takes the records of one file as they come. */
interface CsvRecords {
  /** Returns how the file is written. */
  CsvDialect dialect();

  void add(CsvRecord record) throws DatasetFormatException;

  /** Returns the line after the last one that was taken. */
  long nextLine();
}
