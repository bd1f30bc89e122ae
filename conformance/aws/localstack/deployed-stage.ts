import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { FUNCTION_SIZES } from '../../../lib/function-sizes.ts';
import { EVENT_SOURCE, type EventName } from '../../../src/domain/event-names.ts';
import { DEPLOYED_PARTS, type DeployedPart } from '../../../src/domain/function-steps.ts';
import { equal } from '../../check.ts';
import { type FunctionHost, PORTAL_HOST } from '../../runtime/function-host.ts';
import { bootstrap, type DeployedStack, deployStack, invoke } from './deployment.ts';
import { clientOf, type LocalStack } from './localstack.ts';
import { uploadsBelow } from './sample-uploads.ts';

/**
 * The program's folder, the folder of its synthesized templates, and the key that hashes ids (the samples' own key is
 * refused).
 */
export interface DeploymentOptions {
  readonly root: string;
  readonly templates: string;
  /** The stacks, in the order of their creation. */
  readonly stacks: readonly string[];
  readonly hashKeyHex: string;
}

const EDITION = { sheet: 'us-mexico-border', month: '2017-07' };
const GOLDEN = 'test/golden/us-mexico-border-2017-07/figures.json';
const CALLER = 'arn:aws:iam::000000000000:user/reviewer';
/** The maximum time of a pipeline step here: the queue of editions delays each message by 90 seconds. */
const SECONDS = 420;

const functions = z.object({ Functions: z.array(z.looseObject({ FunctionName: z.string(), Handler: z.string() })) });
const mappings = z.object({ EventSourceMappings: z.tuple([z.looseObject({ UUID: z.string() })]) });
const logged = z.object({ events: z.array(z.looseObject({ message: z.string() })).default([]) });
const event = z.looseObject({ 'detail-type': z.string(), detail: z.record(z.string(), z.unknown()) });
const annex = z.looseObject({ revision: z.number() });
const revisionReady = z.looseObject({ month: z.string(), revision: z.number(), complete: z.boolean() });
const made = z.looseObject({ statusCode: z.number(), body: z.string() });

/** A stage in LocalStack, observed from outside. */
export class DeployedStage {
  private outputs: Readonly<Record<string, string>> = {};
  /** The revision that counts all samples; earlier revisions counted the samples that had arrived by then. */
  private revision = 0;
  private readonly localStack: LocalStack;
  private readonly host: FunctionHost;
  private readonly options: DeploymentOptions;
  private readonly s3: S3Client;

  constructor(localStack: LocalStack, host: FunctionHost, options: DeploymentOptions) {
    this.localStack = localStack;
    this.host = host;
    this.options = options;
    this.s3 = new S3Client(clientOf(localStack.endpoint));
  }

  /** Creates the stacks one after the other and sets the secret to a known key. */
  async deploy(): Promise<readonly { readonly name: string; readonly stack: DeployedStack }[]> {
    const { templates, stacks, hashKeyHex } = this.options;
    await bootstrap(this.localStack, templates, stacks);
    const all: { readonly name: string; readonly stack: DeployedStack }[] = [];
    for (const name of stacks) {
      const stack = await deployStack(this.localStack, templates, name);
      all.push({ name, stack });
      this.outputs = { ...this.outputs, ...stack.outputs };
      if (stack.status !== 'CREATE_COMPLETE') return all;
    }
    const secret = { SecretId: this.output('HashKeySecret'), SecretString: hashKeyHex };
    const secrets = new SecretsManagerClient(clientOf(this.localStack.endpoint));
    await secrets.send(new PutSecretValueCommand(secret));
    return all;
  }

  /** Returns the types of resources that LocalStack creates without a service behind them, with their counts. */
  inNameOnly(): string {
    const types = [...this.localStack.log().matchAll(/No resource provider found for "([\w:]+)"/gu)];
    const counts = new Map<string, number>();
    for (const [, type = ''] of types) counts.set(type, (counts.get(type) ?? 0) + 1);
    return [...counts].map(([type, count]) => `${count} ${type}`).join(', ');
  }

  async logsEvents(): Promise<void> {
    const entry = {
      EventBusName: this.output('BusName'),
      Source: EVENT_SOURCE,
      DetailType: 'ExportOverdue',
      Detail: '{}',
    };
    await new EventBridgeClient(clientOf(this.localStack.endpoint)).send(new PutEventsCommand({ Entries: [entry] }));
    await this.until('the event is in the log', async () => (await this.events('ExportOverdue')).length > 0);
  }

  /**
   * Pauses publications until all uploads are ingested, as the runbook pauses a function: otherwise each part would
   * become an edition.
   */
  async ingests(): Promise<void> {
    await this.switchMapping('start-editions', '--no-enabled');
    const uploads = await uploadsBelow(join(this.options.root, 'samples/exports'));
    const Bucket = this.output('ExportsBucket');
    for (const { key, body } of uploads)
      await this.s3.send(new PutObjectCommand({ Bucket, Key: `exports/${key}`, Body: await body() }));
    const accepted = async () => (await this.events('ExportAccepted')).length;
    await this.until(`${uploads.length} uploads are accepted`, async () => (await accepted()) >= uploads.length);
    await this.switchMapping('start-editions', '--enabled');
  }

  async publishes(): Promise<void> {
    await this.until('a complete revision is ready', async () => {
      const ready = (await this.events('RevisionReady')).map(({ detail }) => revisionReady.parse(detail));
      const complete = ready.filter((one) => one.month === EDITION.month && one.complete);
      this.revision = Math.max(0, ...complete.map(({ revision }) => revision));
      return this.revision > 0;
    });
    const golden = await readFile(join(this.options.root, GOLDEN), 'utf8');
    const figures = annex.parse(JSON.parse(await this.report('figures.json')));
    equal({ ...figures, revision: 1 }, JSON.parse(golden)); // how many came before depends on the order of the uploads
    for (const language of ['en', 'es']) equal((await this.report(`${language}.pdf`)).startsWith('%PDF-1.7'), true);
  }

  async approves(): Promise<void> {
    const request = {
      ask: 'decide',
      ...EDITION,
      revision: 1,
      verdict: 'approved',
      by: 'A reviewer',
      reason: 'conformance',
    };
    const { statusCode, body } = made.parse(
      await this.invoke('decide-revision', {
        body: JSON.stringify(request),
        isBase64Encoded: false,
        requestContext: { authorizer: { iam: { userArn: CALLER } } },
      }),
    );
    equal([statusCode, body.includes(CALLER)], [200, true], body);
    await this.until('the approval is in the log', async () => (await this.events('RevisionApproved')).length > 0);
  }

  async withdraws(): Promise<void> {
    const Key = 'exports/nhth/2017-07/exports.zip';
    await this.s3.send(new DeleteObjectCommand({ Bucket: this.output('ExportsBucket'), Key }));
    await this.until('the withdrawal is in the log', async () => (await this.events('ExportWithdrawn')).length > 0);
  }

  /** Runs the runbook's commands for inspecting a stage exactly as written, with AWS's own command line. */
  async shows(): Promise<void> {
    const runbook = await readFile(join(this.options.root, 'docs/runbook.md'), 'utf8');
    const printed = await this.localStack.shell(lookingCommands(runbook));
    for (const name of ['EXPORTS', 'TABLE', 'EVENTS', 'PUBLICATIONS', 'UPLOADS_QUEUE'])
      if (!new RegExp(`^${name}=\\S*factsheets`, 'imu').test(printed))
        throw new Error(`${name} is not set:\n${printed}`);
    equal(printed.includes('"detail-type":"RevisionReady"'), true);
  }

  /**
   * Invokes the functions that nothing has called yet, then checks that every function has responded and none has
   * failed.
   */
  async answers(): Promise<void> {
    const link = { rawPath: '/r/forged', requestContext: { http: { method: 'GET' } } };
    equal(made.parse(await this.invoke('answer-link', link)).statusCode, 404);
    equal(await this.invoke('record-feedback', { detail: { eventType: 'Delivery' } }), { suspended: false });
    await this.invoke('distribute', { sheet: EDITION.sheet, moment: '2017-08-15T09:00:00Z' });
    for (const part of DEPLOYED_PARTS) await this.answersPart(part);
    for (const step of ['check-upload', 'publish-public']) await this.invoke(step, { Records: [] });
    equal(await this.invoke('render-sheets', { Items: [] }), { rendered: [] });
    const steps = Object.keys(FUNCTION_SIZES);
    // A schedule calls these once a day.
    for (const step of steps) if (!this.host.answered.has(step)) await this.invoke(step, {});
    equal(this.host.failures, []);
    equal([...this.host.answered.keys()].toSorted(), steps.toSorted());
  }

  /** Asks a part of the portal for a page that only `view` serves. */
  private async answersPart(part: DeployedPart): Promise<void> {
    const request = {
      version: '2.0',
      rawPath: '/health',
      rawQueryString: '',
      headers: { host: PORTAL_HOST },
      requestContext: { domainName: PORTAL_HOST, http: { method: 'GET', path: '/health', sourceIp: '192.0.2.1' } },
      isBase64Encoded: false,
    };
    const { statusCode } = made.parse(await this.invoke(`portal-${part}`, request));
    equal({ part, isServed: statusCode === 200 }, { part, isServed: part === 'view' });
    equal({ part, failed: statusCode >= 500 }, { part, failed: false });
  }

  private async until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    for (let second = 0; second < SECONDS; second += 2) {
      if (await isSo()) return;
      await setTimeout(2000);
    }
    throw new Error([`${SECONDS} s passed before ${what}`, ...(await this.host.logged())].join('\n'));
  }

  private output(name: string): string {
    const value = this.outputs[name];
    if (value === undefined) throw new Error(`the stacks have no output ${name}`);
    return value;
  }

  private async nameOf(step: string): Promise<string> {
    const { Functions } = functions.parse(await this.localStack.aws('lambda', 'list-functions'));
    const found = Functions.find(({ Handler }) => Handler === `${step}.handler`);
    if (!found) throw new Error(`no function ${step} is deployed`);
    return found.FunctionName;
  }

  private async invoke(step: string, given: object): Promise<unknown> {
    return invoke(this.localStack, await this.nameOf(step), given);
  }

  private async switchMapping(step: string, how: '--enabled' | '--no-enabled'): Promise<void> {
    const asked = ['list-event-source-mappings', '--function-name', await this.nameOf(step)];
    const { EventSourceMappings } = mappings.parse(await this.localStack.aws('lambda', ...asked));
    await this.localStack.aws('lambda', 'update-event-source-mapping', '--uuid', EventSourceMappings[0].UUID, how);
  }

  /** Returns the events with a given name in the event log. */
  private async events(name: EventName): Promise<readonly z.infer<typeof event>[]> {
    const group = ['--log-group-name', this.output('EventLogName')];
    const answer = await this.localStack.aws('logs', 'filter-log-events', ...group, '--filter-pattern', name);
    return logged
      .parse(answer)
      .events.map(({ message }) => event.parse(JSON.parse(message)))
      .filter((one) => one['detail-type'] === name);
  }

  private async report(name: string): Promise<string> {
    const { sheet, month } = EDITION;
    const Key = `reports/${sheet}/${month}/r${this.revision}/${sheet}-${month}.${name}`;
    const wanted = new GetObjectCommand({ Bucket: this.output('ReportsBucket'), Key });
    return (await this.s3.send(wanted)).Body?.transformToString() ?? '';
  }
}

/**
 * Returns the commands of the chapters on inspection, except signing in. Lists publications that succeeded instead of
 * failed, because none fails here.
 */
function lookingCommands(runbook: string): string {
  const chapters = ['Which account, which rights', 'What happened'].map(
    (heading) => runbook.split(/^## /mu).find((part) => part.startsWith(`${heading}\n`)) ?? '',
  );
  const lines = chapters.flatMap((text) => [...text.matchAll(/^ {4}(.+)$/gmu)].map(([, line = '']) => line));
  return lines
    .filter((line) => !/aws sso|AWS_PROFILE/u.test(line))
    .join('\n')
    .replaceAll('FAILED', 'SUCCEEDED');
}
