import type { Template } from 'aws-cdk-lib/assertions';

/**
 * Returns a state machine as deployed, with functions named after their constructs: `PublishComputeFiguresFunction`.
 */
export function definitionOf(template: Template): unknown {
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
  const { DefinitionString } = machine!.Properties;
  const parts: unknown[] = DefinitionString['Fn::Join'][1];
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : functionName(part))).join(''));
}

function functionName(reference: unknown): string {
  const id = /"Fn::GetAtt":\["(\w+?)[0-9A-F]{8}","Arn"\]/u.exec(JSON.stringify(reference))?.[1];
  if (id === undefined) throw new Error(`${JSON.stringify(reference)} is no function`);
  return id;
}
