import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SignatureV4 } from '@smithy/signature-v4';
import { Failure } from '../../../src/domain/failure.ts';
import { parseJson } from '../../../src/domain/text/json.ts';
import type { ReviewRequest } from '../../../src/steps/review-edition/answer-review.ts';

/**
 * Asks the function that stores decisions in AWS, signed with the credentials that this machine has (environment,
 * profile, single sign-on): the function stores the identity they belong to.
 * @throws Failure DecisionRefused or WrongUsage, as the function says
 */
export async function askReview(url: string, request: ReviewRequest): Promise<unknown> {
  const { hostname, pathname, port, protocol } = functionUrl(url);
  const { credentials, region, sha256 } = new DynamoDBClient({}).config; // the SDK's own chain of credentials and regions
  const signer = new SignatureV4({ credentials, region: regionOf(hostname) ?? region, service: 'lambda', sha256 });
  const body = JSON.stringify(request);
  const host = port === '' ? hostname : `${hostname}:${port}`;
  const headers = { host, 'content-type': 'application/json' };
  const signed = await signer
    .sign({ method: 'POST', protocol, hostname, path: pathname, headers, body })
    .catch((cause: unknown) => {
      throw new Failure('WrongUsage', '--url: this machine has no AWS identity; log in to AWS first (aws sso login)', {
        cause,
      });
    });
  const answer = await fetch(url, { method: 'POST', headers: signed.headers, body }).catch((cause: unknown) => {
    throw new Failure('StoreConflict', `--url: ${host} does not answer; compare it with the output ReviewUrl`, {
      cause,
    });
  });
  const content = parseJson(await answer.text());
  if (answer.ok && typeof content === 'object' && content !== null) return content;
  if (answer.ok) throw new Failure('WrongUsage', `--url: ${host} does not answer like the function of decisions`);
  if (answer.status === 403) throw new Failure('WrongUsage', '--url: AWS does not let this identity call the function');
  throw failureOf(content, answer.status);
}

function functionUrl(url: string): URL {
  if (!URL.canParse(url))
    throw new Failure('WrongUsage', `--url "${url}" is not an address; the deployment prints the address`);
  return new URL(url);
}

/** `<id>.lambda-url.<region>.on.aws` names its region. */
const regionOf = (hostname: string): string | null =>
  /\.lambda-url\.([a-z0-9-]+)\.on\.aws$/u.exec(hostname)?.[1] ?? null;

function failureOf(content: unknown, status: number): Failure {
  const { failure, message }: { failure?: unknown; message?: unknown } = Object(content);
  if (typeof message === 'string')
    return new Failure(failure === 'DecisionRefused' ? 'DecisionRefused' : 'WrongUsage', message);
  return new Failure('StoreConflict', `--url: the function answered ${status}; its log says why`);
}
