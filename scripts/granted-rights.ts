/** One right of one role, as a synthesized template gives it. */
export interface Right {
  /** The role's place in the stack: `IngestExport`, `Publication`. */
  readonly role: string;
  readonly action: string;
  /** `Exports/exports/*`, `Table`, `*`: construct names in place of ARNs. */
  readonly resource: string;
  /** What a request must fulfil besides; empty when nothing. */
  readonly only: string;
}

/** The parts of a CloudFormation template that are read here. */
export interface SynthesizedTemplate {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
  >;
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Every right that the policies of a template give to its roles, in the order of the template. */
export function grantedRights({ Resources }: SynthesizedTemplate): Right[] {
  return Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .flatMap(({ Properties }) => {
      const [role] = listOf(Properties.Roles).map(named);
      const { Statement } = Properties.PolicyDocument as { readonly Statement: readonly Statement[] };
      return Statement.flatMap((statement) => rightsOf(roleName(role ?? ''), statement));
    });
}

function rightsOf(role: string, { Effect, Action, Resource, Condition }: Statement): Right[] {
  if (Effect !== 'Allow') throw new Error(`${role} has a statement with the effect ${Effect}`);
  return listOf(Action).flatMap((action) =>
    listOf(Resource).map((resource) => ({
      role,
      action: String(action),
      resource: named(resource),
      only: conditionsTold(Condition ?? {}),
    })),
  );
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** `IngestIngestExportRole` is the role of `IngestExport`: a construct of a step is named after it, within its room. */
const roleName = (role: string): string =>
  role
    .replace(/^(?:Ingest(?=Ingest)|Publish|Watch(?=Watch)|Canary(?=Run)|Retention(?=Retire)|Distribution)/u, '')
    .replace(/Role$/u, '');

/** A value of a template by the names of its constructs, their hashes left out. */
function named(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  const [[key, inner] = ['', '']] = Object.entries(value);
  if (key === 'Ref') return withoutHash(String(inner));
  if (key === 'Fn::GetAtt') return withoutHash(String(listOf(inner)[0]));
  if (key === 'Fn::ImportValue') return exported(String(inner));
  if (key === 'Fn::Join') return listOf(listOf(inner)[1]).map(named).join('');
  throw new Error(`${JSON.stringify(value)} is none of the values policies are made of`);
}

const withoutHash = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/u, '');

const exported = (name: string): string =>
  /:ExportsOutput(?:FnGetAtt|Ref)(.+?)[0-9A-F]{8}(?:Arn)?[0-9A-F]{8}$/u.exec(name)?.[1] ?? name;

/** Conditions in words; how they compare can be read off the value, but what must be there at all cannot. */
function conditionsTold(condition: NonNullable<Statement['Condition']>): string {
  return Object.entries(condition)
    .filter(([operator]) => operator !== 'Null')
    .flatMap(([, tests]) => Object.entries(tests))
    .map(([key, value]) => `${key} ${listOf(value).map(named).join(', ')}`)
    .join('; ');
}
