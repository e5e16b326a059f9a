import { Mailbox1764000000001 } from './0001-mailbox.js';
import { Raffle1764000000002 } from './0002-raffle.js';
import { Payment1764000000003 } from './0003-payment.js';
import { Draw1764000000004 } from './0004-draw.js';
import { Admin1764000000005 } from './0005-admin.js';
import { ChannelState1764000000006 } from './0006-channel-state.js';
import { ReadBack1764000000007 } from './0007-read-back.js';
import { Sender1764000000008 } from './0008-sender.js';
import { Template1764000000009 } from './0009-template.js';
import { Chat1764000000010 } from './0010-chat.js';
import { Poster1764000000011 } from './0011-poster.js';
import { Events1764000000012 } from './0012-events.js';
import { Broadcast1764000000013 } from './0013-broadcast.js';
import { Media1764000000014 } from './0014-media.js';
import { Audit1764000000018 } from './0018-audit.js';
import { Seeds1764000000019 } from './0019-seeds.js';
import { Beacon1764000000020 } from './0020-beacon.js';
import { Receipts1764000000021 } from './0021-receipts.js';
import { ResultSource1764000000022 } from './0022-result-source.js';
import { Pins1764000000023 } from './0023-pins.js';
import { Evidence1764000000024 } from './0024-evidence.js';
import { Disqualification1764000000025 } from './0025-disqualification.js';
import { PreDraws1764000000028 } from './0028-pre-draws.js';
import { DrawAlerts1764000000030 } from './0030-draw-alerts.js';
import { Sessions1764000000031 } from './0031-sessions.js';
import { Published1764000000032 } from './0032-published.js';

/** Every migration, in order. */
export const migrations = [
  Mailbox1764000000001,
  Raffle1764000000002,
  Payment1764000000003,
  Draw1764000000004,
  Admin1764000000005,
  ChannelState1764000000006,
  ReadBack1764000000007,
  Sender1764000000008,
  Template1764000000009,
  Chat1764000000010,
  Poster1764000000011,
  Events1764000000012,
  Broadcast1764000000013,
  Media1764000000014,
  Audit1764000000018,
  Seeds1764000000019,
  Beacon1764000000020,
  Receipts1764000000021,
  ResultSource1764000000022,
  Pins1764000000023,
  Evidence1764000000024,
  Disqualification1764000000025,
  PreDraws1764000000028,
  DrawAlerts1764000000030,
  Sessions1764000000031,
  Published1764000000032,
];
