/**
 * Synthesizes without the CDKTF CLI:
 *
 *     npm run synth                                          everything, to cdktf.out
 *     npm run synth -- --only 'spywatcher-production-*'      some stacks, to cdktf.out.part; commas separate patterns
 *     npm run synth -- --hcl                                 as HCL, to cdktf.out.hcl
 *     npm run synth -- --output <directory>                  to another directory
 *     npm run synth -- --verbose                             also shows acknowledged warnings
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

// The app reads the same variables that the CLI sets.
if (values.only) process.env.TRIPTYCH_ONLY = values.only.join(',');
if (values.hcl) process.env.SYNTH_HCL_OUTPUT = 'true';
if (values.output) process.env.CDKTF_OUTDIR = values.output;
if (values.verbose) process.env.TRIPTYCH_VERBOSE = 'true';
// eslint-disable-next-line @typescript-eslint/no-require-imports -- after the variables are set
require('../main');
