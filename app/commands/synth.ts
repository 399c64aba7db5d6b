/** `synth`: writes Terraform. */
import { EnvironmentError } from '../../core/rules/problem';
import { write } from '../write';
import type { Answer, Choice, Context } from './command';
import { chosenSources } from './sources';

export interface SynthChoice extends Choice {
  /** Output directory. @default - `cdktf.out`, or another beside it for a part and for HCL */
  readonly out?: string;
  /** Writes HCL instead of JSON. @default false */
  readonly hcl?: boolean;
  /** Also shows acknowledged warnings. @default false */
  readonly verbose?: boolean;
}

export async function synth(context: Context, choice: SynthChoice): Promise<Answer> {
  const { only, out, hcl, verbose } = choice;
  const { environments, origins, problems, notes } = await chosenSources(context, choice);
  if (problems.length > 0) throw new EnvironmentError(problems);
  const { env, made, host, cwd: project } = context;
  const { keeping } = host;
  // The variables that the CDKTF CLI sets for the same.
  if (hcl) env.SYNTH_HCL_OUTPUT = 'true';
  if (out !== undefined) env.CDKTF_OUTDIR = out;
  const { text, ...data } = write({ ...made, environments, origins, only, verbose, env, project, keeping });
  return { text: [...notes, ...text], data };
}
