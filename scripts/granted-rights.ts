/** One right of one role, from a synthesized template. */
export interface Right {
  /** The role's name in the stack: `IngestExport`, `Publication`. */
  readonly role: string;
  readonly action: string;
  /** `Exports/exports/*`, `Table`, `*`: construct names instead of ARNs. */
  readonly resource: string;
  /** Conditions that a request must also meet; empty if there are none. */
  readonly only: string;
}

/** The parts of a CloudFormation template that this module reads. */
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

/** Returns every right that the policies of a template give to its roles, in the order of the template. */
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
      only: conditionsText(Condition ?? {}),
    })),
  );
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/**
 * Converts the logical name of a role: `IngestIngestExportRole` is the role of `IngestExport`, because a step's
 * construct has the step's name within its parent construct.
 */
const roleName = (role: string): string =>
  role
    .replace(
      /^(?:Ingest(?=Ingest)|Publish|Watch(?=Watch)|Canary(?=Run)|Retention(?=Retire)|Query(?=List)|Distribution|Portal(?=Portal|Check)|Site(?=Publish))/u,
      '',
    )
    .replace(/Role$/u, '');

/** Formats a value of a template with the names of its constructs, without their hashes. */
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

/**
 * Formats conditions in words. The value shows how it is compared, so operators are omitted, and so is `Null`, which
 * only requires a key to be present.
 */
function conditionsText(condition: NonNullable<Statement['Condition']>): string {
  return Object.entries(condition)
    .filter(([operator]) => operator !== 'Null')
    .flatMap(([, tests]) => Object.entries(tests))
    .map(([key, value]) => `${key} ${listOf(value).map(named).join(', ')}`)
    .join('; ');
}
