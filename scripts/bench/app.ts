/** The app as main.ts starts it, with the benchmark's own environments. */
import '../../core/cdktf/fast-tokens';

import { prepareOutput } from '../../app/output-directory';
import { synthesize } from '../../app/synthesize';
import { providers } from '../../providers';
import { environments } from './newsletter';

const output = prepareOutput(false);
synthesize({ environments, ...providers, outdir: output.directory, report: (line) => console.log(line) });
output.finish();
