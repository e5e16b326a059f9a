import { createHmac } from 'node:crypto';
import { RawClient } from '../support/raw-client.js';
import { say } from '../support/child.js';

/** Load from a process of its own: signed text messages, each new, prepared before the clock starts. */
interface Order {
  readonly port: number;
  readonly secret: string;
  readonly phoneNumberId: string;
  readonly wabaId: string;
  readonly count: number;
  readonly connections: number;
  readonly run: string;
}

process.on('message', (order: Order) => {
  void load(order).then(say);
});
say({ ready: true });

async function load(order: Order): Promise<{ seconds: number; refused: number }> {
  const requests = Array.from({ length: order.count }, (_, i) => requestOf(order, i));
  const clients = await Promise.all(
    Array.from({ length: order.connections }, () => RawClient.open(order.port)),
  );
  let next = 0;
  let refused = 0;
  const start = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
        if ((await client.send(request)) !== 200) refused++;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  for (const client of clients) client.close();
  return { seconds, refused };
}

function requestOf(order: Order, i: number): Buffer {
  const from = `52155${String(i % 2_000).padStart(8, '0')}`;
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: order.wabaId,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550783881', phone_number_id: order.phoneNumberId },
              contacts: [{ profile: { name: 'Laura G' }, wa_id: from, user_id: `MX.${from}` }],
              messages: [
                {
                  from,
                  from_user_id: `MX.${from}`,
                  id: `wamid.${order.run}.${i}`,
                  timestamp: '1795000000',
                  type: 'text',
                  text: { body: 'hola' },
                },
              ],
            },
          },
        ],
      },
    ],
  });
  const signature = createHmac('sha256', order.secret).update(body).digest('hex');
  return Buffer.from(
    `POST /webhook HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\nx-hub-signature-256: sha256=${signature}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
