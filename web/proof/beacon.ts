import type { DrandEvidence, DrandSource } from '../../src/fair-draw/index.js';

const HEX = /^[0-9a-f]+$/;
const TIMEOUT_MS = 8_000;

/** What a relay's answer says about a round, in the form of evidence; null for an answer that is none. Nothing in it is believed yet. */
export function readAnswer(
  { chain_hash, round }: Pick<DrandSource, 'chain_hash' | 'round'>,
  answer: unknown,
): DrandEvidence | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const said: Partial<Record<'round' | 'signature' | 'randomness', unknown>> = answer;
  const { signature, randomness } = said;
  if (said.round !== round || !isHex(signature) || !isHex(randomness)) return null;
  return { kind: 'drand', chain_hash, round, signature, randomness };
}

function isHex(value: unknown): value is string {
  return typeof value === 'string' && HEX.test(value);
}

/** Asks one relay for a round; null when it has no answer yet, or none of use. */
export async function askRelay(
  relay: string,
  source: Pick<DrandSource, 'chain_hash' | 'round'>,
): Promise<DrandEvidence | null> {
  try {
    const response = await fetch(`${relay}/${source.chain_hash}/public/${source.round}`, {
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return response.ok ? readAnswer(source, await response.json()) : null;
  } catch {
    return null; // one relay is not the beacon: the next one is asked
  }
}
