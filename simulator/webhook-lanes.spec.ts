import { describe, expect, it } from 'vitest';
import { businessNumber } from './numbers.js';
import { WebhookLanes, type Item } from './webhook-lanes.js';

const number = businessNumber({ phoneNumberId: '1' });

function item(id: string): Item {
  return { update: { kind: 'messages', number, contact: undefined, item: { id } }, settle: () => undefined };
}

function lanesWith(...entries: [lane: string, id: string][]): WebhookLanes {
  const lanes = new WebhookLanes();
  for (const [lane, id] of entries) lanes.add(lane, item(id));
  return lanes;
}

const ids = (items: Item[]): unknown[] =>
  items.map(({ update }) => (update.kind === 'change' ? undefined : update.item['id']));

describe('the lanes of the webhook sender', () => {
  it('keep the later message of a person back while the earlier one is under way', () => {
    const lanes = lanesWith(['ana', 'a1'], ['ana', 'a2'], ['luis', 'l1']);
    const first = lanes.take(1, false);
    const second = lanes.take(1, false);
    expect([ids(first.items), ids(second.items), lanes.hasWork]).toEqual([['a1'], ['l1'], false]);
    lanes.release(first.lanes);
    expect(ids(lanes.take(1, false).items)).toEqual(['a2']);
  });

  it('fill a batch from several lanes in order', () => {
    const lanes = lanesWith(['ana', 'a1'], ['ana', 'a2'], ['luis', 'l1']);
    expect(ids(lanes.take(3, false).items)).toEqual(['a1', 'a2', 'l1']);
  });

  it('give back what was never sent', () => {
    const lanes = lanesWith(['ana', 'a1'], ['luis', 'l1']);
    expect([ids(lanes.drain()), lanes.hasWork]).toEqual([['a1', 'l1'], false]);
  });
});
