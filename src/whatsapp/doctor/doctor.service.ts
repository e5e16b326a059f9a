import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { certificatesOf, Config, type Reader } from '../../platform/index.js';
import type { Channel } from '../channels/channel.js';
import { readDatabaseFacts } from './database-facts.reader.js';
import { DoctorClient } from './doctor.client.js';
import type { AccountFacts, AppFacts, Asked, DatabaseFacts, Facts, NumberFacts } from './facts.js';
import type { Finding } from './finding.js';
import { judge } from './judge.js';
import { readFunded, readNumber, readSubscribedApps, readSubscription, readToken } from './read-facts.js';

/** The credentials of a number; what of a channel the doctor needs. */
export type Patient = Pick<Channel, 'phoneNumberId' | 'wabaId' | 'accessToken' | 'appSecrets'>;

const NUMBER_FIELDS = 'quality_rating,throughput,name_status,status,health_status';
/** Not every version and kind of number has these: asked for together with the others, they would spoil the answer. */
const NEWER_FIELDS = 'webhook_configuration,whatsapp_business_manager_messaging_limit';

/** Looks at a deployment from all sides Meta and the database show, and says what is wrong. */
@Injectable()
export class Doctor {
  constructor(
    private readonly config: Config,
    private readonly client: DoctorClient,
  ) {}

  /** @param reader null where the database cannot be asked */
  async examine(patients: readonly Patient[], reader: Reader | null): Promise<Finding[]> {
    return judge(await this.facts(patients, reader));
  }

  async facts(patients: readonly Patient[], reader: Reader | null): Promise<Facts> {
    const expected = this.callbackUrl();
    const [apps, numbers, handshake, database] = await Promise.all([
      this.apps(patients),
      Promise.all(patients.map((patient) => this.number(patient))),
      expected === null ? null : this.client.shakeHands(expected, this.config.verifyToken),
      reader === null ? null : readDatabaseFacts(reader).catch(() => null),
    ]);
    const accounts = await this.accounts(patients, apps);
    return {
      apps,
      accounts,
      numbers,
      database,
      clock: this.clock(database),
      callback: { expected, handshake, plainAllowed: this.config.graph.baseUrl.startsWith('http:') },
      graphVersion: this.config.graph.version,
      mtls: { mode: this.config.mtls.mode, caUntil: this.caUntil() },
    };
  }

  /** Where Meta should call; null without PUBLIC_URL. */
  callbackUrl(): string | null {
    const { publicUrl, webhookPath } = this.config;
    return publicUrl === null ? null : `${publicUrl}${webhookPath}`;
  }

  /** Numbers with one token belong to one app. */
  private async apps(patients: readonly Patient[]): Promise<AppFacts[]> {
    const byToken = [...Map.groupBy(patients, ({ accessToken }) => accessToken).values()];
    return Promise.all(byToken.map((group) => this.app(group)));
  }

  private async app(patients: readonly Patient[]): Promise<AppFacts> {
    const { accessToken = '', appSecrets = [] } = patients[0] ?? {};
    const secret = appSecrets[0] ?? '';
    const asker = this.config.appId === null ? accessToken : `${this.config.appId}|${secret}`;
    let token = await this.token(accessToken, asker);
    // an app token is refused where the number belongs to another app than WHATSAPP_APP_ID
    if (token.kind === 'refused' && asker !== accessToken) token = await this.token(accessToken, accessToken);
    const appId = (token.kind === 'known' ? token.value.appId : null) ?? this.config.appId;
    return {
      appId,
      phoneNumberIds: patients.map(({ phoneNumberId }) => phoneNumberId),
      wabaIds: [...new Set(patients.map(({ wabaId }) => wabaId))],
      token,
      subscription:
        appId === null
          ? null
          : await this.client.ask(`${appId}/subscriptions`, `${appId}|${secret}`, {}, readSubscription),
    };
  }

  private token(inspected: string, asker: string) {
    return this.client.ask('debug_token', asker, { input_token: inspected }, readToken);
  }

  private async accounts(patients: readonly Patient[], apps: readonly AppFacts[]): Promise<AccountFacts[]> {
    const byAccount = [...Map.groupBy(patients, ({ wabaId }) => wabaId).values()];
    return Promise.all(
      byAccount.map(async ([patient]): Promise<AccountFacts> => {
        const { wabaId, accessToken, phoneNumberId } = patient!;
        const [subscribedApps, funded] = await Promise.all([
          this.client.ask(`${wabaId}/subscribed_apps`, accessToken, {}, readSubscribedApps),
          this.client.ask(wabaId, accessToken, { fields: 'primary_funding_id' }, readFunded),
        ]);
        const appId = apps.find((app) => app.phoneNumberIds.includes(phoneNumberId))?.appId ?? null;
        return { wabaId, appId, subscribedApps, funded };
      }),
    );
  }

  private async number(patient: Patient): Promise<{ phoneNumberId: string; facts: Asked<NumberFacts> }> {
    const { phoneNumberId, accessToken } = patient;
    const ask = (fields: string): Promise<Asked<NumberFacts>> =>
      this.client.ask(phoneNumberId, accessToken, { fields }, readNumber);
    const all = await ask(`${NUMBER_FIELDS},${NEWER_FIELDS}`);
    const facts = all.kind === 'refused' && all.code === 100 ? await ask(NUMBER_FIELDS) : all;
    return { phoneNumberId, facts };
  }

  private clock(database: DatabaseFacts | null): Facts['clock'] {
    const ours = new Date();
    const { metaAheadMs } = this.client;
    return {
      ours,
      metaAheadMs,
      databaseAheadMs: database === null ? null : database.now.getTime() - ours.getTime(),
    };
  }

  private caUntil(): Date[] | null {
    const { mtls } = this.config;
    if (mtls.mode === 'off' || mtls.caFile === null) return null;
    try {
      const certificates = certificatesOf(readFileSync(mtls.caFile, 'utf8'));
      return certificates?.map(({ validTo }) => new Date(validTo)) ?? null;
    } catch {
      return null;
    }
  }
}
