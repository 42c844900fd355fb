package org.dropoutdistillery.data;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the first line of a table names its columns. */
public enum HeaderLine {
  /** The first line names the columns. */
  @JsonProperty("yes")
  YES,
  /** The first line is a row. */
  @JsonProperty("no")
  NO,
  /**
   * The first line names the columns if one of its fields is the name of the label, or if it holds
   * no number but the second line does, or is missing.
   */
  @JsonProperty("auto")
  AUTO
}
