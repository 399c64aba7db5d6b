/** The commands as `--help` shows them. */
import { programOf } from '../../app/commands/program';
import { providers } from '../../providers';

/** Columns of a block in a page. */
const WIDTH = 110;

/** A section for each command, with its help. */
export function commandSections(): string {
  const host = { load: () => Promise.reject(new Error('no command is run')) };
  const context = { made: providers, host, cwd: '.', root: '.', version: '', env: {} };
  const printer = { out: () => undefined, error: () => undefined };
  return programOf(context, printer, () => Promise.resolve())
    .commands.map((command) => {
      const help = command.createHelp();
      help.prepareContext({ helpWidth: WIDTH });
      return [`### ${command.name()}`, ['```text', help.formatHelp(command, help).trimEnd(), '```'].join('\n')].join('\n\n');
    })
    .join('\n\n');
}
