import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import axios, { type AxiosInstance } from 'axios';
import { CallUsage } from './call-usage.js';

/** One set of kept-alive connections for everything that goes to Meta. */
@Injectable()
export class HttpClient implements OnApplicationShutdown {
  private readonly agents = [HttpAgent, HttpsAgent].map(
    (Agent) => new Agent({ keepAlive: true, maxSockets: 512, maxFreeSockets: 256 }),
  );

  /** Answers every status without throwing; no redirect is followed, since that would carry the token to another host. */
  readonly axios: AxiosInstance = axios.create({
    httpAgent: this.agents[0],
    httpsAgent: this.agents[1],
    maxRedirects: 0,
    proxy: false,
    validateStatus: () => true,
  });

  /** What Meta says of our management calls. */
  readonly usage = new CallUsage();

  onApplicationShutdown(): void {
    for (const agent of this.agents) agent.destroy();
  }
}
