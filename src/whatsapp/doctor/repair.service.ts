import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/index.js';
import { DoctorClient } from './doctor.client.js';
import { Doctor, type Patient } from './doctor.service.js';
import type { Asked, Facts } from './facts.js';
import { notTold } from './judge-app.js';
import { WANTED_FIELDS } from './wanted-fields.js';

/** One thing that was tried. */
export interface RepairStep {
  readonly what: string;
  readonly done: boolean;
  readonly found: string;
}

/** Sets callback URL, verify token and fields of the app in one call, and connects accounts that are not connected. */
@Injectable()
export class Repair {
  constructor(
    private readonly config: Config,
    private readonly client: DoctorClient,
    private readonly doctor: Doctor,
  ) {}

  /** What stands in the way is a step that is not done. Overrides of the callback URL are left as they are. */
  async run(patients: readonly Patient[]): Promise<RepairStep[]> {
    const url = this.doctor.callbackUrl();
    if (url === null) return [notDone('callback URL', 'PUBLIC_URL is not set.')];
    const facts = await this.doctor.facts(patients, null);
    const steps: RepairStep[] = [];
    for (const app of facts.apps)
      steps.push(await this.subscribe(app, url, secretOf(patients, app.phoneNumberIds)));
    for (const account of facts.accounts) steps.push(...(await this.connect(account, patients)));
    return steps;
  }

  /**
   * `POST /{app}/subscriptions` with the app's own token (Graph API reference, Application › Subscriptions). The version of the
   * call is the version of all fields it names, so those subscribed already are named as well.
   */
  private async subscribe(app: Facts['apps'][number], url: string, secret: string): Promise<RepairStep> {
    const { appId, subscription } = app;
    if (appId === null)
      return notDone('callback URL, verify token and fields', 'The app is not known: set WHATSAPP_APP_ID.');
    const what = `callback URL, verify token and fields of the app ${appId}`;
    const present = subscription?.kind === 'known' ? (subscription.value?.fields ?? []) : [];
    const fields = [...new Set([...WANTED_FIELDS, ...present.map(({ name }) => name)])];
    const answer = await this.client.tell(`${appId}/subscriptions`, `${appId}|${secret}`, {
      object: 'whatsapp_business_account',
      callback_url: url,
      verify_token: this.config.verifyToken,
      fields: fields.join(','),
      include_values: true,
    });
    return step(what, answer, `${fields.length} fields at ${this.config.graph.version}, ${url}`);
  }

  private async connect(
    { wabaId, appId, subscribedApps }: Facts['accounts'][number],
    patients: readonly Patient[],
  ): Promise<RepairStep[]> {
    // a call without body would take an override away, so a connected account is left alone
    if (subscribedApps.kind === 'known' && appId !== null && subscribedApps.value.includes(appId)) return [];
    const token = patients.find((patient) => patient.wabaId === wabaId)?.accessToken ?? '';
    const answer = await this.client.tell(`${wabaId}/subscribed_apps`, token, {});
    return [step(`connect the account ${wabaId} to the app`, answer, 'connected')];
  }
}

function secretOf(patients: readonly Patient[], phoneNumberIds: readonly string[]): string {
  return patients.find(({ phoneNumberId }) => phoneNumberIds.includes(phoneNumberId))?.appSecrets[0] ?? '';
}

function step(what: string, answer: Asked<true>, found: string): RepairStep {
  return answer.kind === 'known' ? { what, done: true, found } : notDone(what, notTold(answer));
}

function notDone(what: string, found: string): RepairStep {
  return { what, done: false, found };
}
