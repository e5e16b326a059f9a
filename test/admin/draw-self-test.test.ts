import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE } from '../../src/admin/http/examples.js';
import { breakKnownAnswer } from '../support/known-answer.js';
import { AdminApp } from './app.js';
import { fixtures } from './openapi-fixtures.js';

let app: AdminApp;
beforeAll(async () => {
  const mend = breakKnownAnswer();
  app = await AdminApp.start().finally(mend);
});
afterAll(() => app.stop());

describe('A process whose draw code failed its self-test at start', () => {
  it('is not ready and says why, but lives', async () => {
    const ready = await fetch(`${app.origin}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).toContain('the draw code fails its self-test');
    expect((await fetch(`${app.origin}/health/live`)).status).toBe(200);
  });

  it('tells people by an alert and by its metric', async () => {
    const { items } = await app.expect<{ items: object[] }>(200, 'GET', '/alerts');
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'draw_check_failed', severity: 'critical' }),
    );
    const metrics = await (await fetch(`${app.origin}/metrics`)).text();
    expect(metrics).toContain('talonario_draw_check_failed_total 1');
  });

  it('draws nothing, also where the test would hold later', async () => {
    const ids = await fixtures['POST /api/v1/raffles/{id}/draws']!(app);
    const raffleId = ids[EXAMPLE.raffleId]!;
    const problem = await app.expect(500, 'POST', `/raffles/${raffleId}/draws`);
    expect(problem).toMatchObject({ code: 'draw_check_failed', error: 'E_KNOWN_ANSWER' });
    const certificates = 'select from certificate c join draw d on d.id = c.draw_id where d.raffle_id = $1';
    expect((await app.owner.query(certificates, [raffleId])).rowCount).toBe(0);
  });
});
