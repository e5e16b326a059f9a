import { describe, expect, it } from 'vitest';
import { businessNumber } from './numbers.js';
import type { Update } from './envelope.js';
import { WebhookLanes, type Item } from './webhook-lanes.js';

const number = businessNumber({ phoneNumberId: '1' });

function item(id: string): Item {
  return { update: { kind: 'messages', number, contact: undefined, item: { id } }, settle };
}

function lanesWith(...entries: [lane: string, id: string][]): WebhookLanes {
  const lanes = new WebhookLanes();
  for (const [lane, id] of entries) lanes.add(lane, item(id));
  return lanes;
}

const settle = (): void => undefined;
const here = (): string => 'http://localhost/webhook';
const ids = (items: Item[] = []): unknown[] =>
  items.map(({ update }) => (update.kind === 'change' ? undefined : update.item['id']));

describe('the lanes of the webhook sender', () => {
  it('keep the later message of a person back while the earlier one is under way', () => {
    const lanes = lanesWith(['ana', 'a1'], ['ana', 'a2'], ['luis', 'l1']);
    const first = lanes.take(1, false, here);
    const second = lanes.take(1, false, here);
    const third = lanes.take(1, false, here);
    expect([ids(first?.items), ids(second?.items), third]).toEqual([['a1'], ['l1'], undefined]);
    lanes.release(first?.lanes ?? []);
    expect(ids(lanes.take(1, false, here)?.items)).toEqual(['a2']);
  });

  it('fill a batch from several lanes in order', () => {
    const lanes = lanesWith(['ana', 'a1'], ['ana', 'a2'], ['luis', 'l1']);
    expect(ids(lanes.take(3, false, here)?.items)).toEqual(['a1', 'a2', 'l1']);
  });

  it('give back what was never sent', () => {
    const lanes = lanesWith(['ana', 'a1'], ['luis', 'l1']);
    expect([ids(lanes.drain()), lanes.take(1, false, here)]).toEqual([['a1', 'l1'], undefined]);
  });

  it('put into one POST only what goes to the same place, and leave what has none', () => {
    const lanes = lanesWith(['ana', 'a1'], ['luis', 'l1'], ['eva', 'e1'], ['mar', 'm1']);
    const places: Record<string, string | undefined> = { a1: 'x', l1: 'y', e1: 'x', m1: undefined };
    const placeOf = (update: Update): string | undefined => places[String(ids([{ update, settle }])[0])];
    const taken = [1, 2, 3].map(() => lanes.take(9, false, placeOf));
    expect(taken.map((one) => ids(one?.items))).toEqual([['a1', 'e1'], ['l1'], []]);
  });
});
