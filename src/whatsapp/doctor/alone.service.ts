import type { Config, Reader, Secrets } from '../../platform/index.js';
import type { Channel } from '../channels/channel.js';
import { ChannelStops } from '../channels/channel-stops.repository.js';
import { ChannelsRepository } from '../channels/channels.repository.js';
import { HttpClient } from '../graph/http-client.service.js';
import { DoctorClient } from './doctor.client.js';
import { Doctor } from './doctor.service.js';
import { Repair } from './repair.service.js';

/** Doctor and repair without the service around them, for the command line. */
export function doctorFor(config: Config): { doctor: Doctor; repair: Repair; close: () => void } {
  const http = new HttpClient();
  const client = new DoctorClient(config, http);
  const doctor = new Doctor(config, client);
  const repair = new Repair(config, client, doctor);
  return { doctor, repair, close: () => http.onApplicationShutdown() };
}

/** The numbers as stored. @throws where the database has no tables yet, or `secrets` cannot open them */
export function storedChannels(reader: Reader, secrets: Secrets): Promise<Channel[]> {
  return new ChannelsRepository(secrets, new ChannelStops()).all(reader);
}
