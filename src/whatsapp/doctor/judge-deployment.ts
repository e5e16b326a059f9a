import { graphVersionWarning } from '../graph/graph-versions.js';
import type { Facts } from './facts.js';
import { about, type Finding } from './finding.js';

const DAY_MS = 24 * 60 * 60_000;
const NO_DATABASE =
  'The database was not asked. GET /api/v1/doctor of the running service sees it, also the built-in one.';

/** What concerns the whole deployment. */
export function judgeDeployment(facts: Facts): Finding[] {
  return [
    database(facts),
    handshake(facts),
    published(facts),
    clock(facts),
    graphVersion(facts),
    mtls(facts),
    lag(facts),
  ];
}

function database({ database: found }: Facts): Finding {
  const say = about('database', null);
  return found === null
    ? say.unknown(NO_DATABASE, 'Set DATABASE_URL as the service has it.')
    : say.ok('It answers.');
}

function handshake({ callback, mtls: { mode } }: Facts): Finding {
  const { expected, handshake: result, plainAllowed } = callback;
  const say = about('handshake', null);
  if (expected === null || result === null)
    return say.unknown('PUBLIC_URL is not set.', 'Set PUBLIC_URL to the address people reach.');
  const asked = `GET ${expected}`;
  if (result.kind === 'ok')
    return expected.startsWith('https://') || plainAllowed
      ? say.ok(`${asked} gives the challenge back.`)
      : say.failed(
          `${asked} works, but without TLS.`,
          'Meta calls HTTPS addresses only: set PUBLIC_URL to one.',
        );
  if (result.kind === 'silent')
    return say.failed(
      `${asked}: no answer (${result.why}).`,
      `Is the service up, the proxy, the certificate of a public authority?${mode === 'header' ? ' A load balancer that turns away everybody without a client certificate also turns away this question.' : ''}`,
    );
  if (result.kind === 'other_body')
    return say.failed(
      `${asked}: 200, but not the challenge.`,
      'Something else answers there: look at the proxy and at WEBHOOK_PATH.',
    );
  return say.failed(
    `${asked}: HTTP ${result.httpStatus}.`,
    result.httpStatus === 403
      ? 'What answers there has another WHATSAPP_VERIFY_TOKEN.'
      : 'Look at the proxy and at WEBHOOK_PATH: this must reach the service.',
  );
}

function published({ database: rows }: Facts): Finding {
  const say = about('app_published', null);
  if (rows === null) return say.unknown(NO_DATABASE);
  if (rows.real > 0) return say.ok(`Real updates come (${rows.real} among the newest of seven days).`);
  if (rows.tests === 0)
    return say.unknown(
      'Nothing came in seven days.',
      'Write to the number, or press Test beside a field in the App dashboard.',
    );
  return say.failed(
    `${rows.tests} tests of the dashboard in seven days, and nothing else.`,
    'Publish the app (App mode: Live). If it is, see account_subscription.',
  );
}

function clock({ clock: { metaAheadMs, databaseAheadMs } }: Facts): Finding {
  const say = about('clock', null);
  const parts = [
    metaAheadMs === null ? null : `Meta's ${ahead(metaAheadMs)}`,
    databaseAheadMs === null ? null : `the database's ${ahead(databaseAheadMs)}`,
  ].filter((part) => part !== null);
  if (parts.length === 0) return say.unknown('There was no other clock to compare with.');
  const worst = Math.max(Math.abs(metaAheadMs ?? 0), Math.abs(databaseAheadMs ?? 0));
  const found = `Against this machine's clock: ${parts.join(', ')}.`;
  const advice = 'Deadlines follow the database, receipts Meta’s time: let NTP set all clocks.';
  if (worst < 10_000) return say.ok(found);
  return worst < 60_000 ? say.warning(found, advice) : say.failed(found, advice);
}

function ahead(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds === 0 ? 'agrees' : `is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'behind'}`;
}

function graphVersion({ graphVersion: version, clock: { ours } }: Facts): Finding {
  const say = about('graph_version', null);
  const warning = graphVersionWarning(version, ours);
  if (warning === null) return say.ok(`${version}.`);
  const advice = 'Set GRAPH_API_VERSION; its shapes are read from v23.0 to v26.0.';
  return warning.includes('ended on')
    ? say.failed(`${warning}.`, advice)
    : say.warning(`${warning}.`, advice);
}

function mtls({ mtls: { mode, caUntil }, clock: { ours } }: Facts): Finding {
  const say = about('mtls_ca', null);
  if (mode === 'off') return say.ok('mTLS is off.');
  if (caUntil === null || caUntil.length === 0)
    return say.unknown('No CA file was read.', 'Set WEBHOOK_MTLS_CA_FILE to the file the proxy uses.');
  const last = new Date(Math.max(...caUntil.map((date) => date.getTime())));
  const days = Math.floor((last.getTime() - ours.getTime()) / DAY_MS);
  const found = `Meta's CA in WEBHOOK_MTLS_CA_FILE ends on ${last.toISOString().slice(0, 10)}.`;
  const advice = 'Download the present one from Meta’s page "Create a webhook endpoint" (docs/mtls.md).';
  if (days < 0) return say.failed(found, advice);
  return days < 60 ? say.warning(found, advice) : say.ok(found);
}

function lag({ database: rows }: Facts): Finding {
  const say = about('webhook_lag', null);
  if (rows === null) return say.unknown(NO_DATABASE);
  const { deliveryMedian: median, deliveryP95: p95, oldestPending: waiting } = rows;
  const told =
    median === null || p95 === null
      ? 'No message came in 24 hours'
      : `Messages came ${median.toFixed(0)} s after Meta's timestamp (95 %: ${p95.toFixed(0)} s)`;
  const found = `${told}; ${waiting === null ? 'nothing waits to be answered' : `the oldest has waited ${waiting.toFixed(0)} s for its turn`}.`;
  if ((waiting ?? 0) > 60)
    return say.failed(
      found,
      'Does a copy with ROLE=all or worker run? See docs/operations.md, metrics of the inbox.',
    );
  if ((median ?? 0) > 60)
    return say.warning(
      found,
      'Meta repeats what was not answered with 200 in time: look at the proxy’s log and at 5xx.',
    );
  return median === null ? say.unknown(found) : say.ok(found);
}
