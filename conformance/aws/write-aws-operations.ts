// npm run ts -- conformance/aws/write-aws-operations.ts: writes the options of every `aws` command in the documents,
// from AWS's own command line, to test/docs/aws-operations.json. Run it when a document uses a new command; a test
// names that command.
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { shellCommands } from '../../test/docs/shown-shell.ts';
import { PYTHON } from './localstack/localstack.ts';
import { pythonTool } from './python-tools.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Prints `{ version, operations: { "sqs purge-queue": { options: [], required: [] } } }` for the names that it
 * receives.
 */
const ASK = `
import json, sys, awscli
from awscli.clidriver import create_clidriver
driver = create_clidriver()
def table_of(command):
    return command.subcommand_table if hasattr(command, "subcommand_table") else command._get_command_table()
operations = {}
for name in sys.argv[1:]:
    service, operation = name.split(" ")
    command = table_of(table_of(driver)[service]).get(operation)
    if command is None:
        continue
    table = command.arg_table
    options = {key: value for key, value in table.items() if not value.positional_arg and key != "outfile"}
    operations[name] = {
        "options": sorted("--" + key for key in options),
        "required": sorted("--" + key for key, value in options.items() if value.required),
    }
print(json.dumps({"version": "awscli " + awscli.__version__, "operations": operations}))
`;

const documents = (await readdir(`${ROOT}docs`)).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`);
const texts = await Promise.all(['README.md', ...documents].map((name) => readFile(`${ROOT}${name}`, 'utf8')));
const shown = texts.flatMap(shellCommands).filter(({ words }) => words[0] === 'aws' && words[1] !== 'sso');
const names = [...new Set(shown.map(({ words: [, service, operation] }) => `${service} ${operation}`))].toSorted();
const { stdout } = await run(await pythonTool('python', PYTHON), ['-c', ASK, ...names], { maxBuffer: 1 << 24 });
await writeFile(`${ROOT}test/docs/aws-operations.json`, `${JSON.stringify(JSON.parse(stdout), null, 2)}\n`);
console.log(`${Object.keys(JSON.parse(stdout).operations).length} of ${names.length} commands are known`);
