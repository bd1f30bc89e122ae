import { countNoun } from '../../../src/domain/format.ts';
import { openDefinitions, programFonts } from '../../pipeline/local-runtime.ts';
import { linesOf, type Terminal } from '../../terminal/terminal.ts';
import { FLAG, read, TEXT, text } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';

export const DOCTOR = defineCommand({
  help: `factsheets doctor [--definitions DIR] [--json]

Checks all definitions without any export: the code lists, every hotline, and every sheet with its page, charts, wording and
messages in each language, whose pages are laid out with invented figures. One that is wrong does not stop the others.

  --definitions DIR    a folder with hotlines/, codes/, templates/ and boundaries/; by default those of the program
  --json               prints the result as JSON

Exit codes: 0 when all are right, 1 when one is wrong.`,
  parse: (argv) => {
    const { values } = read(argv, { definitions: TEXT, json: FLAG });
    return { definitions: text(values.definitions), json: values.json === true };
  },
  run: doctor,
});

export interface DoctorCommand {
  readonly definitions: string | undefined;
  readonly json: boolean;
}

/** Checks all definitions of a folder. @returns 0 when all are right, 1 when one is wrong */
async function doctor({ definitions, json }: DoctorCommand, terminal: Terminal): Promise<number> {
  // the renderer takes a second to load, and only this command and building need it
  const { checkDefinitions } = await import('../../../src/steps/check-definitions/check-definitions.ts');
  const report: { place: string; failures: { name: string; message: string }[] }[] = [];
  for await (const { place, failures } of checkDefinitions({ fonts: programFonts }, openDefinitions(definitions))) {
    report.push({ place, failures: failures.map(({ name, message }) => ({ name, message })) });
    if (json) continue;
    terminal.out(`${place}: ${failures.length === 0 ? 'right' : 'wrong'}`);
    for (const { message } of failures) for (const line of linesOf(message)) terminal.out(`  ${line}`);
  }
  const wrong = report.filter(({ failures }) => failures.length > 0);
  if (json) terminal.out(JSON.stringify(report, null, 2));
  else
    terminal.out(wrong.length === 0 ? 'all definitions are right' : `${countNoun(wrong.length, 'definition')} wrong`);
  return wrong.length === 0 ? EXIT.complete : EXIT.failure;
}
