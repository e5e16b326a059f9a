import { ticketLabel } from '../../kernel/index.js';
import type { Rules } from '../../fair-draw/index.js';
import { newlyOut, type CertificateContent } from './certificate-content.js';
import type { DisqualificationReason } from './disqualification.js';
import { prizeUnit } from './prize-unit.js';

/** A number, as printed, that lost a prize. */
export interface OutNews {
  readonly number: string;
  readonly prizeName: string;
  readonly reason: DisqualificationReason;
}

/** What its holder is told. */
export interface DrawOutNews extends OutNews {
  readonly type: 'draw_out';
  readonly raffleId: string;
  readonly raffleTitle: string;
  readonly drawId: string;
  readonly issueNo: number;
}

/** Who lost what with this certificate; `earlier` is the one before. */
export function outNews(
  rules: Pick<Rules, 'numbers' | 'prizes'>,
  certificate: CertificateContent,
  earlier: CertificateContent | null,
): { number: number; out: OutNews }[] {
  return newlyOut(certificate, earlier).map(({ slot, number, reason }) => {
    const [prizeId = '', unit = ''] = slot.split('/');
    const { prizeName } = prizeUnit(rules, prizeId, Number(unit));
    return { number, out: { number: ticketLabel(number, rules.numbers.width), prizeName, reason } };
  });
}
