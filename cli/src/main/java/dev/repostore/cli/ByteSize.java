package dev.repostore.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes: {@code 33554432}, {@code 32M}, {@code 1G}. */
final class ByteSize implements ITypeConverter<Long> {

  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,15})([kKmMgG]?)");

  @Override
  public Long convert(String text) {
    Matcher size = SIZE.matcher(text);
    if (size.matches()) {
      int shift =
          10 * " KMG".indexOf((size.group(2) + " ").toUpperCase(Locale.ROOT).charAt(0));
      long count = Long.parseLong(size.group(1));
      if (count <= Long.MAX_VALUE >> shift) {
        return count << shift;
      }
    }
    throw new TypeConversionException("'" + text
        + "' is not a size: write a number of bytes, or one with K, M or G after it, such as 32M");
  }
}
