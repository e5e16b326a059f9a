import { faultsOfEachDraw } from './draft-faults.js';
import { faultsAmong, type Fault } from './fault.js';
import type { MetaPermission, RaffleTerms } from './raffle-view.js';

/** Everything that keeps a well-formed draft from being sold now, Meta's policy included; all at once, so nobody has to try twice. */
export function publishFaults(terms: RaffleTerms, now: Date): Fault[] {
  const isOver = ({ salesCloseAt }: RaffleTerms): Fault[] =>
    faultsAmong([[salesCloseAt <= now, 'salesCloseAt', 'must be in the future']]);
  return [...policyFaults(terms), ...ticketFaults(terms), ...faultsOfEachDraw(terms, isOver)];
}

function policyFaults(terms: RaffleTerms): Fault[] {
  const gated = terms.salesMode === 'chat' && terms.priceMinor > 0;
  const permission = terms.metaPermission;
  return faultsAmong([
    [
      terms.salesMode === 'web',
      'salesMode',
      'web is not available yet: the public order page is not built; use chat or free',
    ],
    [
      gated && permission === null,
      'metaPermission',
      'is needed to sell in chat: Meta counts paid raffles as gambling',
    ],
    [gated && lacksReference(permission), 'metaPermission.ref', 'is needed where the permission is granted'],
    [
      gated && permission?.acceptedBy.trim() === '',
      'metaPermission.acceptedBy',
      'must name who takes responsibility',
    ],
    [gated && !terms.ageStep, 'ageStep', 'must be on: buyers of a paid raffle state their age first'],
  ]);
}

/** What a ticket has to show, and what keeps the sale possible. */
function ticketFaults(terms: RaffleTerms): Fault[] {
  const { bank, holder, account } = terms.transferAccount;
  const unpayable = terms.priceMinor > 0 && [bank, holder, account].some((line) => line.trim() === '');
  return faultsAmong([
    [terms.organiser.name.trim() === '', 'organiser.name', 'must not be empty: it stands on every ticket'],
    [terms.refundPolicy.trim() === '', 'refundPolicy', 'must not be empty: buyers are told before they pay'],
    [unpayable, 'transferAccount', 'must name bank, holder and account'],
  ]);
}

function lacksReference(permission: MetaPermission | null): boolean {
  return permission?.status === 'granted' && (permission.ref ?? '').trim() === '';
}
