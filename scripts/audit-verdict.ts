import * as z from 'zod';
import { parseJson } from '../src/domain/text/json.ts';

const counts = z.looseObject({ high: z.number(), critical: z.number(), total: z.number() });
const report = z.looseObject({
  metadata: z.looseObject({ vulnerabilities: counts }),
  vulnerabilities: z.record(z.string(), z.looseObject({ severity: z.string() })),
});
const refusal = z.looseObject({ message: z.string() });

/** The meaning of `npm audit --json` for a gate: a line for people, and whether the gate fails. */
export interface AuditVerdict {
  readonly text: string;
  readonly fails: boolean;
}

const SERIOUS = ['high', 'critical'];

/**
 * Fails on high and critical vulnerabilities. If the registry supports no audit, the gate passes: the line then says
 * that no vulnerability was looked up, and never that none was found.
 * @param printed the standard output of the command
 */
export function auditVerdict(printed: string): AuditVerdict {
  const answer = parseJson(printed);
  const found = report.safeParse(answer);
  if (!found.success) {
    const refused = refusal.safeParse(answer);
    const why = refused.success ? refused.data.message.replaceAll(/https?:\/\/\S+/gu, 'the registry') : 'no answer';
    return {
      text: `not possible here (${why}): no vulnerability was looked up; run it where it is possible`,
      fails: false,
    };
  }
  const { total, high, critical } = found.data.metadata.vulnerabilities;
  const serious = Object.entries(found.data.vulnerabilities)
    .filter(([, { severity }]) => SERIOUS.includes(severity))
    .map(([name, { severity }]) => `${name} (${severity})`);
  if (high + critical > 0)
    return { text: `${serious.join(', ')}: update them, \`npm audit\` says to what`, fails: true };
  return { text: `${total} known vulnerabilities, none of them high or critical`, fails: false };
}
