import { Injectable, type OnModuleInit } from '@nestjs/common';
import { signObject } from '../../fair-draw/index.js';
import { invariant } from '../../kernel/index.js';
import {
  Blobs,
  Config,
  Database,
  expectLongWork,
  JobTasks,
  readVersion,
  Secrets,
  type Reader,
  type Transaction,
} from '../../platform/index.js';
import { chainAll, DrandChains, EVIDENCE_PACK, readDrawJob, signingSecret } from '../../raffle/index.js';
import { chainAudit } from '../records/audit-chain.repository.js';
import { assemble, type SignActa } from './assemble.service.js';
import type { EvidenceFacts } from './facts.js';
import { gatherFacts } from './facts.reader.js';
import { packStream } from './pack-stream.service.js';
import { insertPack, lockPack, packOf, type PackKey, type StoredPack } from './pack.repository.js';
import { jsonText } from './pack.js';

/**
 * Makes the evidence file of an issued certificate: the facts first, then the file, stored with them in one transaction. An attempt that
 * died leaves nothing behind; a second one finds the file there and does nothing.
 */
@Injectable()
export class EvidencePacks implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly blobs: Blobs,
    private readonly secrets: Secrets,
    private readonly config: Config,
    private readonly tasks: JobTasks,
    private readonly chains: DrandChains,
  ) {}

  onModuleInit(): void {
    this.tasks.register(EVIDENCE_PACK, (payload) => this.make(readDrawJob(payload)));
  }

  /** Makes the file, unless it is there. */
  async make(key: PackKey): Promise<void> {
    if ((await packOf(this.database, key)) !== null) return;
    const facts = await this.facts(key.drawId);
    await this.database.transact((tx) => this.store(tx, key, facts));
  }

  /** The bytes of a stored file, made again from its facts and the books. */
  async *remake(reader: Reader, pack: StoredPack): AsyncGenerator<Buffer> {
    const sign: SignActa = (draw) => {
      const signature = pack.signatures[draw.ordinal];
      invariant(signature !== undefined, 'every acta of a stored file was signed');
      return Promise.resolve(signature);
    };
    yield* packStream(pack.facts, await assemble({ reader, blobs: this.blobs, sign }, pack.facts));
  }

  /** Both logs are chained to their end first, so that their heads say up to where they were read. */
  private async facts(drawId: string): Promise<EvidenceFacts> {
    const { config } = this;
    const { version, commit, drawCode } = await readVersion(config.commit);
    return this.database.transact(async (tx) => {
      const draw = await tx.first<{ raffleId: string }>(
        'select raffle_id as "raffleId" from draw where id = $1',
        [drawId],
      );
      invariant(draw !== null, 'evidence is about a draw');
      await expectLongWork(tx);
      await chainAll(tx, draw.raffleId);
      while ((await chainAudit(tx)) > 0);
      const software = { version, commit, drawCode };
      return gatherFacts(tx, this.blobs, draw.raffleId, software, this.chains.accepted);
    });
  }

  private async store(tx: Transaction, key: PackKey, facts: EvidenceFacts): Promise<void> {
    await lockPack(tx, key);
    await expectLongWork(tx);
    if ((await packOf(tx, key)) !== null) return;
    const secret = await signingSecret(tx, this.secrets);
    const signatures: Record<string, string> = {};
    const sign: SignActa = ({ ordinal, fairdrawId }, sha256) => {
      const acta = { v: 'fairdraw/1', type: 'acta', raffle_id: fairdrawId, file: 'acta.pdf', sha256 };
      const text = jsonText({ ...acta, sig: signObject(acta, secret) });
      signatures[ordinal] = text;
      return Promise.resolve(text);
    };
    const files = await assemble({ reader: tx, blobs: this.blobs, sign }, facts);
    const bytes = packStream(facts, files);
    const blob = await this.blobs.put(tx, { mediaType: 'application/zip', bytes });
    const pack = { ...key, raffleId: facts.raffle.id, facts, signatures };
    await insertPack(tx, { ...pack, blobId: blob.id, sha256: blob.sha256 });
  }
}
