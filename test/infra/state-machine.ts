import type { Template } from 'aws-cdk-lib/assertions';

/**
 * Returns a state machine as deployed, with functions and buckets named after their constructs:
 * `PublishComputeFiguresFunction`, `Reports`.
 */
export function definitionOf(template: Template): unknown {
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
  const { DefinitionString } = machine!.Properties;
  const parts: unknown[] = DefinitionString['Fn::Join'][1];
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : nameOf(part))).join(''));
}

function nameOf(reference: unknown): string {
  const text = JSON.stringify(reference);
  if (text === '{"Ref":"AWS::Partition"}') return 'aws';
  const name = /"Fn::GetAtt":\["(\w+?)[0-9A-F]{8}","Arn"\]|ExportsOutputRef(\w+?)[0-9A-F]{16}"/u.exec(text);
  if (!name) throw new Error(`${text} is not a function or a bucket`);
  return name[1] ?? name[2] ?? '';
}
