package org.dropoutdistillery.data;

import com.fasterxml.jackson.annotation.JsonProperty;

/** File formats of data sets, each with its reader. */
public enum DatasetFormat {
  /** Comma-separated numbers without a header, plain or gzip. */
  @JsonProperty("csv")
  CSV {
    @Override
    public DatasetReader reader() {
      return new CsvReader();
    }
  };

  public abstract DatasetReader reader();
}
