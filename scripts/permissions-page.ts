import { DEPLOYED_PARTS, type FunctionName, stepsOf } from '../src/domain/function-steps.ts';
import { STEP_EFFECTS, type StepName } from '../src/domain/step-effects.ts';
import { grantedRights, type Right, type SynthesizedTemplate } from './granted-rights.ts';

const HEAD = `# Permissions

What each function may do in AWS, as the synthesized template grants it. This page is written by
\`npm run synth && npm run ts -- scripts/write-permissions.ts\`; a test compares it with the template, and the template with the steps' lists of effects
(\`src/domain/step-effects.ts\`, \`src/domain/grants.ts\`). No action is a wildcard; no function may scan the table, \`retire\` alone may delete items (figures), \`publish-public\` alone may
delete objects of the public site, and \`portal-exports\` alone withdraw exports, whose versions remain.

Not repeated below: every function writes to its own log (\`logs:CreateLogStream\`, \`logs:PutLogEvents\`). Rights on the key work only
through the service named.
`;

const COMMON = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** Returns the text of docs/permissions.md for a synthesized template. */
export function permissionsPage(template: SynthesizedTemplate): string {
  const rights = grantedRights(template);
  const roles = [...new Set(rights.map(({ role }) => role))];
  const sections = roles.map((role) =>
    section(
      role,
      rights.filter((right) => right.role === role),
    ),
  );
  return `${HEAD}\n${sections.join('\n')}`;
}

function section(role: string, rights: readonly Right[]): string {
  const step = stepOf(role);
  const shown = step ? rights.filter(({ action }) => !COMMON.includes(action)) : rights;
  const rows = new Map<string, string[]>();
  for (const { action, resource, only } of shown) {
    const place = `${code(resource)} | ${only === '' ? '' : code(only)}`;
    rows.set(place, [...(rows.get(place) ?? []), code(action)]);
  }
  const table = [...rows].map(([place, actions]) => `| ${actions.join(', ')} | ${place} |`);
  return [
    `## ${step ?? role}`,
    '',
    described(step, role),
    '',
    '| actions | on | only |',
    '|---|---|---|',
    ...table,
    '',
  ].join('\n');
}

/** Descriptions of the roles that run no step. */
const OTHER_ROLES: Readonly<Record<string, string>> = {
  Publication:
    'The state machine: it runs the functions of a publication, and hands logs and traces to CloudWatch and X-Ray.',
  NoticesPublisher: 'The rule that writes to reviewers of a revision that waits for them.',
  Scheduler:
    'EventBridge Scheduler: it calls `distribute` at the moments of the schedules, and sets aside calls that fail.',
};

const FUNCTIONS: readonly FunctionName[] = [
  ...(Object.keys(STEP_EFFECTS) as StepName[]),
  ...DEPLOYED_PARTS.map((part) => `portal-${part}` as const),
];

const stepOf = (role: string): FunctionName | null =>
  FUNCTIONS.find((name) => name.replaceAll('-', '') === role.toLowerCase()) ?? null;

function described(step: FunctionName | null, role: string): string {
  if (!step) {
    const what = OTHER_ROLES[role];
    if (what === undefined) throw new Error(`say what the role ${role} is in scripts/permissions-page.ts`);
    return what;
  }
  const steps = stepsOf(step);
  const [only] = steps;
  if (steps.length > 1 || only !== step) return `The steps of its routes: ${steps.join(', ')}.`;
  const effects = Object.entries(STEP_EFFECTS[only]).map(([effect, methods]) => `${effect} (${methods.join(', ')})`);
  return `Effects: ${effects.join('; ')}.`;
}

const code = (text: string): string => `\`${text}\``;
