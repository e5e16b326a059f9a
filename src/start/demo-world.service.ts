import { randomBytes } from 'node:crypto';
import { Simulator } from '../../simulator/index.js';
import { DEMO, type Config } from '../platform/index.js';

/** WhatsApp as the demo has it: on this machine, reachable by nobody else. */
export interface DemoWorld {
  readonly simulator: Simulator;
  /** With the simulator as Graph API and beacon, and every key made that was left open. */
  readonly config: Config;
}

/** Starts the simulator for a settled configuration in demo mode. */
export async function startDemoWorld(config: Config): Promise<DemoWorld> {
  const simulator = await Simulator.start({
    webhookUrl: `http://127.0.0.1:${config.port}${config.webhookPath}`,
    appSecret: config.appSecrets[0] ?? DEMO.appSecret,
    accessToken: config.firstChannel.accessToken,
    beacon: {},
    numbers: [
      {
        phoneNumberId: config.firstChannel.phoneNumberId,
        wabaId: config.firstChannel.businessAccountId,
        displayPhoneNumber: '15550783881',
      },
    ],
  });
  const admin = {
    email: config.admin.email,
    password: config.admin.password ?? randomBytes(9).toString('base64url'),
    apiKey: config.admin.apiKey ?? `demo_${randomBytes(24).toString('base64url')}`,
  };
  const graph = { ...config.graph, baseUrl: simulator.url };
  const { urls: relays, chain } = simulator.beacon;
  const { publicKey, genesis, period } = chain;
  const drand = { relays, testChain: { publicKey, genesis, period } };
  return { simulator, config: config.with({ host: '127.0.0.1', admin, graph, drand }) };
}
