package dev.repostore.cli;

import dev.repostore.Scope;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what a token is good for, and completes it, as the documentation writes it. */
final class ScopeWord implements ITypeConverter<Scope>, Iterable<String> {

  @Override
  public Scope convert(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "read" -> Scope.READ;
      case "write" -> Scope.WRITE;
      default ->
        throw new TypeConversionException("'" + text + "' is no scope: write read or write");
    };
  }

  @Override
  public Iterator<String> iterator() {
    return List.of("read", "write").iterator();
  }
}
