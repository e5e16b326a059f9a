import { beforeAll, describe, expect, it } from 'vitest';
import { standardValidator } from '../../simulator/index.js';
import { decide } from '../../src/conversation/decide.js';
import { render } from '../../src/conversation/render.js';
import type { ReplyKind } from '../../src/conversation/reply.js';
import { es } from '../../src/conversation/texts/es.js';
import { checkLimits, type MessageContent } from '../../src/whatsapp/index.js';
import { graphBody, readMarkBody, type Address } from '../../src/whatsapp/message/wire.js';
import { everyTurn } from '../support/chat/every-turn.js';
import { stretched } from '../support/chat/longest.js';
import { EVERY_CONTENT } from './every-content.js';

const validate = standardValidator();
const ID = '01934a10-0000-7000-8000-000000000001';
const BY_NUMBER: Address = { waId: '573104445566', userId: 'CO.20413377918265540127' };
const BY_USER_ID: Address = { waId: null, userId: `CO.${'A1'.repeat(64)}` };

/** What Meta would say against a message sent to these, with its picture and without. */
function complaints(content: MessageContent, addresses = [BY_NUMBER, BY_USER_ID]): string[] {
  return addresses.flatMap((address) =>
    ('picture' in content ? [null, '1084497968606591'] : [null]).flatMap((picture) => {
      const verdict = validate(JSON.parse(JSON.stringify(graphBody(ID, address, content, picture))));
      return verdict.kind === 'refused' ? [`${verdict.code} ${verdict.details}`] : [];
    }),
  );
}

describe('whatever the chat can say', () => {
  const refused = new Map<string, string[]>();
  const said = new Set<ReplyKind>();

  beforeAll(() => {
    const checked = new Set<string>();
    for (const turn of everyTurn()) {
      const { state, input, facts } = stretched(turn);
      for (const reply of decide(state, input, facts).replies) {
        said.add(reply.kind);
        const { content } = render(reply, es);
        const key = JSON.stringify(content);
        if (checked.has(key)) continue;
        checked.add(key);
        const faults = complaints(content, checked.size % 2 === 0 ? [BY_NUMBER] : [BY_USER_ID]);
        if (faults.length > 0) refused.set(reply.kind, faults);
      }
    }
  }, 120_000);

  it('is a request Meta takes', () => {
    expect(Object.fromEntries(refused)).toEqual({});
  });

  it('was all said', () => {
    expect(Object.keys(es.bodies).filter((kind) => !said.has(kind as ReplyKind))).toEqual([]);
  });
});

describe('a read mark', () => {
  it.each([false, true])('is a request Meta takes (typing: %s)', (typing) => {
    const body = readMarkBody('wamid.HBgMNTczMTA0NDQ1NTY2', typing);
    expect(validate(body)).toMatchObject({ kind: 'read', receipt: body });
    expect(validate({ ...body, typing_indicator: { type: 'audio' } })).toMatchObject({ kind: 'refused' });
  });
});

describe('every kind of message', () => {
  const all = Object.values(EVERY_CONTENT).flat();

  it.each(all.map((content) => [content.kind, content] as const))(
    '%s is a request Meta takes',
    (_, content) => {
      expect([checkLimits(content), complaints(content)]).toEqual([[], []]);
    },
  );

  it('is refused by Meta as soon as one text is longer than we allow', () => {
    const passed = all.flatMap((content) =>
      lengthened(content)
        .filter((longer) => checkLimits(longer).length > 0)
        .filter((longer) => complaints(longer).length === 0)
        .map((longer) => checkLimits(longer).join()),
    );
    // stricter here than there: an address, and what of a template only its approval can tell
    expect(passed.filter((fault) => !/^(url|button payload|template)/.test(fault))).toEqual([]);
  });
});

/** The content once for each of its texts, which then has one character more. */
function lengthened(content: MessageContent): MessageContent[] {
  const isText = (key: string, value: unknown): value is string =>
    key !== 'kind' && typeof value === 'string';
  let texts = 0;
  const whole = JSON.stringify(content, (key, value: unknown) => {
    if (isText(key, value)) texts += 1;
    return value;
  });
  return Array.from({ length: texts }, (_, nth) => {
    let at = -1;
    return JSON.parse(whole, (key, value: unknown) => {
      if (!isText(key, value)) return value;
      at += 1;
      return at === nth ? `${value}ñ` : value;
    }) as MessageContent;
  });
}
