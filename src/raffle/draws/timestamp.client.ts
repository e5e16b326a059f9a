import { randomBytes, type X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, TimeStampReq, TimeStampReqVersion } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { certificatesOf, type Config } from '../../platform/index.js';
import { readTimestamp, SHA256 } from './timestamp-token.reader.js';
import { TimestampAuthority, TimestampRefused, type Timestamp } from './timestamp.port.js';

const TIMEOUT_MS = 10_000;
/** A stamp with its certificates has about 6 KB. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** The authority of the configuration, or one that stamps nothing. */
export function timestampAuthorityOf({ timestamp }: Config): TimestampAuthority {
  if (timestamp === null) return new NoTimestampAuthority();
  const anchors = certificatesOf(readFileSync(timestamp.caFile, 'utf8'));
  return new Rfc3161Authority(timestamp.url, anchors ?? []);
}

class NoTimestampAuthority extends TimestampAuthority {
  override stamp(): Promise<null> {
    return Promise.resolve(null);
  }
}

/** Time stamps over HTTP (RFC 3161, section 3.4). Nothing but the hash leaves this service. */
export class Rfc3161Authority extends TimestampAuthority {
  constructor(
    private readonly url: string,
    private readonly anchors: readonly X509Certificate[],
  ) {
    super();
  }

  override async stamp(hash: Buffer, signal: AbortSignal): Promise<Timestamp> {
    const nonce = randomBytes(16);
    nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40; // positive, and as long as it is written
    const answer = await this.ask(query(hash, nonce), signal);
    return readTimestamp(answer, { hash, nonce, anchors: this.anchors });
  }

  /** The address may hold a secret: no error names it, and no redirect is followed. */
  private async ask(body: Buffer, signal: AbortSignal): Promise<Buffer> {
    const answer = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: new Uint8Array(body),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    }).catch(() => null);
    if (answer === null) throw new TimestampRefused('the authority does not answer');
    if (answer.status !== 200) {
      await answer.body?.cancel();
      throw new TimestampRefused(`the authority answers HTTP ${answer.status}`);
    }
    return limited(answer);
  }
}

function query(hash: Buffer, nonce: Buffer): Buffer {
  const request = new TimeStampReq({
    version: TimeStampReqVersion.v1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA256, parameters: null }),
      hashedMessage: new OctetString(hash),
    }),
    nonce: new Uint8Array(nonce).buffer,
    certReq: true,
  });
  return Buffer.from(AsnConvert.serialize(request));
}

async function limited({ body }: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body ?? []) {
      length += chunk.length;
      if (length > MAX_ANSWER_BYTES) break;
      chunks.push(chunk);
    }
  } catch {
    throw new TimestampRefused('the authority stopped in its answer');
  }
  if (length > MAX_ANSWER_BYTES) throw new TimestampRefused('the answer is too long');
  return Buffer.concat(chunks);
}
