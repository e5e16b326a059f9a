import type { TemplateButtonValue } from '../whatsapp/index.js';
import type { Segment } from './segment.js';

/** One marketing template for many people. */
export interface Broadcast {
  readonly id: string;
  readonly channelId: string;
  readonly template: string;
  readonly language: string;
  /** Values of the template's variables, the same for everybody. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What its quick replies mean when they are tapped. */
  readonly buttons: readonly TemplateButtonValue[];
  readonly segment: Segment;
  readonly state: BroadcastState;
  /** Why nothing is being added at the moment. */
  readonly waitsFor: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

export const BROADCAST_STATES = ['draft', 'running', 'stopped', 'done'] as const;
export type BroadcastState = (typeof BROADCAST_STATES)[number];

/** What is said, by which number. */
export type Offer = Pick<Broadcast, 'channelId' | 'template' | 'language' | 'parameters' | 'buttons'>;

export interface NewBroadcast extends Offer {
  readonly segment: Segment;
  readonly createdBy: string;
}

/** Where its messages are: how many people each word holds for. */
export interface BroadcastReport {
  /** Fixed at the start; of a draft as it would be now. */
  readonly recipients: number;
  readonly waiting: number;
  readonly unsent: number;
  readonly accepted: number;
  readonly delivered: number;
  readonly read: number;
  readonly failed: number;
  /** Left out or dropped, and why. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Failures by reason. */
  readonly failures: Readonly<Record<string, number>>;
  /** People who stopped offers after they got it. */
  readonly optedOutSince: number;
  readonly billable: number;
}
