import { holderCommit, pseudonym, ticketSalt, type LedgerTicket } from '../../fair-draw/index.js';

/** A paid number as the database knows it. */
export interface PaidNumber {
  readonly number: number;
  /** How often the number changed hands; each holder has a salt of their own. */
  readonly handovers: number;
  readonly contactId: string;
  /** Fixed at the hold: +E.164 if known, else the BSUID. */
  readonly identity: string;
}

/** What hides the people of one draw: destroying the two keys makes its ledger anonymous. */
export interface HolderSecrets {
  readonly saltKey: Uint8Array;
  readonly pseudonymKey: Uint8Array;
}

/** The ledger's view of a paid number: a pseudonym and a commitment in place of the person (B3). */
export function ledgerTicket(
  draw: { readonly fairdrawId: string; readonly onePrizePerHolder: boolean },
  secrets: HolderSecrets,
  paid: PaidNumber,
): LedgerTicket {
  // Where a person may win twice, nobody needs to see which tickets belong together.
  const person = draw.onePrizePerHolder ? paid.contactId : `${paid.contactId}/${paid.number}`;
  const salt = ticketSalt(secrets.saltKey, paid.number, paid.handovers);
  return {
    number: paid.number,
    eligible: true,
    holder: pseudonym(secrets.pseudonymKey, person),
    commit: holderCommit({ raffleId: draw.fairdrawId, number: paid.number, salt, identity: paid.identity }),
  };
}
