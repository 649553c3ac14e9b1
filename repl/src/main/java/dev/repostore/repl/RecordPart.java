package dev.repostore.repl;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/**
 * A part of a record, and what JSON calls it.
 *
 * @param name as on the wire
 */
record RecordPart(String name, RecordComponent part) {

  /** The JVM makes them anew each time they are asked for, which takes longer than all else. */
  private static final ClassValue<List<RecordPart>> KNOWN = new ClassValue<>() {
    @Override
    protected List<RecordPart> computeValue(Class<?> type) {
      return Arrays.stream(type.getRecordComponents())
          .map(part -> new RecordPart(JsonText.snake(part.getName()), part))
          .toList();
    }
  };

  /** The parts of a class of records. */
  static List<RecordPart> of(Class<? extends Record> type) {
    return KNOWN.get(type);
  }
}
