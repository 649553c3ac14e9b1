package dev.repostore.mcp;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a compiled class refers to, as its constant pool has it: classes ({@code java/io/File}) and
 * members ({@code java/lang/System.getenv}).
 */
final class References {

  private static final Pattern CLASS_IN_TYPE = Pattern.compile("L([^;<]+)[;<]");

  private final Set<String> classes = new TreeSet<>();
  private final Set<String> members = new TreeSet<>();

  private References() {}

  Set<String> classes() {
    return classes;
  }

  Set<String> members() {
    return members;
  }

  static References of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(new DataInputStream(in));
    }
  }

  static References of(Class<?> type) throws IOException {
    String name = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("there is no " + name);
      }
      return of(new DataInputStream(in));
    }
  }

  private static References of(DataInputStream in) throws IOException {
    in.skipBytes(8);
    int count = in.readUnsignedShort();
    String[] texts = new String[count];
    int[][] pairs = new int[count][];
    byte[] tags = new byte[count];
    for (int at = 1; at < count; at++) {
      tags[at] = in.readByte();
      switch (tags[at]) {
        case 1 -> texts[at] = in.readUTF();
        case 7, 8, 16, 19, 20 -> pairs[at] = new int[] {in.readUnsignedShort()};
        case 9, 10, 11, 12, 17, 18 ->
          pairs[at] = new int[] {in.readUnsignedShort(), in.readUnsignedShort()};
        case 3, 4 -> in.skipBytes(4);
        case 5, 6 -> {
          in.skipBytes(8);
          at++;
        }
        case 15 -> in.skipBytes(3);
        default -> throw new IOException("an unknown constant " + tags[at]);
      }
    }
    References all = new References();
    for (int at = 1; at < count; at++) {
      switch (tags[at]) {
        case 7 -> all.add(texts[pairs[at][0]]);
        case 9, 10, 11 ->
          all.members.add(texts[pairs[pairs[at][0]][0]] + "." + texts[pairs[pairs[at][1]][0]]);
        case 12 -> all.addTypes(texts[pairs[at][1]]);
        case 16 -> all.addTypes(texts[pairs[at][0]]);
        default -> {
          // No reference.
        }
      }
    }
    return all;
  }

  private void add(String name) {
    if (name.startsWith("[")) {
      addTypes(name);
    } else {
      classes.add(name);
    }
  }

  private void addTypes(String descriptor) {
    Matcher matcher = CLASS_IN_TYPE.matcher(descriptor);
    while (matcher.find()) {
      classes.add(matcher.group(1));
    }
  }
}
