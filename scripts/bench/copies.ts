/** Synthesizes copies of one environment on every cloud, and prints the seconds: `copies.ts <number>`. */
import '../../core/cdktf/fast-tokens';

import { synthesize } from '../../app/synthesize';
import { providers } from '../../providers';
import { production } from './newsletter';

const copies = Array.from({ length: Number(process.argv[2]) }, (_, index) => ({
  ...production,
  system: `${production.system}-${index}`,
}));

const started = performance.now();
const { stacks } = synthesize({ environments: copies, ...providers });
const seconds = (performance.now() - started) / 1000;
const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
console.log(JSON.stringify({ stacks: stacks.length, resources, seconds }));
