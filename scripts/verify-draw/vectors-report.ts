import type { VectorOutcome } from '../../src/fair-draw/index.js';

/** One line a case, what was computed where it differs, and the sum. */
export function vectorsReport(outcomes: readonly VectorOutcome[]): string {
  const passed = outcomes.filter((outcome) => outcome.passed).length;
  return [
    ...outcomes.flatMap(({ id, title, passed: right, got }) =>
      right ? [`ok    ${id}  ${title}`] : [`FAIL  ${id}  ${title}`, `      computed: ${JSON.stringify(got)}`],
    ),
    `${passed} passed, ${outcomes.length - passed} failed`,
  ].join('\n');
}
