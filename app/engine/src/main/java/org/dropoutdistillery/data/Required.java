package org.dropoutdistillery.data;

/** What a description must hold; messages start with the key. */
final class Required {
  private Required() {}

  static void given(String key, Object value) {
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
  }

  static void text(String key, String text) {
    given(key, text);
    if (text.isBlank()) {
      throw new IllegalArgumentException(key + " is empty, expected a text");
    }
  }

  static void fileName(String key, String name) {
    text(key, name);
    if (name.contains("/") || name.contains("\\")) {
      throw new IllegalArgumentException(key + " '" + name + "', expected a name without a folder");
    }
  }
}
