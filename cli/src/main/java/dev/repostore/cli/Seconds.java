package dev.repostore.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of seconds. */
final class Seconds implements ITypeConverter<Long> {

  @Override
  public Long convert(String text) {
    if (!text.matches("\\d{1,18}")) {
      throw new TypeConversionException(
          "'" + text + "' is not a number of seconds: write one such as 900");
    }
    return Long.parseLong(text);
  }
}
