import { createServer } from 'node:http';

/** A proxy in front of the emulator's SES that answers the one request that the emulator does not support. */
export interface MailAccount {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * Starts a proxy that forwards every request except `GET /v2/email/account`, which moto does not support. Its answer is
 * an account that may send 50 messages per second.
 */
export function openMailAccount(moto: string): Promise<MailAccount> {
  const account = JSON.stringify({ SendQuota: { MaxSendRate: 50, Max24HourSend: 50_000, SentLast24Hours: 0 } });
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    if (method === 'GET' && url === '/v2/email/account') {
      response.setHeader('content-type', 'application/json').end(account);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { authorization = '' } = headers; // moto identifies the service by it
    const sent = { method, headers: { authorization, 'content-type': 'application/json' } };
    const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
    const answer = await fetch(`${moto}${url}`, { ...sent, ...body });
    response.statusCode = answer.status;
    response.setHeader('content-type', answer.headers.get('content-type') ?? 'application/json');
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (!address || typeof address === 'string') return reject(new Error('no port'));
      const stop = () => new Promise<void>((done) => server.close(() => done()));
      resolve({ endpoint: `http://127.0.0.1:${address.port}`, stop });
    });
  });
}
