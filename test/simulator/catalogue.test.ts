import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WEBHOOK_FIELDS, type Simulator } from '../../simulator/index.js';
import { samples } from '../../simulator/catalogue/catalogue.js';
import { NUMBER, startSimulator, WABA } from './business.js';
import { Receiver } from './receiver.js';

const FOLDER = join(import.meta.dirname, '..', 'webhook-samples');

interface Body {
  entry: { id: string; time?: number; changes: { field: string; value: unknown }[] }[];
}

const read = (name: string): Body => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Body;

let simulator: Simulator;
let receiver: Receiver;

beforeEach(async () => {
  receiver = await Receiver.start();
  simulator = await startSimulator({ webhookUrl: receiver.url });
});

afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

const told = (): Body['entry'] => receiver.deliveries.flatMap(({ raw }) => (JSON.parse(raw) as Body).entry);

describe('the catalogue of changes', () => {
  it('has every sample of every field that can be subscribed, as it was written down', () => {
    const known = new Set<string>(WEBHOOK_FIELDS);
    const files = readdirSync(FOLDER)
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length))
      .filter((name) => known.has(name.split('--')[0] ?? ''))
      .filter((name) => !name.startsWith('messages--') || name === 'messages--dashboard-test');
    expect(
      samples()
        .map((one) => one.sample)
        .toSorted(),
    ).toEqual(files.toSorted());
    for (const { sample, field, timed, value } of samples()) {
      const [entry] = read(sample).entry;
      expect(entry?.changes).toEqual([{ field, value }]);
      expect(entry?.time !== undefined).toBe(timed);
    }
  });

  it('tells a change of every field as this business’s own', async () => {
    const others = WEBHOOK_FIELDS.filter((field) => field !== 'messages');
    const taken = await Promise.all(others.map((field) => simulator.sendSample(field)));
    expect(taken.filter(Boolean)).toHaveLength(others.length);
    expect(new Set(told().map((entry) => entry.id))).toEqual(new Set([WABA]));
    expect(receiver.deliveries.map(({ raw }) => raw).join('')).not.toContain('510493288117645');
    expect(receiver.deliveries.map(({ raw }) => raw).join('')).toContain(NUMBER);
  });

  it('sends the dashboard’s test of every field, to an app in development too', async () => {
    simulator.app.published = false;
    await Promise.all(WEBHOOK_FIELDS.map((field) => simulator.sendTest(field)));
    expect(
      told()
        .map((entry) => entry.changes[0]?.field ?? '')
        .toSorted(),
    ).toEqual([...WEBHOOK_FIELDS]);
    expect(new Set(told().map((entry) => entry.id))).toEqual(new Set(['0']));
  });

  it('is at hand from another process', async () => {
    const post = (path: string, body: object): Promise<Response> =>
      fetch(`${simulator.url}/_sim${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await post('/changes', { field: 'account_update', sample: 'partner-removed-coexistence' });
    await post('/tests', { fields: ['security'] });
    await simulator.idle();
    expect(
      told()
        .map((entry) => entry.changes[0]?.field ?? '')
        .toSorted(),
    ).toEqual(['account_update', 'security']);
    expect(await (await post('/changes', { field: 'account_update', sample: 'nothing' })).json()).toEqual({
      error: 'no sample account_update--nothing',
    });
    const phone = simulator.person({ name: 'Ana', waId: '573104445566' }).id;
    await post('/chats', { phone, do: 'marketing', value: 'stop' });
    await post('/actions', { actions: [{ phone, do: 'fromAd', body: 'hola' }] });
    await simulator.idle();
    expect(receiver.deliveries.at(-1)?.raw).toContain('ctwa_clid');
  });
});
