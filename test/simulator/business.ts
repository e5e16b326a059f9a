import { Simulator, type SimulatorOptions } from '../../simulator/index.js';

export const NUMBER = '106540352242922';
export const TOKEN = 'test-token';

export function startSimulator(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  return Simulator.start({
    appSecret: 'test_app_secret',
    accessToken: TOKEN,
    numbers: [{ phoneNumberId: NUMBER, wabaId: '417203985561204' }],
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

export function send(simulator: Simulator, message: object, number = NUMBER): Promise<GraphAnswer> {
  const body = JSON.stringify({ messaging_product: 'whatsapp', recipient_type: 'individual', ...message });
  return graph(simulator, `${number}/messages`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
}

export const text = (to: string, body: string): object => ({ to, type: 'text', text: { body } });
