package dev.repostore.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks whether everything is as it should be. */
final class Doctor extends Verb {

  private final Output output;

  Doctor() {
    super(
        "Look whether everything is there that this command needs, and say what to do where it is not:"
            + " Java, git, the data folder, the disk, the port, the stores that have names, and the"
            + " chosen store.",
        "",
        "Ends with 0 if nothing fails, with 1 if something does.",
        "");
    options.one(
        "--store",
        "STORE",
        String.class,
        "The store to ask something: a name or a URL. Default: $REPOSTORE_URL, else the one of"
            + " $ARTIFACTS_BASE_URL, else the embedded store.");
    output = new Output(command);
  }

  /** What is told of it. */
  record Report(boolean healthy, List<Finding> checks) {}

  @Override
  public Integer call() throws InterruptedException {
    List<Finding> findings = findings(System.getenv());
    boolean healthy = findings.stream().noneMatch(Finding::isFailure);
    if (output.isJson()) {
      output.print(new Report(healthy, findings));
    } else {
      findings.forEach(this::show);
    }
    return healthy ? 0 : 1;
  }

  private List<Finding> findings(Map<String, String> environment) throws InterruptedException {
    MachineChecks machine = new MachineChecks(environment);
    StoreChecks stores = new StoreChecks(environment);
    List<Finding> findings = new ArrayList<>();
    findings.add(MachineChecks.java());
    findings.add(MachineChecks.git());
    findings.add(machine.dataFolder());
    findings.add(machine.apiToken());
    findings.add(machine.diskSpace());
    findings.add(machine.port());
    findings.addAll(stores.named());
    findings.add(stores.answers(given().matchedOptionValue("--store", "")));
    return findings;
  }

  private void show(Finding finding) {
    output.line(String.format("%-4s  %s: %s", finding.state(), finding.check(), finding.found()));
    if (!finding.fix().isEmpty()) {
      output.line("      " + finding.fix());
    }
  }
}
