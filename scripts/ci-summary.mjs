/*
 * Adds up a CI run: `node scripts/ci-summary.mjs DIRECTORY`. The directory holds `steps`, a line "NAME EXITCODE" for each
 * step, and for those that are vitest runs NAME.json. Ends with `N passed, M failed`; exit code 1 if anything failed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a step adds. A skipped test, a run without any test and a failed step that no test accounts for are failures.
 * @param {{name: string, code: number}} step
 * @param {{numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number} | null} report
 */
function countStep(step, report) {
  if (report === null) return { passed: 0, failed: step.code === 0 ? 0 : 1 };
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests;
  const unexplained = failed === 0 && (step.code !== 0 || report.numPassedTests === 0);
  return { passed: report.numPassedTests, failed: unexplained ? 1 : failed };
}

const directory = process.argv[2] ?? '.';
const total = { passed: 0, failed: 0 };
for (const line of readFileSync(join(directory, 'steps'), 'utf8').trim().split('\n')) {
  const [name = '', code = '1'] = line.split(' ');
  const file = join(directory, `${name}.json`);
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  const { passed, failed } = countStep({ name, code: Number(code) }, report);
  if (failed > 0) console.log(`${name}: ${failed} failed (exit code ${code})`);
  total.passed += passed;
  total.failed += failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
