import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { RUNTIME } from './runtime-packages.ts';

/** A function's answer to an event: its JSON, or the JSON of its error. */
export interface Answer {
  readonly failed: boolean;
  readonly payload: string;
}

interface Invocation {
  readonly event: string;
  answer(answer: Answer): void;
}

const VERSION = '/2018-06-01/runtime';

/**
 * One environment of a function: Node 24 with AWS's own runtime client, which requests events from this process as it
 * does from Lambda (docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html). Events are answered one after another.
 */
export class RuntimeProcess {
  private readonly waiting: Invocation[] = [];
  private readonly running = new Map<string, Invocation>();
  private idle: ServerResponse | null = null;
  private count = 0;
  private server: Server | null = null;
  private child: ChildProcess | null = null;
  /** The output of the function. */
  output = '';

  /**
   * Starts the process.
   * @param environment the function's environment, with `_HANDLER` and `LAMBDA_TASK_ROOT`
   * @param node the command that runs it, with its arguments
   */
  async start(environment: Readonly<Record<string, string>>, node: readonly string[] = [RUNTIME.node]): Promise<void> {
    const server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (!address || typeof address === 'string') throw new Error('the runtime API listens on no port');
    const [program = '', ...options] = node;
    const env = { ...environment, AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${address.port}` };
    const child = spawn(program, [...options, RUNTIME.client, environment._HANDLER ?? ''], {
      env,
      cwd: environment.LAMBDA_TASK_ROOT,
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => this.keep(String(bytes)));
    child.once('exit', (code, signal) => this.fail(`the function's process ended (${code ?? signal})`));
    child.once('error', (error) => this.fail(error.message));
  }

  /** Sends the function an event, as JSON. */
  invoke(event: string): Promise<Answer> {
    return new Promise((answer) => {
      this.waiting.push({ event, answer });
      this.hand();
    });
  }

  async stop(): Promise<void> {
    this.child?.removeAllListeners('exit');
    if (this.child?.exitCode === null && this.child.kill('SIGKILL')) await once(this.child, 'close');
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private keep(text: string): void {
    this.output = `${this.output}${text}`.slice(-20_000);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '';
    if (url === `${VERSION}/invocation/next`) {
      this.idle = response;
      this.hand();
      return;
    }
    const payload = await text(request);
    response.writeHead(202).end();
    if (url === `${VERSION}/init/error`) return this.fail(payload);
    const [, id = '', what] = /\/invocation\/([^/]+)\/(response|error)$/u.exec(url) ?? [];
    this.running.get(id)?.answer({ failed: what === 'error', payload });
    this.running.delete(id);
  }

  /** Sends the event that has waited longest to a runtime that requested one. */
  private hand(): void {
    const next = this.idle && this.waiting.shift();
    if (!this.idle || !next) return;
    this.count += 1;
    const id = `event-${this.count}`;
    this.running.set(id, next);
    this.idle.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': id,
      'lambda-runtime-deadline-ms': String(Date.now() + 600_000),
      'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:000000000000:function:conformance',
    });
    this.idle.end(next.event);
    this.idle = null;
  }

  private fail(reason: string): void {
    const payload = JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage: `${reason}\n${this.output}` });
    for (const { answer } of [...this.running.values(), ...this.waiting.splice(0)]) answer({ failed: true, payload });
    this.running.clear();
  }
}
