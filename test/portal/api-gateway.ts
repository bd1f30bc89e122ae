import type { IncomingMessage, Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { handle } from 'hono/aws-lambda';
import { withEncodedPath } from '../../lambdas/portal-event.ts';
import type { Portal } from '../../src/portal/portal.ts';

/** Serves a portal as an HTTP API of API Gateway does: each request becomes an event, with a decoded path. */
export function serveAsApiGateway(server: Server, portal: Portal): void {
  const handler = handle(portal);
  server.on('request', async (request, response) => {
    const answer = await handler(withEncodedPath(await eventOf(request)) as never);
    const { statusCode, headers = {}, cookies = [], body, isBase64Encoded } = answer as GatewayAnswer;
    response.writeHead(statusCode, { ...headers, ...(cookies.length > 0 && { 'set-cookie': [...cookies] }) });
    response.end(Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'));
  });
}

interface GatewayAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

async function eventOf(request: IncomingMessage) {
  const { cookie, ...headers } = request.headers;
  const url = new URL(request.url ?? '/', `http://${headers.host}`);
  const rawPath = decodeURIComponent(url.pathname);
  const body = await buffer(request);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: url.search.slice(1),
    cookies: cookie?.split('; ') ?? [],
    headers,
    requestContext: {
      domainName: headers.host,
      http: { method: request.method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
      stage: '$default',
    },
    body: body.toString('base64'),
    isBase64Encoded: true,
  };
}
