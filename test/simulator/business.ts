import { Simulator, type SimulatorOptions } from '../../simulator/index.js';

export const NUMBER = '106540352242922';
export const WABA = '417203985561204';
export const TOKEN = 'test-token';

export function startSimulator(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  return Simulator.start({
    appSecret: 'test_app_secret',
    accessToken: TOKEN,
    numbers: [{ phoneNumberId: NUMBER, wabaId: WABA }],
    ...options,
  });
}

export interface GraphAnswer {
  status: number;
  body: { error?: { code: number; error_subcode?: number; error_data?: { details: string } } } & Record<
    string,
    unknown
  >;
}

/** A call to the Graph API the way a business makes it. */
export async function graph(
  simulator: Simulator,
  path: string,
  init: RequestInit = {},
): Promise<GraphAnswer> {
  const headers = {
    authorization: `Bearer ${TOKEN}`,
    ...(init.headers as Record<string, string> | undefined),
  };
  const response = await fetch(`${simulator.url}/v23.0/${path}`, { ...init, headers });
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text || '{}') as GraphAnswer['body'] };
}

/** A POST with a JSON body. */
export function postGraph(simulator: Simulator, path: string, body: object): Promise<GraphAnswer> {
  const headers = { 'content-type': 'application/json' };
  return graph(simulator, path, { method: 'POST', body: JSON.stringify(body), headers });
}

export function send(simulator: Simulator, message: object, number = NUMBER): Promise<GraphAnswer> {
  return postGraph(simulator, `${number}/messages`, {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...message,
  });
}

export const text = (to: string, body: string): object => ({ to, type: 'text', text: { body } });
