/** What passed, the names of what failed, and the seconds of files and steps. */
export function createTally() {
  return { passed: 0, failed: [], seconds: new Map() };
}

/** Adds one test, or a step that runs none. */
export function count(tally, name, passed) {
  if (passed) tally.passed += 1;
  else tally.failed.push(name);
}
