/**
 * Synthesizes without the CDKTF CLI:
 *
 *     npm run synth                                          everything, to cdktf.out
 *     npm run synth -- --only 'spywatcher-production-*'      some stacks, to cdktf.out.part; several patterns by comma
 *     npm run synth -- --hcl                                 as HCL, to cdktf.out.hcl
 *     npm run synth -- --output <directory>                  elsewhere
 *     npm run synth -- --verbose                             with the warnings that environments acknowledge
 */
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    hcl: { type: 'boolean' },
    output: { type: 'string', short: 'o' },
    verbose: { type: 'boolean' },
  },
});

// The app is told by the variables that the CLI uses, as the CLI would.
if (values.only) process.env.TRIPTYCH_ONLY = values.only.join(',');
if (values.hcl) process.env.SYNTH_HCL_OUTPUT = 'true';
if (values.output) process.env.CDKTF_OUTDIR = values.output;
if (values.verbose) process.env.TRIPTYCH_VERBOSE = 'true';
// eslint-disable-next-line @typescript-eslint/no-require-imports -- only now
require('../main');
