import { type Check, checked, equal } from '../check.ts';

/** The stored properties of a schedule that determine when a sheet is sent. */
interface Schedule {
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone: string;
  readonly FlexibleTimeWindow: unknown;
  readonly Target: { readonly Input: string };
}

interface Resource {
  readonly Type: string;
  readonly Properties?: unknown;
}

/** Sends every schedule of a template to moto's Scheduler over the service's own protocol and reads it back. */
export async function schedulerChecks(moto: string, template: unknown): Promise<Check[]> {
  const { Resources } = template as { readonly Resources: Readonly<Record<string, Resource>> };
  const schedules = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::Scheduler::Schedule');
  const some = await checked('the template has a schedule', async () => equal(schedules.length > 0, true));
  const each = schedules.map(([name, { Properties }]) =>
    checked(`the Scheduler takes ${name}`, () => keepAndRead(moto, name, Properties as Schedule)),
  );
  return [some, ...(await Promise.all(each))];
}

async function keepAndRead(moto: string, name: string, schedule: Schedule): Promise<void> {
  const url = `${moto}/schedules/${name}`;
  // moto identifies the service by the scope of the signature; values that only a deployment knows are invented.
  const headers = {
    'content-type': 'application/json',
    authorization:
      'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/scheduler/aws4_request, SignedHeaders=host, Signature=0',
  };
  const arns = {
    Arn: 'arn:aws:lambda:us-east-1:123456789012:function:distribute',
    RoleArn: 'arn:aws:iam::123456789012:role/r',
  };
  const { DeadLetterConfig: _, ...target } = schedule.Target as Schedule['Target'] & {
    readonly DeadLetterConfig?: unknown;
  };
  const body = JSON.stringify({ ...schedule, Target: { ...target, ...arns } });
  equal((await fetch(url, { method: 'POST', headers, body })).status, 200);
  const kept = (await (await fetch(url, { headers })).json()) as Schedule;
  equal(
    [kept.ScheduleExpression, kept.ScheduleExpressionTimezone, kept.FlexibleTimeWindow, kept.Target.Input],
    [schedule.ScheduleExpression, schedule.ScheduleExpressionTimezone, { Mode: 'OFF' }, schedule.Target.Input],
  );
}
