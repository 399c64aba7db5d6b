/** The command line: which commands and options there are, and how answers and mistakes are printed. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

import { describeProblem, EnvironmentError } from '../../core/rules/problem';
import { CLOUD_NAMES, type CloudName } from '../../core/words/clouds';
import { patternsIn } from '../plan/stack-names';
import { charts } from './charts';
import { check, type CheckChoice } from './check';
import type { Answer, Choice, Context } from './command';
import { docs } from './docs';
import { type ExplainChoice, explainStack } from './explain';
import { init, type InitChoice } from './init/init';
import { list } from './list';
import { rights, type RightsChoice } from './rights';
import { runbook, type RunbookChoice } from './runbook';
import { schema } from './schema';
import { DEFAULT_FROM } from './sources';
import { synth, type SynthChoice } from './synth';
import { trace, type TraceChoice } from './trace';
import { unlock } from './unlock';

/** Exit codes, for scripts. */
export const EXIT = { fine: 0, mistakes: 1, usage: 2 } as const;

export interface Printer {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** Runs a command line, without the names of the program and its file, and returns the exit code. */
export async function run(argv: readonly string[], context: Context, printer: Printer): Promise<number> {
  let status: number = EXIT.fine;
  const answer: AnswerWith = async (command, { json }) => {
    status = print(await answered(command), json, printer);
  };
  try {
    await programOf(context, printer, answer).parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  }
}

interface Common {
  readonly json?: boolean;
}

/** Gets a command that is ready to run, and its options. */
type AnswerWith = (command: () => Answer | Promise<Answer>, common: Common) => Promise<void>;

const HELP = `
Exit codes: 0 if all is well, 1 for mistakes in environments, 2 for wrong usage.`;

/** The commands and their options; what an action answers goes to `answer`. */
export function programOf(context: Context, printer: Printer, answer: AnswerWith): Command {
  const program = new Command('triptych')
    .description('Compiles cloud-neutral environments into Terraform for AWS, Google Cloud and Azure.')
    .version(context.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => printer.out(text.trimEnd()),
      writeErr: (text) => printer.error(text.trimEnd()),
    })
    .addHelpText('after', HELP);
  // Subcommands inherit the settings above.
  const command = (name: string, description: string): Command =>
    program.command(name).description(description).option('--json', 'prints the answer as JSON');
  const about = (name: string, description: string): Command =>
    command(name, description).addOption(from()).addOption(only());

  about('list', 'Lists environments with their clouds, regions and stacks.').action((choice: Choice & Common) =>
    answer(() => list(context, choice), choice),
  );
  about(
    'charts',
    'Lists the charts that stacks fetch, and the images that Triptych chooses, to fill a mirror with.',
  ).action((choice: Choice & Common) => answer(() => charts(context, choice), choice));
  about('synth', 'Writes the Terraform of every stack.')
    .option('-o, --out <directory>', 'output directory (default: cdktf.out, cdktf.out.part with --only)')
    .option('--hcl', 'writes HCL instead of JSON')
    .addOption(verbose())
    .action((choice: SynthChoice & Common) =>
      answer(() => synth(context, { ...verbosity(context), ...choice }), choice),
    );
  about('check', 'Checks environments with all rules and their types, and writes nothing.')
    .option('--strict', 'takes warnings for mistakes')
    .option('--no-types', 'does not check types with TypeScript')
    .addOption(verbose())
    .action((choice: CheckChoice & Common) =>
      answer(() => check(context, { ...verbosity(context), ...choice }), choice),
    );
  command('explain', 'Tells what was chosen for a stack and why: sizes, versions, defaults, names, addresses.')
    .argument('<stack>', 'name of the stack, as `list` shows it')
    .option('--construct <path>', 'one construct only: databases.orders')
    .addOption(from())
    .action((stack: string, choice: ExplainChoice & Common) =>
      answer(() => explainStack(context, stack, choice), choice),
    );
  command('rights', 'Tells who may do what to what: people, pipelines, nodes, workloads, services of the cloud.')
    .argument('[stack...]', 'names or patterns of stacks, as `list` shows them (default: all)')
    .addOption(
      new Option(
        '--for <run>',
        'prints what whoever runs Terraform must be allowed instead, as policies or roles that can be given',
      ).choices(['plan', 'apply']),
    )
    .addOption(from())
    .action((stacks: readonly string[], choice: Pick<RightsChoice, 'from' | 'for'> & Common) =>
      answer(() => rights(context, { ...choice, ...(stacks.length > 0 && { only: stacks }) }), choice),
    );
  command('runbook', 'Tells what to do when the region of an environment, or one of its stores, is lost.')
    .argument('<environment>', 'system and environment, as `list` shows them: shop/production')
    .addOption(new Option('--cloud <name>', 'one cloud only (default: all that it targets)').choices(CLOUD_NAMES))
    .addOption(from())
    .action((environment: string, choice: RunbookChoice & Common) =>
      answer(() => runbook(context, environment, choice), choice),
    );
  command(
    'unlock',
    'Lists the Helm releases of a platform stack, and prints the commands that free those left pending.',
  )
    .argument('<stack>', 'name of the stack, as `list` shows it')
    .addOption(from())
    .action((stack: string, choice: Pick<Choice, 'from'> & Common) =>
      answer(() => unlock(context, stack, choice), choice),
    );
  command('trace', "Tells how much of each system's design its environments meet, and what is still open.")
    .addOption(
      new Option(
        '--from <file>',
        `module that exports a trace; can be given several times (default: trace.ts of every folder in ${DEFAULT_FROM})`,
      ).argParser(collect),
    )
    .option('--pages <directory>', 'also writes a page in Markdown for each, with the alarms and backups of production')
    .action((choice: TraceChoice & Common) => answer(() => trace(context, choice), choice));
  command('schema', 'Prints the JSON schema of environments, for editors and for checks of YAML and JSON.').action(() =>
    answer(() => schema(context), {}),
  );
  command('docs', 'Lists the pages of the documentation, or prints one.')
    .argument('[page]', 'name of the page: managed-postgres')
    .action((page: string | undefined, choice: Common) => answer(() => docs(context, page), choice));
  command('init', 'Writes a new project into an empty directory.')
    .argument('<directory>')
    .addOption(
      new Option('--clouds <names>', `clouds that its environment targets, of ${CLOUD_NAMES.join(', ')}`)
        .argParser(cloudNames)
        .default(CLOUD_NAMES, 'all'),
    )
    .option('--yaml', 'describes the environment in YAML instead of TypeScript')
    .option(
      '--package <spec>',
      'where npm finds Triptych: a version or a packed file (default: where this one was installed from)',
    )
    .action((directory: string, choice: InitChoice & Common) => answer(() => init(context, directory, choice), choice));
  return program;
}

const from = (): Option =>
  new Option(
    '--from <file>',
    `module or data file of environments (.ts, .mts, .js, .mjs, .yaml, .yml, .json), folder or pattern; can be given several times (default: ${DEFAULT_FROM})`,
  ).argParser(collect);

const only = (): Option =>
  new Option(
    '--only <pattern>',
    'only stacks whose names match: shop-production-*; commas separate patterns, can be given several times',
  )
    .env('TRIPTYCH_ONLY')
    .argParser(collectPatterns);

const verbose = (): Option =>
  new Option('--verbose', 'also shows acknowledged warnings, as TRIPTYCH_VERBOSE=true does');

/** What the app of the CDKTF CLI, which has no options, is told by a variable. */
const verbosity = ({ env }: Context) => ({ verbose: env.TRIPTYCH_VERBOSE === 'true' });

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

const collectPatterns = (value: string, before: readonly string[] = []): string[] => [...before, ...patternsIn(value)];

function cloudNames(value: string): CloudName[] {
  const given = value.split(',').filter(Boolean);
  const unknown = given.filter((name) => !(CLOUD_NAMES as readonly string[]).includes(name));
  if (given.length === 0 || unknown.length > 0)
    throw new InvalidArgumentError(`Allowed are ${CLOUD_NAMES.join(', ')}, separated by commas.`);
  return given as CloudName[];
}

async function answered(command: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await command();
  } catch (error) {
    // Any other error is a bug here and keeps its stack trace.
    if (!(error instanceof EnvironmentError)) throw error;
    return { text: [], data: {}, problems: error.problems };
  }
}

function print({ text, data, problems = [] }: Answer, json = false, { out, error }: Printer): number {
  if (json) {
    const shown = { ...data, problems: problems.map((problem) => ({ ...problem, text: describeProblem(problem) })) };
    out(JSON.stringify(shown, null, 2));
  } else {
    if (text.length > 0) out(text.join('\n'));
    if (problems.length > 0) error(new EnvironmentError(problems).message);
  }
  return problems.length > 0 ? EXIT.mistakes : EXIT.fine;
}
