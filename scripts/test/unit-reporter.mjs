import { report } from './report.mjs';

/** Vitest's tests as `npm test` counts them: what was skipped has proved nothing and counts as failed. */
export default class UnitReporter {
  onTestModuleStart(module) {
    report({ started: module.relativeModuleId });
  }

  onTestCaseResult(test) {
    const name = `${test.module.relativeModuleId} › ${test.fullName}`;
    report({ test: name, passed: test.result().state === 'passed' });
  }

  onTestModuleEnd(module) {
    const file = module.relativeModuleId;
    const { duration, collectDuration, setupDuration } = module.diagnostic();
    report({ ended: file, file, seconds: (duration + collectDuration + setupDuration) / 1000 });
    // A file that could not be loaded, or whose hooks failed, has no test that says so.
    const tests = [...module.children.allTests()];
    const isBroken = tests.length === 0 || (!module.ok() && tests.every((test) => test.ok()));
    if (isBroken) report({ test: `${file} (the file itself)`, passed: false });
  }
}
