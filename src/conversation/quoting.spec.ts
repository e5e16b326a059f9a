import { describe, expect, it } from 'vitest';
import { orderIn } from '../../test/support/chat/every-turn.js';
import { aRaffle, id, MORNING, someFacts } from '../../test/support/chat/people-and-raffles.js';
import { decide } from './decide.js';
import type { Facts } from './facts.js';
import type { Happening } from './input.js';
import { menuStep, type ChatState, type Step } from './state.js';

const [FIRST, SECOND] = [orderIn('held', 100), orderIn('held', 101)];
const PHOTO = { kind: 'media', mediaId: 'M2', mediaType: 'image', declaredType: 'image/jpeg' } as const;
const about = (orderId: string) => ({ orderId, raffleId: id(1) });

function hears(happening: Happening, change: Partial<Facts>, step: Step = menuStep) {
  const state: ChatState = { v: 1, nonce: 'n', misses: 0, ...step };
  const facts = someFacts({ orders: [FIRST, SECOND], ...change });
  return decide(state, { ...happening, wamid: 'wamid.9', sentAt: MORNING }, facts);
}

describe('Whoever quotes a message of ours', () => {
  it('means its order with a receipt, where several wait for money', () => {
    expect(hears(PHOTO, {}).replies[0]).toMatchObject({ kind: 'choose_order', purpose: 'receipt' });
    for (const { id: orderId } of [FIRST, SECOND])
      expect(hears(PHOTO, { quoted: about(orderId) }).command).toMatchObject({
        kind: 'attach_receipt',
        orderId,
      });
  });

  it('means it although another order’s receipt was just asked for', () => {
    const step = { step: 'send_receipt', orderId: FIRST.id } as const;
    expect(hears(PHOTO, { quoted: about(SECOND.id) }, step).command).toMatchObject({ orderId: SECOND.id });
    expect(hears(PHOTO, {}, step).command).toMatchObject({ orderId: FIRST.id });
  });

  it('means it with the other pictures of the album too, about which was asked', () => {
    const sentAt = MORNING.toISOString();
    const media = { wamid: 'wamid.8', mediaId: 'M1', declaredType: 'image/jpeg', sha256: null, sentAt };
    const step = { step: 'receipt_for', media, shown: [FIRST.id, SECOND.id] } as const;
    const more = [{ mediaId: 'M1' }];
    const { command } = hears(PHOTO, { quoted: about(SECOND.id) }, step);
    expect(command).toMatchObject({ orderId: SECOND.id, media: { mediaId: 'M2' }, more });
  });

  it('means it beside a person too, where the bot keeps no receipt that could be for either', () => {
    const withHuman = true;
    expect(hears(PHOTO, { withHuman }).command).toBeUndefined();
    const quoting = hears(PHOTO, { withHuman, quoted: about(SECOND.id) });
    expect(quoting).toMatchObject({ replies: [], command: { orderId: SECOND.id } });
  });

  it.each([
    ['pagar', 'pay'],
    ['ya pagué', 'send_receipt'],
    ['cancelar', 'confirm_cancel'],
  ])('means it with %s', (text, kind) => {
    expect(hears({ kind: 'text', text }, {}).replies[0]).toMatchObject({ kind: 'choose_order' });
    const reply = hears({ kind: 'text', text }, { quoted: about(SECOND.id) }).replies[0];
    expect(reply).toMatchObject({ kind, order: { id: SECOND.id } });
  });

  it('means no order whose money was found, and none of somebody else', () => {
    const paid = orderIn('paid', 102);
    const orders = [FIRST, paid];
    expect(hears(PHOTO, { orders, quoted: about(paid.id) }).command).toMatchObject({ orderId: FIRST.id });
    expect(hears(PHOTO, { orders, quoted: about(id(999)) }).command).toMatchObject({ orderId: FIRST.id });
  });

  it('means its raffle with numbers, where several are on sale', () => {
    const raffles = [aRaffle(), aRaffle({ id: id(2), title: 'iPhone 17' })];
    const numbers = { kind: 'text', text: '7 y 45' } as const;
    expect(hears(numbers, { raffles }).replies[0]).toMatchObject({ kind: 'choose_raffle' });
    const quoting = hears(numbers, { raffles, quoted: { orderId: null, raffleId: id(2) } });
    expect(quoting.command).toMatchObject({ kind: 'check_numbers', raffleId: id(2), numbers: [7, 45] });
  });
});

describe('An edit of an edited message', () => {
  const step = { step: 'confirm_numbers', raffleId: id(1), numbers: [7], neighbours: [] } as const;
  const edit = (wamid: string, of: string, text: string, seconds: number, state: ChatState) =>
    decide(
      state,
      {
        kind: 'edit',
        of,
        now: { kind: 'text', text },
        wamid,
        sentAt: new Date(MORNING.getTime() + seconds * 1000),
      },
      someFacts(),
    );

  it('counts if it is newer, whichever came first', () => {
    const asked = decide({ v: 1, nonce: '', misses: 0, ...menuStep }, typed('wamid.1', '7'), someFacts());
    const first = edit('wamid.2', 'wamid.1', '8', 20, { ...asked.state, ...step });
    expect(first.command).toMatchObject({ numbers: [8] });
    expect(edit('wamid.3', 'wamid.1', '9', 10, first.state).command).toBeUndefined();
    expect(edit('wamid.3', 'wamid.1', '9', 30, first.state).command).toMatchObject({ numbers: [9] });
  });

  it('is none of another message', () => {
    const asked = decide({ v: 1, nonce: '', misses: 0, ...menuStep }, typed('wamid.1', '7'), someFacts());
    const first = edit('wamid.2', 'wamid.1', '8', 20, { ...asked.state, ...step });
    expect(edit('wamid.3', 'wamid.0', '9', 30, first.state).command).toBeUndefined();
  });

  const typed = (wamid: string, text: string) => ({ kind: 'text', text, wamid, sentAt: MORNING }) as const;
});
