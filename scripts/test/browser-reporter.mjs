import { relative } from 'node:path';
import { report } from './report.mjs';
import { root } from '../install.mjs';

const fileOf = (test) => relative(root, test.location.file).replaceAll('\\', '/');
const nameOf = (test) => `${fileOf(test)} › ${test.titlePath().slice(3).join(' › ')}`;

/** Playwright's tests as `npm test` counts them: what was skipped, or never run, has proved nothing and counts as failed. */
export default class BrowserReporter {
  printsToStdio() {
    return false;
  }

  onBegin(_config, suite) {
    this.suite = suite;
  }

  onTestBegin(test) {
    report({ started: nameOf(test) });
  }

  onTestEnd(test, { duration }) {
    const name = nameOf(test);
    report({
      ended: name,
      test: name,
      passed: test.outcome() === 'expected',
      file: fileOf(test),
      seconds: duration / 1000,
    });
  }

  onEnd() {
    for (const test of this.suite.allTests())
      if (test.results.length === 0) report({ test: `${nameOf(test)} (not run)`, passed: false });
  }
}
