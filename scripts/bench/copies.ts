/**
 * Synthesizes copies of one environment on every cloud that it targets, and prints the seconds: `copies.ts <number>`.
 */
import '../../core/cdktf/fast-tokens';

import { synthesize } from '../../app/synthesize';
import { present } from '../../core/invariant';
import { environments } from '../../environments';
import { providers } from '../../providers';

const environment = present(
  environments.find((one) => one.environment === 'production') ?? environments[0],
  'an environment',
);
const copies = Array.from({ length: Number(process.argv[2]) }, (_, index) => ({
  ...environment,
  system: `${environment.system}-${index}`,
}));

const started = performance.now();
const { stacks } = synthesize({ environments: copies, ...providers });
const seconds = (performance.now() - started) / 1000;
const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
console.log(JSON.stringify({ stacks: stacks.length, resources, seconds }));
