import { describe, expect, it } from 'vitest';
import { holderCommit, ticketSalt } from '../../fair-draw/index.js';
import { ledgerTicket, type PaidNumber } from './ledger-ticket.js';

const secrets = { saltKey: Buffer.alloc(32, 1), pseudonymKey: Buffer.alloc(32, 2) };
const paid: PaidNumber = { number: 7, handovers: 1, contactId: 'c-1', identity: '+525512345678' };
const once = { fairdrawId: 'r:1', onePrizePerHolder: true };
const often = { fairdrawId: 'r:1', onePrizePerHolder: false };

describe('A paid number in the ledger', () => {
  it('carries a commitment that its holder opens with identity and salt', () => {
    const salt = ticketSalt(secrets.saltKey, 7, 1);
    expect(ledgerTicket(once, secrets, paid).commit).toEqual(
      holderCommit({ raffleId: 'r:1', number: 7, salt, identity: '+525512345678' }),
    );
  });

  it('hides a number’s new holder from the one before, who knows the old salt', () => {
    const handedOn = ledgerTicket(once, secrets, { ...paid, handovers: 2 });
    expect(handedOn.commit).not.toEqual(ledgerTicket(once, secrets, paid).commit);
  });

  it('shows which numbers are one person’s only where a person wins at most once', () => {
    const other = { ...paid, number: 8 };
    const holders = (draw: typeof once) =>
      [paid, other].map((ticket) => ledgerTicket(draw, secrets, ticket).holder);
    const [sameA, sameB] = holders(once);
    const [differentA, differentB] = holders(often);
    expect(sameA).toEqual(sameB);
    expect(differentA).not.toEqual(differentB);
  });
});
