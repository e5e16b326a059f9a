import type { Facts } from './facts.js';
import type { Finding, Verdict } from './finding.js';
import { judgeAccount, judgeFields, judgeToken } from './judge-app.js';
import { judgeDeployment } from './judge-deployment.js';
import { judgeNumber } from './judge-number.js';

/** What the facts mean: the deployment first, then apps, accounts and numbers. */
export function judge(facts: Facts): Finding[] {
  return [
    ...judgeDeployment(facts),
    ...facts.apps.flatMap((app) => [...judgeToken(app, facts.clock.ours), ...judgeFields(app)]),
    ...facts.accounts.flatMap((account) => judgeAccount(account, facts)),
    ...facts.numbers.flatMap(({ phoneNumberId, facts: number }) => judgeNumber(phoneNumberId, number, facts)),
  ];
}

const RANK: Readonly<Record<Verdict, number>> = { ok: 0, unknown: 1, warning: 2, failed: 3 };

/** The gravest of all. */
export function worstOf(findings: readonly Finding[]): Verdict {
  return findings.reduce<Verdict>(
    (worst, { verdict }) => (RANK[verdict] > RANK[worst] ? verdict : worst),
    'ok',
  );
}
