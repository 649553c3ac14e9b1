package dev.repostore.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * A made-up history, as a stream for {@code git fast-import}: text files that are edited here and
 * there by one commit after the other, new ones now and then, and some incompressible ones.
 *
 * @param seed what makes it this history and no other
 * @param commits how many commits
 * @param files how many text files there are in the end
 * @param lines how many lines a file has, about
 * @param depth how many folders deep files are
 * @param edits how many files a commit changes, about
 * @param binaries how many incompressible files of about 1 MB are added on the way
 */
record Growth(int seed, int commits, int files, int lines, int depth, int edits, int binaries) {
  private static final int START = 1_700_000_000;

  /** Writes the whole history onto {@code refs/heads/main}. */
  void write(OutputStream out) throws IOException {
    new Writer(out).write();
  }

  /** How many lines in a row an edit changes at most; more in long files. */
  private int hunk() {
    return Math.max(6, lines / 5 - 20);
  }

  private final class Writer {
    private final OutputStream out;
    private final Random random = new Random(seed);
    private final Prose prose = new Prose(random);
    private final List<List<String>> texts = new ArrayList<>();
    private int binary;

    Writer(OutputStream out) {
      this.out = out;
    }

    void write() throws IOException {
      for (int commit = 0; commit < commits; commit++) {
        int time = START + commit * 600;
        String message = "Change " + commit + ": " + prose.line().trim() + "\n";
        print("commit refs/heads/main\ncommitter Bench <bench@example.org> " + time + " +0000\n");
        data(message.getBytes(StandardCharsets.UTF_8));
        change(commit);
      }
      print("done\n");
    }

    private void change(int commit) throws IOException {
      int wanted = (int) ((long) files * (commit + 1) / commits);
      TreeSet<Integer> changed = new TreeSet<>();
      while (texts.size() < Math.max(wanted, 1)) {
        changed.add(texts.size());
        texts.add(prose.text(lines / 2 + random.nextInt(lines)));
      }
      int near = random.nextInt(texts.size());
      for (int edit = 0; edit < edits; edit++) {
        int number = (near + edit * (1 + random.nextInt(5))) % texts.size();
        if (changed.add(number)) {
          prose.edit(texts.get(number), hunk());
        }
      }
      for (int number : changed) {
        file(number);
      }
      if (binaries > 0 && commit % Math.max(1, commits / binaries) == 0 && binary < binaries) {
        byte[] noise = new byte[900_000 + random.nextInt(200_000)];
        random.nextBytes(noise);
        print("M 100644 inline assets/image" + binary++ + ".bin\n");
        data(noise);
      }
    }

    private void file(int number) throws IOException {
      print("M 100644 inline " + path(number) + "\n");
      data((String.join("\n", texts.get(number)) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Files that are made one after the other share a folder, about ten of them. */
    private String path(int number) {
      StringBuilder path = new StringBuilder();
      int folder = number / 10;
      for (int level = 1; level < depth; level++) {
        int width = level == 1 ? 8 : 5;
        path.append("part").append((char) ('a' + folder % width)).append(level).append('/');
        folder /= width;
      }
      return path + "unit" + folder + "/Item" + number + ".java";
    }

    private void data(byte[] bytes) throws IOException {
      print("data " + bytes.length + "\n");
      out.write(bytes);
      out.write('\n');
    }

    private void print(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
