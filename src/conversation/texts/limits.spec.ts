import { beforeAll, describe, expect, it } from 'vitest';
import { everyTurn } from '../../../test/support/chat/every-turn.js';
import { stretched } from '../../../test/support/chat/longest.js';
import { checkLimits } from '../../whatsapp/index.js';
import { decide } from '../decide.js';
import { render } from '../render.js';
import type { ReplyKind } from '../reply.js';
import { es } from './es.js';

describe('With the longest titles, accounts, names and lists anybody may enter', () => {
  const tooLong = new Map<string, string>();
  const said = new Set<ReplyKind>();

  beforeAll(() => {
    for (const given of everyTurn()) {
      const { state, input, facts } = stretched(given);
      for (const reply of decide(state, input, facts).replies) {
        said.add(reply.kind);
        const faults = checkLimits(render(reply, es).content);
        if (faults.length > 0) tooLong.set(reply.kind, faults.join('; '));
      }
    }
  }, 60_000);

  it('every message is within Meta’s limits', () => {
    expect(Object.fromEntries(tooLong)).toEqual({});
  });

  it('no kind of message was left out', () => {
    expect(Object.keys(es.bodies).filter((kind) => !said.has(kind as ReplyKind))).toEqual([]);
  });
});
