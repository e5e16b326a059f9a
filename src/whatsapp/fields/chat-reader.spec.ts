import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Call, OverheardMessage } from './chat-events.js';
import type { FieldEvent } from './field-event.js';
import { readChange } from './read-change.js';

const SAMPLES = join(import.meta.dirname, '../../../test/webhook-samples');

interface Body {
  entry: { changes: { field: string; value: unknown }[] }[];
}

function read(name: string): readonly FieldEvent[] {
  const body: Body = JSON.parse(readFileSync(join(SAMPLES, `${name}.json`), 'utf8'));
  const change = body.entry[0]?.changes[0];
  return readChange(change?.field ?? null, change?.value);
}

const AT = new Date(1_795_348_800_000);
const ANA = { userId: 'CO.20413377918265540127', waId: '573104445566' };
const CARO = { userId: 'CO.90551273316478820035' };
const ECHO = 'wamid.HBgM5DDhkZ32CFf97lLr/uNB5mBGiTEckCKFjFhHDzd6ufs=';
const TEST = { waId: '11234567890' };

const EXPECTED: Readonly<Record<string, FieldEvent>> = {
  'smb_message_echoes--text': overheard({ person: ANA, wamid: ECHO, body: 'Le aparto el 42' }),
  'smb_message_echoes--bsuid-no-phone': overheard({
    person: CARO,
    wamid: 'wamid.HBgMNtrLigUGIbMtOcVxlT2gEAYm4hiZZTZyEBr5ARCVRSI=',
    body: 'Listo',
  }),
  'smb_message_echoes--edit': overheard({
    person: ANA,
    wamid: ECHO,
    body: 'Le aparto el 43',
    correction: 'edit',
  }),
  'smb_message_echoes--dashboard-test': overheard({
    person: TEST,
    wamid: 'ABGGFlA5Fpa',
    body: 'this is a text message',
    at: new Date(1_504_902_988_000),
  }),
  'message_echoes--text': overheard({
    person: ANA,
    wamid: ECHO,
    body: 'Te respondo yo mismo',
    speaker: 'other_app',
  }),
  'standby--agent-echo': overheard({
    person: { waId: '573104445566' },
    wamid: 'wamid.HBgM455hQj7m66WFmjfxTkw5e9aCbSbQTEw5ffXGY44TaVs=',
    body: 'Soy el agente de Meta',
    speaker: 'agent',
  }),
  'standby--dashboard-test': { kind: 'unknown', field: 'standby' },
  'messaging_handovers--control-passed': {
    kind: 'handover',
    person: { waId: '573104445566' },
    change: 'passed',
    escalated: true,
    at: AT,
  },
  'messaging_handovers--dashboard-test': {
    kind: 'handover',
    person: { waId: '16315551181' },
    change: 'passed',
    escalated: false,
    at: new Date(1_697_041_663_000),
  },
  'user_preferences--stop': {
    kind: 'marketing_wishes',
    wishes: [{ person: ANA, wish: 'stop', at: AT }],
  },
  'user_preferences--stop-pre-bsuid': {
    kind: 'marketing_wishes',
    wishes: [{ person: { waId: '573104445566' }, wish: 'stop', at: AT }],
  },
  'user_preferences--signup': {
    kind: 'marketing_wishes',
    wishes: [{ person: ANA, wish: 'signup', at: AT }],
  },
  'calls--connect-bsuid-no-phone': call({ person: CARO, event: 'CONNECT' }),
  'calls--terminate-completed': call({ person: ANA, event: 'TERMINATE', at: new Date(1_795_348_930_000) }),
  'calls--status-ringing': call({ person: ANA, event: 'RINGING', byPerson: false }),
  'smb_app_state_sync--contact-add': {
    kind: 'address_book',
    entries: [{ person: ANA, name: 'Ana Peñaranda' }],
  },
  'smb_app_state_sync--contact-remove': { kind: 'address_book', entries: [{ person: ANA, name: null }] },
  'history--threads': { kind: 'history', threads: 1, declined: false },
  'history--declined': { kind: 'history', threads: 0, declined: true },
};

function overheard(
  change: Partial<OverheardMessage> & Pick<OverheardMessage, 'person' | 'wamid' | 'body'>,
): FieldEvent {
  const message: OverheardMessage = { speaker: 'app', correction: null, type: 'text', at: AT, ...change };
  return { kind: 'overheard', messages: [message] };
}

function call(change: Partial<Call> & Pick<Call, 'person' | 'event'>): FieldEvent {
  const id = 'wacid.fts2DwasrvLMgNuhbPVj8ZnTR9tEQ9oE';
  return { kind: 'calls', calls: [{ id, byPerson: true, at: AT, ...change }] };
}

describe('A field about chats and people', () => {
  it.each(Object.entries(EXPECTED))('as in Meta’s sample %s is understood', (name, expected) => {
    expect(read(name)).toEqual([expected]);
  });

  it('tells of what a person wrote while another handler had the chat', () => {
    const message = { from: '573', id: 'w1', type: 'text', text: { body: 'hola' }, timestamp: '1795348800' };
    expect(readChange('standby', { standby: { messages: [message] } })).toEqual([
      overheard({ speaker: 'person', person: { waId: '573' }, wamid: 'w1', body: 'hola' }),
    ]);
  });

  it('tells of an echo taken back', () => {
    const echo = { to: '573', id: 'w2', type: 'revoke', revoke: { original_message_id: 'w1' } };
    expect(readChange('smb_message_echoes', { message_echoes: [echo] })).toEqual([
      overheard({
        person: { waId: '573' },
        wamid: 'w1',
        type: 'revoke',
        correction: 'revoke',
        body: null,
        at: null,
      }),
    ]);
  });

  it('of a chat taken from us says so', () => {
    const taken = { type: 'control_taken', sender: { phone_number: '+57 3'.replace(' ', '') } };
    expect(readChange('messaging_handovers', taken)).toEqual([
      { kind: 'handover', person: { waId: '573' }, change: 'taken', escalated: false, at: null },
    ]);
  });

  it('says nothing of wishes about other messages than marketing', () => {
    const wish = { wa_id: '573', value: 'stop', category: 'utility_messages' };
    expect(readChange('user_preferences', { user_preferences: [wish] })).toEqual([
      { kind: 'unknown', field: 'user_preferences' },
    ]);
  });
});
